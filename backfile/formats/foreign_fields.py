"""Headers of other programs: the names under which CSL, Jekyll, Hugo and their like keep the fields of an article."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from backfile.archive.credits import Byline, Credit
from backfile.archive.dates import PartialDate
from backfile.archive.identifiers import normal_doi, normal_issn, normal_orcid
from backfile.archive.names import Name, parse_name
from backfile.frozen import frozen
from backfile.intake.byline import parse_byline
from backfile.intake.dateline import whole_date
from backfile.schema import Mapping, Node, Scalar, Sequence

_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ][0-9:.,]{4,15} ?(?:Z|UTC|[+-][0-9:]{4,6})?)?$")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
# The first of them that is stated counts.
_NAMES = {
    "title": ("title",),
    "subtitle": ("subtitle",),
    "byline": ("author", "authors", "byline", "creator", "creators"),
    "publication": ("publication", "container-title", "journal", "journaltitle", "periodical"),
    "issn": ("issn", "eissn"),
    "volume": ("volume", "vol"),
    "issue": ("issue", "number"),
    "pages": ("pages", "page"),
    "date": ("issued", "date", "date-published", "published-at", "publishdate", "pubdate"),
    "doi": ("doi",),
    "keywords": ("tags", "keywords", "keyword", "categories", "category", "subject"),
    "abstract": ("abstract", "summary", "excerpt", "description"),
    "language": ("language", "lang", "locale"),
    "licence": ("licence", "license", "rights"),
    "stem": ("slug",),
}
_SINGLE = {"firstpage", "lastpage", "draft", "published", "source", "review"}


@frozen
class Stated:
    """What a header states, in fields of a reading, and the names of its fields that have no place here."""

    fields: dict[str, object]
    unknown: tuple[str, ...]


def stated_in(header: Mapping) -> Stated:
    """What the header of another program states."""
    found = {_normal(key.text): value for key, value in header.pairs if not _is_empty(value)}
    used = {name for names in _NAMES.values() for name in names} | _SINGLE
    fields: dict[str, object] = {}
    unread: list[str] = []
    for field, names in _NAMES.items():
        for name in [name for name in names if name in found][:1]:
            value = _READERS.get(field, _text)(found[name])
            fields |= {field: value} if value else {}
            unread += [] if value else [name]
    if "pages" not in fields and "firstpage" in found:
        fields["pages"] = "-".join(
            dict.fromkeys(_text(found[name]) for name in ("firstpage", "lastpage") if name in found)
        )
    words = (word for name in _NAMES["keywords"] if name in found for word in _texts(found[name]))
    fields["keywords"] = tuple(dict.fromkeys(words))
    fields["is_draft"] = _is_said(found.get("draft"), "true", "yes") or _is_said(found.get("published"), "false", "no")
    left = [key.text for key, _ in header.pairs if _normal(key.text) not in used]
    return Stated(fields=fields, unknown=tuple(dict.fromkeys([*left, *unread])))


def _normal(name: str) -> str:
    return name.lower().replace("_", "-")


def _is_empty(node: Node) -> bool:
    return isinstance(node, Scalar) and (not node.text.strip() or node.meant == "nothing")


def _is_said(node: Node | None, *words: str) -> bool:
    return isinstance(node, Scalar) and node.text.strip().lower() in words


def _text(node: Node) -> str:
    """A single value; a list of one, as some programs write it, is that one."""
    if isinstance(node, Sequence):
        return _text(node.items[0]) if len(node.items) == 1 else ""
    return " ".join(node.text.split()) if isinstance(node, Scalar) else ""


def _texts(node: Node) -> tuple[str, ...]:
    if isinstance(node, Sequence):
        return tuple(text for item in node.items if (text := _text(item)))
    text = _text(node)
    return tuple(filter(None, (word.strip() for word in re.split(r"[;,]", text))))


def _field(node: Node, *names: str) -> str:
    pairs = node.pairs if isinstance(node, Mapping) else ()
    stated = {_normal(key.text): value for key, value in pairs}
    return next((_text(stated[name]) for name in names if name in stated), "")


def _byline(node: Node) -> Byline | None:
    credits = tuple(_credits(node))
    return Byline(credits=credits) if credits else None


def _credits(node: Node) -> Iterator[Credit]:
    if isinstance(node, Sequence):
        for item in node.items:
            yield from _credits(item)
    elif isinstance(node, Mapping):
        yield from _credit(node)
    elif text := _text(node):
        parsed = parse_byline(text)
        yield from parsed.credits if parsed else (Credit(name=parse_name(text)),)


def _credit(node: Mapping) -> Iterator[Credit]:
    name = Name(
        given=_field(node, "given", "first-name", "firstname", "given-names"),
        family=_field(node, "family", "last-name", "lastname", "surname"),
        particle=_field(node, "non-dropping-particle", "dropping-particle", "particle", "prefix"),
        suffix=_field(node, "suffix"),
        literal=_field(node, "literal"),
    )
    if not name.printed and (whole := _field(node, "name")):
        name = parse_name(whole)
    if name.printed:
        orcid = normal_orcid(_field(node, "orcid")) or ""
        yield Credit(name=name, affiliation=_field(node, "affiliation", "institution"), orcid=orcid)


def _date(node: Node) -> PartialDate | None:
    if isinstance(node, Mapping):
        stated = {_normal(key.text): value for key, value in node.pairs}
        if "date-parts" in stated:
            return _date(stated["date-parts"])
        return _date_of([_field(node, part) for part in ("year", "month", "day")]) or _date_in(_field(node, "raw"))
    if isinstance(node, Sequence):
        if node.items and isinstance(node.items[0], Sequence):
            return _date(node.items[0])
        return _date_of([_text(item) for item in node.items[:3]])
    return _date_in(_text(node))


def _date_of(parts: list[str]) -> PartialDate | None:
    numbers = [f"{int(part):0{4 if not place else 2}}" for place, part in enumerate(parts) if part.isdecimal()]
    while numbers and not int(numbers[-1]):
        numbers.pop()
    return _date_in("-".join(numbers))


def _date_in(text: str) -> PartialDate | None:
    day = _DAY.match(text)
    stated = whole_date(day[1] if day else text)
    if stated is None or stated.is_ambiguous:
        return None
    return replace(stated.date, day=0, month=0) if stated.rest else stated.date


def _language(node: Node) -> str:
    text = _text(node).replace("_", "-")
    return text if _LANGUAGE.fullmatch(text) else ""


_READERS: dict[str, Callable[[Node], object]] = {
    "byline": _byline,
    "date": _date,
    "keywords": _texts,
    "issn": lambda node: normal_issn(_text(node)),
    "doi": lambda node: normal_doi(_text(node)),
    "language": _language,
}
