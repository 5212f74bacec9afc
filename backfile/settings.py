"""The tables of `site.toml`: every key that it may hold, and what each means."""

from __future__ import annotations

from backfile.kinds import (
    ASSET,
    CITATION_FILE,
    COLOUR,
    COUNT,
    FEED,
    FLAG,
    ISSN,
    LANGUAGE,
    MEDIUM,
    ROOT,
    TALLY,
    TEXT,
    URL,
)
from backfile.schema import Field, Table

_LINK = Table(
    name="a link",
    fields=(
        Field(name="label", kind=TEXT, about="The words of the link.", example='label = "Volumes"', required=True),
        Field(
            name="address",
            kind=TEXT,
            about="Where it leads: an address of this site without a slash at its start.",
            example='address = "volumes/"',
            required=True,
        ),
    ),
)
_PUBLICATION = Table(
    name="[publication]",
    fields=(
        Field(
            name="title",
            kind=TEXT,
            about="The title of the periodical.",
            example='title = "Kavkaz Files"',
            required=True,
        ),
        Field(name="issn", kind=ISSN, about="Its ISSN.", example='issn = "2975-0474"'),
        Field(
            name="kind",
            kind=MEDIUM,
            about="What kind of periodical it is; references, files for reference managers and what Zotero takes an"
            " article for differ by it.",
            example='kind = "journal"',
        ),
    ),
)
_IMPRINT = Table(
    name="[imprint]",
    fields=(
        Field(name="publisher", kind=TEXT, about="Who publishes the periodical.", example='publisher = "Alba Press"'),
        Field(name="place", kind=TEXT, about="Where it is published.", example='place = "Rome"'),
        Field(name="email", kind=TEXT, about="Where readers can write to.", example='email = "desk@journal.example"'),
        Field(
            name="licence",
            kind=TEXT,
            about="The licence of the articles that state none.",
            example='licence = "CC BY 4.0"',
        ),
        Field(
            name="licence_url",
            kind=URL,
            about="The address of that licence.",
            example='licence_url = "https://creativecommons.org/licenses/by/4.0/"',
        ),
    ),
)
_IDENTITY = Table(
    name="[identity]",
    fields=(
        Field(
            name="accent",
            kind=COLOUR,
            about="The colour of links and marks. Text in it is made darker or lighter until it can be read.",
            example='accent = "#8a2b1d"',
        ),
        Field(
            name="logo",
            kind=ASSET,
            about="The emblem before the name, as a file in static/. It should work on light and dark paper.",
            example='logo = "emblem.svg"',
        ),
        Field(
            name="icon",
            kind=ASSET,
            about="The icon of the site in tabs and bookmarks, as a file in static/.",
            example='icon = "icon.svg"',
        ),
    ),
)
_LISTS = Table(
    name="[lists]",
    fields=(
        Field(name="latest", kind=COUNT, about="Articles on the home page and in the feed.", example="latest = 10"),
        Field(
            name="related",
            kind=TALLY,
            about="Related articles on the page of an article; 0 for none.",
            example="related = 3",
        ),
        Field(name="per_page", kind=COUNT, about="Articles on one page of a long list.", example="per_page = 50"),
    ),
)
_FEEDS = Table(
    name="[feeds]",
    fields=(
        Field(
            name="site",
            kind=FEED,
            many=True,
            about="The feeds of the whole site; all three if nothing is said. RSS and JSON need `url`.",
            example='site = ["atom", "rss", "json"]',
        ),
        Field(
            name="authors",
            kind=FEED,
            many=True,
            about="The feeds of each author; Atom if nothing is said, as all readers take it; [] for none.",
            example='authors = ["atom"]',
        ),
        Field(
            name="tags",
            kind=FEED,
            many=True,
            about="The feeds of each tag; Atom if nothing is said.",
            example='tags = ["atom"]',
        ),
        Field(
            name="issues",
            kind=FEED,
            many=True,
            about="The feeds of each issue; none if nothing is said, since an issue that is out does not grow.",
            example='issues = ["atom"]',
        ),
    ),
)
_CITATIONS = Table(
    name="[citations]",
    fields=(
        Field(
            name="files",
            kind=CITATION_FILE,
            many=True,
            about="The files beside each article for reference managers; all four if nothing is said, [] for none.",
            example='files = ["bibtex", "ris", "csl", "endnote"]',
        ),
    ),
)
_IMAGES = Table(
    name="[images]",
    fields=(
        Field(
            name="renditions",
            kind=FLAG,
            about="Whether images are also published smaller and in WebP, each reader getting the size that fits.",
            example="renditions = true",
        ),
        Field(
            name="cards",
            kind=FLAG,
            about="Whether each article has a picture of its title for those who share it. It needs `url`.",
            example="cards = true",
        ),
    ),
)
SITE = Table(
    name="site.toml",
    fields=(
        Field(
            name="title",
            kind=TEXT,
            about="The name of the site, if it is not that of the periodical.",
            example='title = "The Kavkaz Files Archive"',
        ),
        Field(
            name="description",
            kind=TEXT,
            about="What the archive is, in a sentence.",
            example='description = "The complete archive of Kavkaz Files"',
        ),
        Field(
            name="url",
            kind=ROOT,
            about="The address where the archive is published. Sitemap and canonical addresses need it.",
            example='url = "https://journal.example/archive/"',
        ),
        Field(
            name="language",
            kind=LANGUAGE,
            about="The language of the site and of articles that state none.",
            example='language = "en"',
        ),
        Field(name="publication", table=_PUBLICATION, about="The periodical.", example="[publication]", required=True),
        Field(name="imprint", table=_IMPRINT, about="Who publishes it.", example="[imprint]"),
        Field(name="identity", table=_IDENTITY, about="What the archive is known by.", example="[identity]"),
        Field(
            name="menu",
            table=_LINK,
            many=True,
            about="The links at the top of each page.",
            example='menu = [{ label = "Volumes", address = "volumes/" }]',
        ),
        Field(
            name="footer",
            table=_LINK,
            many=True,
            about="The links at the foot of each page.",
            example='footer = [{ label = "Imprint", address = "imprint/" }]',
        ),
        Field(name="feeds", table=_FEEDS, about="What readers can subscribe to.", example="[feeds]"),
        Field(
            name="images",
            table=_IMAGES,
            about="What is made of images; both need the extra `images`.",
            example="[images]",
        ),
        Field(name="citations", table=_CITATIONS, about="How articles are cited.", example="[citations]"),
        Field(
            name="search",
            kind=FLAG,
            about="Whether readers can search the full text (true unless it says false).",
            example="search = false",
        ),
        Field(name="lists", table=_LISTS, about="How long the lists are.", example="[lists]"),
    ),
)
