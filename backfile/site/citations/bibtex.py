"""The record as a BibTeX entry, in UTF-8, as biber and all reference managers read it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from backfile.archive.names import Name
from backfile.site.citations.names import has_parts
from backfile.site.citations.record import RANGE, RecordView, one_line

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# What TeX takes for commands. Braces would count as those of the entry even behind a backslash.
_TEX = {
    "\\": r"{\textbackslash}", "{": r"{\textbraceleft}", "}": r"{\textbraceright}", "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
}  # fmt: skip
_SPECIAL = re.compile(r"[\\{}~^&%$#_]")


def bibtex(record: RecordView) -> str:
    """The entry. Its key is the id of the article, which is unique in the archive and stays."""
    fields = ",\n".join(f"  {name} = {value}" for name, value in _fields(record))
    return f"@article{{{record.key.replace('/', ':')},\n{fields},\n}}\n"


def _fields(record: RecordView) -> Iterator[tuple[str, str]]:
    # The second pair of braces keeps the capitals of the title, whatever the style does to it.
    yield "title", f"{{{{{_tex(record.full_title)}}}}}"
    for field, role in (("author", "author"), ("translator", "translator"), ("editor", "editor")):
        if names := record.named(role):
            yield field, f"{{{' and '.join(map(_name, names))}}}"
    stated = (
        ("journal", _tex(record.publication)),
        ("volume", _tex(record.volume)),
        ("number", _tex(record.issue)),
        ("pages", RANGE.sub("--", _tex(record.pages))),
    )
    yield from _stated(stated)
    yield from _date(record)
    more = (
        ("issn", record.issn),
        ("doi", _verbatim(record.doi)),
        ("url", _verbatim(record.url)),
        ("language", record.language),
        ("keywords", _tex(", ".join(record.tags))),
        ("abstract", _tex(record.abstract)),
    )
    yield from _stated(more)


def _stated(fields: tuple[tuple[str, str], ...]) -> Iterator[tuple[str, str]]:
    return ((name, f"{{{value}}}") for name, value in fields if value)


def _date(record: RecordView) -> Iterator[tuple[str, str]]:
    date = record.date
    if date is None:
        return
    yield "year", f"{{{date.year}}}"
    if date.season:
        yield "month", f"{{{date.season.capitalize()}}}"
    if date.month:
        yield "month", _MONTHS[date.month - 1]
    if date.day:
        yield "day", f"{{{date.day}}}"


def _name(name: Name) -> str:
    if not has_parts(name):
        return f"{{{_tex(name.printed)}}}"
    family = " ".join(filter(None, [_tex(name.particle), _part(name.family)]))
    return ", ".join(filter(None, [family, _part(name.suffix), _part(name.given)]))


def _part(words: str) -> str:
    """A part of a name; braces keep the word "and" and commas in it from parting names."""
    is_one = "," in words or " and " in f" {words.casefold()} "
    return f"{{{_tex(words)}}}" if is_one else _tex(words)


def _tex(text: str) -> str:
    return _SPECIAL.sub(lambda found: _TEX[found[0]], one_line(text))


def _verbatim(text: str) -> str:
    # These fields are not read as TeX; only braces count.
    return text.replace("{", "%7B").replace("}", "%7D")
