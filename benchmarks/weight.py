"""What a page weighs: `python3 -m benchmarks.weight output`, for a built site; Chromium and playwright are needed.

Of each kind of page the one of median size is opened by a browser that holds nothing yet, on a window of 1280 by 900
pixels, so the fonts are those that it fetches. Sizes are in kB, without pictures; `gzip` is what a host sends that
compresses what is not compressed yet.
"""

from __future__ import annotations

import gzip
import shutil
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser, sync_playwright

from benchmarks.search_browser import QUIET, served

KINDS = {
    "home": "index.html",
    "article": "articles/**/index.html",
    "issue": "volumes/*/*/index.html",
    "volume": "volumes/*/index.html",
    "volumes": "volumes/index.html",
    "author": "authors/*/index.html",
    "authors": "authors/index.html",
    "tag": "tags/*/index.html",
    "tags": "tags/index.html",
    "year": "years/*/index.html",
    "years": "years/index.html",
    "page of prose": "about/index.html",
    "search": "search/index.html",
}
_PARTS = {".html": "HTML", ".css": "CSS", ".woff2": "fonts", ".js": "scripts"}


def main() -> int:
    """Print the table of the site in a folder."""
    output = Path(sys.argv[1] if sys.argv[1:] else "output").resolve()
    with served(output) as root, sync_playwright() as playwright:
        program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
        browser = playwright.chromium.launch(executable_path=program, args=list(QUIET))
        for line in table(browser, root, output):
            print(line)
        browser.close()
    return 0


def table(browser: Browser, root: str, output: Path) -> Iterator[str]:
    """The lines of the table, one for each kind of page that the site has."""
    yield f"| kind | {' | '.join(_PARTS.values())} | all | gzip |"
    yield f"| --- |{' ---: |' * (len(_PARTS) + 2)}"
    for kind, pages in kinds(output).items():
        page = pages[len(pages) // 2]
        sizes: defaultdict[str, int] = defaultdict(int)
        packed = 0
        for file in loaded(browser, root, output, page):
            data = file.read_bytes()
            sizes[_PARTS[file.suffix]] += len(data)
            packed += min(len(data), len(gzip.compress(data, 6)))
        cells = [*(sizes[part] for part in _PARTS.values()), sum(sizes.values()), packed]
        yield f"| {kind} | {' | '.join(f'{size / 1e3:.1f}' for size in cells)} |"


def kinds(output: Path) -> dict[str, list[Path]]:
    """The pages of each kind, the lightest first; the longest article is a kind of its own."""
    found = {kind: sorted(output.glob(form), key=lambda file: file.stat().st_size) for kind, form in KINDS.items()}
    if found["article"]:
        found["longest article"] = found["article"][-1:]
    return {kind: pages for kind, pages in found.items() if pages}


def loaded(browser: Browser, root: str, output: Path, page: Path) -> set[Path]:
    """The files that a browser fetches to show a page, but for pictures."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    tab = context.new_page()
    files = {page}
    tab.on("response", lambda answer: files.add(output / unquote(urlsplit(answer.url).path).lstrip("/")))
    address = page.relative_to(output).as_posix().removesuffix("index.html")
    tab.goto(f"{root}/{address}")
    tab.wait_for_load_state("networkidle")
    context.close()
    return {file for file in files if file.suffix in _PARTS and file.is_file()}


if __name__ == "__main__":
    sys.exit(main())
