from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.archive.article import KINDS, Album, Article, Figure
from backfile.archive.credits import Credit
from backfile.archive.dates import PartialDate
from backfile.archive.names import Name
from backfile.manuscript.articles import read_article, read_page
from backfile.manuscript.fields import ARTICLE, CREDIT, FIGURE
from backfile.manuscript.yaml_header import write_manuscript
from backfile.site.typeset import typeset
from tests.sites import TOY

FILE = "content/articles/2023/lamps.md"
EVERYTHING = """---
title: On Lamps
subtitle: A survey
authors:
  - Anna van der Berg
  - {given: Bo, family: Quill, particle: de, suffix: Jr., id: bo, role: translator, affiliation: Observatory, orcid: 0000-0009-9990-0012, email: bo@quill.example}
  - literal: The Desk
kind: review
publication: The Foreland Gazette
issn: 9999-013x
volume: XII
issue: 7-8
pages: 12-19
date: 2023-09
updated: 2024-01-15
doi: https://doi.org/10.1000/182
tags: [lamps, light]
abstract: |
  One.

  Two,
  and more.
language: it
licence: CC BY 4.0
figure: {src: /images/lamp.jpg, alt: A lamp, caption: The lamp, credit: Anna, licence: CC0}
images:
  - {src: images/wick.jpg, caption: A wick}
  - {src: images/oil.jpg, credit: Bo, licence: CC0}
relates_to: [content/articles/2019/tides.md, ropes]
translation_of: 2019/lampe.md
slug: lanterns
draft: yes
source: lamps.txt
review: [Check the date.]
---

Words, and [a link](other.md) and [another](https://a.example).
"""  # noqa: E501


def read(text: str, file: str = FILE) -> Article:
    article, problems = read_article(text, file)
    assert problems == ()
    assert article is not None
    return article


def test_every_field_of_the_table() -> None:
    article = read(EVERYTHING)
    assert {name for name, _ in article.lines} == {field.name for field in ARTICLE.fields}
    assert article.id == "2023/lanterns"
    assert (article.title, article.subtitle, article.kind) == ("On Lamps", "A survey", "review")
    assert (article.publication, article.issn, article.volume) == ("The Foreland Gazette", "9999-013X", "XII")
    assert (article.issue, article.pages, article.doi) == ("7-8", "12-19", "10.1000/182")
    assert (article.date, article.updated) == (PartialDate(year=2023, month=9), PartialDate(year=2024, month=1, day=15))
    assert (article.tags, article.abstract) == (("lamps", "light"), "One.\n\nTwo, and more.")
    assert (article.language, article.licence, article.draft) == ("it", "CC BY 4.0", True)
    assert (article.relates_to, article.translation_of) == (("2019/tides", "ropes"), "2019/lampe")
    assert (article.source, article.review) == ("lamps.txt", ("Check the date.",))
    assert article.figure == Figure(
        src="images/lamp.jpg", alt="A lamp", caption="The lamp", credit="Anna", licence="CC0"
    )
    assert article.images == Album(
        figures=(
            Figure(src="images/wick.jpg", caption="A wick"),
            Figure(src="images/oil.jpg", credit="Bo", licence="CC0"),
        )
    )
    assert article.byline.credits == (
        Credit(name=Name(given="Anna", particle="van der", family="Berg")),
        Credit(
            name=Name(given="Bo", particle="de", family="Quill", suffix="Jr."),
            role="translator",
            contributor="bo",
            affiliation="Observatory",
            orcid="0000-0009-9990-0012",
            email="bo@quill.example",
        ),
        Credit(name=Name(literal="The Desk")),
    )
    assert article.prose.links == ("other.md",)
    assert article.line_of("volume") == 11
    assert article.line_of("nothing") == 0


def test_what_is_not_stated_is_absent() -> None:
    article = read("---\ntitle: On Lamps\n---\nWords.")
    absent = ("subtitle", "publication", "issn", "volume", "issue", "pages", "doi", "abstract", "language", "licence")
    assert {getattr(article, name) for name in absent} == {""}
    assert (article.date, article.updated, article.figure, article.byline.credits) == (None, None, None, ())
    assert (article.kind, article.draft, article.tags) == ("article", False, ())


@pytest.mark.parametrize(
    ("file", "identity"),
    [
        ("content/articles/lamps.md", "lamps"),
        ("content/articles/2019/Старый маяк.md", "2019/staryy-mayak"),
        ("content/articles/A B/C_D.md", "a-b/c-d"),
        ("content/articles/con.md", "con-text"),
        ("content/articles/….md", "untitled"),
    ],
)
def test_the_address_of_an_article_is_its_place(file: str, identity: str) -> None:
    assert read("---\ntitle: On Lamps\n---\nWords.", file).id == identity


@pytest.mark.parametrize(
    ("line", "place", "message"),
    [
        ("volumne: 1", "3:1", "unknown field `volumne` in the header"),
        ("volume: no", "3:9", "`volume`: `no` without quotation marks means false in YAML"),
        ("date: 2023-02-29", "3:7", "`date`: February 2023 has no day 29; its last day is 28"),
        ("tags: lamps", "3:7", "`tags` takes a list"),
        ("tags: [lamps, no]", "3:15", "`tags`: `no` without quotation marks means false in YAML"),
        ("figure: {src: ../a.jpg}", "3:15", "`src`: “../a.jpg” is not a file in `static/`"),
        ("authors: [{orcid: 1}]", "3:19", "`orcid`: “1” is not an ORCID iD; it has sixteen digits"),
        ("title: Again", "3:1", "`title` stands twice"),
        ("issn: 99990130", "3:7", "`issn`: the check digit of ISSN 9999-0130 is wrong"),
    ],
)  # fmt: skip
def test_faults_have_their_line_and_column(line: str, place: str, message: str) -> None:
    _, problems = read_article(f"---\ntitle: On Lamps\n{line}\n---\nWords.", FILE)
    assert problems[0].place == f"{FILE}:{place}"
    assert problems[0].message.startswith(message)


def test_what_is_right_is_kept_beside_what_is_wrong() -> None:
    article, problems = read_article("---\ntitle: On Lamps\nissn: 1\nvolume: 2\n---\nWords.", FILE)
    assert len(problems) == 1
    assert article is not None
    assert (article.issn, article.volume) == ("", "2")


@pytest.mark.parametrize(
    ("body", "links"),
    [
        ("[x](a.md) ![y](/b.png) [z](https://a.example) [t](#sec-x)", ["a.md", "/b.png"]),
        ("[x][a]\n\n[a]: a2.md", ["a2.md"]),
        ("> [a]: a2.md", ["a2.md"]),
        ("> [a]:\n> a2.md", ["a2.md"]),
        ("- [a]: a2.md", ["a2.md"]),
        ("1. > [a]: <a 2.md>", ["a 2.md"]),
        (r"[a\]b]: a2.md", ["a2.md"]),
        ("[a\nb]: a2.md", ["a2.md"]),
        ("[x](a2.md?x=1#y)", ["a2.md?x=1#y"]),
        ("[x](a((2)).md)", ["a((2)).md"]),
        (r"[x](a\(2.md)", ["a(2.md"]),
        ("[a]: a(2).md", ["a(2).md"]),
    ],
)
def test_links_are_found_wherever_markdown_knows_them(body: str, links: list[str]) -> None:
    assert list(read(f"---\ntitle: On Lamps\n---\n{body}").prose.links) == links


PIECES = [
    *"[]()<>!\\ \n\t>-*`'\"#?&;:", "[a]", "[a]: ", "](", "a.md", "b(c).md", "a%20b", "&amp;", "1. ", "> ", "- ", "[^1]",
    "[^1]: ", "    ", "имя.md",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_no_link_that_is_typeset_is_overlooked(body: str) -> None:
    article, _ = read_article(f"---\ntitle: On Lamps\n---\n{body}", FILE)
    assert article is not None
    assert set(typeset(body, {}, "").broken) <= set(map(unquote, article.prose.links)) | {""}


def test_the_digest_is_that_of_the_body_only() -> None:
    one, two = (read(f"---\ntitle: {title}\n---\nWords.").prose for title in ("One", "Two"))
    assert one.digest == two.digest
    assert one.digest != read("---\ntitle: One\n---\nOther words.").prose.digest


@pytest.mark.parametrize("path", sorted(TOY.glob("content/articles/**/*.md")), ids=lambda path: path.stem)
def test_the_toy_archive_reads_without_a_fault(path: Path) -> None:
    read(path.read_text("utf-8"), path.relative_to(TOY).as_posix())


def test_a_page() -> None:
    page, problems = read_page(
        "---\ntitle: About\ndescription: What it is\nslug: us\n---\nWords.", "content/pages/x.md"
    )
    assert problems == ()
    assert page is not None
    assert (page.id, page.title, page.description, page.draft) == ("us", "About", "What it is", False)


def test_a_page_takes_no_field_of_an_article() -> None:
    page, problems = read_page("---\ntitle: About\nvolume: 1\n---\nWords.", "content/pages/x.md")
    assert page is not None
    assert [problem.place for problem in problems] == ["content/pages/x.md:3:1"]


# -- records that are written and read -------------------------------------------------------------------------------

WORDS = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=8)
LINE = st.lists(WORDS | st.sampled_from(["no", "#1", "&", "- a", "12", "'", '"', ":"]), min_size=1, max_size=3).map(
    " ".join
)
DATES = (
    st.integers(1, 9999).map(lambda year: f"{year:04}")
    | st.dates().map(lambda date: date.isoformat()[:7])
    | st.dates().map(str)
)
CREDITS = st.fixed_dictionaries(
    {"family": LINE},
    optional=dict.fromkeys(("given", "particle", "suffix", "role", "affiliation", "email"), LINE)
    | {"orcid": st.just("0000-0009-9990-0012"), "id": st.sampled_from(["anna-berg", "x1"])},
)
RECORDS = st.fixed_dictionaries(
    {"title": LINE},
    optional=dict.fromkeys(("subtitle", "publication", "volume", "issue", "pages", "licence", "source"), LINE)
    | {
        "authors": st.lists(CREDITS, min_size=1, max_size=3),
        "tags": st.lists(LINE, min_size=1, max_size=3),
        "review": st.lists(LINE, min_size=1, max_size=3),
        "abstract": st.lists(LINE, min_size=1, max_size=3).map("\n\n".join),
        "date": DATES,
        "updated": DATES,
        "kind": st.sampled_from(KINDS),
        "draft": st.booleans(),
        "issn": st.just("9999-013X"),
        "language": st.sampled_from(["en", "no", "pt-BR"]),
        "figure": st.fixed_dictionaries({"alt": LINE}, optional={"caption": LINE, "credit": LINE, "licence": LINE}),
    },
)


@given(RECORDS)
def test_a_record_that_is_written_reads_back(record: dict[str, object]) -> None:
    article = read(write_manuscript(record, "Words."))
    found = {name: plain(getattr(article, name)) for name in record if name != "authors"}
    assert found == {name: plain(value) for name, value in record.items() if name != "authors"}
    assert [credit_fields(credit) for credit in article.byline.credits] == record.get("authors", [])


def plain(value: object) -> object:
    if isinstance(value, PartialDate):
        return value.iso
    if isinstance(value, Figure):
        fields = {name: getattr(value, name) for name in ("src", "alt", "caption", "credit", "licence")}
        return {name: each for name, each in fields.items() if each}
    return tuple(value) if isinstance(value, list) else value


def credit_fields(credit: Credit) -> dict[str, str]:
    name = {part: getattr(credit.name, part) for part in ("given", "family", "particle", "suffix", "literal")}
    beside = {part: getattr(credit, part) for part in ("affiliation", "orcid", "email")}
    role = "" if credit.role == "author" else credit.role
    return {key: value for key, value in {**name, **beside, "role": role, "id": credit.contributor}.items() if value}


def names_of(kind: type[Figure | Credit | Name | Article]) -> set[str]:
    return {field.name for field in fields(kind)}


def test_the_table_and_the_record_name_the_same_fields() -> None:
    assert {field.name for field in FIGURE.fields} == names_of(Figure)
    known = names_of(Credit) - {"name", "contributor"} | names_of(Name) | {"id"}
    assert {field.name for field in CREDIT.fields} == known
    assert {field.name for field in ARTICLE.fields} - {"slug", "authors"} <= names_of(Article)
