"""The record of an article as it is cited, indexed and exchanged: the one value that all of these forms are made of."""

from __future__ import annotations

import re

from backfile.archive.dates import PartialDate
from backfile.archive.names import Name
from backfile.frozen import frozen
from backfile.site.image_fragments import FigureView

RANGE = re.compile(r"\s*[-\u2010-\u2015]\s*")
_LONG_DASH = re.compile(r"\s*[\u2012-\u2015]\s*")
_LIST = re.compile(r"\s*[,;]\s*")
# The marks that may stand behind the last word of a title.
_CLOSING = "”’»\"'›"


@frozen
class CreditedView:
    """A credited name in its parts, with the page of the contributor; role is "author" or another."""

    name: Name
    role: str
    address: str
    orcid: str
    affiliation: str


@frozen
class RecordView:
    """What is known of an article besides its prose; "" and None for what is not stated.

    `key` is the id of the article. `medium` is what the periodical is: "journal", "magazine", "newspaper" or "".
    `url` is the absolute address of the article and `root` that of the site, "" while the site has none; `is_of_site`
    says that the periodical is that of the site, whose `publisher` is known. `issue_title` and `issue_date` are those
    that the register of issues states. `licence_url` is known for the licence of the imprint only. Templates see a
    `Cited` in its place, which gives the record in each form.
    """

    key: str
    kind: str
    title: str
    subtitle: str
    credits: tuple[CreditedView, ...]
    abstract: str
    tags: tuple[str, ...]
    publication: str
    medium: str
    is_of_site: bool
    publisher: str
    issn: str
    volume: str
    issue: str
    issue_title: str
    issue_date: PartialDate | None
    pages: str
    date: PartialDate | None
    updated: PartialDate | None
    doi: str
    language: str
    licence: str
    licence_url: str
    figure: FigureView | None
    url: str
    root: str

    @property
    def authors(self) -> tuple[Name, ...]:
        """The names of those who wrote it, in printed order."""
        return self.named("author")

    def named(self, role: str) -> tuple[Name, ...]:
        """The names that are credited in a role, in printed order."""
        return tuple([credit.name for credit in self.credits if credit.role == role])

    @property
    def full_title(self) -> str:
        """The title with its subtitle: "Title: Subtitle", or "Title? Subtitle" where a mark parts them already."""
        if not self.subtitle:
            return self.title
        return f"{self.title}{'' if is_closed(self.title) else ':'} {self.subtitle}"

    @property
    def page_ends(self) -> tuple[str, str]:
        """The first page and the last; the last is "" where there is one page only."""
        if self.pages.isalnum():
            return self.pages, ""
        parts = _LIST.split(self.pages)
        first, last = _ends(parts[0])[0], _ends(parts[-1])[-1]
        return first, "" if first == last else last


def _ends(pages: str) -> list[str]:
    """The two ends of a range, or the one page. "A-1–A-9" and "A-1-A-9" are ranges of pages that hold a hyphen."""
    parts = _LONG_DASH.split(pages)
    if len(parts) != 2:  # noqa: PLR2004 -- a range has two ends
        parts = RANGE.split(pages)
        half = len(parts) // 2
        parts = ["-".join(parts[:half]), "-".join(parts[half:])] if len(parts) % 2 == 0 else ["-".join(parts)]
    return parts


def dashed(number: str) -> str:
    """A number, or a range of numbers with a dash between them."""
    return number if number.isalnum() else RANGE.sub("–", number)


def is_closed(text: str) -> bool:
    """Whether a sentence has its mark at its end already, be it before a closing quotation mark."""
    return text.rstrip(_CLOSING).endswith((".", "?", "!", "…"))


def one_line(text: str) -> str:
    """A text without the breaks between its paragraphs."""
    return " ".join(text.split()) if "\n" in text else text
