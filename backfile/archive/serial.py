"""The periodical and its parts: publication, volumes, issues."""

from __future__ import annotations

from backfile.archive.article import Article, Figure
from backfile.archive.credits import Byline
from backfile.archive.dates import PartialDate
from backfile.frozen import frozen

MEDIA = ("journal", "magazine", "newspaper")


@frozen
class Publication:
    """The periodical whose archive this is; `issn` is "" where it has none, `kind` is one of `MEDIA` or not stated."""

    title: str
    issn: str = ""
    kind: str = ""


@frozen
class IssueEntry:
    """What `content/issues.toml` says of an issue; "", () and None for what it does not say.

    `key` is the name of the entry in square brackets and `line` the line on which it begins; `volume` and `number` are
    as printed; `title` is that of the issue, or its theme; `note` is Markdown.
    """

    key: str = ""
    volume: str = ""
    number: str = ""
    title: str = ""
    date: PartialDate | None = None
    cover: Figure | None = None
    editors: Byline = Byline()
    note: str = ""
    line: int = 0


NO_ENTRY = IssueEntry()


@frozen
class Issue:
    """One issue: its numbers as printed (`volume` is "" where the periodical has none) and its articles in order.

    `entry` is what the register of issues says of it.
    """

    volume: str
    number: str
    articles: tuple[Article, ...]
    entry: IssueEntry = NO_ENTRY

    @property
    def date(self) -> PartialDate | None:
        """The date that the register states, else the one of all its articles; None where they differ or lack one."""
        if self.entry.date:
            return self.entry.date
        dates = {article.date for article in self.articles}
        return dates.pop() if len(dates) == 1 else None


@frozen
class Volume:
    """One volume: its issues in order, and the articles that name the volume but no issue."""

    number: str
    issues: tuple[Issue, ...]
    articles: tuple[Article, ...]

    @property
    def count(self) -> int:
        """The number of articles in the volume."""
        return len(self.articles) + sum(len(issue.articles) for issue in self.issues)
