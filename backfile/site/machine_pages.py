"""What is written for hosts and machines: 404, feed, sitemap, robots."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from urllib.parse import quote, urlsplit
from uuid import NAMESPACE_URL, uuid5

from backfile.archive.article import Article
from backfile.archive.dates import PartialDate
from backfile.site.addresses import FEED, NOT_FOUND, ROBOTS, SITEMAP, article_address
from backfile.site.desk import Desk
from backfile.site.fragments import FeedEntryView, SitemapEntryView
from backfile.site.pages import Page
from backfile.site.views import FeedView, NotFoundView, RobotsView, SitemapView


def machine_pages(desk: Desk, permalinks: Iterable[str]) -> Iterator[Page]:
    """The 404 page and robots.txt; the feed if an article states a date, the sitemap if the site states its url."""
    articles = (desk.catalogue.articles,)
    yield _page(NOT_FOUND, "404.html", (), partial(_not_found_view, desk))
    yield _page(ROBOTS, "robots.txt", (), partial(_robots_view, desk))
    if desk.dated:
        yield _page(FEED, "feed.xml", articles, partial(_feed_view, desk))
    if desk.settings.url:
        listed = tuple(permalinks)
        yield _page(SITEMAP, "sitemap.xml", (*articles, listed), partial(_sitemap_view, desk, listed))


def _page(permalink: str, template: str, basis: tuple[object, ...], compose: Callable[[], object]) -> Page:
    source = {NOT_FOUND: "the 404 page", FEED: "the feed", SITEMAP: "the sitemap"}.get(permalink, permalink)
    return Page(permalink=permalink, template=template, source=source, basis=basis, compose=compose)


def _not_found_view(desk: Desk) -> NotFoundView:
    # A host shows this page at any depth, so only an absolute path leads from it to the root.
    frame = replace(desk.frame(NOT_FOUND, "Page not found"), root=urlsplit(desk.settings.url).path or "/")
    return NotFoundView(site=desk.site, page=frame)


def _robots_view(desk: Desk) -> RobotsView:
    return RobotsView(sitemap=f"{desk.settings.url}{SITEMAP}" if desk.settings.url else "")


def _feed_view(desk: Desk) -> FeedView:
    entries = tuple(_feed_entry(desk, article) for article in desk.dated)
    return FeedView(
        site=desk.site,
        page=desk.frame(FEED, desk.settings.title),
        id=_feed_id(desk, ""),
        updated=max(entry.updated for entry in entries),
        entries=entries,
    )


def _feed_entry(desk: Desk, article: Article) -> FeedEntryView:
    address = article_address(article.id)
    published = _instant(article.date) if article.date else ""
    return FeedEntryView(
        id=_feed_id(desk, address),
        title=article.title,
        url=f"{desk.settings.url}{quote(address)}" if desk.settings.url else "",
        address=address,
        language=article.language or desk.settings.language,
        updated=_instant(article.updated) if article.updated else published,
        published=published,
        authors=tuple(credit.name.printed for credit in article.byline.credits if credit.role == "author"),
        summary=article.abstract,
        tags=tuple(desk.catalogue.holdings.vocabulary.tag_for(words).label for words in article.tags),
    )


def _feed_id(desk: Desk, address: str) -> str:
    """An id that stays the same wherever the archive is published (RFC 4287, 4.2.6)."""
    publication = desk.settings.publication
    return uuid5(NAMESPACE_URL, f"urn:issn:{publication.issn or publication.title}/{address}").urn


def _instant(date: PartialDate) -> str:
    # Atom knows instants only: the first of the stated day, month or year.
    year, month, day = date.sort_key
    return f"{year:04}-{month or 1:02}-{day or 1:02}T00:00:00Z"


def _sitemap_view(desk: Desk, permalinks: tuple[str, ...]) -> SitemapView:
    changed = {article_address(article.id): (article.updated or article.date) for article in desk.catalogue.articles}
    entries = (
        SitemapEntryView(url=f"{desk.settings.url}{quote(permalink)}", modified=date.iso if date else "")
        for permalink in permalinks
        for date in [changed.get(permalink)]
    )
    return SitemapView(entries=tuple(entries))
