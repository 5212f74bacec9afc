"""What the templates of pages for machines may see: references, feeds, sitemaps. The rules of `views` hold here too."""

from __future__ import annotations

from backfile.frozen import frozen
from backfile.site.citations.record import RecordView
from backfile.site.fragments import FrameView, SiteView
from backfile.site.machine_fragments import CardView, FeedEntryView, SitemapEntryView


@frozen
class CitationView:
    """A file for reference managers: `record.bibtex`, `record.ris`, `record.csl_json` or `record.endnote`."""

    record: RecordView


@frozen
class CardsView:
    """Some articles as the search page shows them; this is a file of JSON, from the number of each to its card."""

    cards: tuple[CardView, ...]


@frozen
class FeedView:
    """A feed of the latest articles of a list that state a date; `address` is that of the list.

    It is rendered as Atom (RFC 4287), RSS 2.0 or JSON Feed 1.1.
    """

    site: SiteView
    page: FrameView
    id: str
    address: str
    updated: str
    entries: tuple[FeedEntryView, ...]


@frozen
class SitemapView:
    """The addresses of all pages, or of the sitemaps that hold them, for search engines."""

    entries: tuple[SitemapEntryView, ...]


@frozen
class RobotsView:
    """The rules for robots; `sitemap` is the absolute address of the sitemap, or ""."""

    sitemap: str
