"""Bylines: from the words behind "Author:" to credits with names, roles and what stands beside them.

The words are cut into pieces at commas, conjunctions, brackets and note marks; each piece is a name or belongs to the
name before it. A byline that cannot be read whole is not read at all: half a name is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from backfile.archive.credits import Credit
from backfile.archive.identifiers import normal_orcid
from backfile.archive.names import SUFFIXES, Name, parse_name
from backfile.frozen import frozen
from backfile.intake.byline_date import without_date
from backfile.intake.dateline import StatedDate
from backfile.intake.headings import is_kind_of_text
from backfile.intake.labels import ROLE, role_of
from backfile.intake.lines import LINES_AT_HAND
from backfile.intake.people import (
    is_degree,
    is_full_name,
    is_initials,
    is_institution,
    is_name,
    is_post,
    is_team,
    may_begin_name,
    starts_with_particle,
    without_titles,
)

_LONGEST = 1000
EMAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}")
ORCID = re.compile(
    r"(?:orcid(?: id)?:? ?)?(?:https?://(?:www\.)?orcid\.org/)?[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]", re.IGNORECASE
)
_MARK = "[¹²³⁴⁵⁶⁷⁸⁹⁰*†‡§#]"
_NOTE = re.compile(
    rf"(?<=[^\W_]|[.)]) ?(?:{_MARK}|(?<=[^\W\d_])[0-9]{{1,2}}(?![\w/.-])|(?<=[.) ])[0-9]{{1,2}}(?![\w/.-]))"
    rf"(?: ?,? ?(?:{_MARK}|[0-9]{{1,2}}(?![\w/.-])))*+"
)
_SEPARATOR = re.compile(
    r" ?(\x1f[^\x1f]*\x1f)| ?([;,&()|·•]) ?|(?: |(?<=[)] ))(and|und|e|ed|y|et|и) | ([–—-]{1,3}|/) ", re.IGNORECASE
)
_ASIDE = re.compile(
    r"(?:on|il|am|[0-9]{1,3} (?:min(?:ute)?s?|minuti|minuten|минут\w*)(?: (?:read|lettura))?)", re.IGNORECASE
)
_LAST_COMMA = re.compile(r" ?, (?=(?:and|und|e|y|et|и|&) )", re.IGNORECASE)
_AND_OTHERS = re.compile(r",? (?:et al\.?|and others|ed altri|u\. ?a\.|и др\.)$", re.IGNORECASE)
_MEMBERSHIP = re.compile(r"[A-Z]{3,6}")
_EDITORS = frozenset(["ed", "eds", "hg", "hrsg", "a cura di", "ред"])
_DASHES = frozenset(["–", "—", "-", "--", "---", "|", "·", "•"])


@frozen
class ParsedByline:
    """The credits of a byline, the note marks behind each of them, and the date that stood beside them.

    `unread` is what nothing explains; `is_doubtful` is true where the credits should be looked at.
    """

    credits: tuple[Credit, ...]
    marks: tuple[tuple[str, ...], ...] = ()
    date: StatedDate | None = None
    unread: tuple[str, ...] = ()
    is_doubtful: bool = False


@frozen
class _Piece:
    text: str
    separator: str = ""
    marks: tuple[str, ...] = ()
    beside: tuple[_Piece, ...] = ()


class _UnreadableError(Exception):
    """The pieces make no sense as names."""


@lru_cache(maxsize=LINES_AT_HAND)
def parse_byline(value: str, role: str = "author") -> ParsedByline | None:
    """The credits that the words name, or None if they cannot be read whole."""
    text = _LAST_COMMA.sub(" ", " ".join(value.split()))
    if not text or len(text) > _LONGEST:
        return None
    text, date, unread = without_date(text)
    others = _AND_OTHERS.search(text)
    text = text[: others.start()] if others else text
    unread = (*unread, others[0]) if others else unread
    parsed = ParsedByline(credits=(), date=date, unread=unread, is_doubtful=bool(others))
    try:
        for part_role, part in _by_role(text, role):
            parsed = _joined(parsed, _read(part, part_role))
    except _UnreadableError:
        return None
    return replace(parsed, is_doubtful=parsed.is_doubtful or _mixes_orders(parsed, text)) if parsed.credits else None


def _mixes_orders(parsed: ParsedByline, text: str) -> bool:
    """Whether one name was read family name first and another of two words was not: the second may be wrong."""
    people = [credit.name for credit in parsed.credits if credit.name.given]
    turned = [f"{name.family} {name.given}" in text for name in people]
    plain = [not is_turned and not is_initials(name.given) for name, is_turned in zip(people, turned, strict=True)]
    return any(turned) and any(plain)


def printed_marks(text: str) -> bool:
    """Whether names in the line carry note marks, as bylines of journals do."""
    return bool(_NOTE.search(text))


def _joined(one: ParsedByline, other: ParsedByline) -> ParsedByline:
    return replace(
        one,
        credits=(*one.credits, *other.credits),
        marks=(*one.marks, *other.marks),
        unread=(*one.unread, *other.unread),
        is_doubtful=one.is_doubtful or other.is_doubtful,
    )


def _by_role(text: str, role: str) -> Iterator[tuple[str, str]]:
    """The byline cut where it names another role: "A B, translated by C D"."""
    place = 0
    for found in ROLE.finditer(text):
        if before := text[place : found.start()].strip(" ,;("):
            yield role, before
        role, place = role_of(found), found.end()
    yield role, text[place:].strip(" ,;") if not place else text[place:].strip(" ,;)")


def _read(text: str, role: str) -> ParsedByline:
    pieces = tuple(_pieces(text))
    names = tuple(piece for piece in pieces if piece.text.casefold().strip(".") not in _EDITORS)
    if names and not _can_be_credited(names[0]):
        raise _UnreadableError  # as most paragraphs are; what stands first is a person or nothing is
    role = "editor" if len(names) < len(pieces) else role
    by_semicolon = any(piece.separator == ";" for piece in pieces)
    people: list[_Piece] = []
    for group in _groups(names):
        people.extend(_people(group, people, by_semicolon=by_semicolon))
    if any("," in person.text for person in people) and any(_is_single(person.text) for person in people):
        raise _UnreadableError
    parsed = ParsedByline(credits=())
    for person in people:
        parsed = _joined(parsed, _credited(person, role))
    return parsed


def _pieces(text: str) -> Iterator[_Piece]:
    marked = _NOTE.sub(lambda note: f"\x1f{note[0].strip()}\x1f", text)
    separator, place = "", 0
    waiting: _Piece | None = None
    for found in [*_SEPARATOR.finditer(marked), None]:
        words = marked[place : found.start() if found else len(marked)].strip()
        if words and waiting and separator in {"e", "y"} and (" " in waiting.text) != (" " in words):
            waiting = replace(waiting, text=f"{waiting.text} {separator} {words}")
        elif words:
            if waiting:
                yield waiting
            waiting = _Piece(text=words, separator=separator)
        if found and found[1] and waiting:
            waiting = replace(waiting, marks=(*waiting.marks, *_single_marks(found[1])))
        if found:
            separator = _separator(found, separator if not words else "")
            place = found.end()
    if waiting:
        yield waiting


def _separator(found: re.Match[str], before: str) -> str:
    """A mark or a bracket behind a name parts it from the next one, whatever else does."""
    if found[1] or (before == "note" and not found[4]) or (before == ")" and found[2] == ","):
        return "note"
    return (found[2] or found[3] or found[4]).lower()


def _single_marks(run: str) -> list[str]:
    return [found[0] for found in re.finditer(rf"({_MARK})\1*|[0-9]+", run)]


def _groups(pieces: tuple[_Piece, ...]) -> Iterator[list[_Piece]]:
    """Pieces that only commas part: one person and what belongs to him, or a list of persons."""
    group: list[_Piece] = []
    for piece in pieces:
        if group and piece.separator not in {",", "(", ")"} | _DASHES:
            yield group
            group = []
        group.append(piece)
    if group:
        yield group


def _people(group: list[_Piece], before: list[_Piece], *, by_semicolon: bool) -> list[_Piece]:
    """The persons of one group, each with the pieces that belong to them."""
    found: list[_Piece] = []
    for piece in group:
        owner = found or before
        if not _is_beside(piece, owner[-1] if owner else None, starts_group=not found):
            found.append(piece)
        elif not owner:
            raise _UnreadableError
        elif _is_suffix(piece.text):
            owner[-1] = replace(owner[-1], text=f"{owner[-1].text}, {piece.text}")
        else:
            owner[-1] = replace(owner[-1], beside=(*owner[-1].beside, piece))
    return _reading_order(found, by_semicolon=by_semicolon)


def _is_beside(piece: _Piece, owner: _Piece | None, *, starts_group: bool) -> bool:
    """Whether a piece belongs to the name before it: a degree, an address, a post, a place of work."""
    text = piece.text
    if EMAIL.search(text) or ORCID.search(text) or is_degree(text) or _is_suffix(text) or _ASIDE.fullmatch(text):
        return True
    if not owner or (starts_group and piece.separator not in {"(", *_DASHES} and not is_kind_of_text(text)):
        return False
    if piece.separator == "(" or piece.separator in _DASHES or is_kind_of_text(text):
        return True
    if is_team(text) and text[:1].islower():  # a desk or staff that the person before it belongs to
        return True
    is_membership = _MEMBERSHIP.fullmatch(text) and not owner.text.isupper()
    return bool(is_membership) or is_institution(text) or is_post(text) or _goes_on(owner)


def _goes_on(owner: _Piece) -> bool:
    """Behind a post or a place of work a comma parts towns and departments, not people."""
    return any(is_institution(piece.text) or is_post(piece.text) for piece in owner.beside)


def _reading_order(names: list[_Piece], *, by_semicolon: bool) -> list[_Piece]:
    """Names parted by commas as whole names; "Family, Given" is put together again."""
    if len(names) == 1 or (not by_semicolon and all(_is_whole(name.text) for name in names)):
        return names
    families, given = names[::2], names[1::2]
    if len(families) != len(given):
        raise _UnreadableError
    is_pair = len(names) == 2 and (by_semicolon or _is_family(names[0].text))  # noqa: PLR2004 -- family and given
    if not is_pair and not all(is_initials(name.text) for name in given):
        raise _UnreadableError
    pairs = zip(families, given, strict=True)
    return [
        replace(one, text=f"{one.text}, {two.text}", marks=one.marks + two.marks, beside=one.beside + two.beside)
        for one, two in pairs
    ]


def _is_whole(text: str) -> bool:
    return len(without_titles(text).split()) > 1 and not is_initials(text) and not starts_with_particle(text)


def _is_single(text: str) -> bool:
    return "," not in text and " " not in text


def _is_family(text: str) -> bool:
    return " " not in text or starts_with_particle(text)


def _credited(person: _Piece, role: str) -> ParsedByline:
    bare = without_titles(person.text)
    if is_team(bare) and "," not in bare:
        name = Name(literal=bare)
    elif is_name(bare):
        name = parse_name(bare)
    else:
        raise _UnreadableError
    credit = Credit(name=name, role=role)
    unread: list[str] = []
    places: list[str] = []
    for piece in person.beside:
        if email := EMAIL.search(piece.text):
            credit = replace(credit, email=email[0])
        elif orcid := ORCID.search(piece.text):
            credit = replace(credit, orcid=normal_orcid(orcid[0]) or "")
        elif is_institution(piece.text) or is_post(piece.text) or is_team(piece.text) or places:
            places.append(piece.text)
        elif not is_degree(piece.text):
            unread.append(piece.text)
    credit = replace(credit, affiliation=", ".join(places))
    is_doubtful = any(not _ASIDE.fullmatch(text) for text in unread) or any(is_full_name(place) for place in places)
    return ParsedByline(credits=(credit,), marks=(person.marks,), unread=tuple(unread), is_doubtful=is_doubtful)


def _can_be_credited(piece: _Piece) -> bool:
    bare = without_titles(piece.text)
    return is_team(bare) or may_begin_name(bare)


def _is_suffix(text: str) -> bool:
    return text.rstrip(".").lower() in SUFFIXES
