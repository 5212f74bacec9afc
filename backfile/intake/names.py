"""Names in running text: what is written with capitals where no sentence begins, in the languages that do so.

In German every noun has a capital; there, one that stands behind an article or an adjective is no name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field

from backfile.archive.dates import MONTHS
from backfile.frozen import frozen
from backfile.intake.language import language_of
from backfile.intake.lines import is_prose
from backfile.intake.stems import stem

_TOKEN = re.compile(r"[^\W\d_]+(?:[’'‐‑-][^\W\d_]+)*")
_WITHIN = frozenset(" ,/&")  # between two words of one sentence
JOINTS = frozenset("of the for di del dello della dei degli delle für des der de du".split())  # noqa: SIM905
_MOST_WORDS = 8  # what is longer is a headline
_SHORTEST = 3
_LONGEST_ACRONYM = 6
_DAYS = (
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday "
    "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag"
)
_OF_THE_CALENDAR = frozenset(
    stem(word) for word in (*_DAYS.split(), *(name for names in MONTHS.values() for name in names))
)
# What stands before a noun that is no name: adjectives and articles, by their ends, and those articles that have none.
_ENDS_OF_ATTRIBUTES = ("e", "em", "en", "er", "es")
_ATTRIBUTES = frozenset("das im am zum zur beim vom ans aufs kein ein mein sein ihr unser".split())  # noqa: SIM905
_NO_ATTRIBUTES = frozenset([
    "oder", "gegen", "zwischen", "neben", "wegen", "unter", "über", "hinter", "aber", "ohne", "wurde", "wurden",
    "werden", "heute", "hatte", "hatten", "haben", "außer", "habe", "nahe",
])  # fmt: skip
_WITH_SMALL_WORDS = frozenset(["it", "ru", "fr", "es", "pt", "uk"])

Words = tuple[str, ...]


@frozen
class Names:
    """What one text holds: names within sentences and where one begins, as written, and words in small letters.

    `longer` are names with the one or two small words behind them, as the names of bodies end in some languages;
    `small` counts stems.
    """

    within: Counter[Words] = field(default_factory=Counter)
    first: Counter[Words] = field(default_factory=Counter)
    longer: Counter[Words] = field(default_factory=Counter)
    small: Counter[str] = field(default_factory=Counter)


@frozen
class _Token:
    text: str
    begins: bool  # where a capital proves nothing
    is_next: bool  # right behind the word before

    @property
    def is_name(self) -> bool:
        return self.text[0].isupper() and len(self.text) > 1

    @property
    def is_acronym(self) -> bool:
        return self.text.isupper() and 1 < len(self.text) <= _LONGEST_ACRONYM


def names_in(lines: Iterable[str]) -> Names:
    """The names in the running text among some lines."""
    prose = [line for line in lines if is_prose(line) and not line.isupper()]
    language = language_of("\n".join(prose))
    found = Names()
    for line in prose:
        _notice(found, list(_tokens(line)), language)
    return found


def is_of_the_calendar(word: str) -> bool:
    """Whether a stem is that of a month or a day of the week."""
    return word in _OF_THE_CALENDAR


def _tokens(line: str) -> Iterator[_Token]:
    end = 0
    for found in _TOKEN.finditer(line):
        between = line[end : found.start()]
        begins = not end or not set(between) <= _WITHIN
        text = found[0].removesuffix("’s").removesuffix("'s")
        yield _Token(text=text, begins=begins, is_next=between == " " and end > 0)
        end = found.end()


def _notice(found: Names, tokens: Sequence[_Token], language: str) -> None:
    place = 0
    while place < len(tokens):
        token = tokens[place]
        if not token.is_name:
            if len(token.text) >= _SHORTEST:
                found.small[stem(token.text)] += 1
            place += 1
            continue
        end = _end_of_name(tokens, place)
        words = tuple(each.text for each in tokens[place:end])
        if language == "de" and len(words) == 1 and place and _is_attribute(tokens[place - 1], token):
            found.small[stem(words[0])] += 1
        elif len(words) <= _MOST_WORDS:
            (found.first if token.begins and not token.is_acronym else found.within)[words] += 1
            if language in _WITH_SMALL_WORDS and not token.begins:
                found.longer.update(_longer(words, tokens[end : end + 2]))
        place = end


def _end_of_name(tokens: Sequence[_Token], place: int) -> int:
    """Behind the last word of the name that begins here; small words like “of” may stand within it."""
    end = place + 1
    while end < len(tokens) and tokens[end].is_next:
        ahead = end
        while ahead < len(tokens) - 1 and ahead - end < 2 and tokens[ahead].is_next and tokens[ahead].text in JOINTS:  # noqa: PLR2004
            ahead += 1
        if not (tokens[ahead].is_next and tokens[ahead].is_name):
            break
        end = ahead + 1
    return end


def _is_attribute(before: _Token, token: _Token) -> bool:
    word = before.text
    if not token.is_next or word[0].isupper() or word in _NO_ATTRIBUTES:
        return False
    return word in _ATTRIBUTES or word.endswith(_ENDS_OF_ATTRIBUTES)


def _longer(words: Words, behind: Sequence[_Token]) -> Iterator[Words]:
    for token in behind:
        if not token.is_next or token.is_name or len(token.text) <= _SHORTEST:
            return
        words = (*words, token.text)
        yield words
