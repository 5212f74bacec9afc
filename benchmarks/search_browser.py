"""Queries put to a search in a real Chromium: what is found, and how many bytes are loaded for it."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import quote, unquote, urlsplit

from playwright.sync_api import Browser, Page, Response, sync_playwright

from benchmarks.queries import QUERIES, Answer, Query

QUIET = ("--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync")
_SHOWN = 10
_FOUND = 200
# Pagefind searches the articles in the language of the page only, so it is told that of the article which is sought.
_PAGEFIND = """async ([words, language]) => {
    document.documentElement.lang = language;
    const pagefind = await import("/pagefind/pagefind.js");
    const found = await pagefind.search(words);
    return Promise.all(found.results.slice(0, 10).map(async each => (await each.data()).meta.title));
}"""


def asked_of(output: Path, name: str) -> list[Answer]:
    """The answers to all queries; each is put by a reader whose browser holds nothing yet."""
    with served(output) as root, sync_playwright() as playwright:
        program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
        browser = playwright.chromium.launch(executable_path=program, args=list(QUIET))
        answers = [_asked(browser, root, output, name, query) for query in QUERIES]
        browser.close()
    return answers


def _asked(browser: Browser, root: str, output: Path, name: str, query: Query) -> Answer:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    loaded: dict[str, Path] = {}
    page.on("response", lambda response: loaded.update(_file(response, output)))
    titles = _from_backfile(page, root, query) if name == "Backfile" else _from_pagefind(page, root, query)
    context.close()
    is_right = any(query.title in title for title in titles) if query.title else not titles
    files = [file.read_bytes() for file in loaded.values()]
    return Answer(
        is_right=is_right,
        bytes=sum(map(len, files)),
        packed=sum(min(len(data), len(gzip.compress(data, 6))) for data in files),
    )


def _file(response: Response, output: Path) -> dict[str, Path]:
    """The file behind a response, unless it belongs to every page of the site, or is the search page itself."""
    path = unquote(urlsplit(response.url).path)
    is_page = path == "/search/" or path.endswith((".css", ".woff2")) or path.startswith("/assets/site.")
    file = output / path.lstrip("/")
    return {} if is_page or response.status != _FOUND else {path: file / "index.html" if path.endswith("/") else file}


def _from_backfile(page: Page, root: str, query: Query) -> list[str]:
    page.goto(f"{root}/search/?q={quote(query.words)}")
    page.wait_for_function("!['', 'Searching …'].includes(document.querySelector('.said').textContent)")
    page.wait_for_load_state("networkidle")
    return page.locator(".found .title").all_inner_texts()[:_SHOWN]


def _from_pagefind(page: Page, root: str, query: Query) -> list[str]:
    page.goto(f"{root}/robots.txt")
    titles: list[str] = page.evaluate(_PAGEFIND, [query.words, query.language])
    return titles


@contextmanager
def served(output: Path) -> Iterator[str]:
    """The address of a server that shows a folder as it is."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(output)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


class _Quiet(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Say nothing."""
