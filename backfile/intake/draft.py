"""The record of a seed while it is being read."""

from __future__ import annotations

from dataclasses import dataclass, field

from backfile.archive.credits import Credit
from backfile.intake.dateline import StatedDate
from backfile.intake.masthead import Masthead
from backfile.intake.notebook import Notebook
from backfile.intake.record import Caption, Context


@dataclass(slots=True, kw_only=True)  # it grows line by line and never leaves this room
class Draft:
    """What has been read so far.

    `plain_lines` are lines that stay in the body as paragraphs, whatever they look like, `sure_headings` those that
    something marks as headings; `newest` is how many people the last byline names; `credit_lines` are the lines of the
    credits, `marks` the note marks behind each; `published` holds statements of publication, `beside` dates beside a
    byline or on a line of their own, `proofs` every other date, which may prove the order of day and month.
    """

    notebook: Notebook
    context: Context
    title: str = ""
    title_line: int = 0
    subtitle: str = ""
    plain_lines: set[int] = field(default_factory=set)
    sure_headings: set[int] = field(default_factory=set)
    masthead: Masthead = field(default_factory=Masthead)
    masthead_line: int = 0
    credits: list[Credit] = field(default_factory=list)
    credit_lines: list[int] = field(default_factory=list)
    marks: list[tuple[str, ...]] = field(default_factory=list)
    newest: int = 0
    has_byline: bool = False
    published: list[tuple[StatedDate, int]] = field(default_factory=list)
    beside: list[tuple[StatedDate, int]] = field(default_factory=list)
    is_disputed: bool = False
    proofs: list[StatedDate] = field(default_factory=list)
    doi: str = ""
    keywords: tuple[str, ...] = ()
    abstract: list[str] = field(default_factory=list)
    citation: str = ""
    citation_line: int = 0
    licence: str = ""
    captions: list[Caption] = field(default_factory=list)

    @property
    def has_masthead(self) -> bool:
        """Whether a line named the publication or the issue."""
        return bool(self.masthead_line)
