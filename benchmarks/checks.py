"""Whether a site is right: a fast build of a wrong site is no build."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from benchmarks.corpus import Article, Census, Corpus
from benchmarks.sites import Competitor

_MUST = tuple(
    f'name="citation_{field}"'
    for field in "title author publication_date journal_title issn volume issue keywords abstract".split()  # noqa: SIM905
)
_DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
_LINK = re.compile(r'(?:href|src)="([^"#]+)')
_OUTWARD = re.compile(r"[a-z][a-z0-9+.-]*:|//")


def faults_of_site(competitor: Competitor, corpus: Corpus, census: Census) -> Iterator[str]:
    """Pages that are missing, an article without its record, and links that lead nowhere."""
    output = competitor.folder / competitor.output
    for folder, expected in competitor.pages(census).items():
        found = sum(1 for page in output.glob(f"{folder}/**/index.html") if page.parent.parent.name != "page")
        if found != expected:
            yield f"{folder}/ has {found} pages, not {expected}"
    for name in ("index.html", "404.html", "feed.xml", "sitemap.xml", "robots.txt", "images/figure-1.svg"):
        if not (output / name).is_file():
            yield f"{name} is missing"
    for page in _sample(competitor, corpus):
        text = page.read_text("utf-8") if page.is_file() else ""
        place = page.relative_to(output)
        yield from (f"{place}: the link {link} leads nowhere" for link in _dead_links(text, page, output))
        if place.parts[0] == "articles":
            yield from (f"{place}: {fault}" for fault in _faults_of_record(text))


def _sample(competitor: Competitor, corpus: Corpus) -> Iterator[Path]:
    yield competitor.folder / competitor.output / "index.html"
    step = max(1, corpus.articles // 20)
    for article in map(corpus.article, range(0, corpus.articles, step)):
        yield competitor.page(f"articles/{article.slug}")
        yield competitor.page(competitor.issue_page(article))
    yield from (competitor.page(address) for address in ("authors", "tags", "years", "volumes/1"))


def _dead_links(text: str, page: Path, output: Path) -> Iterator[str]:
    if not text:
        yield "(the page itself)"
    for link in dict.fromkeys(_LINK.findall(text)):
        if not _OUTWARD.match(link) and not _leads_somewhere(unquote(link), page, output):
            yield link


def _leads_somewhere(link: str, page: Path, output: Path) -> bool:
    target = output / link.lstrip("/") if link.startswith("/") else page.parent / link
    place = Path(os.path.normpath(target))
    return place.is_file() or (place / "index.html").is_file()


def _faults_of_record(text: str) -> Iterator[str]:
    yield from (f"lacks {tag}" for tag in _MUST if tag not in text)
    kinds = {json.loads(data)["@type"] for data in _DATA.findall(text)}
    if kinds and not kinds & {"Article", "ScholarlyArticle"}:
        yield "the JSON-LD is not that of an article"


def faults_of_text(page: Path, mark: str, *, shown: bool = True) -> Iterator[str]:
    """Whether a page shows what was written last, or no longer shows what was removed."""
    found = page.is_file() and mark in page.read_text("utf-8")
    if found != shown:
        yield f"{page}: “{mark}” is {'not ' if shown else ''}there"


def faults_of_presence(competitor: Competitor, article: Article, *, there: bool) -> Iterator[str]:
    """Whether the page of an article is there, and the front page leads to it."""
    page = competitor.page(f"articles/{article.slug}")
    if page.is_file() != there and not (competitor.leaves_removed and not there):
        yield f"{page} is {'missing' if there else 'still there'}"
    yield from faults_of_text(competitor.page(""), f"articles/{article.slug}/", shown=there)
