"""The reload script where it runs: in a real Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from backfile.errors import Problem
from backfile.preview.editions import Newsstand, Rebuilt
from backfile.preview.server import running
from backfile.preview.web import PreviewServer, open_server
from tests.browsing import needs_chromium

FAULT = Problem(file="content/a.md", line=3, message="<img src=x onerror=alert(1)>", hint="write it\nwell")

pytestmark = needs_chromium


@pytest.fixture
def output(tmp_path: Path) -> Path:
    folder = tmp_path / "output"
    (folder / "a").mkdir(parents=True)
    write(folder, "one")
    return folder


def write(output: Path, text: str) -> None:
    policy = "<meta http-equiv=Content-Security-Policy content=\"default-src 'self'\">"
    body = f"<p id=text>{text}</p>" + "<br>" * 300 + "<img src=../images/m%C3%A4p.png>"
    (output / "a/index.html").write_text(f"<!doctype html><title>A</title>{policy}<body>{body}</body>", "utf-8")


@pytest.fixture
def server(output: Path) -> Iterator[PreviewServer]:
    with running(open_server(0, output, Newsstand(), print)) as started:
        yield started


@pytest.fixture
def page(browser: Browser, server: PreviewServer) -> Iterator[Page]:
    tab = browser.new_page()
    with tab.expect_request("**/.backfile/events**"):
        tab.goto(f"{server.address}a/")
    yield tab
    tab.close()


def mark(page: Page) -> None:
    """Leaves a mark that a reload takes away."""
    page.evaluate("window.marked = true")


def is_marked(page: Page) -> bool:
    return bool(page.evaluate("window.marked === true"))


def test_a_changed_page_is_reloaded_where_the_reader_was(page: Page, output: Path, server: PreviewServer) -> None:
    page.evaluate("scrollTo(0, 700)")
    write(output, "two")
    server.stand.publish(Rebuilt(changed=("a/index.html", "feed.xml")))
    expect(page.locator("#text")).to_have_text("two")
    page.wait_for_function("scrollY === 700")


def test_another_page_does_not_disturb_the_reader_but_a_picture_does(page: Page, server: PreviewServer) -> None:
    mark(page)
    server.stand.publish(Rebuilt(changed=("", "b/", "a/page/2/", "feed.xml", "index.html", "images/other.png")))
    page.wait_for_timeout(300)
    assert is_marked(page)
    server.stand.publish(Rebuilt(changed=("images/mäp.png",)))
    page.wait_for_function("window.marked === undefined")


def test_faults_lie_over_the_last_good_page_as_text(page: Page, output: Path, server: PreviewServer) -> None:
    mark(page)
    server.stand.publish(Rebuilt(problems=(FAULT,)))
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("content/a.md:3")
    expect(alert).to_contain_text("<img src=x onerror=alert(1)>")
    expect(alert).to_contain_text("well")
    expect(alert.locator("img")).to_have_count(0)
    expect(alert).to_have_css("background-color", "rgb(59, 13, 17)")  # in spite of the page's policy
    expect(page.locator("#text")).to_have_text("one")
    assert is_marked(page)

    page.reload()  # a page that is loaded now shows them, too
    expect(alert).to_be_visible()
    page.keyboard.press("Escape")
    expect(alert).to_have_count(0)

    server.stand.publish(Rebuilt(problems=(FAULT, FAULT)))
    expect(alert).to_contain_text("2 faults")
    write(output, "mended")
    server.stand.publish(Rebuilt(changed=("a/",)))
    expect(page.locator("#text")).to_have_text("mended")
    expect(alert).to_have_count(0)


def test_mending_without_a_change_takes_the_faults_away(page: Page, server: PreviewServer) -> None:
    mark(page)
    server.stand.publish(Rebuilt(problems=(FAULT,)))
    expect(page.get_by_role("alert")).to_be_visible()
    server.stand.publish(Rebuilt())
    expect(page.get_by_role("alert")).to_have_count(0)
    assert is_marked(page)


def test_a_server_that_is_started_again_is_found_again(browser: Browser, output: Path) -> None:
    with running(open_server(0, output, Newsstand(), print)) as first:
        port = first.server_port
        page = browser.new_page()
        with page.expect_request("**/.backfile/events**"):
            page.goto(f"{first.address}a/")
    write(output, "two")
    page.wait_for_timeout(700)
    with running(open_server(port, output, Newsstand(), print)) as second:
        assert second.server_port == port
        expect(page.locator("#text")).to_have_text("two")
        page.close()


def test_a_missing_page_appears_when_it_is_built(browser: Browser, output: Path, server: PreviewServer) -> None:
    page = browser.new_page()
    with page.expect_request("**/.backfile/events**"):
        page.goto(f"{server.address}later/")
    expect(page.locator("body")).to_contain_text("no page at this address")
    (output / "later").mkdir()
    (output / "later/index.html").write_text("<!doctype html><body>Here", "utf-8")
    server.stand.publish(Rebuilt(changed=("", "later/")))
    expect(page.locator("body")).to_have_text("Here")
    page.close()


def test_a_hidden_tab_holds_no_connection(page: Page, output: Path, server: PreviewServer) -> None:
    hide = "Object.defineProperty(document, 'visibilityState', {configurable: true, get: () => '%s'});"
    turn = "document.dispatchEvent(new Event('visibilitychange'))"
    mark(page)
    page.evaluate(hide % "hidden" + turn)
    write(output, "two")
    server.stand.publish(Rebuilt(changed=("a/",)))
    page.wait_for_timeout(300)
    assert is_marked(page)
    page.evaluate(hide % "visible" + turn)
    expect(page.locator("#text")).to_have_text("two")
