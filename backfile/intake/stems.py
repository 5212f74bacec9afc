"""Words without their endings, so that inflected forms count as one, and the phrases of the vocabulary among them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from backfile.intake.record import Term

_SHORTEST_STEM = 4
_ENDINGS = frozenset([
    "s", "es", "n", "en", "er", "e", "i", "a", "o", "isch", "ischem", "ische", "ischen", "ischer", "isches",
    "а", "я", "у", "ю", "ом", "ем", "ой", "ей", "е", "и", "ы", "ов", "ев", "ам", "ям", "ами", "ями", "ах", "ях", "ий",
    "ый",
    "ая", "ого", "ому", "ые", "ых", "ской", "ский", "ского", "ские", "ских", "ь", "ью",
])  # fmt: skip
_MORE_LETTERS = {"s": -1, "ь": 1, "ью": 1}  # "стал" is no "сталь"
_LONGEST_ENDING = max(map(len, _ENDINGS))
_LONGEST_ACRONYM = 4
_WORD = re.compile(r"(?:[^\W_]|[’'])+")

Phrases = Mapping[str, Sequence[tuple[tuple[str, ...], str]]]
"""The labels and aliases of terms as stems, by the first of them, each with the slug of its term; the longest first."""


@lru_cache(maxsize=4)
def phrases_of(vocabulary: tuple[Term, ...]) -> Phrases:
    """The phrases by which the terms of a vocabulary are known in a text."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for term in {term.slug: term for term in vocabulary}.values():
        for words in {tuple(stems(label)) for label in (term.label, *term.aliases)}:
            if words:
                found[words[0]].append((words, term.slug))
    for phrases in found.values():
        phrases.sort(key=lambda phrase: (-len(phrase[0]), phrase))
    return found


def terms_among(words: Sequence[str], phrases: Phrases) -> Iterator[str]:
    """The terms in the order in which they are used; a word counts for its longest phrase only."""
    place = 0
    while place < len(words):
        for phrase, slug in phrases.get(words[place], ()):
            if tuple(words[place : place + len(phrase)]) == phrase:
                yield slug
                place += len(phrase)
                break
        else:
            place += 1


def stems(text: str) -> list[str]:
    """The words of a text without their endings."""
    return [stem(word) for word in _WORD.findall(text)]


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """The word without a simple ending, if enough is left of it to be told from others; "US" is not "us"."""
    word = word.strip("’'").removesuffix("’s").removesuffix("'s")
    if word.isupper() and len(word) <= _LONGEST_ACRONYM:
        return word
    word = word.casefold()
    for length in range(min(_LONGEST_ENDING, len(word) - _SHORTEST_STEM + 1), 0, -1):
        ending = word[-length:]
        if ending in _ENDINGS and len(word) - length >= _SHORTEST_STEM + _MORE_LETTERS.get(ending, 0):
            return word[:-length]
    return word
