"""Writes the pages of this folder that follow from the code: `python docs/reference.py`, after a change of fields."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
sys.path.insert(0, str(FOLDER.parent))

from backfile.config import SITE  # noqa: E402 -- the checkout must be on the path first
from backfile.manuscript.fields import ARTICLE, PAGE, PERSON, TAG  # noqa: E402
from backfile.schema import Field, Table, json_schema  # noqa: E402

_HEAD = """\
# The fields of all files

This page is written from the tables that the program itself reads by (`python docs/reference.py`), so it cannot differ
from what is accepted. A field that is not in these tables is refused, with the nearest name as a hint. What a text
does not say is left out: an empty field counts as absent.

Editors that know JSON Schema can complete and check the header of an article with
[manuscript.schema.json](manuscript.schema.json).
"""

_SECTIONS = (
    ("Articles: `content/articles/*.md`", "The header stands between two lines `---`, above the text.", ARTICLE),
    ("Pages: `content/pages/*.md`", "Such as about, imprint, colophon. The address is the name of the file.", PAGE),
    ("People: `content/people.toml`", "One entry for each person, headed by an id: `[anna-berg]`.", PERSON),
    ("Tags: `content/tags.toml`", "One entry for each tag, headed by the end of its address: `[energy]`.", TAG),
    ("The site: `site.toml`", "The settings of the whole site.", SITE),
)


def fields_page() -> str:
    """The page that lists all fields of all files."""
    parts = [_HEAD, *(f"## {title}\n\n{about}\n\n{_rows(table)}" for title, about, table in _SECTIONS)]
    return "\n".join(parts)


def schema_text() -> str:
    """The JSON Schema of an article's header."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "The header of an article in content/articles/",
        **json_schema(ARTICLE),
    }
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _rows(table: Table) -> str:
    head = "| field | takes | example | meaning |\n| --- | --- | --- | --- |\n"
    rows = [_row(field) for field in table.fields]
    inner = [
        f"\n### {field.name}\n\nThe fields of {field.table.name}:\n\n{_rows(field.table)}"
        for field in table.fields
        if field.table
    ]
    return head + "".join(rows) + "".join(inner)


def _row(field: Field) -> str:
    required = " (required)" if field.required else ""
    return f"| `{field.name}`{required} | {_takes(field)} | `{field.example}` | {field.about} |\n"


def _takes(field: Field) -> str:
    kinds = " or ".join(_kinds(field))
    return f"a list; each item is {kinds}" if field.many else kinds


def _kinds(field: Field) -> Iterator[str]:
    if field.kind:
        yield field.kind.label
    if field.table:
        yield f"[fields of its own](#{field.name})"


PAGES = {"fields.md": fields_page, "manuscript.schema.json": schema_text}


if __name__ == "__main__":
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page(), "utf-8")
