"""What reference managers and indexers read on the pages of articles."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from backfile.site.citation import citation_of, highwire_of
from hypothesis import given
from hypothesis import strategies as st

from backfile.archive.article import Article, Prose
from backfile.archive.credits import Byline, Credit
from backfile.archive.dates import PartialDate
from backfile.archive.names import Name, parse_name
from backfile.manuscript.articles import read_article
from tests.sites import published


def article(title: str = "On Lamps", **fields: object) -> Article:
    return Article(id="x", prose=Prose(file="x.md", line=1, digest=""), title=title, **fields)  # type: ignore[arg-type]


def by(*names: str, role: str = "author") -> Byline:
    return Byline(credits=tuple(Credit(name=parse_name(name), role=role) for name in names))


# -- the printed reference -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("held", "reference"),
    [
        (article(), "“On Lamps,” Gazette."),
        (
            article(byline=by("Anna Marsh"), volume="18", issue="7", date=PartialDate(year=2023), pages="12-19"),
            "Anna Marsh, “On Lamps,” Gazette 18, no. 7 (2023): 12–19.",
        ),
        (article("Why?", byline=by("A. Marsh", "Bo Quill")), "A. Marsh and Bo Quill, “Why?” Gazette."),
        (
            article(byline=by("Anna Marsh", "Bo Quill", "Cy Reed"), issue="7"),
            "Anna Marsh, Bo Quill, and Cy Reed, “On Lamps,” Gazette no. 7.",
        ),
        (article(subtitle="A survey", volume="XII"), "“On Lamps: A survey,” Gazette XII."),
        (article(byline=by("Bo Quill", role="translator")), "“On Lamps,” Gazette."),
        (
            article(date=PartialDate(year=2023, month=9, day=2), doi="10.1000/182"),
            "“On Lamps,” Gazette (2 September 2023), https://doi.org/10.1000/182.",
        ),
        (article(date=PartialDate(year=2021, season="spring")), "“On Lamps,” Gazette (Spring 2021)."),
    ],
)
def test_the_reference(held: Article, reference: str) -> None:
    assert citation_of(held, "Gazette") == reference


def test_a_reference_without_a_periodical_has_no_blank_at_its_end() -> None:
    assert citation_of(article(), "") == "“On Lamps.”"


# -- citation_* tags -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("names", "authors"),
    [
        (["Anna Marsh"], ["Marsh, Anna"]),
        (["Wilhelmina van der Ostrand"], ["van der Ostrand, Wilhelmina"]),
        (["Anna Maria Marsh"], ["Marsh, Anna Maria"]),
        (["Anna Maria van der Ostrand"], ["Anna Maria van der Ostrand"]),  # the trap of Zotero
        (["Anna Maria van der Ostrand", "Bo Quill"], ["van der Ostrand, Anna Maria", "Quill, Bo"]),
        (["Tobias Marsh, Jr."], ["Marsh, Tobias, Jr."]),
        (["Sorrel"], ["Sorrel"]),
    ],
)
def test_authors(names: list[str], authors: list[str]) -> None:
    assert list(highwire_of(article(byline=by(*names))).authors) == authors


def test_bodies_are_named_as_they_print_and_others_than_authors_are_not_named() -> None:
    credits = (
        Credit(name=Name(literal="The Harbour Desk, Sennet")),
        Credit(name=parse_name("Bo Quill"), role="translator"),
    )
    assert highwire_of(article(byline=Byline(credits=credits))).authors == ("The Harbour Desk, Sennet",)


WORDS = st.text(st.characters(categories=["Lu", "Ll"]), min_size=1, max_size=6)
PARTS = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)


@given(st.lists(st.builds(Name, given=PARTS, family=PARTS), min_size=1, max_size=3))
def test_zotero_finds_each_author_once(names: list[Name]) -> None:
    tags = highwire_of(article(byline=Byline(credits=tuple(Credit(name=name) for name in names)))).authors
    assert len(as_zotero_splits(tags)) == len(names)


def as_zotero_splits(tags: tuple[str, ...]) -> list[str]:
    """The rule of Zotero's translator for embedded metadata: a single "Family, Given" of four words is two people."""
    if len(tags) == 1 and re.fullmatch(r"[^,]*\s[^,]*,[^,]*\S\s[^,]*", tags[0]):
        return tags[0].split(",")
    return list(tags)


@pytest.mark.parametrize(
    ("date", "stated"),
    [
        (None, ""),
        (PartialDate(year=2023), "2023"),
        (PartialDate(year=2023, month=9), "2023"),
        (PartialDate(year=2023, season="spring"), "2023"),
        (PartialDate(year=2023, month=9, day=2), "2023/09/02"),
    ],
)
def test_dates(date: PartialDate | None, stated: str) -> None:
    assert highwire_of(article(date=date)).date == stated


@pytest.mark.parametrize(
    ("pages", "first", "last"),
    [("", "", ""), ("7", "7", ""), ("12-19", "12", "19"), ("12–19", "12", "19"), ("xii - xv", "xii", "xv")],
)
def test_pages(pages: str, first: str, last: str) -> None:
    tags = highwire_of(article(pages=pages))
    assert (tags.first_page, tags.last_page) == (first, last)


# -- on the pages ----------------------------------------------------------------------------------------------------


def test_only_articles_carry_citation_tags(built_toy: Path) -> None:
    for name, data in published(built_toy).items():
        assert (b"citation_" in data) == name.startswith("articles/"), name


def test_the_tags_of_every_article_say_what_its_record_says(built_toy: Path) -> None:
    files = [path for path in (built_toy / "content/articles").rglob("*.md") if "drafts" not in path.parts]
    assert len(files) == 17
    for path in files:
        file = path.relative_to(built_toy).as_posix()
        held, _ = read_article(path.read_text("utf-8"), file)
        assert held is not None
        tags = tags_of(published(built_toy)[f"articles/{held.id}/index.html"].decode())
        expected = highwire_of(held)
        assert tags["title"] == [expected.title]
        assert tags.get("author", []) == list(expected.authors)
        assert tags.get("publication_date", []) == ([expected.date] if held.date else [])
        assert tags["journal_title"] == ["Ferry & Foreland"]
        assert tags["issn"] == ["9999-013X"]
        assert tags.get("volume", [""]) == [held.volume]
        assert tags.get("issue", [""]) == [held.issue]
        assert tags.get("doi", [""]) == [held.doi]
        assert tags["language"] == [held.language]
        assert tags["fulltext_html_url"] == [f"https://journal.example/archive/articles/{held.id}/"]
        assert not {"online_date", "date", "cover_date"} & set(tags)


def test_an_article_without_a_date_states_none(built_toy: Path) -> None:
    page = published(built_toy)["articles/gazetteer-of-small-piers/index.html"].decode()
    assert "publication_date" not in tags_of(page)
    assert "og:type" not in page


def tags_of(page: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, content in re.findall(r'<meta name="citation_([a-z_]+)" content="([^"]*)">', page):
        found.setdefault(name, []).append(unescape(content))
    return found
