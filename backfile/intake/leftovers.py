"""What is left over of lines that fields were read from: words that are neither in a field nor what it was read by.

So no word of a seed is lost in silence: it is in the text, in a field, or in the list of what was left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from backfile.archive.credits import Byline
from backfile.archive.dates import MONTHS, MONTHS_AFTER_DAY, SEASON_NAMES
from backfile.archive.order import roman_number
from backfile.intake.dateline import WEEKDAYS
from backfile.intake.labels import LABEL_WORDS
from backfile.intake.masthead_items import ITEM_WORDS
from backfile.intake.people import is_degree, is_form_of_address
from backfile.intake.record import Evidence, LeftOut, Reading

TITLES = "forms of address and degrees"
_BESIDE = "words beside a field"
_WORD = re.compile(r"[^\W_]+")
_ENDING = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)")
_TOKEN = re.compile(r"\S+")


def _folded(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(word for text in texts for word in _WORD.findall(text.casefold()))


_CREDIT_WORDS = (
    "credit credits crediti photo photograph photos image picture map figure foto fotografia immagine bild source "
    "sources fonte quelle фото фотография изображение источник copyright"
)
# What a field is read by says nothing more than its value does.
_MEANS = LABEL_WORDS | ITEM_WORDS | _folded([
    *(name for table in (*MONTHS.values(), *MONTHS_AFTER_DAY.values(), *SEASON_NAMES.values()) for name in table),
    *WEEKDAYS, _CREDIT_WORDS, "and und e ed y et и a an the of de on am il del al r c г год года via",
])  # fmt: skip


def left_over(reading: Reading, evidence: Iterable[Evidence], known: Iterable[LeftOut]) -> Iterator[LeftOut]:
    """The words of the lines in evidence that nothing holds, in the pieces in which they stand there."""
    held = _folded(_values(reading)) | _MEANS
    numbers = {int(word) for word in held if word.isdecimal()}
    said: dict[int, list[str]] = {}
    for left in known:
        said.setdefault(left.line, []).append(left.text)
    for line, lines in groupby(evidence, key=lambda one: one.line):
        text = max((one.text for one in lines), key=len)  # the whole line, where a part of it was read by itself
        own = held | _folded(said.get(line, ()))
        for piece in _pieces(text, own, numbers):
            words = piece.split()
            is_title = all(is_degree(word.strip(",;()")) or is_form_of_address(word) for word in words)
            yield LeftOut(line=line, text=piece, reason=TITLES if is_title else _BESIDE)


def _pieces(text: str, held: frozenset[str], numbers: set[int]) -> Iterator[str]:
    tokens = _TOKEN.findall(text)
    kept = [_is_held(token, held, numbers) for token in tokens]
    for place in range(len(tokens) - 1, 0, -1):
        kept[place - 1] &= kept[place] or not tokens[place - 1].endswith(":")  # a label belongs to what it announces
    for is_held, run in groupby(zip(kept, tokens, strict=True), key=lambda pair: pair[0]):
        if not is_held:
            yield " ".join(token for _, token in run)


def _is_held(token: str, held: frozenset[str], numbers: set[int]) -> bool:
    return all(word in held or _number(word) in numbers for word in _WORD.findall(token.casefold()))


def _number(word: str) -> int:
    """The number that a word is, in any form; -1 for a word that is none."""
    ordinal = _ENDING.fullmatch(word)
    digits = ordinal[1] if ordinal else word
    return int(digits) if digits.isdecimal() else roman_number(word.upper()) or -1


def _values(reading: Reading) -> Iterator[str]:
    yield from (
        reading.title, reading.subtitle, reading.publication, reading.issn, reading.volume, reading.issue,
        reading.pages, reading.doi, reading.abstract, reading.licence, *reading.keywords,
        reading.date.iso if reading.date else "",
    )  # fmt: skip
    yield from _of_people(reading.byline)
    for caption in reading.captions:
        yield from (caption.text, caption.alt, caption.credit, caption.licence)


def _of_people(byline: Byline) -> Iterator[str]:
    for credit in byline.credits:
        yield from (credit.name.printed, credit.affiliation, credit.orcid, credit.email)
