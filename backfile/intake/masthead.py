"""Mastheads: the line or lines that name the publication, its ISSN, volume, issue, year and pages.

A line is scanned from left to right for the items of `masthead_items`; what is none of them is free text. A masthead
has at most one piece of free text, the name of the publication, beside its items; a sentence that mentions a volume
has more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import groupby

from backfile.archive.dates import PartialDate
from backfile.archive.identifiers import normal_doi, normal_issn
from backfile.archive.order import roman_number
from backfile.frozen import frozen
from backfile.intake.dateline import StatedDate, date_behind_weekday
from backfile.intake.lines import LINES_AT_HAND, ends_a_sentence
from backfile.intake.masthead_items import COUNTS, ITEMS, VERBS

_LONGEST_LINE = 300
_LONGEST_NAME = 12
_LONGEST_STRAY = 3

_NUMBER_BEHIND = re.compile(r"[^\W\d_] [0-9]{1,3}(?:/[0-9]{2,4})?$")
_PARTS = frozenset(["volume", "issue"])
_YEAR_ALONE = re.compile(r"(?:19|20)[0-9]{2}")
_ISSUE_OF_YEAR = re.compile(r"[0-9]{1,2}/[0-9]{4}(?![0-9/])")  # 2/2023 is an issue or a month; which, nobody can say
_RANGE = re.compile(r"[0-9]{1,5}\s?[-–—]\s?[0-9]{1,5}")
_QUOTES = {"«": "»", "“": "”", "„": "“"}
_FILLER = re.compile(r"[\s,;:|()\[\].·•–—/-]+")
_BARS = re.compile(r"\s{0,3}[|·•]\s{0,3}")
_WORD = re.compile(r"[^\s,;:|()\[\]·•]+")
_CONNECTIVES = frozenset(["from", "in", "su", "da", "из", "aus", "publication", "журнал", "rivista", "zeitschrift"])


@frozen
class Masthead:
    """What a masthead says; `faults` are its parts that could not be read, `unread` the words that nothing explains.

    `is_weak` is true where the free text may as well be a title with a number in it.
    """

    publication: str = ""
    issns: tuple[str, ...] = ()
    volume: str = ""
    issue: str = ""
    pages: str = ""
    date: PartialDate | None = None
    doi: str = ""
    faults: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    is_weak: bool = False


@frozen
class _Token:
    """An item of the masthead, or a free word (kind "")."""

    kind: str = ""
    start: int = 0
    end: int = 0
    value: str = ""
    inner: str = ""
    pages: str = ""
    date: StatedDate | None = None


@lru_cache(maxsize=LINES_AT_HAND)
def read_masthead(text: str) -> Masthead | None:
    """What the line says as a masthead, or None if it is something else."""
    if len(text) > _LONGEST_LINE or not COUNTS.search(text):
        return None
    tokens = tuple(_tokens(text))
    items = [token for token in tokens if token.kind]
    pieces = [piece for piece in _pieces(text, tokens) if piece.lower() not in _CONNECTIVES]
    if not _is_of_an_issue(items, pieces):
        return None
    masthead = _assembled(items)
    digits = [piece for piece in pieces if piece[0].isdigit() and not any(map(str.isalpha, piece))]
    masthead = _with_range(masthead, digits)
    pieces = [piece for piece in pieces if piece not in digits]
    if pieces and not _is_name(pieces, masthead, text):
        return None
    kinds = {item.kind for item in items if item.value or item.date or item.pages}
    is_named = bool(pieces) and text.startswith(pieces[0]) and (len(kinds) > 1 or "issn" in kinds or masthead.pages)
    if pieces and kinds >= _PARTS and _opens_title_of_issue(text, pieces[0]):
        return replace(masthead, unread=(*masthead.unread, *pieces))
    is_weak = kinds == {"year"} or (bool(pieces) and not is_named)
    name = _trimmed(pieces[0]) if pieces else ""
    if _NUMBER_BEHIND.search(name):
        masthead = replace(masthead, faults=(*masthead.faults, "a number behind the name that has no label"))
    return replace(masthead, publication=name, is_weak=is_weak, unread=(*masthead.unread, *pieces[1:]))


def _opens_title_of_issue(text: str, piece: str) -> bool:
    """Whether words stand behind all numbers and a colon: "Vol. 4 No. 2 (2023): Seasons of Debt"."""
    return text.rstrip(" .").endswith(piece) and text.partition(piece)[0].rstrip().endswith(":")


def _with_range(masthead: Masthead, digits: list[str]) -> Masthead:
    """The masthead with numbers that have no label: the only range behind volume and issue is that of the pages."""
    is_known = masthead.volume and masthead.issue and not masthead.pages
    if is_known and len(digits) == 1 and _RANGE.fullmatch(digits[0]):
        return replace(masthead, pages=number(digits[0]))
    return replace(masthead, unread=(*masthead.unread, *digits))


def _is_of_an_issue(items: list[_Token], pieces: list[str]) -> bool:
    """Whether there is a number of a serial at all; pages or a broken ISSN count where nothing else is in the line."""
    if {"issn", "volume", "issue", "pair", "triple", "part"} & {item.kind for item in items if item.value}:
        return True
    if any(item.kind == "issn" for item in items):
        return all(piece[0].isdigit() for piece in pieces)
    return not pieces and any(item.kind in {"pages", "year"} for item in items)


def joined(one: Masthead, other: Masthead) -> Masthead:
    """Two lines of a masthead as one; what they say differently is a fault."""
    faults = [*one.faults, *other.faults]
    values = {}
    for field in ("publication", "volume", "issue", "pages", "doi"):
        first, second = getattr(one, field), getattr(other, field)
        values[field] = first or second
        if first and second and first != second:
            values[field] = ""
            faults.append(f"two different values for the {field}, {first} and {second}")
    issns = tuple(dict.fromkeys([*one.issns, *other.issns]))
    unread = (*one.unread, *other.unread)
    return Masthead(**values, issns=issns, date=_closer(one.date, other.date), faults=tuple(faults), unread=unread)


def _closer(one: PartialDate | None, other: PartialDate | None) -> PartialDate | None:
    """The more exact of two dates that say the same; of two that differ the first."""
    if one and other and other.iso.startswith(one.iso):
        return other
    return one or other


def number(printed: str) -> str:
    """A printed number in Arabic digits: XII is 12, 7–8 is 7-8, 3,412 is 3412; anything else stays as it is."""
    parts = re.split(r"\s?[-–—]\s?", printed.replace(",", ""))
    return "-".join(str(roman_number(part) or part) for part in parts)


def _tokens(text: str) -> Iterator[_Token]:
    place = 0
    while place < len(text):
        if filler := _FILLER.match(text, place):
            place = filler.end()
            continue
        token = _item_at(text, place) or _word_at(text, place)
        yield token
        place = token.end


def _item_at(text: str, start: int) -> _Token | None:
    for kind, pattern in ITEMS:
        found = pattern.match(text, start)
        if not found:
            continue
        part = found.groupdict()
        value = part.get("value") or ""
        if value or part.get("whole") or kind in {"issn", "pages"}:
            pages, inner = part.get("pages") or "", part.get("inner") or ""
            value = f"{value}/{part['year']}" if part.get("year") else value
            return _Token(kind=kind, start=start, end=found.end(), value=value, inner=inner, pages=pages)
    date = None if _ISSUE_OF_YEAR.match(text, start) else date_behind_weekday(text, start)
    return _Token(kind="date", start=start, end=date.end, date=date) if date else None


def _word_at(text: str, start: int) -> _Token:
    word = _WORD.match(text, start)
    return _Token(start=start, end=word.end() if word else start + 1)


def _pieces(text: str, tokens: tuple[_Token, ...]) -> list[str]:
    """Free text between the items and bars, each piece as it stands in the line."""
    runs = (list(run) for is_item, run in groupby(tokens, lambda token: bool(token.kind)) if not is_item)
    return [piece for run in runs for piece in _BARS.split(text[run[0].start : run[-1].end])]


def _assembled(items: list[_Token]) -> Masthead:
    masthead = Masthead()
    for read in map(_one_item, _without_orphans([item for item in items if item.kind != "part"])):
        masthead = joined(masthead, read)
    issue = ", ".join(filter(None, [masthead.issue, *(item.value for item in items if item.kind == "part")]))
    return replace(masthead, issue=issue)


def _without_orphans(items: list[_Token]) -> list[_Token]:
    """Labels with their numbers: in "Volume Issue 18 Issue 7" the first number is the volume's.

    A label alone takes the number behind it, if the other label has another number of its own.
    """
    mended = list(items)
    for place, item in enumerate(items[:-1]):
        after = items[place + 1]
        has_own = any(other.kind == item.kind and other.value for other in items)
        others = [other for other in items if other.kind == after.kind and other.value]
        if item.kind in _PARTS and not item.value and after.kind in _PARTS - {item.kind} and not has_own and others[1:]:
            mended[place + 1] = replace(after, kind=item.kind)
    return mended


def _one_item(item: _Token) -> Masthead:
    readers = {
        "issn": _issn,
        "doi": _doi,
        "year": _year,
        "date": _dated,
        "pages": _pages,
        "pair": _pair,
        "triple": _pair,
        "price": _price,
    }
    return readers.get(item.kind, _numbered)(item)


def _issn(item: _Token) -> Masthead:
    issn = normal_issn(item.value)
    return Masthead(issns=(issn,)) if issn else Masthead(faults=("“ISSN” without the eight digits of one",))


def _doi(item: _Token) -> Masthead:
    return Masthead(doi=normal_doi(item.value) or "")


def _price(item: _Token) -> Masthead:
    return Masthead(unread=(item.value,))


def _year(item: _Token) -> Masthead:
    return Masthead(date=PartialDate(year=int(item.value)))


def _pages(item: _Token) -> Masthead:
    return Masthead(pages=number(item.pages))


def _pair(item: _Token) -> Masthead:
    """13(2) is volume and issue, 13 (2020) volume and year, 13:2 (2020) all three."""
    value, _, year = item.value.partition("/")
    is_year = not year and _YEAR_ALONE.fullmatch(item.inner)
    date = PartialDate(year=int(item.inner if is_year else year)) if is_year or year else None
    return Masthead(
        volume=number(value), issue="" if is_year else number(item.inner), pages=number(item.pages), date=date
    )


def _dated(item: _Token) -> Masthead:
    stated = item.date
    if not stated:
        return Masthead()
    if stated.is_ambiguous:
        return Masthead(date=PartialDate(year=stated.date.year), faults=("a date with day and month in open order",))
    return Masthead(date=stated.date, unread=(stated.rest,) if stated.rest else ())


def _numbered(item: _Token) -> Masthead:
    """A volume or issue, with what stands in brackets behind it: the issue of a volume, a year, a running number."""
    if not item.value:
        return Masthead(faults=(f"“{item.kind.capitalize()}” without a number",))
    value, _, year = item.value.partition("/")
    date = PartialDate(year=int(year)) if _YEAR_ALONE.fullmatch(year) else None
    printed = number(value if date else item.value)
    inner_date = PartialDate(year=int(item.inner)) if _YEAR_ALONE.fullmatch(item.inner) else None
    if inner_date or not item.inner:
        return _with_part(item.kind, printed, date or inner_date)
    if item.kind == "volume":
        return Masthead(volume=printed, issue=number(item.inner), date=date)
    return Masthead(issue=printed, date=date, unread=(item.inner,))


def _with_part(kind: str, printed: str, date: PartialDate | None) -> Masthead:
    return Masthead(volume=printed, date=date) if kind == "volume" else Masthead(issue=printed, date=date)


def _is_name(pieces: list[str], masthead: Masthead, text: str) -> bool:
    """Whether the free text can be the name of a publication: one short piece that begins like a name.

    Beside a label that has lost its number, a few stray words may be what is left of it.
    """
    name, *strays = pieces
    first = name.lstrip("“«\"'‘")[:1]
    if any(word in VERBS for word in name.casefold().split()):
        return False
    if first.islower() or len(name.split()) > _LONGEST_NAME or any(mark in name for mark in (". ", "? ", "! ")):
        return False
    if text.endswith(pieces[-1]) and ends_a_sentence(text):
        return False
    return not strays or (bool(masthead.faults) and len(" ".join(strays).split()) <= _LONGEST_STRAY)


def _trimmed(name: str) -> str:
    name = name.strip(" ,;:|–—-./").strip()
    return name[1:-1].strip() if name[:1] in _QUOTES and name[1:].find(_QUOTES[name[0]]) == len(name) - 2 else name
