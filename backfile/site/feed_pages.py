"""The feeds: of the site, and of each author, tag and issue where `site.toml` asks for them.

Atom knows instants only, and RSS and JSON Feed full addresses only: what states no date is in no feed, and a site
without an address has feeds in Atom only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from urllib.parse import quote

from backfile.archive.article import Article
from backfile.archive.dates import PartialDate
from backfile.frozen import frozen
from backfile.site.addresses import HOME, article_address, author_address, issue_address, tag_address
from backfile.site.desk import Desk
from backfile.site.fragments import FileView
from backfile.site.machine_fragments import FeedEntryView
from backfile.site.machine_views import FeedView
from backfile.site.pages import Page


@frozen
class _Channel:
    """What a feed tells of: the address and name of a list, whose list it is, and its articles, the latest first."""

    address: str
    name: str
    owner: object
    articles: tuple[Article, ...]
    feeds: tuple[FileView, ...]


def feed_pages(desk: Desk) -> Iterator[Page]:
    """A page for each feed in each of its formats."""
    entries: dict[str, FeedEntryView] = {}
    for channel in _channels(desk):
        for feed in channel.feeds:
            yield Page(
                permalink=feed.address,
                template=feed.address.rpartition("/")[2],
                source=f"the {feed.label} feed of {channel.name or 'the site'}",
                basis=(channel.owner, channel.articles),
                compose=partial(_feed_view, desk, channel, feed.address, entries),
            )


def _channels(desk: Desk) -> Iterator[_Channel]:
    catalogue, wanted = desk.catalogue, desk.settings.feeds
    yield _Channel(address=HOME, name="", owner=None, articles=catalogue.articles, feeds=desk.site.feeds)
    for contributor in catalogue.contributors if wanted.authors else ():
        articles, address = catalogue.by_contributor[contributor.id], author_address(contributor.id)
        feeds = desk.feeds_of(address, articles, wanted.authors)
        yield _Channel(
            address=address, name=contributor.name.printed, owner=contributor, articles=articles, feeds=feeds
        )
    for tag in catalogue.tags if wanted.tags else ():
        articles, address = catalogue.by_tag[tag.slug], tag_address(tag.slug)
        feeds = desk.feeds_of(address, articles, wanted.tags)
        yield _Channel(address=address, name=tag.label, owner=tag, articles=articles, feeds=feeds)
    for issue in catalogue.all_issues if wanted.issues else ():
        address, label = issue_address(issue.volume, issue.number), desk.issue_link(issue.volume, issue.number).label
        feeds = desk.feeds_of(address, issue.articles, wanted.issues)
        yield _Channel(address=address, name=label, owner=label, articles=issue.articles, feeds=feeds)


def _feed_view(desk: Desk, channel: _Channel, permalink: str, known: dict[str, FeedEntryView]) -> FeedView:
    # An article stands in several feeds, and is the same in each.
    articles = islice((article for article in channel.articles if article.date), desk.settings.latest)
    entries = tuple(known.get(each.id) or known.setdefault(each.id, _entry(desk, each)) for each in articles)
    title = f"{desk.settings.title}: {channel.name}" if channel.name else desk.settings.title
    return FeedView(
        site=desk.site,
        page=desk.frame(permalink, title),
        id=_id(desk, channel.address),
        address=channel.address,
        updated=max(entry.updated for entry in entries),
        entries=entries,
    )


def _entry(desk: Desk, article: Article) -> FeedEntryView:
    address = article_address(article.id)
    published = _instant(article.date) if article.date else ""
    publication = desk.publication_of(article)
    return FeedEntryView(
        id=_id(desk, address),
        title=article.title,
        url=f"{desk.settings.url}{quote(address)}" if desk.settings.url else "",
        address=address,
        language=article.language or desk.settings.language,
        updated=_instant(article.updated) if article.updated else published,
        published=published,
        posted=_posted(article.date) if article.date else "",
        authors=tuple(credit.name.printed for credit in article.byline.credits if credit.role == "author"),
        summary=article.abstract,
        tags=_labels(desk, article.tags),
        publication=publication.title,
        issn=publication.issn,
        volume=article.volume,
        issue=article.issue,
    )


def _labels(desk: Desk, tags: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(desk.catalogue.holdings.vocabulary.tag_for(words).label for words in tags))


def _id(desk: Desk, address: str) -> str:
    """An id that stays the same wherever the archive is published (RFC 4287, 4.2.6)."""
    from uuid import NAMESPACE_URL, uuid5  # most builds compose no feed

    publication = desk.settings.publication
    return uuid5(NAMESPACE_URL, f"urn:issn:{publication.issn or publication.title}/{address}").urn


def _first_day(date: PartialDate) -> tuple[int, int, int]:
    # The first of the stated day, month or year, as feeds know instants only.
    year, month, day = date.sort_key
    return year, month or 1, day or 1


def _instant(date: PartialDate) -> str:
    year, month, day = _first_day(date)
    return f"{year:04}-{month:02}-{day:02}T00:00:00Z"


def _posted(date: PartialDate) -> str:
    """The same as mail and RSS write it (RFC 822)."""
    from email.utils import format_datetime  # as above

    return format_datetime(datetime(*_first_day(date), tzinfo=UTC), usegmt=True)
