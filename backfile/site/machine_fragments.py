"""What the views of pages for machines are made of: feeds, sitemaps, the search. The rules of `views` hold here too."""

from __future__ import annotations

from backfile.frozen import frozen
from backfile.site.fragments import EntryView


@frozen
class CardView:
    """An article as the search page shows it, with the number by which the index names it."""

    number: int
    entry: EntryView


@frozen
class IndexView:
    """What the script of the search page must know: how many `buckets` of words and `card_files` there are.

    All others are addresses: `stemmers` of the scripts for the languages of the archive, `stemmer` of what they share.
    """

    script: str
    styles: str
    words: str
    buckets: int
    cards: str
    card_files: int
    stemmer: str
    stemmers: tuple[str, ...]


@frozen
class FeedEntryView:
    """An article as an entry of a feed; `url` is an absolute address or "".

    `updated` and `published` are instants (RFC 3339); `posted` is the latter as RSS writes it (RFC 822).
    """

    id: str
    title: str
    url: str
    address: str
    language: str
    updated: str
    published: str
    posted: str
    authors: tuple[str, ...]
    summary: str
    tags: tuple[str, ...]
    publication: str
    issn: str
    volume: str
    issue: str


@frozen
class SitemapEntryView:
    """An absolute address and the date of its last change ("" where no article states one)."""

    url: str
    modified: str
