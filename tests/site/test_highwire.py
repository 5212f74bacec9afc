"""What Google Scholar and Zotero read in the head of an article, with the traps that both set."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.archive.dates import PartialDate
from backfile.archive.names import Name, parse_name
from backfile.site.citations.highwire import highwire
from tests.records import credited, record
from tests.sites import published


def authors_of(*names: str | Name) -> list[str]:
    return list(highwire(record(*names)).authors)


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
    assert authors_of(*names) == authors


def test_bodies_are_named_as_they_print_and_others_than_authors_are_not_named() -> None:
    held = record(Name(literal="The Harbour Desk, Sennet"), translators=("Bo Quill",))
    assert highwire(held).authors == ("The Harbour Desk, Sennet",)
    assert credited(parse_name("Bo Quill"), "translator") in held.credits


WORDS = st.text(st.characters(categories=["Lu", "Ll"]), min_size=1, max_size=6)
PARTS = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)


@given(st.lists(st.builds(Name, given=PARTS, family=PARTS), min_size=1, max_size=3))
def test_zotero_finds_each_author_once(names: list[Name]) -> None:
    assert len(as_zotero_splits(authors_of(*names))) == len(names)


def as_zotero_splits(tags: list[str]) -> list[str]:
    """The rule of Zotero's translator for embedded metadata: a single "Family, Given" of four words is two people."""
    if len(tags) == 1 and ";" not in tags[0]:
        parts = re.split(r"\s*,\s*", tags[0])
        if len(parts) > 1 and " " in parts[0] and " " in parts[1]:
            return parts
    return tags


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
    assert highwire(record(date=date)).date == stated


@pytest.mark.parametrize(
    ("pages", "first", "last"),
    [
        ("", "", ""),
        ("7", "7", ""),
        ("12-19", "12", "19"),
        ("12–19", "12", "19"),
        ("xii - xv", "xii", "xv"),
        ("A-1–A-9", "A-1", "A-9"),
        ("A-1-A-9", "A-1", "A-9"),
        ("S1-S4", "S1", "S4"),
        ("3, 7-9", "3", "9"),
        ("1-5, 8", "1", "8"),
        ("3-1-5", "3-1-5", ""),  # which of them are ends, it does not say
        ("1,1", "1", ""),
    ],
)
def test_pages(pages: str, first: str, last: str) -> None:
    tags = highwire(record(pages=pages))
    assert (tags.first_page, tags.last_page) == (first, last)


# -- on the pages ----------------------------------------------------------------------------------------------------


def test_only_articles_carry_citation_tags(built_toy: Path) -> None:
    for name, data in published(built_toy).items():
        is_article = name.startswith("articles/") and name.endswith(".html")
        assert (b'"citation_' in data) == is_article, name


def test_no_page_has_what_zotero_would_misread(built_toy: Path) -> None:
    for name, data in published(built_toy).items():
        if not name.endswith(".html"):
            continue
        page = data.decode()
        names = re.findall(r'<meta (?:name|property)="([^"]*)"', page)
        assert "generator" not in {each.lower() for each in names}, name
        ours = [each for each in names if not each.startswith("citation_")]
        assert not [each for each in ours if re.search(r"citation_\w+$", each)], name
        if name.startswith("articles/"):
            # A page of the type "website" is saved as one, and a second date would win over the first.
            assert '<meta property="og:type" content="article">' in page
            tags = {each for each in names if each.startswith("citation_")}
            assert not tags & {"citation_date", "citation_cover_date", "citation_year", "citation_online_date"}
            for once in ("title", "journal_title", "issn", "volume", "issue", "firstpage", "publication_date"):
                assert names.count(f"citation_{once}") <= 1


def test_an_article_without_a_date_states_none(built_toy: Path) -> None:
    page = published(built_toy)["articles/gazetteer-of-small-piers/index.html"].decode()
    assert not [name for name in re.findall(r'<meta name="([^"]*)"', page) if "date" in name]
    assert "datePublished" not in page


def test_the_title_is_the_greatest_text_and_the_names_follow_it(built_toy: Path) -> None:
    for name, data in published(built_toy).items():
        if name.startswith("articles/") and name.endswith(".html"):
            page = unescape(data.decode())
            assert page.count("<h1") == 1
            opening = page.partition("<h1")[2].partition("</header>")[0]
            assert opening.find('class="byline') < opening.find('class="publication"')
