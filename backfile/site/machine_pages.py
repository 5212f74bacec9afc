"""What is written for hosts and machines: 404, robots and sitemaps."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from urllib.parse import quote, urlsplit

from backfile.site.addresses import NOT_FOUND, ROBOTS, SITEMAP, sitemap_part
from backfile.site.desk import Desk
from backfile.site.machine_fragments import SitemapEntryView
from backfile.site.machine_views import RobotsView, SitemapView
from backfile.site.pages import Page
from backfile.site.views import NotFoundView

# The most that one sitemap may hold (sitemaps.org): addresses, and bytes before compression.
MOST_ADDRESSES = 50_000
MOST_BYTES = 50_000_000
_BYTES_AROUND = len("<url><loc></loc><lastmod>2000-01-01</lastmod></url>\n")
_LONGEST_ESCAPE = len("&amp;")
# What a character of an address may take: %20, or %F0%9F%90%9F outside ASCII.
_LONGEST_ASCII, _LONGEST_LETTER = 5, 12


def machine_pages(desk: Desk, permalinks: Iterable[str]) -> Iterator[Page]:
    """The 404 page and robots.txt; the sitemap of these addresses, if the site states its url."""
    yield _page(NOT_FOUND, "404.html", (), partial(_not_found_view, desk))
    yield _page(ROBOTS, "robots.txt", (), partial(_robots_view, desk))
    if desk.settings.url:
        yield from _sitemaps(desk, tuple(permalinks))


def _page(permalink: str, template: str, basis: tuple[object, ...], compose: Callable[[], object]) -> Page:
    source = {NOT_FOUND: "the 404 page", ROBOTS: ROBOTS}.get(permalink, "the sitemap")
    return Page(permalink=permalink, template=template, source=source, basis=basis, compose=compose)


def _not_found_view(desk: Desk) -> NotFoundView:
    # A host shows this page at any depth, so only an absolute path leads from it to the root.
    frame = replace(desk.frame(NOT_FOUND, desk.words.say("not_found")), root=urlsplit(desk.settings.url).path or "/")
    return NotFoundView(site=desk.site, page=frame)


def _robots_view(desk: Desk) -> RobotsView:
    return RobotsView(sitemap=f"{desk.settings.url}{SITEMAP}" if desk.settings.url else "")


# -- sitemaps --------------------------------------------------------------------------------------------------------


def _sitemaps(desk: Desk, permalinks: tuple[str, ...]) -> Iterator[Page]:
    parts = tuple(_parts(desk.settings.url, permalinks))
    articles = (desk.catalogue.articles,)
    if len(parts) == 1:
        yield _page(SITEMAP, "sitemap.xml", (*articles, permalinks), partial(_sitemap_view, desk, permalinks))
        return
    for number, part in enumerate(parts, 1):
        compose = partial(_sitemap_view, desk, part)
        yield _page(sitemap_part(number), "sitemap.xml", (*articles, part), compose)
    yield _page(SITEMAP, "sitemap-index.xml", (len(parts),), partial(_sitemap_index_view, desk, len(parts)))


def _parts(root: str, permalinks: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The addresses of each sitemap; a list without any is one, too."""
    longest = max(map(len, permalinks), default=0)
    letter = _LONGEST_ASCII if all(map(str.isascii, permalinks)) else _LONGEST_LETTER
    most = min(MOST_ADDRESSES, MOST_BYTES // (len(root) * _LONGEST_ESCAPE + longest * letter + _BYTES_AROUND))
    for start in range(0, max(1, len(permalinks)), most):
        yield tuple(permalinks[start : start + most])


def _sitemap_view(desk: Desk, permalinks: tuple[str, ...]) -> SitemapView:
    entries = (
        SitemapEntryView(url=f"{desk.settings.url}{quote(permalink)}", modified=desk.modified.get(permalink, ""))
        for permalink in permalinks
    )
    return SitemapView(entries=tuple(entries))


def _sitemap_index_view(desk: Desk, count: int) -> SitemapView:
    url = desk.settings.url
    parts = range(1, count + 1)
    return SitemapView(
        entries=tuple(SitemapEntryView(url=f"{url}{sitemap_part(number)}", modified="") for number in parts)
    )
