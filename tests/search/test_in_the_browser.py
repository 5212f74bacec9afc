"""The search page where readers use it: in a real Chromium, under a strict policy, in a folder of a host."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from backfile.build.run import Options, build
from backfile.preview.editions import Newsstand
from backfile.preview.server import running
from backfile.preview.web import open_server
from backfile.search.words import words_in
from benchmarks.queries import QUERIES, add_to
from tests.browsing import ROOT, needs_chromium, tab
from tests.sites import SITE_TOML, manuscript, write

FILLERS = 25

pytestmark = needs_chromium


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = write(tmp_path_factory.mktemp("searched") / "site", {"site.toml": SITE_TOML})
    for place in range(FILLERS):
        header = f"volume: {place // 10 + 1}\nissue: {place % 10 + 1}\ndate: {2000 + place}\ntags: [filling]\n"
        write(site, {f"content/articles/f{place}.md": manuscript(f"Filler {place}", f"Padding {place}.", header)})
    hostile = manuscript("'<img src=x onerror=alert(1)> & co'", "A <script>alert(1)</script> hostile text.")
    write(site, {"content/articles/hostile.md": hostile})
    add_to(site)
    build(site, Options())
    return site / "output"


@pytest.fixture
def page(browser: Browser, output: Path) -> Iterator[Page]:
    with tab(browser, output) as opened:
        yield opened


def search(page: Page, **fields: str) -> list[str]:
    """The titles that a search shows."""
    page.goto(f"{ROOT}search/?" + "&".join(f"{name}={quote(value)}" for name, value in fields.items()))
    expect(page.get_by_role("status")).not_to_have_text("")
    expect(page.get_by_role("status")).not_to_have_text("Searching …")
    return page.locator(".found .title a").all_inner_texts()


def test_what_readers_type_is_found(page: Page) -> None:
    queries = [query for query in QUERIES if query.kind != "common words"]
    found = {query.words: search(page, q=query.words) for query in queries}
    assert {words: titles for words, titles in found.items() if not titles} == {"xylophonist": []}
    assert {query.words: query.title in found[query.words][:2] for query in queries if query.title} == {
        query.words: True for query in queries if query.title
    }


def test_words_are_folded_as_the_index_folds_them(page: Page) -> None:
    search(page, q="lens")
    ranges = ((0x20, 0x590), (0x10A0, 0x1100), (0x1E00, 0x2000), (0x2160, 0x2190), (0x3040, 0x3100), (0xAC00, 0xAC40))
    letters = [chr(code) for start, end in ranges for code in range(start, end)]
    texts = [*letters, *(f"и{letter}e{letter}Σ" for letter in letters), "x" * 50, "ΑΣ Σ", "so\xadft 𝒳𐌰 １"]
    script = page.locator("script[type=module]").last.get_attribute("src")
    code = "async ([script, texts]) => texts.map((await import(new URL(script, location))).wordsIn)"
    folded = page.evaluate(code, [script, texts])
    assert [
        (text, words) for text, words, own in zip(texts, folded, map(words_in, texts), strict=True) if words != own
    ] == []


def test_filters_narrow_a_search(page: Page) -> None:
    def places(**fields: str) -> list[int]:
        return sorted(int(title.split()[1]) for title in search(page, q="padding", **fields))

    assert places(author="Nettlewood") == []
    assert places(tag="filling", **{"from": "2004", "to": "2006"}) == [4, 5, 6]
    assert places(**{"from": "2023"}) == [23, 24]
    assert places(to="2001") == [0, 1]
    assert places(volume="2", issue="3") == [12]
    assert places(issue="3") == [2, 12, 22]
    assert places(volume="3") == [20, 21, 22, 23, 24]
    assert places(tag="fill", to="2002") == [0, 1, 2]


def test_an_author_narrows_a_search(page: Page) -> None:
    assert search(page, q="candle", author="nettlewood") == ["Grinding Lenses by Candlelight"]
    assert search(page, q="candle", author="ippolita") == []


def test_what_was_found_is_announced_and_explained(page: Page) -> None:
    said = page.get_by_role("status")
    assert search(page, q="quicksands") == ["Dredgers at Low Water"]
    expect(said).to_have_text("1 article found")
    expect(said).to_have_attribute("aria-live", "polite")
    search(page, q="telsecope")
    expect(said).to_contain_text("No article holds “telsecope”; 1 were found for")
    search(page, q="xylophonist")
    expect(said).to_contain_text("No article was found")
    search(page, q="lens quicksands")
    expect(said).to_contain_text("No article holds all of these words. 2 hold some of them")


def test_an_excerpt_shows_the_words_and_no_markup_comes_alive(page: Page) -> None:
    search(page, q="hostile")
    excerpt = page.locator(".found .excerpt")
    expect(excerpt).to_contain_text("A <script>alert(1)</script> hostile text.")
    expect(excerpt.locator("mark")).to_have_text("hostile")
    expect(page.locator(".found a")).to_have_text("<img src=x onerror=alert(1)> & co")
    expect(page.locator(".found img, .found script")).to_have_count(0)
    search(page, q="<img src=x onerror=alert(1)>zz")
    expect(page.locator("main img")).to_have_count(0)


def test_typing_searches_and_the_address_keeps_the_search(page: Page) -> None:
    page.goto(f"{ROOT}search/")
    box = page.get_by_role("searchbox")
    expect(box).to_be_focused()
    box.press_sequentially("foghorns")
    expect(page.locator(".found .title a")).to_have_text(["Dredgers at Low Water"])
    assert page.url == f"{ROOT}search/?q=foghorns"
    page.locator(".found a").click()
    page.wait_for_url(f"{ROOT}articles/sought-dredgers/")
    page.go_back()
    expect(page.locator(".found .title a")).to_have_text(["Dredgers at Low Water"])


def test_more_are_shown_when_they_are_asked_for(page: Page) -> None:
    assert len(search(page, q="padding")) == 10
    expect(page.get_by_role("status")).to_have_text(f"{FILLERS} articles found; 10 are shown")
    page.get_by_role("button", name="More articles").click()
    expect(page.locator(".found li")).to_have_count(20)
    expect(page.locator(".found li").nth(10).locator("a")).to_be_focused()
    page.get_by_role("button", name="More articles").click()
    expect(page.locator(".found li")).to_have_count(FILLERS)
    expect(page.get_by_role("button", name="More articles")).to_be_hidden()


def test_the_keyboard_leads_through_what_was_found(page: Page) -> None:
    search(page, q="padding")
    box, links = page.get_by_role("searchbox"), page.locator(".found .title a")
    page.keyboard.press("/")
    expect(box).to_be_focused()
    expect(box).to_have_value("padding")
    page.keyboard.press("ArrowDown")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(box).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(box).to_be_focused()


def test_a_file_that_does_not_come_is_said_and_asked_for_again(page: Page) -> None:
    page.goto(f"{ROOT}search/")
    page.evaluate("() => { window.fetching = fetch; window.fetch = async () => { throw new TypeError('offline') } }")
    page.evaluate("() => { console.error = () => {} }")
    page.get_by_role("searchbox").fill("foghorns")
    expect(page.get_by_role("status")).to_contain_text("could not be loaded")
    page.evaluate("() => { window.fetch = window.fetching }")
    page.get_by_role("button", name="Search").click()
    expect(page.locator(".found .title a")).to_have_text(["Dredgers at Low Water"])


def test_without_javascript_the_page_offers_the_indexes(browser: Browser, output: Path) -> None:
    with tab(browser, output, java_script_enabled=False) as page:
        page.goto(f"{ROOT}search/")
        expect(page.locator("form")).to_be_hidden()
        expect(page.locator(".without")).to_be_visible()
        for name in ("Volumes and issues", "Years", "Authors", "Tags"):
            expect(page.get_by_role("main").get_by_role("link", name=name)).to_be_visible()


def test_opened_as_a_file_the_page_says_that_it_cannot_search(browser: Browser, output: Path) -> None:
    page = browser.new_page()
    page.goto((output / "search/index.html").as_uri())
    expect(page.locator("form")).to_be_hidden()
    expect(page.locator(".without")).to_contain_text("opened as files")
    page.close()


def test_the_preview_searches_too(browser: Browser, output: Path) -> None:
    with running(open_server(0, output, Newsstand(), print)) as server:
        page = browser.new_page()
        page.goto(f"{server.address}search/?q=foghorns")
        expect(page.locator(".found .title a")).to_have_text(["Dredgers at Low Water"])
        page.close()
