"""What views are made of: links, dates, credits, entries of lists. The rules of `views` hold here too."""

from __future__ import annotations

from backfile.frozen import frozen
from backfile.site.image_fragments import FigureView, ImageView, SharedView


@frozen
class LinkView:
    """A place to go: its label and its address."""

    label: str
    address: str


@frozen
class FileView:
    """The same in another format: what it is called, where it lies, and its media type."""

    label: str
    address: str
    type: str


@frozen
class CountedLinkView:
    """A place to go and the number of articles found there."""

    label: str
    address: str
    count: int


@frozen
class IssueEntryView:
    """An issue in a list of issues, with the number of its articles; `title` is its own or its theme, or ""."""

    label: str
    address: str
    count: int
    title: str
    date: DateView | None
    cover: FigureView | None


@frozen
class BarView:
    """One bar of a small chart: the year or volume it stands for, and the number of its articles."""

    label: str
    count: int


@frozen
class DateView:
    """A date at its true precision: `iso` for machines (`2023-09`), `printed` for readers (`September 2023`)."""

    iso: str
    printed: str


@frozen
class PublicationView:
    """The periodical: its title and its ISSN ("" where it has none)."""

    title: str
    issn: str


@frozen
class ImprintView:
    """Who publishes, where, under what licence; "" for what `site.toml` does not say."""

    publisher: str
    place: str
    email: str
    licence: str
    licence_url: str


@frozen
class SiteView:
    """What every page of the site shares.

    `url` is the absolute address of the root with a closing slash, or "" while nobody has set it.
    `stylesheet`, `script`, `logo`, `icon`, `search` are addresses; the last three are "" where there is none. `fonts`
    are the addresses of those that nearly every page needs, `feeds` the feeds of the whole site. `share` is the picture
    of the pages that have none of their own, `logo_image` the size of the logo where it is known.
    """

    title: str
    description: str
    language: str
    url: str
    publication: PublicationView
    imprint: ImprintView
    menu: tuple[LinkView, ...]
    footer: tuple[LinkView, ...]
    stylesheet: str
    script: str
    fonts: tuple[str, ...]
    logo: str
    logo_image: ImageView | None
    icon: str
    feeds: tuple[FileView, ...]
    search: str
    share: SharedView | None = None


@frozen
class FrameView:
    """The page itself: its title, description and language, where it stands (`permalink`), and the way to the root.

    `canonical` is its absolute address, or "" while `site.toml` has no `url`; `feeds` tell of what it lists; `trail` is
    the way down to it from the front page: the lists and parts of the archive that it belongs to. `share` is its own
    picture for those who share it.
    """

    title: str
    description: str
    language: str
    permalink: str
    root: str
    canonical: str
    feeds: tuple[FileView, ...] = ()
    trail: tuple[LinkView, ...] = ()
    share: SharedView | None = None


@frozen
class CreditView:
    """A credited name as printed here, and the page of the contributor; role is "author" or another."""

    name: str
    role: str
    address: str
    orcid: str
    affiliation: str


@frozen
class HighwireView:
    """What Google Scholar and Zotero read in the head of an article, in their forms; "" for what is not stated.

    `title` is the title with its subtitle ("Title: Subtitle"). `authors` are the credits whose role is "author" and no
    others, as "Family, Given" (a body as it is printed); an only author with a blank in both parts is "Given Family",
    since Zotero would take the two parts for two people. `date` is `2023/09/20` where the day is stated, else `2023`.
    `volume` and `issue` are bare numbers as printed ("18", "7-8"); `first_page` and `last_page` end the page range.
    `item_type` is what Zotero calls an article of a magazine or newspaper; it takes all others for those of journals.
    """

    title: str
    authors: tuple[str, ...]
    date: str
    volume: str
    issue: str
    first_page: str
    last_page: str
    item_type: str


@frozen
class EntryView:
    """An article as a line of a list; `issue` is None where the article belongs to no issue."""

    title: str
    subtitle: str
    address: str
    language: str
    kind: str
    credits: tuple[CreditView, ...]
    date: DateView | None
    issue: LinkView | None
    pages: str


@frozen
class CreditedImageView:
    """An image on the page of credits: its name, what the article tells of it, and the article."""

    name: str
    figure: FigureView
    article: LinkView
    language: str


@frozen
class RelationView:
    """Another article that belongs to this one, with its language; `kind` is that of the one of the two that says so.

    A kind of "erratum" stands for a correction, "retraction" for a retraction, any other for an answer or a sequel.
    """

    kind: str
    title: str
    address: str
    language: str


@frozen
class TranslationView:
    """The same article in another language; `url` is its absolute address, or "" while `site.toml` has no `url`."""

    title: str
    address: str
    language: str
    url: str


@frozen
class BodyView:
    """The prose of a page before it is typeset: the manuscript, the digest of its text, and where its links lead.

    `links` pairs each target as written with the address it stands for; a target outside the archive is not among them.
    `images` pairs addresses of images with what is known of them; `is_led` says that a figure stands above the prose.
    Templates see a `TypesetView` in its place.
    """

    source: str
    digest: str
    links: tuple[tuple[str, str], ...]
    images: tuple[tuple[str, FigureView], ...] = ()
    is_led: bool = False


@frozen
class ShortProseView:
    """A few paragraphs of Markdown, such as a biography. Templates see them typeset, safe to print as they are."""

    markdown: str


@frozen
class LinkedDataView:
    """What a page is about, in the words of schema.org (JSON-LD). Templates see it ready for a script element."""

    json: str


@frozen
class HeadingView:
    """A heading of the prose: its level (2 to 6), its text and the id it can be linked by."""

    level: int
    text: str
    anchor: str


@frozen
class TypesetView:
    """The prose of a page as HTML, and its headings in order; `html` is safe to print as it is.

    `minutes` is about how long it takes to read, at least 1.
    """

    html: str
    minutes: int
    headings: tuple[HeadingView, ...]


@frozen
class PaginationView:
    """One of the pages of a long list: `number` of `count`; `previous` and `next` are addresses or "" at the ends.

    `pages` offers the ends, the neighbours and round numbers, so that any page is a few steps away.
    """

    number: int
    count: int
    previous: str
    next: str
    pages: tuple[LinkView, ...]


@frozen
class VolumeEntryView:
    """A volume as a line of the list of volumes, with its issues."""

    label: str
    address: str
    count: int
    issues: tuple[IssueEntryView, ...]


@frozen
class LetterView:
    """The names of an alphabetical list that begin with one letter; `anchor` is an id for links within the page."""

    letter: str
    anchor: str
    entries: tuple[CountedLinkView, ...]
