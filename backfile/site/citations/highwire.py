"""The record in the forms of the `citation_*` tags, which Google Scholar and Zotero read."""

from __future__ import annotations

from collections.abc import Sequence

from backfile.archive.dates import PartialDate
from backfile.archive.names import Name
from backfile.site.citations.names import inverted
from backfile.site.citations.record import RecordView
from backfile.site.fragments import HighwireView

_ITEM_TYPES = {"magazine": "magazineArticle", "newspaper": "newspaperArticle"}


def highwire(record: RecordView) -> HighwireView:
    """The forms of Google Scholar's inclusion guidelines, apart from what Zotero would misread."""
    first, last = record.page_ends
    return HighwireView(
        title=record.full_title,
        authors=_authors(record.authors),
        date=_date(record.date),
        volume=record.volume,
        issue=record.issue,
        first_page=first,
        last_page=last,
        item_type=_ITEM_TYPES.get(record.medium, ""),
    )


def _authors(names: Sequence[Name]) -> tuple[str, ...]:
    # Zotero takes the parts of a single "Family, Given" for two people where both hold a blank.
    if len(names) == 1 and " " in names[0].family_name and " " in names[0].given:
        return (names[0].printed,)
    return tuple(map(inverted, names))


def _date(date: PartialDate | None) -> str:
    # There is no form for a month: Scholar takes a day or a year.
    if date is None:
        return ""
    return date.iso.replace("-", "/") if date.day else f"{date.year:04}"
