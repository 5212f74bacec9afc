"""Manuscripts to records: what a file of `content/articles/` or `content/pages/` states, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any, cast

from backfile.archive.article import Album, Article, Figure, Prose, ProsePage
from backfile.archive.credits import Byline, Credit
from backfile.archive.names import Name
from backfile.archive.slugs import slug
from backfile.digest import digest_bytes, digest_value
from backfile.errors import Problem
from backfile.manuscript.fields import ARTICLE, PAGE
from backfile.manuscript.header import Manuscript, read_header, split_manuscript
from backfile.manuscript.paragraphs import marks_in
from backfile.schema import Mapping, Reader, Sequence, Table, Values

ARTICLES = "content/articles/"
PAGES = "content/pages/"

# More than Markdown takes for a link, never less: what leads nowhere is no link here, and a fault when it is typeset.
_LINK = re.compile(r"\](?:\(|:)[^\S\n]*(?:\n[\s>]*)?(?=<((?:\\.|[^<>\n\\])*)>|(\S{1,1000}))")
_BRACKET = re.compile(r"\\[!-/:-@\[-`{-~]|[()]")
_UNDESCRIBED = re.compile(r"!\[\s*\][(\[]")
_DEEPEST = 20
_BACKSLASH = re.compile(r"\\([!-/:-@\[-`{-~])")
_NOT_SHOWN = frozenset({"review", "source"})
_OUTWARD = re.compile(r"[a-z][a-z0-9+.-]*:|//|#", re.IGNORECASE)


def read_article(text: str, file: str) -> tuple[Article | None, tuple[Problem, ...]]:
    """The article that a file of `content/articles/` holds, or None where its faults leave none."""
    manuscript, fields, values, problems = _read(text, file, ARTICLE)
    if "title" not in values:
        return None, problems
    credits, faults = _credits(values.pop("authors", ()), fields, file)
    stated = cast("dict[str, Any]", values)
    if "figure" in stated:
        stated["figure"] = Figure(**stated["figure"])
    if images := tuple(Figure(**each) for each in stated.pop("images", ()) if "src" in each):
        stated["images"] = Album(figures=images)
    address = _id(file, ARTICLES, stated.pop("slug", ""))
    shown = tuple((name, value) for name, value in sorted(stated.items()) if name not in _NOT_SHOWN)
    return Article(
        id=address,
        digest=digest_value((address, credits, shown)),
        prose=_prose(manuscript, file),
        byline=Byline(credits=credits),
        lines=tuple((key.text, key.line) for key, _ in fields.pairs),
        **stated,
    ), (*problems, *faults)


def read_page(text: str, file: str) -> tuple[ProsePage | None, tuple[Problem, ...]]:
    """The page that a file of `content/pages/` holds, or None where its faults leave none."""
    manuscript, _, values, problems = _read(text, file, PAGE)
    if "title" not in values:
        return None, problems
    stated = cast("dict[str, Any]", values)
    address = _id(file, PAGES, stated.pop("slug", ""))
    return ProsePage(id=address, prose=_prose(manuscript, file), **stated), problems


def _read(text: str, file: str, table: Table) -> tuple[Manuscript, Mapping, Values, tuple[Problem, ...]]:
    manuscript, problems = split_manuscript(text, file)
    if problems:
        return manuscript, Mapping(pairs=(), line=1, column=0), {}, problems
    marks = tuple(marks_in(text, file))
    if marks and marks[0].line < manuscript.body_line:
        return manuscript, Mapping(pairs=(), line=1, column=0), {}, marks
    fields, problems = read_header(manuscript, file)
    if problems:
        return manuscript, fields, {}, (*problems, *marks)
    reader = Reader(file)
    values = reader.read(fields, table)
    return manuscript, fields, values, (*reader.problems, *marks)


def _id(file: str, folder: str, own: str) -> str:
    *folders, stem = file.removeprefix(folder).removesuffix(".md").split("/")
    return "/".join([*map(slug, folders), own or slug(stem)])


def _prose(manuscript: Manuscript, file: str) -> Prose:
    found = (_BACKSLASH.sub(r"\1", link[1] or _closed(link[2] or "")) for link in _LINK.finditer(manuscript.body))
    targets = map(unescape, found)
    return Prose(
        file=file,
        line=manuscript.body_line,
        digest=digest_bytes(manuscript.body.encode()),
        links=tuple(dict.fromkeys(target for target in targets if not _OUTWARD.match(target))),
        undescribed=tuple(_undescribed(manuscript)) if "![" in manuscript.body else (),
    )


def _undescribed(manuscript: Manuscript) -> Iterator[int]:
    """The lines on which images stand without a text; what is shown as code is none."""
    fence = ""
    for number, line in enumerate(manuscript.body.split("\n"), manuscript.body_line):
        start = line.lstrip()[:3]
        if start in {"```", "~~~"} and fence in {"", start}:
            fence = "" if fence else start
        elif not fence and any(line.count("`", 0, found.start()) % 2 == 0 for found in _UNDESCRIBED.finditer(line)):
            yield number


def _closed(text: str) -> str:
    """The text up to a bracket that closes what was opened before it, or "" where Markdown gives up counting."""
    depth = 0
    for bracket in _BRACKET.finditer(text):
        depth += {"(": 1, ")": -1}.get(bracket[0], 0)
        if depth < 0:
            return text[: bracket.start()]
        if depth > _DEEPEST:
            return ""
    return text


def _credits(stated: object, fields: Mapping, file: str) -> tuple[tuple[Credit, ...], tuple[Problem, ...]]:
    items = cast("tuple[Name | Values, ...]", stated)
    credits = tuple(
        Credit(name=item) if isinstance(item, Name) else credit_of(cast("dict[str, str]", item)) for item in items
    )
    node = next((value for key, value in fields.pairs if key.text == "authors"), None)
    places = node.items if isinstance(node, Sequence) and len(node.items) == len(credits) else ()
    hint = "state `family` (and `given`), or `literal` for a body such as an editorial team"
    return tuple(credit for credit in credits if credit.name.printed), tuple(
        Problem(
            file=file, line=place.line, column=place.column, message="a credit without a name", hint=hint, key="name"
        )
        for credit, place in zip(credits, places, strict=False)
        if not credit.name.printed
    )


def credit_of(values: dict[str, str]) -> Credit:
    """The credit that the fields of a group under `authors` state."""
    beside = {name: values[name] for name in ("role", "affiliation", "orcid", "email") if name in values}
    return Credit(name=name_of(values), contributor=values.get("id", ""), **beside)


def name_of(values: dict[str, str]) -> Name:
    """The name whose parts are stated."""
    parts = ("given", "family", "particle", "suffix", "literal")
    return Name(**{part: values[part] for part in parts if part in values})
