"""Tags: which terms of the vocabulary an article is about, by where and how often it uses their words."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from backfile.intake.record import SuggestedTag, Term

MOST_TAGS = 8
_WEIGHTS = {"title": 8.0, "keywords": 8.0, "headings": 4.0, "lead": 2.0, "body": 1.0}
_PLACES = {
    "title": "in the title",
    "keywords": "among the keywords",
    "headings": "in a heading",
    "lead": "in the opening",
}
# A term counts if it is used about once in two hundred words and three times at least; in the title once is enough.
_WORDS_PER_USE = 200
_FEWEST_USES = 3
_SHORTEST_STEM = 4
_ENDINGS = frozenset([
    "s", "es", "n", "en", "er", "e", "i", "a", "o", "isch", "ischem", "ische", "ischen", "ischer", "isches",
    "а", "я", "у", "ю", "ом", "ем", "ой", "ей", "е", "и", "ы", "ов", "ев", "ам", "ям", "ами", "ями", "ах", "ях", "ий",
    "ый",
    "ая", "ого", "ому", "ые", "ых", "ской", "ский", "ского", "ские", "ских",
])  # fmt: skip
_LONGEST_ENDING = max(map(len, _ENDINGS))
_LONGEST_ACRONYM = 4
_WORD = re.compile(r"(?:[^\W_]|[’'])+")


def suggest_tags(parts: dict[str, Sequence[str]], vocabulary: Iterable[Term]) -> tuple[SuggestedTag, ...]:
    """The terms that the article is about, the weightiest first.

    `parts` holds the texts of "title", "keywords", "headings", "lead" and "body". A passing mention is not suggested.
    """
    terms = {term.slug: term for term in vocabulary}
    phrases = _phrases(terms.values())
    if not phrases:
        return ()
    uses: dict[str, Counter[str]] = defaultdict(Counter)  # by term, then by part
    length = 0
    for part, texts in parts.items():
        for text in texts:
            words = _words(text)
            length += len(words)
            for slug in _found(words, phrases):
                uses[slug][part] += 1
    fewest = max(_FEWEST_USES, length // _WORDS_PER_USE)
    chosen = [slug for slug, found in uses.items() if _is_subject(found, fewest)]
    chosen.sort(key=lambda slug: (-_weight(uses[slug]), slug))
    return tuple(
        SuggestedTag(slug=slug, label=terms[slug].label, reason=_reason(uses[slug])) for slug in chosen[:MOST_TAGS]
    )


def _is_subject(uses: Counter[str], fewest: int) -> bool:
    if uses["title"] or uses["keywords"]:
        return True
    return uses.total() >= fewest and (uses.total() >= 2 * fewest or len(+uses) > 1)


def _weight(uses: Counter[str]) -> float:
    return sum(_WEIGHTS[part] * count for part, count in uses.items())


def _reason(uses: Counter[str]) -> str:
    times = "once" if uses.total() == 1 else f"{uses.total()} times"
    places = [words for part, words in _PLACES.items() if uses[part]]
    return f"{times}, also {' and '.join(places)}" if places and uses.total() > 1 else f"{times}{_only(places)}"


def _only(places: list[str]) -> str:
    return f", {places[0]}" if places else ""


def _phrases(terms: Iterable[Term]) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """The words of each label and alias, in stems, by their first; the longest first."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for term in terms:
        for words in {tuple(_words(label)) for label in (term.label, *term.aliases)}:
            if words:
                found[words[0]].append((words, term.slug))
    for phrases in found.values():
        phrases.sort(key=lambda phrase: (-len(phrase[0]), phrase))
    return found


def _found(words: list[str], phrases: dict[str, list[tuple[tuple[str, ...], str]]]) -> Iterator[str]:
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


def _words(text: str) -> list[str]:
    return [_stem(word) for word in _WORD.findall(text)]


@lru_cache(maxsize=1 << 16)
def _stem(word: str) -> str:
    """The word without a simple ending, if enough is left of it to be told from others; "US" is not "us"."""
    word = word.strip("’'").removesuffix("’s").removesuffix("'s")
    if word.isupper() and len(word) <= _LONGEST_ACRONYM:
        return word
    word = word.casefold()
    for length in range(min(_LONGEST_ENDING, len(word) - _SHORTEST_STEM + 1), 0, -1):
        ending = word[-length:]
        if ending in _ENDINGS and len(word) - length >= _SHORTEST_STEM - (ending == "s"):
            return word[:-length]
    return word
