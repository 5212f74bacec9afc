"""Pages of a built site where readers meet them: in a real Chromium, under the policy of a strict host."""

from __future__ import annotations

import mimetypes
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
QUIET = ("--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync")
ROOT = "https://journal.example/archive/"
POLICY = "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'"
# Every kind of page of the toy archive.
PAGES = {
    "home": "",
    "an article with a figure, notes, a table": "articles/2019/the-last-timetable/",
    "a long article": "articles/2020/how-to-count-ferries/",
    "a short article": "articles/2020/editorial/",
    "an article of which little is known": "articles/gazetteer-of-small-piers/",
    "a corrected article": "articles/2019/tide-boards/",
    "a correction": "articles/2019/erratum-tide-boards/",
    "a translated article": "articles/2019/nochnaya-vahta/",
    "its translation": "articles/2021/night-watch/",
    "an article in Italian": "articles/2020/isole-senza-nome/",
    "an issue": "volumes/1/1/",
    "a volume": "volumes/1/",
    "the volumes": "volumes/",
    "an author": "authors/maeve-otarrigan/",
    "the authors": "authors/",
    "a tag": "tags/ferries/",
    "a further page of a tag": "tags/ferries/page/2/",
    "the tags": "tags/",
    "a year": "years/2019/",
    "the years": "years/",
    "a page": "about/",
    "the credits of images": "images/",
    "the search": "search/",
    "a search with results": "search/?q=ferries",
    "a search without results": "search/?q=xylophonist",
    "the page for what is not there": "404.html",
}

needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on PATH (Debian: apt install chromium)")


@contextmanager
def chromium() -> Iterator[Browser]:
    """A Chromium that asks nothing of anyone else."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield started
        started.close()


@contextmanager
def tab(browser: Browser, output: Path, **settings: Any) -> Iterator[Page]:  # noqa: ANN401 -- Playwright's own
    """A tab for which the site lies in a folder of a host; nothing may fail in it."""
    context = browser.new_context(**settings)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.route("**/*", lambda route: serve(route, output))
    yield page
    context.close()
    assert faults == []


def serve(route: Route, output: Path) -> None:
    """Answer as the host of a site would."""
    assert route.request.url.startswith(ROOT), "nothing is asked of anyone else"
    path = unquote(urlsplit(route.request.url).path).removeprefix(urlsplit(ROOT).path)
    file = output / path / "index.html" if path.endswith("/") or not path else output / path
    kind = (
        "text/javascript" if file.suffix == ".js" else mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    )
    headers = {"Content-Security-Policy": POLICY, "Content-Type": kind}
    route.fulfill(body=file.read_bytes(), headers=headers) if file.is_file() else route.fulfill(status=404)
