"""What templates may see: one frozen view for each kind of page, holding plain data only.

A template gets the fields of its view as its variables and nothing else. Addresses (`address`, `permalink`) are
paths from the root of the site without a leading slash (`articles/x/`); `page.root` leads from the page to that
root (`../../`), so that `{{ page.root }}{{ entry.address }}` is a link that works at any place of any host.
Texts are plain text and are escaped by the template; only `body.html` and `biography` are HTML.
"""

from __future__ import annotations

from backfile.frozen import frozen
from backfile.site.citations.record import RecordView
from backfile.site.fragments import (
    BarView,
    BodyView,
    CountedLinkView,
    CreditedImageView,
    CreditView,
    DateView,
    EntryView,
    FileView,
    FrameView,
    IssueEntryView,
    LetterView,
    LinkedDataView,
    LinkView,
    PaginationView,
    RelationView,
    ShortProseView,
    SiteView,
    TranslationView,
    VolumeEntryView,
)
from backfile.site.image_fragments import FigureView
from backfile.site.machine_fragments import IndexView


@frozen
class HomeView:
    """The front page: the latest issue with its contents, and the latest articles."""

    site: SiteView
    page: FrameView
    latest_issue: IssueEntryView | None
    contents: tuple[EntryView, ...]
    latest: tuple[EntryView, ...]
    article_count: int
    linked_data: LinkedDataView


@frozen
class ArticleView:
    """One article. `record` is what others cite and index of it; `previous` and `next` are its neighbours in the issue.

    `volume` and `issue` are labelled in full ("Volume 18", "Issue 7"). `abstract` is plain text; an empty line divides
    its paragraphs. `record` gives printed references (`record.apa`, `mla`, `chicago`, `harvard`, `gost`), the forms of
    the `citation_*` tags (`record.highwire`) and JSON-LD (`record.linked_data`); `citation_files` are the places of
    its files for reference managers.
    `relates_to` are the articles that this one corrects, retracts or answers, `related_by` those that do so to it.
    `related` are articles that share rare tags or authors with this one.
    """

    site: SiteView
    page: FrameView
    title: str
    subtitle: str
    kind: str
    credits: tuple[CreditView, ...]
    abstract: str
    figure: FigureView | None
    tags: tuple[LinkView, ...]
    publication: str
    issn: str
    volume: LinkView | None
    issue: LinkView | None
    pages: str
    date: DateView | None
    updated: DateView | None
    doi: str
    licence: str
    record: RecordView
    citation_files: tuple[FileView, ...]
    relates_to: tuple[RelationView, ...]
    related_by: tuple[RelationView, ...]
    translations: tuple[TranslationView, ...]
    related: tuple[EntryView, ...]
    previous: LinkView | None
    next: LinkView | None
    body: BodyView


@frozen
class ImagesView:
    """The credits of all images that articles show; the page may be one of several."""

    site: SiteView
    page: FrameView
    images: tuple[CreditedImageView, ...]
    pagination: PaginationView


@frozen
class IssueView:
    """One issue: its contents in order, and its neighbours.

    `title`, `cover`, `editors` and `note` are what `content/issues.toml` says of it. `date` is the one stated there, or
    that of its articles where all state the same.
    """

    site: SiteView
    page: FrameView
    heading: str
    title: str
    volume: LinkView | None
    date: DateView | None
    cover: FigureView | None
    editors: tuple[CreditView, ...]
    note: ShortProseView | None
    articles: tuple[EntryView, ...]
    previous: LinkView | None
    next: LinkView | None
    linked_data: LinkedDataView


@frozen
class VolumeView:
    """One volume: its issues, each with its number of articles, and the articles that name the volume but no issue."""

    site: SiteView
    page: FrameView
    heading: str
    issues: tuple[IssueEntryView, ...]
    articles: tuple[EntryView, ...]
    previous: LinkView | None
    next: LinkView | None
    linked_data: LinkedDataView


@frozen
class VolumesView:
    """All volumes, the latest first; `issues` are those that belong to no volume."""

    site: SiteView
    page: FrameView
    volumes: tuple[VolumeEntryView, ...]
    issues: tuple[IssueEntryView, ...]


@frozen
class AuthorView:
    """One contributor: the preferred name, the names as printed elsewhere, and the articles, the latest first.

    `years` counts the articles over time, `co_authors` those in common with others, `edited` are issues; only the first
    page of the list has them, and `linked_data`.
    """

    site: SiteView
    page: FrameView
    name: str
    variants: tuple[str, ...]
    orcid: str
    biography: ShortProseView | None
    years: tuple[BarView, ...]
    co_authors: tuple[CountedLinkView, ...]
    edited: tuple[IssueEntryView, ...]
    count: int
    articles: tuple[EntryView, ...]
    pagination: PaginationView
    linked_data: LinkedDataView | None


@frozen
class AuthorsView:
    """All contributors from A to Z, by family name."""

    site: SiteView
    page: FrameView
    letters: tuple[LetterView, ...]
    count: int


@frozen
class TagView:
    """One tag: its broader and narrower tags, and its articles, the latest first.

    `volumes` counts the articles in each volume of the archive, `related` are tags that often stand beside this one;
    only the first page of the list has them.
    """

    site: SiteView
    page: FrameView
    label: str
    broader: LinkView | None
    narrower: tuple[LinkView, ...]
    volumes: tuple[BarView, ...]
    related: tuple[LinkView, ...]
    count: int
    articles: tuple[EntryView, ...]
    pagination: PaginationView


@frozen
class TagsView:
    """All tags in alphabetical order."""

    site: SiteView
    page: FrameView
    letters: tuple[LetterView, ...]
    count: int


@frozen
class YearsView:
    """All years of publication, the latest first; articles without a date stand under a label of their own.

    Years from which there is nothing stand between them with a count of 0, no address, and several as one (1921–1949).
    """

    site: SiteView
    page: FrameView
    years: tuple[CountedLinkView, ...]


@frozen
class YearView:
    """The articles of one year, the latest first."""

    site: SiteView
    page: FrameView
    heading: str
    count: int
    articles: tuple[EntryView, ...]
    pagination: PaginationView


@frozen
class SearchView:
    """The search page: how many articles there are, the volumes and years by which to narrow, and the index."""

    site: SiteView
    page: FrameView
    count: int
    volumes: tuple[str, ...]
    years: tuple[str, ...]
    index: IndexView


@frozen
class ProseView:
    """A page of prose from `content/pages/`: about, imprint, colophon."""

    site: SiteView
    page: FrameView
    title: str
    body: BodyView


@frozen
class NotFoundView:
    """What a host shows for an address that does not exist."""

    site: SiteView
    page: FrameView
