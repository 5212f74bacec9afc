"""Writes the pages of this folder that follow from the code: `python docs/reference.py`, after a change of fields."""

from __future__ import annotations

import dataclasses
import inspect
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
sys.path.insert(0, str(FOLDER.parent))

from backfile.manuscript.fields import ARTICLE, PAGE, PERSON, TAG  # noqa: E402 -- the checkout must be on the path first
from backfile.manuscript.issue_fields import ISSUE  # noqa: E402
from backfile.schema import Field, Table, json_schema  # noqa: E402
from backfile.settings import SITE  # noqa: E402
from backfile.site import fragments, image_fragments, machine_fragments, machine_views, views  # noqa: E402
from backfile.site.render_records import Cited  # noqa: E402

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
    (
        "Issues: `content/issues.toml`",
        "What is known of an issue besides its articles. One entry for each, under any name: `[rivers]`.",
        ISSUE,
    ),
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


_TEMPLATES_HEAD = """\
# Templates

Everything that readers see is made by the templates in `templates/` ([Jinja](https://jinja.palletsprojects.com/templates/)).
A site changes what it likes by putting a file of the same name into its own `templates/`:

- **One block**: `{% extends "default/article.html" %}` and the block, such as `{% block main %}`. Under `default/` a
  name always means the template that comes with Backfile.
- **One part**: a file in `templates/parts/`, such as `byline.html`, changes the part wherever it is used.
- **A whole page**: a file of its own. Pages that are not wanted are not linked to in a menu; they are still made.
- **The words** that pages say of themselves: `templates/words/en.toml`, `it.toml`, `de.toml`, `ru.toml`; templates
  print them as `{{ words.how_to_cite }}`. A site in another language brings a file of its own there.
- **The look**: `templates/assets/style.css`, what it refers to as `url("name")`, and `templates/assets/site.js`.

A template gets the fields of one *view* as its variables, and nothing else; the tables below name every view and every
field. They are written from the types themselves (`python docs/reference.py`). A mistake in a template stops the build
with its file and line, and says which fields there are.

A view holds plain data. Addresses are paths from the root of the site; `{{ page.root }}{{ entry.address }}` is a link
that works at any place of any host. Texts are escaped where they are printed. Lists, dates and links are views
themselves and are printed by their fields: `{{ date.printed }}`, not `{{ date }}`.
"""


def templates_page() -> str:
    """The page that lists all templates with their views, and all fields of all views."""
    rows = "".join(f"| `{name}` | [{view.__name__}](#{view.__name__.lower()}) |\n" for name, view in TEMPLATES.items())
    table = f"## The templates\n\n| template | view |\n| --- | --- |\n{rows}"
    pages = [_view(view) for view in dict.fromkeys(TEMPLATES.values())]
    parts = [
        _view(view)
        for name, view in {**vars(fragments), **vars(image_fragments), **vars(machine_fragments)}.items()
        if name.endswith("View")
    ]
    shown = "## What templates see in place of prose\n\n" + "A field of the type `BodyView` arrives as a `TypesetView`."
    return "\n".join(
        [_TEMPLATES_HEAD, table, "## The views of pages\n", *pages, f"{shown}\n", _cited(), "## Their parts\n", *parts]
    )


def _cited() -> str:
    forms = [(name, form) for name, form in vars(Cited).items() if isinstance(form, property)]
    rows = "".join(f"| `{name}` | {inspect.getdoc(form)} |\n" for name, form in forms)
    about = (
        "A field of the type `RecordView` arrives as a `Cited`: what is known of an article in all the forms in which\n"
        "others take it. Each is printed as it is, and made only when a template prints it."
    )
    head = "| field | what it is |\n| --- | --- |\n"
    return f"## What templates see in place of a record\n\n{about}\n\n{head}{rows}"


TEMPLATES = {
    "home.html": views.HomeView,
    "article.html": views.ArticleView,
    "issue.html": views.IssueView,
    "volume.html": views.VolumeView,
    "volumes.html": views.VolumesView,
    "author.html": views.AuthorView,
    "authors.html": views.AuthorsView,
    "tag.html": views.TagView,
    "tags.html": views.TagsView,
    "year.html": views.YearView,
    "years.html": views.YearsView,
    "prose.html": views.ProseView,
    "images.html": views.ImagesView,
    "citation.bib": machine_views.CitationView,
    "citation.ris": machine_views.CitationView,
    "citation.json": machine_views.CitationView,
    "citation.enw": machine_views.CitationView,
    "search.html": views.SearchView,
    "search.json": machine_views.CardsView,
    "404.html": views.NotFoundView,
    "robots.txt": machine_views.RobotsView,
    "feed.xml": machine_views.FeedView,
    "rss.xml": machine_views.FeedView,
    "feed.json": machine_views.FeedView,
    "sitemap.xml": machine_views.SitemapView,
    "sitemap-index.xml": machine_views.SitemapView,
}


def _view(view: type) -> str:
    about = inspect.cleandoc(view.__doc__ or "")
    rows = "".join(f"| `{field.name}` | {_type(str(field.type))} |\n" for field in dataclasses.fields(view))
    return f"### {view.__name__}\n\n{about}\n\n| field | type |\n| --- | --- |\n{rows}"


def _type(written: str) -> str:
    """A type in words: `tuple[LinkView, ...]` is a list of LinkView."""
    bare = written.removesuffix(" | None")
    listed = re.fullmatch(r"tuple\[(.*), \.\.\.\]", bare)
    inner = _type(listed[1]) if listed else bare
    words = {"str": "text", "int": "number", "bool": "true or false", "tuple[str, str]": "pair of texts"}
    plain = words.get(inner) or (
        f"[{inner}](#{inner.lower()})" if inner.endswith("View") and inner != "RecordView" else inner
    )
    return ("list of " if listed else "") + plain + (", or none" if written.endswith(" | None") else "")


PAGES = {"fields.md": fields_page, "manuscript.schema.json": schema_text, "templates.md": templates_page}


if __name__ == "__main__":
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page(), "utf-8")
