"""The conventions of Google Scholar (GS) and Zotero (ZE), one test each, on the built pages of the toy archive.

Google Scholar: its inclusion guidelines, the section on indexing. Zotero: the rules of its translator for embedded
metadata, ported here where they decide what a page is taken for.
"""

from __future__ import annotations

import json
import re
import shutil
from collections import defaultdict
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urljoin

import html5lib
import pytest
from playwright.sync_api import sync_playwright

from backfile.archive.article import Article
from backfile.build.run import Options, build
from tests.site.test_surfaces import articles_of
from tests.sites import SITE_TOML, manuscript, published, small_site, write

ROOT = "https://journal.example/archive/"
UNDATED = "gazetteer-of-small-piers"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
Tags = dict[str, list[str]]


@pytest.fixture(scope="module")
def pages(built_toy: Path) -> dict[str, Any]:
    """The pages of the toy archive, parsed, by their addresses."""
    files = {name: data for name, data in published(built_toy).items() if name.endswith(".html")}
    return {name.removesuffix("index.html"): parsed(data) for name, data in files.items()}


@pytest.fixture(scope="module")
def articles(built_toy: Path, pages: dict[str, Any]) -> list[tuple[Article, Tags, Any]]:
    """Each article with the tags of its page, and the page."""
    found = [(article, pages[f"articles/{article.id}/"]) for article in articles_of(built_toy)]
    assert len(found) == 17
    return [(article, tags_of(page), page) for article, page in found]


def parsed(data: bytes) -> Any:  # noqa: ANN401 -- html5lib has no types
    return html5lib.parse(data, transport_encoding="utf-8", namespaceHTMLElements=False)


def tags_of(page: Any) -> Tags:  # noqa: ANN401
    tags = defaultdict(list)
    for meta in page.iter("meta"):
        tags[meta.get("name") or meta.get("property") or ""].append(meta.get("content", ""))
    return tags


def text_of(element: Any) -> str:  # noqa: ANN401
    return " ".join("".join(element.itertext()).split())


def of_class(page: Any, name: str) -> list[Any]:  # noqa: ANN401
    return [each for each in page.iter() if name in str(each.get("class", "")).split()]


# -- Google Scholar --------------------------------------------------------------------------------------------------


def test_gs1_title_author_and_date_stand_wherever_they_are_known(articles: list[tuple[Article, Tags, Any]]) -> None:
    for article, tags, _ in articles:
        assert len(tags["citation_title"]) == 1
        assert tags["citation_author"]
        assert len(tags["citation_publication_date"]) == (article.date is not None)
    assert [article.id for article, tags, _ in articles if not tags["citation_publication_date"]] == [UNDATED]


@pytest.mark.usefixtures("compiled_once")
def test_gs1_the_build_says_what_it_costs_to_lack_one_of_them(tmp_path: Path) -> None:
    site = write(small_site(tmp_path), {"content/articles/bells.md": manuscript("On Bells")})
    said = [problem.message for problem in build(site, Options()).problems]
    assert [message.partition(":")[0] for message in said if "Google Scholar does not index" in message] == [
        "1 article states no date",
        "1 article names no author, and Google Scholar does not index articles without one",
    ]


def test_gs2_a_date_is_a_day_or_a_year(articles: list[tuple[Article, Tags, Any]]) -> None:
    for article, tags, _ in articles:
        for stated in tags["citation_publication_date"]:
            assert re.fullmatch(r"\d{4}(/\d{2}/\d{2})?", stated)
            assert article.date
            assert ("/" in stated) == bool(article.date.day)
    assert {"2019", "2020/11/30"} <= {date for _, tags, _ in articles for date in tags["citation_publication_date"]}


def test_gs3_each_author_has_a_tag_and_nobody_else(articles: list[tuple[Article, Tags, Any]]) -> None:
    for article, tags, _ in articles:
        authors = [credit for credit in article.byline.credits if credit.role == "author"]
        assert len(tags["citation_author"]) == len(authors)
        for credit, tag in zip(authors, tags["citation_author"], strict=True):
            assert credit.name.literal == tag or (credit.name.family in tag and credit.name.given in tag)
        others = [credit for credit in article.byline.credits if credit.role != "author"]
        assert not [tag for credit in others for tag in tags["citation_author"] if credit.name.family in tag]
        shown = " ".join(tags["citation_author"])
        beside = [
            part for credit in article.byline.credits for part in (credit.affiliation, credit.email, credit.orcid)
        ]
        assert not [each for each in beside if each and each in shown]
    assert [article.id for article, _, _ in articles if {c.role for c in article.byline.credits} - {"author"}]


def test_gs4_periodical_volume_issue_and_pages_stand_wherever_they_are_known(
    articles: list[tuple[Article, Tags, Any]],
) -> None:
    for article, tags, _ in articles:
        assert tags["citation_journal_title"] == ["Ferry & Foreland"]
        assert tags["citation_issn"] == ["9999-013X"]
        assert tags["citation_volume"] == [article.volume] * bool(article.volume)
        assert tags["citation_issue"] == [article.issue] * bool(article.issue)
        ends = [*tags["citation_firstpage"], *tags["citation_lastpage"]]
        assert ends == list(dict.fromkeys(article.pages.split("-"))) * bool(article.pages)


def test_gs5_an_article_has_one_page_and_lists_carry_no_tags(pages: dict[str, Any]) -> None:
    for place, page in pages.items():
        tags = tags_of(page)
        assert bool([name for name in tags if name.startswith("citation_")]) == place.startswith("articles/"), place
        if place.startswith("articles/"):
            assert len(tags["citation_title"]) == 1
            assert tags["citation_fulltext_html_url"] == [ROOT + place]


def test_gs6_no_pdf_is_announced_or_linked_that_is_not_in_the_folder_of_its_article(
    articles: list[tuple[Article, Tags, Any]], built_toy: Path
) -> None:
    held = {name for name in published(built_toy) if name.endswith(".pdf")}
    for article, tags, page in articles:
        place = f"articles/{article.id}/"
        links = [urljoin(ROOT + place, each.get("href", "")) for each in page.iter("a")]
        announced = [*tags["citation_pdf_url"], *(link for link in links if link.endswith(".pdf"))]
        assert set(announced) <= {ROOT + name for name in held if name.startswith(place)}


def test_gs7_quotation_marks_and_brackets_are_escaped_and_nothing_else(built_toy: Path) -> None:
    files = published(built_toy)
    lamp = files["articles/2022/what-the-lamp-said/index.html"].decode()
    title = (
        "What the &lt;Lamp&gt; Said: &#34;Open&#34;, &#34;close&#34; &amp; the &lt;b&gt;grammar&lt;/b&gt; of signals"
    )
    assert f'<meta name="citation_title" content="{title}">' in lamp
    assert 'content="Заозерская, Лукерья Тихоновна"' in files["articles/2019/nochnaya-vahta/index.html"].decode()


@pytest.mark.skipif(CHROMIUM is None, reason="no chromium on PATH (Debian: apt install chromium)")
@pytest.mark.parametrize("width", [360, 1280])
def test_gs8_the_title_is_the_greatest_text_and_the_names_come_next(built_toy: Path, width: int) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": width, "height": 800})
        for place in ("2019/the-last-timetable", "2019/tide-boards", "2022/kater-nezabudka"):
            page.goto((built_toy / "output/articles" / place / "index.html").as_uri())
            sizes = page.evaluate(
                "Object.fromEntries(['h1', '.byline', '.prose p', '.prose h2', '.publication', '.masthead .name']"
                ".map(each => [each, document.querySelector(each)])"
                ".map(([each, one]) => [each, one ? parseFloat(getComputedStyle(one).fontSize) : 0]))"
            )
            assert sizes["h1"] > sizes[".byline"] > sizes[".prose p"]
            others = (sizes[each] for each in (".prose h2", ".publication", ".masthead .name"))
            assert max(others) < sizes["h1"]
            assert page.locator("h1").count() == 1
        browser.close()


def test_gs8_the_names_follow_the_title_and_the_publication_follows_the_names(
    articles: list[tuple[Article, Tags, Any]],
) -> None:
    for _, _, page in articles:
        order = [each for each in page.iter() if each.tag == "h1" or each.get("class") in {"byline", "publication"}]
        kinds = [each.get("class", "") if each.tag != "h1" else "h1" for each in order]
        assert kinds[:3] == ["h1", "byline", "publication"]
        assert text_of(order[1]).startswith("by ")


def test_gs9_dublin_core_does_not_stand_in_for_better_tags(articles: list[tuple[Article, Tags, Any]]) -> None:
    assert not [name for _, tags, _ in articles for name in tags if name.lower().startswith(("dc.", "dcterms."))]


def test_gs10_the_abstract_is_seen_and_every_article_is_ten_clicks_away_at_most(
    pages: dict[str, Any], articles: list[tuple[Article, Tags, Any]], built_toy: Path
) -> None:
    for article, _, page in articles:
        shown = " ".join(map(text_of, of_class(page, "abstract")))
        assert " ".join(article.abstract.split()) in shown
    assert not [page for _, _, page in articles if list(page.iter("details"))]
    reached, clicks = {""}, 0
    while missing := {f"articles/{article.id}/" for article, _, _ in articles} - reached:
        links = {urldefrag(urljoin(ROOT + at, a.get("href", "")))[0] for at in reached for a in pages[at].iter("a")}
        reached |= {link.removeprefix(ROOT) for link in links} & pages.keys()
        clicks += 1
        assert clicks <= 10, missing
    assert "Disallow: /" not in published(built_toy)["robots.txt"].decode()


# -- Zotero ----------------------------------------------------------------------------------------------------------


def test_ze1_the_title_of_the_journal_makes_it_an_article_and_no_type_says_otherwise(
    articles: list[tuple[Article, Tags, Any]],
) -> None:
    for _, tags, _ in articles:
        assert tags["citation_journal_title"]
        assert tags["og:type"] == ["article"]


@pytest.mark.usefixtures("compiled_once")
@pytest.mark.parametrize(
    ("kind", "item_type"), [("journal", ""), ("magazine", "magazineArticle"), ("newspaper", "newspaperArticle")]
)
def test_ze2_an_article_of_a_magazine_or_newspaper_is_taken_for_one(tmp_path: Path, kind: str, item_type: str) -> None:
    site = write(small_site(tmp_path), {"site.toml": f'{SITE_TOML}kind = "{kind}"\n'})
    build(site, Options())
    tags = tags_of(parsed(published(site)["articles/lamps/index.html"]))
    title = ["The Foreland Gazette"]
    if item_type:
        # A title of a journal would win over the type.
        assert (tags["z:itemType"], tags["prism.publicationName"]) == ([item_type], title)
        assert tags["citation_journal_title"] == []
    else:
        assert (tags["z:itemType"], tags["citation_journal_title"]) == ([], title)


def test_ze3_particles_and_double_names_stay_with_the_family_name(articles: list[tuple[Article, Tags, Any]]) -> None:
    authors = {author for _, tags, _ in articles for author in tags["citation_author"]}
    assert {"van der Ostrand, Wilhelmina", "De Marràngelo, Ippolita", "Châtelguyon-Brûlé, Étienne"} <= authors


def as_zotero_splits(tags: list[str]) -> list[str]:
    if len(tags) == 1 and ";" not in tags[0]:
        parts = re.split(r"\s*,\s*", tags[0])
        if len(parts) > 1 and " " in parts[0] and " " in parts[1]:
            return parts
    return [part for tag in tags for part in tag.split(";")]


def test_ze4_a_single_author_is_not_split_into_two(articles: list[tuple[Article, Tags, Any]]) -> None:
    for _, tags, _ in articles:
        assert len(as_zotero_splits(tags["citation_author"])) == len(tags["citation_author"])


def test_ze5_no_tag_of_an_author_holds_what_splits_or_recases_it(articles: list[tuple[Article, Tags, Any]]) -> None:
    authors = [author for _, tags, _ in articles for author in tags["citation_author"]]
    assert not [author for author in authors if ";" in author or author in {author.upper(), author.lower()}]


def test_ze6_there_is_one_date_and_no_other_that_would_win_over_it(articles: list[tuple[Article, Tags, Any]]) -> None:
    for _, tags, _ in articles:
        dates = [name for name in tags if name.startswith("citation_") and ("date" in name or "year" in name)]
        assert set(dates) <= {"citation_publication_date"}
        assert len(tags["citation_publication_date"]) <= 1


def test_ze7_each_keyword_has_a_tag_of_its_own(articles: list[tuple[Article, Tags, Any]]) -> None:
    for article, tags, _ in articles:
        assert len(tags["citation_keywords"]) <= len(article.tags)
        assert bool(tags["citation_keywords"]) == bool(article.tags)
        assert not [word for word in tags["citation_keywords"] if ";" in word]


def test_ze8_there_is_one_issn(articles: list[tuple[Article, Tags, Any]]) -> None:
    for _, tags, _ in articles:
        assert [name for name in tags if "issn" in name.lower()] == ["citation_issn"]
        assert len(tags["citation_issn"]) == 1


def test_ze9_first_and_last_page_stand_apart(articles: list[tuple[Article, Tags, Any]]) -> None:
    ends = [end for _, tags, _ in articles for end in (*tags["citation_firstpage"], *tags["citation_lastpage"])]
    assert ends
    assert not [end for end in ends if re.search("[-–]", end)]


def test_ze10_abstract_and_language_have_tags(articles: list[tuple[Article, Tags, Any]]) -> None:
    for article, tags, page in articles:
        assert bool(tags["citation_abstract"]) == bool(article.abstract)
        assert tags["citation_language"] == [article.language] == [page.get("lang")]


def test_ze11_no_other_name_ends_as_a_citation_tag_does(pages: dict[str, Any]) -> None:
    for page in pages.values():
        names = [name for name in tags_of(page) if not name.startswith("citation_")]
        assert not [name for name in names if re.search(r"citation_\w+$", name)]


def test_ze12_nothing_on_a_page_is_read_before_its_tags(pages: dict[str, Any]) -> None:
    for page in pages.values():
        assert of_class(page, "Z3988") == []
        assert not [link for link in page.iter("link") if link.get("rel") == "unapi-server"]


def test_ze13_the_tags_alone_say_what_the_linked_data_says(articles: list[tuple[Article, Tags, Any]]) -> None:
    for _, tags, page in articles:
        script = next(each.text for each in page.iter("script") if each.get("type") == "application/ld+json")
        item = json.loads(script)
        assert tags["citation_title"] == [item["headline"]]
        assert len(tags["citation_author"]) == len(item["author"])
        assert tags["citation_keywords"] == item.get("keywords", [])
        assert tags["citation_language"] == [item["inLanguage"]]
        assert [each[:4] for each in tags["citation_publication_date"]] == [
            date[:4] for date in [item.get("datePublished")] if date
        ]
        assert tags["citation_doi"] == [each["value"] for each in [item.get("identifier")] if each]
        assert tags["citation_firstpage"] == [page for page in [item.get("pageStart")] if page]


def test_ze14_no_page_names_a_generator_or_wears_the_classes_of_a_blog(pages: dict[str, Any]) -> None:
    for page in pages.values():
        assert "generator" not in {name.lower() for name in tags_of(page)}
        assert not [each for each in page.iter() if re.search(r"wp-block|wordpress|blogger", each.get("class") or "")]


def test_ze15_what_reads_as_a_byline_names_the_authors_and_nobody_else(
    articles: list[tuple[Article, Tags, Any]], pages: dict[str, Any]
) -> None:
    for article, _, page in articles:
        (byline,) = [each for each in page.iter() if re.search("byline|vcard", each.get("class") or "")]
        assert not [each for each in byline.iter() if each.tag in {"time", "button"}]
        names = [credit.name.printed for credit in article.byline.credits if credit.role == "author"]
        assert all(name in text_of(byline) for name in names)
        others = [credit.name.printed for credit in article.byline.credits if credit.role != "author"]
        assert not [name for name in others if name in text_of(byline)]
    lists = [page for place, page in pages.items() if not place.startswith("articles/")]
    assert not [page for page in lists if of_class(page, "byline") or of_class(page, "vcard")]
