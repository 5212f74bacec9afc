"""An article of the archive as its manuscript states it."""

from __future__ import annotations

from backfile.archive.credits import Byline
from backfile.archive.dates import PartialDate
from backfile.frozen import frozen

KINDS = (
    "article",
    "editorial",
    "review",
    "interview",
    "report",
    "essay",
    "letter",
    "erratum",
    "retraction",
    "obituary",
)


DECORATIVE = "none"


@frozen
class Figure:
    """The figure of an article; `src` is the address of the image within `static/`, "" where the archive lacks it.

    `alt` is `none` where the image only decorates: that is said, and no slip.
    """

    src: str = ""
    alt: str = ""
    caption: str = ""
    credit: str = ""
    licence: str = ""

    @property
    def description(self) -> str:
        """What the image shows, for those who cannot see it; "" where there is nothing to say."""
        return described(self.alt)


def described(alt: str) -> str:
    """What the text beside an image says, "" where it says that the image only decorates."""
    return "" if alt == DECORATIVE else alt


@frozen
class Album:
    """What the header tells of the images in the text."""

    figures: tuple[Figure, ...]


@frozen
class Prose:
    """The body of a manuscript without its text.

    `file` is where it stands, from `line` on; `digest` is that of the text; `links` are the targets within the archive
    that it seems to link to, as written; `undescribed` are the lines on which images stand without a text.
    """

    file: str
    line: int
    digest: str
    links: tuple[str, ...] = ()
    undescribed: tuple[int, ...] = ()


@frozen
class Article:
    """One article. Texts are "" and dates None where the manuscript does not state them.

    `id` is the place of the manuscript below `content/articles/` as an address (`2023/editorial`); it is unique in the
    archive and is the end of the article's own address; `digest` is that of all that pages show of the article without
    its prose. `volume`, `issue` and `pages` are as printed; `relates_to` and
    `translation_of` name other articles by their files below `content/articles/`, without .md; `source` is the
    seed that the text came from; `review` is what a person should still look at; `lines` says where each field stands.
    """

    id: str
    digest: str = ""
    prose: Prose
    title: str
    subtitle: str = ""
    kind: str = "article"
    byline: Byline = Byline(credits=())
    publication: str = ""
    issn: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    date: PartialDate | None = None
    updated: PartialDate | None = None
    doi: str = ""
    tags: tuple[str, ...] = ()
    abstract: str = ""
    language: str = ""
    licence: str = ""
    figure: Figure | None = None
    images: Album | None = None
    draft: bool = False
    relates_to: tuple[str, ...] = ()
    translation_of: str = ""
    source: str = ""
    review: tuple[str, ...] = ()
    lines: tuple[tuple[str, int], ...] = ()

    def line_of(self, field: str) -> int:
        """The line of the manuscript on which a field stands; 0 if it does not."""
        return dict(self.lines).get(field, 0)


@frozen
class ProsePage:
    """A page that is no article: about, imprint, colophon. `id` is its address without the closing slash."""

    id: str
    prose: Prose
    title: str
    description: str = ""
    draft: bool = False
