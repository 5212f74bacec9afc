"""Linked data on every kind of page: read back as JSON-LD, and held against the files that people wrote.

All of it is one graph: a thing has the same `@id` on every page, and no page contradicts another.
"""

from __future__ import annotations

import json
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import html5lib
import pytest

from backfile.archive.article import Article
from backfile.archive.slugs import slug
from backfile.build.run import Options, build
from tests.site.test_surfaces import articles_of, empty_parts, entries, inverted, linked_name
from tests.sites import SITE_TOML, TOY, manuscript, published, small_site, write

ROOT = "https://journal.example/archive/"
CREDIT_PAGE = f"{ROOT}authors/"
Node = dict[str, Any]
PERIODICAL: Node = {
    "@type": "Periodical",
    "@id": f"{ROOT}#periodical",
    "name": "Ferry & Foreland",
    "issn": "9999-013X",
    "publisher": {"@type": "Organization", "name": "The Sennet Island Society"},
    "url": ROOT,
}


@pytest.fixture(scope="module")
def pages(built_toy: Path) -> dict[str, Any]:
    """The pages of the toy archive, parsed, by their addresses."""
    files = {name: data for name, data in published(built_toy).items() if name.endswith(".html")}
    return {name.removesuffix("index.html"): parsed(data) for name, data in files.items()}


@pytest.fixture(scope="module")
def issues(built_toy: Path) -> dict[tuple[str, str], list[Article]]:
    """The articles of each issue, as their manuscripts say."""
    found = defaultdict(list)
    for article in articles_of(built_toy):
        if article.issue:
            found[article.volume, article.issue].append(article)
    return found


def parsed(data: bytes) -> Any:  # noqa: ANN401 -- html5lib has no types
    return html5lib.parse(data, transport_encoding="utf-8", namespaceHTMLElements=False)


def data_of(page: Any) -> list[Node]:  # noqa: ANN401
    scripts = [each.text for each in page.iter("script") if each.get("type") == "application/ld+json"]
    found = [json.loads(text) for text in scripts]
    assert all(each.pop("@context") == "https://schema.org" for each in found)
    assert all(list(empty_parts(each)) == [] for each in found)
    return found


def only(page: Any, kind: str) -> Node:  # noqa: ANN401
    (node,) = [each for each in data_of(page) if each.get("@type") == kind]
    return node


def address(volume: str, issue: str = "") -> str:
    return f"{ROOT}volumes/{slug(volume)}/{slug(issue)}/" if issue else f"{ROOT}volumes/{slug(volume)}/"


def volume_node(number: str) -> Node:
    url = address(number)
    return {"@type": "PublicationVolume", "@id": url, "url": url, "volumeNumber": number, "isPartOf": PERIODICAL}


def issue_node(volume: str, number: str, articles: Iterable[Article]) -> Node:
    """The issue as its register and its manuscripts state it."""
    entry, url = entries().get((volume, number), {}), address(volume, number)
    dates = {each.date for each in articles}
    date = entry.get("date") or (one.iso if len(dates) == 1 and (one := dates.pop()) else "")
    node = {"@type": "PublicationIssue", "@id": url, "url": url, "issueNumber": number}
    return node | {name: value for name, value in (("name", entry.get("title")), ("datePublished", date)) if value}


def article_nodes(articles: Iterable[Article]) -> list[tuple[str, ...]]:
    return sorted(("Article", f"{ROOT}articles/{each.id}/", each.title) for each in articles)


def parts(node: Node) -> list[tuple[str, ...]]:
    named = node.pop("hasPart", [])
    assert all(unquote(each["@id"]) == unquote(each["url"]) for each in named)
    return sorted((each["@type"], unquote(each["@id"]), each["name"]) for each in named if each["@type"] == "Article")


# -- each kind of page -----------------------------------------------------------------------------------------------


def test_the_front_page_is_about_the_periodical_and_its_site(pages: dict[str, Any]) -> None:
    (graph,) = data_of(pages[""])
    whole, site = graph["@graph"]
    about = {"description": tomllib.loads((TOY / "site.toml").read_text("utf-8"))["description"], "inLanguage": "en"}
    assert whole == PERIODICAL | about
    search = site.pop("potentialAction")
    assert site == {"@type": "WebSite", "@id": f"{ROOT}#site", "url": ROOT, "name": "Ferry & Foreland"} | about
    assert search["@type"] == "SearchAction"
    assert search["target"]["urlTemplate"] == f"{ROOT}search/?q={{search_term_string}}"
    # It is true only if the page takes the words under this name.
    assert [each for each in pages["search/"].iter("input") if each.get("name") == "q"]


def test_an_issue_says_what_its_register_and_its_articles_say(
    pages: dict[str, Any], issues: dict[tuple[str, str], list[Article]]
) -> None:
    assert len(issues) == 6
    for (volume, number), articles in issues.items():
        node = only(pages[address(volume, number).removeprefix(ROOT)], "PublicationIssue")
        assert parts(node) == article_nodes(articles)
        editors, image = node.pop("editor", []), node.pop("image", {})
        assert node == issue_node(volume, number, articles) | {"isPartOf": volume_node(volume)}
        entry = entries().get((volume, number), {})
        assert sorted(each["name"] for each in editors) == sorted(map(editor_name, entry.get("editors", [])))
        cover = entry.get("cover", {})
        assert image.get("url", "").removeprefix(ROOT) == cover.get("src", "")
        assert (image.get("creditText"), image.get("license")) == (cover.get("credit"), cover.get("licence"))


def editor_name(stated: str | dict[str, str]) -> str:
    if isinstance(stated, str):
        return stated
    return stated.get("literal") or f"{stated['given']} {stated['family']}"


def test_a_volume_says_which_issues_it_has(
    pages: dict[str, Any], built_toy: Path, issues: dict[tuple[str, str], list[Article]]
) -> None:
    for volume in ("1", "2", "3"):
        node = only(pages[address(volume).removeprefix(ROOT)], "PublicationVolume")
        own = [each for each in node["hasPart"] if each["@type"] == "PublicationIssue"]
        assert own == [issue_node(*numbers, held) for numbers, held in sorted(issues.items()) if numbers[0] == volume]
        assert parts(node) == article_nodes(a for a in articles_of(built_toy) if a.volume == volume and not a.issue)
        assert node == volume_node(volume)


def test_a_contributor_is_named_with_all_names_and_orcid(pages: dict[str, Any]) -> None:
    register = tomllib.loads((TOY / "content/people.toml").read_text("utf-8"))
    found = [each for each in pages if each.startswith("authors/") and each.count("/") == 2]
    assert len(found) == 15
    for place in found:
        profile = only(pages[place], "ProfilePage")
        who, stated = profile["mainEntity"], register.get(place.split("/")[1], {})
        assert profile["url"] == who["@id"] == who["url"] == ROOT + place
        assert who["@type"] == ("Organization" if "literal" in stated or "bureau" in place else "Person")
        assert who["name"] == "".join(pages[place].find(".//h1").itertext())
        orcid = stated.get("orcid")
        assert who.get("sameAs") == (f"https://orcid.org/{orcid}" if orcid else None)
        also = " ".join("".join(each.itertext()) for each in pages[place].iter("p") if each.get("class") == "note")
        assert all(name in also for name in who.get("alternateName", []))
        assert set(who.get("alternateName", [])) <= set(stated.get("variants", []))


# -- the way down to a page ------------------------------------------------------------------------------------------


def test_every_page_but_the_front_page_says_where_it_stands(pages: dict[str, Any]) -> None:
    for place, page in pages.items():
        trails = [each for each in data_of(page) if each.get("@type") == "BreadcrumbList"]
        assert len(trails) == (place not in {"", "404.html"}), place
        for trail in trails:
            items = trail["itemListElement"]
            assert [each["position"] for each in items] == list(range(1, len(items) + 1))
            assert (items[0]["name"], items[0]["item"]) == ("Ferry & Foreland", ROOT)
            assert unquote(items[-1]["item"]) == ROOT + place
            assert all(unquote(each["item"]).removeprefix(ROOT) in pages for each in items)


def test_the_trail_that_readers_see_is_the_one_of_the_data(pages: dict[str, Any]) -> None:
    shown = 0
    for page in pages.values():
        seen = [each for each in page.iter("nav") if each.get("class") == "trail"]
        for nav in seen:
            assert nav.get("aria-label") == "Breadcrumbs"
            labels = ["".join(link.itertext()) for link in nav.iter("a")]
            assert labels == [each["name"] for each in only(page, "BreadcrumbList")["itemListElement"][1:-1]]
            shown += 1
    assert shown > 30


@pytest.mark.parametrize(
    ("place", "names"),
    [
        ("volumes/3/7-8/", ["Volumes", "Volume 3"]),
        ("volumes/3/", ["Volumes"]),
        ("authors/sorrel/", ["Authors"]),
        ("tags/ferries/", ["Tags"]),
        ("years/2020/", ["Years"]),
        ("articles/2019/rope-and-tar/", ["Volumes", "Volume 1", "Issue 2"]),
        ("articles/supplements/index-of-lamps/", ["Volumes", "Volume 3"]),
        ("articles/gazetteer-of-small-piers/", []),
        ("about/", []),
    ],
)
def test_what_stands_above_a_page(pages: dict[str, Any], place: str, names: list[str]) -> None:
    assert [each["name"] for each in only(pages[place], "BreadcrumbList")["itemListElement"][1:-1]] == names


# -- one graph -------------------------------------------------------------------------------------------------------


def nodes_in(value: object) -> Iterator[Node]:
    if isinstance(value, dict):
        if "@id" in value:
            yield value
        for each in value.values():
            yield from nodes_in(each)
    elif isinstance(value, list):
        for each in value:
            yield from nodes_in(each)


def test_no_page_contradicts_another(pages: dict[str, Any]) -> None:
    said: dict[str, dict[str, Any]] = defaultdict(dict)
    for page in pages.values():
        for node in nodes_in(data_of(page)):
            for name, value in node.items():
                # A person is named as printed in each article, and the affiliation is that of the time.
                if isinstance(value, str) and not node["@id"].startswith(CREDIT_PAGE):
                    assert said[node["@id"]].setdefault(name, value) == value, (node["@id"], name)
    assert {"Periodical", "WebSite", "PublicationVolume", "PublicationIssue", "Article"} == {
        each["@type"] for each in said.values()
    }


def test_every_id_is_the_address_of_a_page(pages: dict[str, Any]) -> None:
    for page in pages.values():
        for node in nodes_in(data_of(page)):
            assert unquote(node["@id"]).removeprefix(ROOT).partition("#")[0] in pages


def test_the_chain_leads_from_an_article_to_the_periodical_over_the_pages_of_each(pages: dict[str, Any]) -> None:
    article = only(pages["articles/2019/rope-and-tar/"], "Article")
    issue, volume = article["isPartOf"], article["isPartOf"]["isPartOf"]
    of_issue = only(pages[issue["@id"].removeprefix(ROOT)], "PublicationIssue")
    of_volume = only(pages[volume["@id"].removeprefix(ROOT)], "PublicationVolume")
    assert (of_issue["@id"], of_issue["isPartOf"]["@id"]) == (issue["@id"], volume["@id"])
    assert (of_volume["@id"], of_volume["isPartOf"]["@id"]) == (volume["@id"], PERIODICAL["@id"])
    assert article["@id"] in [each["@id"] for each in of_issue["hasPart"]]
    assert issue["@id"] in [each["@id"] for each in of_volume["hasPart"]]


def test_people_are_named_on_their_own_page_as_in_the_articles(pages: dict[str, Any], built_toy: Path) -> None:
    for article in articles_of(built_toy):
        node = only(pages[f"articles/{article.id}/"], "Article")
        names = [inverted(each.name) for each in article.byline.credits if each.role == "author"]
        assert [linked_name(each) for each in node.get("author", [])] == names
        for each in node.get("author", []):
            who = only(pages[each["@id"].removeprefix(ROOT)], "ProfilePage")["mainEntity"]
            spellings = [who["name"], *who.get("alternateName", [])]
            assert each["name"].replace("’", "'") in [name.replace("’", "'") for name in spellings]


# -- what is not known -----------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("compiled_once")
def test_a_site_without_an_address_or_a_search_claims_neither(tmp_path: Path) -> None:
    settings = "search = false\n" + SITE_TOML.replace('url = "https://journal.example/archive/"\n', "")
    site = write(small_site(tmp_path), {"site.toml": settings})
    build(site, Options())
    files = published(site)
    whole, about = data_of(parsed(files["index.html"]))[0]["@graph"]
    assert whole == {"@type": "Periodical", "name": "The Foreland Gazette", "issn": "9999-013X", "inLanguage": "en"}
    assert about == {"@type": "WebSite", "name": "The Foreland Gazette", "inLanguage": "en"}
    for name in ("index.html", "volumes/1/2/index.html", "articles/lamps/index.html", "authors/anna-marsh/index.html"):
        assert b"BreadcrumbList" not in files[name]
        assert not list(nodes_in(data_of(parsed(files[name]))))


@pytest.mark.usefixtures("compiled_once")
def test_what_could_end_the_element_is_escaped(tmp_path: Path) -> None:
    hostile = "</script><script>alert(1)</script>"
    register = f'[a]\nvolume = "1"\nissue = "2"\ntitle = "{hostile}"\neditors = [{{ literal = "{hostile}" }}]\n'
    site = write(small_site(tmp_path), {"content/issues.toml": register})
    write(site, {"content/articles/x.md": manuscript(f"'{hostile}'", header="volume: 1\nissue: 2\n")})
    build(site, Options())
    page = parsed(published(site)["volumes/1/2/index.html"])
    assert [each for each in page.iter("script") if each.get("type") != "application/ld+json"] == []
    assert only(page, "PublicationIssue")["name"] == hostile
    assert hostile in only(page, "BreadcrumbList")["itemListElement"][-1]["name"]
