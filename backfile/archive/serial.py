"""The periodical and its parts: publication, volumes, issues."""

from __future__ import annotations

from backfile.archive.article import Article
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
class Issue:
    """One issue: its numbers as printed (`volume` is "" where the periodical has none) and its articles in order."""

    volume: str
    number: str
    articles: tuple[Article, ...]

    @property
    def date(self) -> PartialDate | None:
        """The date that all its articles state, None where they differ or one states none."""
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
