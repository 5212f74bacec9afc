"""What holds for every page of the toy archive: valid HTML, links that lead somewhere, one heading, unique ids."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import html5lib
import pytest

from tests.sites import published

ROOT = "https://journal.example/archive/"
XHTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture(scope="module")
def pages(built_toy: Path) -> dict[str, Any]:
    """The pages of the toy archive, parsed, by their files."""
    return {name: parsed(data) for name, data in published(built_toy).items() if name.endswith(".html")}


def parsed(data: bytes) -> Any:  # noqa: ANN401 -- html5lib has no types
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(data, transport_encoding="utf-8")


def test_every_page_is_valid_html(pages: dict[str, Any]) -> None:
    assert len(pages) > 60  # the fixture has parsed them strictly


def test_a_page_that_is_not_valid_would_be_noticed() -> None:
    with pytest.raises(html5lib.html5parser.ParseError):
        parsed(b"<!DOCTYPE html><title>x</title><p><div></p>")


def test_every_page_has_one_heading_of_the_first_level(pages: dict[str, Any]) -> None:
    assert {name: len(page.findall(".//h1")) for name, page in pages.items()} == dict.fromkeys(pages, 1)


def test_no_level_of_headings_is_passed_over(pages: dict[str, Any]) -> None:
    for name, page in pages.items():
        levels = [int(each.tag[1]) for each in page.iter() if re.fullmatch("h[1-6]", str(each.tag))]
        steps = [below - above for above, below in pairwise(levels)]
        assert levels[0] == 1, name
        assert all(step <= 1 for step in steps), name


def test_ids_are_unique(pages: dict[str, Any]) -> None:
    for name, page in pages.items():
        repeated = [each for each, number in Counter(ids_of(page)).items() if number > 1]
        assert repeated == [], name


def test_what_is_labelled_by_an_id_finds_it(pages: dict[str, Any]) -> None:
    for name, page in pages.items():
        wanted = {word for each in page.iter() for word in each.get("aria-labelledby", "").split()}
        assert wanted <= set(ids_of(page)), name


def test_every_image_has_a_text(pages: dict[str, Any]) -> None:
    images = [image for page in pages.values() for image in page.iter("img")]
    links = [link for page in pages.values() for link in page.iter("a") if text_of(link).strip()]
    # The small cover in a link adds nothing to the name of its issue, which stands in the same link.
    beside_words = {id(image) for link in links for image in link.iter("img")}
    assert images
    assert all(image.get("alt") or id(image) in beside_words for image in images)
    assert all(image.get("alt") is not None for image in images)


def test_every_page_states_its_language_and_title(pages: dict[str, Any]) -> None:
    for name, page in pages.items():
        assert page.get("lang"), name
        assert page.findtext("./head/title").strip(), name


def test_titles_of_pages_differ(pages: dict[str, Any]) -> None:
    titles = Counter(page.findtext("./head/title") for name, page in pages.items() if "/editorial/" not in name)
    assert [title for title, number in titles.items() if number > 1] == []


# -- links -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("root", ["https://other.example/", ROOT, "https://user.example/a/b/c/"])
def test_every_link_and_source_leads_to_a_file(built_toy: Path, pages: dict[str, Any], root: str) -> None:
    files = set(published(built_toy))
    for name, page in pages.items():
        if name == "404.html" and root != ROOT:
            continue  # it is shown at any depth, so it states the path of the site's own address
        for target in targets_of(page):
            found = file_served_for(urljoin(root + address_of(name), target), root)
            assert found is None or found in files, f"{name}: {target}"


def test_every_fragment_finds_its_place(pages: dict[str, Any]) -> None:
    checked = 0
    for name, page in pages.items():
        for target in targets_of(page):
            url = urljoin(ROOT + address_of(name), target)
            file = file_served_for(url, ROOT)
            if file and urlsplit(url).fragment:
                checked += 1
                assert urlsplit(url).fragment in ids_of(pages[file]), f"{name}: {target}"
    assert checked > 100


def test_no_link_leads_to_another_machine_but_those_of_the_content(pages: dict[str, Any]) -> None:
    hosts = {urlsplit(target).netloc for page in pages.values() for target in targets_of(page)}
    assert hosts == {"", "journal.example", "creativecommons.org", "orcid.org", "doi.org"}


def test_nothing_is_loaded_from_another_machine(pages: dict[str, Any]) -> None:
    for name, page in pages.items():
        loaded = [each.get("src") for each in page.iter() if each.get("src")]
        loaded += [each.get("href") for each in page.iter("link") if each.get("rel") in {"stylesheet", "icon"}]
        assert loaded, name
        assert not [address for address in loaded if urlsplit(address).netloc], name
        assert all(
            script.get("src") for script in page.iter("script") if script.get("type") != "application/ld+json"
        ), name


def test_canonical_addresses_are_those_of_the_pages(pages: dict[str, Any]) -> None:
    for name, page in pages.items():
        canonical = [link.get("href") for link in page.iter("link") if link.get("rel") == "canonical"]
        assert canonical == ([] if name == "404.html" else [ROOT + address_of(name)])


def test_every_page_can_be_reached_from_the_front_page(built_toy: Path, pages: dict[str, Any]) -> None:
    seen, found = {"index.html"}, ["index.html"]
    while found:
        name = found.pop()
        for target in targets_of(pages[name]) if name in pages else ():
            file = file_served_for(urljoin(ROOT + address_of(name), target), ROOT)
            if file and file not in seen:
                seen.add(file)
                found.append(file)
    fetched = {name for name in published(built_toy) if name.startswith(("search/", "assets/stemmer", "assets/fonts/"))}
    others = {"404.html", "robots.txt", "sitemap.xml", ".nojekyll"}
    assert seen | others | fetched - {"search/index.html"} >= set(published(built_toy))


def targets_of(page: Any) -> list[str]:  # noqa: ANN401
    targets = [each.get(name) for each in page.iter() for name in ("href", "src") if each.get(name) is not None]
    return [target for target in targets if not target.startswith(("data:,", "mailto:"))]


def ids_of(page: Any) -> tuple[str, ...]:  # noqa: ANN401
    return tuple(each.get("id") for each in page.iter() if each.get("id") is not None)


def address_of(file: str) -> str:
    return file.removesuffix("index.html")


@cache
def file_served_for(url: str, root: str) -> str | None:
    """The file in `output/` that any static host serves for an address below the root; None for another site."""
    bare = url.partition("#")[0]
    if not bare.startswith(root):
        return None
    path = unquote(bare.removeprefix(root))
    assert posixpath.normpath(path or ".") == (path.rstrip("/") or "."), url
    return f"{path}index.html" if path.endswith("/") or not path else path


# -- what pages are there --------------------------------------------------------------------------------------------


def test_the_two_editorials_have_pages_of_their_own(pages: dict[str, Any]) -> None:
    both = [pages[f"articles/{year}/editorial/index.html"] for year in (2019, 2020)]
    assert [text_of(page.find(".//h1")) for page in both] == ["Editorial", "Editorial"]
    assert len({"".join(page.itertext()) for page in both}) == 2


def test_a_draft_is_nowhere_in_the_output(built_toy: Path) -> None:
    assert not [name for name, data in published(built_toy).items() if b"Winter Service" in data]
    assert not [name for name in published(built_toy) if "winter" in name]


def test_an_article_of_a_volume_without_an_issue_stands_on_the_page_of_the_volume(pages: dict[str, Any]) -> None:
    assert "An Index of Lamps" in text_of(pages["volumes/3/index.html"])
    issues = [name for name in pages if re.fullmatch(r"volumes/[^/]+/[^/]+/index.html", name)]
    assert len(issues) == 6
    assert not [name for name in issues if "An Index of Lamps" in text_of(pages[name])]


def test_an_article_without_a_date_stands_under_a_label_of_its_own(pages: dict[str, Any]) -> None:
    assert "Notes toward a Gazetteer" in text_of(pages["years/undated/index.html"])
    article = pages["articles/gazetteer-of-small-piers/index.html"]
    assert list(next(article.iter("article")).iter("time")) == []


def test_neighbours_in_the_issue_lead_both_ways(pages: dict[str, Any]) -> None:
    first = pages["articles/2021/night-watch/index.html"]
    second = pages["articles/2021/you-steer-by-what-you-cannot-see/index.html"]
    assert neighbour(first, "next") == "../../../articles/2021/you-steer-by-what-you-cannot-see/"
    assert neighbour(second, "prev") == "../../../articles/2021/night-watch/"
    assert neighbour(first, "prev") is None
    assert neighbour(second, "next") is None


def neighbour(page: Any, rel: str) -> str | None:  # noqa: ANN401
    links = [link.get("href") for link in page.iter("a") if link.get("rel") == rel]
    return links[0] if links else None


def test_the_byline_prints_the_name_as_printed_and_leads_to_the_person(pages: dict[str, Any]) -> None:
    article = pages["articles/2021/night-watch/index.html"]
    link = next(link for link in article.iter("a") if "zaozerskaya" in link.get("href"))
    assert text_of(link) == "Lukerya Zaozerskaya"
    author = pages["authors/zaozerskaya/index.html"]
    assert text_of(author.find(".//h1")) == "Лукерья Тихоновна Заозерская"
    assert "Also printed as Lukerya Zaozerskaya" in text_of(author)


def text_of(element: Any) -> str:  # noqa: ANN401
    return " ".join("".join(element.itertext()).split())
