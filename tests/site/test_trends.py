"""What the pages of authors and tags tell beyond their lists: charts, co-authors, related tags."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from backfile.build.edition import read_edition
from backfile.build.rest import survey
from backfile.build.run import Options, build
from backfile.build.workers import Workers
from backfile.site.pages import Bases
from tests.sites import SITE_TOML, manuscript, published, write

pytestmark = pytest.mark.usefixtures("compiled_once")

ARTICLES = {
    "a": "authors: [Anna Marsh, Bo Quill]\nvolume: 1\nissue: 1\ndate: 2018\ntags: [rope, lamp]\n",
    "b": "authors: [Anna Marsh, Bo Quill, Cy Reed]\nvolume: 1\nissue: 2\ndate: 2018-05\ntags: [rope, lamp, sea]\n",
    "c": "authors: [Anna Marsh]\nvolume: 3\nissue: 1\ndate: 2020-01-02\ntags: [rope, sea]\n",
    "d": "authors: [Dee Stone]\nvolume: 2\nissue: 1\ntags: [sea]\n",
}


def pages_of(site: Path, articles: dict[str, str]) -> dict[str, str]:
    files = {
        f"content/articles/{name}.md": manuscript(f"On {name}", header=header) for name, header in articles.items()
    }
    build(write(site, {"site.toml": SITE_TOML, **files}), Options())
    return {name: data.decode() for name, data in published(site).items() if name.endswith(".html")}


def chart(page: str) -> str:
    found = re.search(r'<svg role="img" aria-label="([^"]*)"', page)
    return found[1] if found else ""


def test_an_author_has_a_chart_of_all_years_from_the_first_to_the_last(tmp_path: Path) -> None:
    page = pages_of(tmp_path, ARTICLES)["authors/anna-marsh/index.html"]
    assert chart(page) == "Articles by year: 2018: 2, 2020: 1"
    assert 'width="30"' in page, "2019 has its place, and no bar"
    assert page.count("<rect") == 2


def test_a_single_year_makes_no_chart(tmp_path: Path) -> None:
    assert chart(pages_of(tmp_path, ARTICLES)["authors/cy-reed/index.html"]) == ""


def test_co_authors_stand_in_the_order_of_what_they_wrote_together(tmp_path: Path) -> None:
    page = pages_of(tmp_path, ARTICLES)["authors/anna-marsh/index.html"].partition('id="with"')[2]
    assert re.findall(r'">([A-Z]\w+ \w+)</a> <span class="count">(\d)', page) == [("Bo Quill", "2"), ("Cy Reed", "1")]
    assert 'id="with"' not in pages_of(tmp_path, ARTICLES)["authors/dee-stone/index.html"]


def test_a_tag_has_a_chart_of_all_volumes_of_the_archive(tmp_path: Path) -> None:
    assert chart(pages_of(tmp_path, ARTICLES)["tags/rope/index.html"]) == "Articles by volume: 1: 2, 3: 1"


def test_rarer_tags_are_more_related_than_common_ones(tmp_path: Path) -> None:
    page = pages_of(tmp_path, ARTICLES)["tags/rope/index.html"].partition('id="related"')[2]
    assert re.findall(r'href="\.\./\.\./tags/([^/]+)/"', page.partition("</section>")[0]) == ["lamp", "sea"]


def test_only_the_first_page_of_a_tag_follows_from_the_size_of_others(tmp_path: Path) -> None:
    files = {f"content/articles/n{number}.md": manuscript("On n", header="tags: [rope]\n") for number in range(60)}
    write(tmp_path, {"site.toml": SITE_TOML, **files})
    before = bases(tmp_path)
    write(tmp_path, {"content/articles/new.md": manuscript("On new", header="tags: [lamp]\n")})
    after = bases(tmp_path)
    assert before["tags/rope/page/2/"] == after["tags/rope/page/2/"]
    assert before["tags/rope/"] != after["tags/rope/"]


def bases(site: Path) -> dict[str, str]:
    found = Bases()
    pages = read_edition(site, survey(site), Workers()).plan.pages
    return {permalink: found.of(page.basis) for permalink, page in pages.items()}


def test_what_stands_together_once_is_not_related(tmp_path: Path) -> None:
    page = pages_of(tmp_path, ARTICLES)["tags/lamp/index.html"].partition('id="related"')[2].partition("</section>")[0]
    assert "rope" in page
    assert "sea" not in page


def rows(page: str) -> list[tuple[str, str, str]]:
    """The years of the timeline, each with its number of articles and the length of its bar."""
    timeline = page.partition('class="timeline"')[2].partition("</ul>")[0]
    items = re.findall(r'<li(?: class="gap")?>(.*?)</li>', timeline)
    texts = [re.sub("<[^>]*>", "", item).split() for item in items]
    bars = [re.findall(r'<svg aria-hidden="true" width="([^"]*)"', item) for item in items]
    return [(" ".join(text[:-1]), text[-1], "".join(bar)) for text, bar in zip(texts, bars, strict=True)]


def test_the_years_are_a_timeline_with_the_years_from_which_there_is_nothing(tmp_path: Path) -> None:
    dates = ["1921", "1931-05", "1931-06", "1931", "1931", "1933", "1934-01-02", ""]
    articles = {f"n{at}": f"date: {date}\n" if date else "" for at, date in enumerate(dates)}
    page = pages_of(tmp_path, articles)["years/index.html"]
    assert rows(page) == [
        ("1934", "1", "21.2%"),
        ("1933", "1", "21.2%"),
        ("1932", "0", ""),
        ("1931", "4", "85.0%"),
        ("1922–1930", "0", ""),
        ("1921", "1", "21.2%"),
        ("Without a date", "1", "21.2%"),
    ]
    assert re.findall(r'href="../years/([^"/]+)/"', page.partition('class="timeline"')[2]) == [
        "1934", "1933", "1931", "1921", "undated",
    ]  # fmt: skip


def test_an_archive_without_articles_has_an_empty_timeline(tmp_path: Path) -> None:
    assert rows(pages_of(tmp_path, {})["years/index.html"]) == []
