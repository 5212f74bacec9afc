"""The record as files of reference managers: RIS, CSL-JSON and EndNote's tagged format."""

from __future__ import annotations

import json
from collections.abc import Iterable

from backfile.archive.dates import SEASON_NAMES, SEASONS, PartialDate
from backfile.archive.names import Name
from backfile.site.citations.names import has_parts, inverted
from backfile.site.citations.record import RecordView, one_line

_RIS_TYPES = {"magazine": "MGZN", "newspaper": "NEWS"}
_CSL_TYPES = {"magazine": "article-magazine", "newspaper": "article-newspaper"}
_ENDNOTE_TYPES = {"magazine": "Magazine Article", "newspaper": "Newspaper Article"}
_AS_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",\n", ": ")).encode
_CSL_ROLES = ("author", "translator", "editor", "illustrator", "interviewer", "compiler")


def ris(record: RecordView) -> str:
    """The record in RIS: two letters, a value, and CRLF at the end of each line."""
    first, last = record.page_ends
    lines = (
        ("TY", _RIS_TYPES.get(record.medium, "JOUR")),
        ("TI", record.full_title),
        *(("AU", inverted(name)) for name in record.authors),
        *(("A2", inverted(name)) for name in record.named("editor")),
        *(("A4", inverted(name)) for name in record.named("translator")),
        ("T2", record.publication),
        ("VL", record.volume),
        ("IS", record.issue),
        ("SP", first),
        ("EP", last),
        ("PY", f"{record.date.year:04}" if record.date else ""),
        ("DA", _ris_date(record.date)),
        ("SN", record.issn),
        ("DO", record.doi),
        ("UR", record.url),
        ("LA", record.language),
        *(("KW", tag) for tag in record.tags),
        ("AB", record.abstract),
    )
    return "".join(f"{line}\r\n" for line in (*_lines(lines, "  - "), "ER  - "))


def _ris_date(date: PartialDate | None) -> str:
    """Year/month/day/other, each part empty where it is not known; a bare year has the tag PY to itself."""
    if date is None or not (date.month or date.season):
        return ""
    parts = [f"{date.year:04}", f"{date.month:02}" if date.month else "", f"{date.day:02}" if date.day else ""]
    return "/".join([*parts, date.season.capitalize()])


def endnote(record: RecordView) -> str:
    """The record in the tagged format of EndNote and refer."""
    lines = (
        ("%0", _ENDNOTE_TYPES.get(record.medium, "Journal Article")),
        *(("%A", _endnote_name(name)) for name in record.authors),
        *(("%E", _endnote_name(name)) for name in record.named("editor")),
        *(("%?", _endnote_name(name)) for name in record.named("translator")),
        ("%T", record.full_title),
        ("%J", record.publication),
        ("%V", record.volume),
        ("%N", record.issue),
        ("%P", record.pages),
        ("%D", f"{record.date.year:04}" if record.date else ""),
        ("%8", record.date.printed("en") if record.date and (record.date.month or record.date.season) else ""),
        ("%@", record.issn),
        ("%R", record.doi),
        ("%U", record.url),
        ("%G", record.language),
        *(("%K", tag) for tag in record.tags),
        ("%X", record.abstract),
    )
    return "".join(f"{line}\n" for line in _lines(lines, " "))


def _endnote_name(name: Name) -> str:
    # A comma at its end tells EndNote that a name has no parts.
    return inverted(name) if has_parts(name) else f"{name.printed},"


def _lines(pairs: Iterable[tuple[str, str]], gap: str) -> Iterable[str]:
    return (f"{tag}{gap}{one_line(value)}" for tag, value in pairs if value)


def csl_json(record: RecordView) -> str:
    """The record in CSL-JSON: a list of one item."""
    item: dict[str, object] = {
        "id": record.key,
        "type": _CSL_TYPES.get(record.medium, "article-journal"),
        "title": record.full_title,
        **{role: list(map(_csl_name, record.named(role))) for role in _CSL_ROLES},
        "container-title": record.publication,
        "volume": record.volume,
        "issue": record.issue,
        "page": record.pages,
        "issued": _csl_date(record.date),
        "ISSN": record.issn,
        "DOI": record.doi,
        "URL": record.url,
        "language": record.language,
        "keyword": ", ".join(record.tags),
        "abstract": record.abstract,
    }
    stated = {name: value for name, value in item.items() if value}
    return f"{_AS_JSON([stated])}\n"


def _csl_name(name: Name) -> dict[str, str]:
    if not has_parts(name):
        return {"literal": name.printed}
    parts = {
        "family": name.family,
        "given": name.given,
        "non-dropping-particle": name.particle,
        "suffix": name.suffix,
    }
    return {part: value for part, value in parts.items() if value}


def _csl_date(date: PartialDate | None) -> dict[str, object]:
    if date is None:
        return {}
    parts = [part for part in (date.year, date.month, date.day) if part]
    season = {"season": SEASON_NAMES["en"][SEASONS.index(date.season)]} if date.season else {}
    return {"date-parts": [parts], **season}
