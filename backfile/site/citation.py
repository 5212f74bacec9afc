"""An article as others cite and index it: the printed reference, and the forms that Google Scholar and Zotero read."""

from __future__ import annotations

import re

from backfile.archive.article import Article
from backfile.archive.credits import Credit
from backfile.archive.dates import PartialDate
from backfile.site.fragments import HighwireView

_RANGE = re.compile(r"\s*[-\u2010-\u2015]\s*")


def citation_of(article: Article, publication: str) -> str:
    """The reference in the manner of the Chicago style: Names, “Title,” Periodical 18, no. 7 (2023): 12–19."""
    names = _listed([credit.name.printed for credit in _authors(article)])
    title = f"{article.title}: {article.subtitle}" if article.subtitle else article.title
    mark = "" if title.endswith(("?", "!")) else ","
    place = ", no. ".join(filter(None, [article.volume, article.issue]))
    if article.issue and not article.volume:
        place = f"no. {article.issue}"
    date = f"({article.date.printed('en')})" if article.date else ""
    where = " ".join(filter(None, [publication, place, date]))
    pages = f": {_RANGE.sub('–', article.pages)}" if article.pages else ""
    doi = f", https://doi.org/{article.doi}" if article.doi else ""
    return f"{names}{', ' if names else ''}“{title}{mark}” {where}{pages}{doi}.".replace("” .", ".”").replace(
        ",.”", ".”"
    )


def highwire_of(article: Article) -> HighwireView:
    """The record in the forms of the `citation_*` tags (Google Scholar's inclusion guidelines)."""
    first, _, last = _RANGE.sub("-", article.pages).partition("-")
    return HighwireView(
        title=f"{article.title}: {article.subtitle}" if article.subtitle else article.title,
        authors=_highwire_authors(_authors(article)),
        date=_highwire_date(article.date),
        volume=article.volume,
        issue=article.issue,
        first_page=first,
        last_page=last,
    )


def _authors(article: Article) -> list[Credit]:
    return [credit for credit in article.byline.credits if credit.role == "author"]


def _listed(names: list[str]) -> str:
    if len(names) < 3:  # noqa: PLR2004 -- two names need no comma
        return " and ".join(names)
    return f"{', '.join(names[:-1])}, and {names[-1]}"


def _highwire_authors(credits: list[Credit]) -> tuple[str, ...]:
    # Zotero takes the parts of a single "Family, Given" for two people where both hold a blank.
    if len(credits) == 1 and " " in credits[0].name.family_name and " " in credits[0].name.given:
        return (credits[0].name.printed,)
    return tuple(map(_inverted, credits))


def _inverted(credit: Credit) -> str:
    name = credit.name
    if name.literal or not name.given or not name.family:
        return name.printed
    return ", ".join(filter(None, [name.family_name, name.given, name.suffix]))


def _highwire_date(date: PartialDate | None) -> str:
    # There is no form for a month: Scholar takes a day or a year.
    if date is None:
        return ""
    return date.iso.replace("-", "/") if date.day else f"{date.year:04}"
