"""What intake knows and what it reads: plain values, "" or () for what a text does not say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from backfile.archive.credits import Byline
from backfile.archive.dates import PartialDate
from backfile.frozen import frozen


@frozen
class Term:
    """One tag of the vocabulary: its slug, its label and the other words for it."""

    slug: str
    label: str
    aliases: tuple[str, ...] = ()


@frozen
class Recurrence:
    """The lines that many seeds of an archive have, each with how many have it, of how many that were looked at.

    A line stands under what `sameness_key` makes of it.
    """

    seeds: int = 0
    lines: Mapping[str, int] = field(default_factory=dict)


@frozen
class Context:
    """What the archive already knows: its publications as (title, ISSN), its vocabulary, and lines that recur in it."""

    publications: tuple[tuple[str, str], ...] = ()
    vocabulary: tuple[Term, ...] = ()
    recurrence: Recurrence = Recurrence()


@frozen
class Caption:
    """The text below an image; `alt` is the image's own text, which pasted pages show above the caption.

    `src` is the address of the image within `static/`, where it came along with the text.
    """

    text: str = ""
    src: str = ""
    alt: str = ""
    credit: str = ""
    licence: str = ""
    line: int = 0


@frozen
class Picture:
    """An image that came along with a text: its address within `static/`, its bytes, and its own text."""

    address: str
    data: bytes = b""
    alt: str = ""


@frozen
class SuggestedTag:
    """A tag that the text seems to be about, with the reason for a person to judge."""

    slug: str
    label: str
    reason: str


@frozen
class LeftOut:
    """Words of the seed that went neither into the body nor into a field."""

    line: int
    text: str
    reason: str


@frozen
class Evidence:
    """A line of the seed, as it stands there, that a field was read from.

    `rule` says why, where neither a label in the line nor its form does.
    """

    field: str
    line: int
    text: str
    rule: str = ""


@frozen
class Remark:
    """Something that a person should look at: one sentence that says what, and what to do."""

    key: str
    line: int
    sentence: str


@frozen
class Reading:
    """Everything that a seed says about itself.

    Numbers are strings in Arabic digits; `issn` is in normal form with its digits as written; `body` is Markdown whose
    sections begin at `##`; `evidence` and `left_out` name every line that is not in the body; `encoding` and `eol`
    ("lf", "crlf") tell how the seed was stored.
    """

    title: str = ""
    subtitle: str = ""
    publication: str = ""
    issn: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    byline: Byline = Byline()
    date: PartialDate | None = None
    doi: str = ""
    keywords: tuple[str, ...] = ()
    abstract: str = ""
    language: str = ""
    licence: str = ""
    captions: tuple[Caption, ...] = ()
    headings: tuple[str, ...] = ()
    tags: tuple[SuggestedTag, ...] = ()
    body: str = ""
    pictures: tuple[Picture, ...] = ()
    stem: str = ""
    is_draft: bool = False
    left_out: tuple[LeftOut, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    remarks: tuple[Remark, ...] = ()
    encoding: str = ""
    eol: str = ""
