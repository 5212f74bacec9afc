"""Printed references: APA 7, MLA 9, Chicago 18 (notes and bibliography) and Harvard (Cite Them Right 12).

The words are English, as they are in these styles whatever the language of the text. The letters of a title
stay as they are: which of its words are names, no program knows. A date of access is the reader's, and is not given.
Each function gives text in which `italic` marks what is set in italics.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from backfile.archive.dates import MONTHS, SEASON_NAMES, SEASONS, PartialDate
from backfile.site.citations.names import by_family, inverted, inverted_short, listed, short
from backfile.site.citations.record import RecordView, dashed, is_closed

ITALIC, UPRIGHT = "\x02", "\x03"
_SHORT_MONTHS = ("Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.")
_RANGE_OF_FIGURES = re.compile(r"\b([0-9]+)–([0-9]+)\b")
_STRAIGHT = re.compile(r'"([^"]*)"')
_SINGLE = re.compile(r"‘([^‘’]*)’(?!\w)")
_HUNDRED = 100
_FEW = 10
_MOST_IN_APA, _MOST_IN_MLA, _MOST_IN_CHICAGO, _MOST_IN_HARVARD = 20, 2, 6, 3
_KEPT_OF_MANY = 3


def apa(record: RecordView) -> str:
    """Family, G., & Family, G. (2023). Title. *Periodical*, *18*(7), 12–19. https://doi.org/…."""
    names = _apa_names([inverted_short(name) for name in record.authors])
    title = record.full_title
    if translators := record.named("translator"):
        title += f" ({listed(list(map(short, translators)), ', & ', two=' & ')}, Trans.)"
    opening = [_ended(names), _apa_date(record), _ended(title)] if names else [_ended(title), _apa_date(record)]
    where = ", ".join(filter(None, [italic(record.publication), _apa_volume(record), _pages(record, _expanded)]))
    return _row(*opening, where and f"{where}.", _link(record))


def _apa_names(names: list[str]) -> str:
    if len(names) > _MOST_IN_APA:
        return f"{', '.join(names[: _MOST_IN_APA - 1])}, . . . {names[-1]}"
    return listed(names, ", & ")


def _apa_date(record: RecordView) -> str:
    date = record.date
    if date is None:
        return "(n.d.)."
    rest = f"{_month_or_season(date)}{f' {date.day}' if date.day else ''}" if _is_dated_by_day(record) else ""
    return f"({', '.join(filter(None, [f'{date.year}', rest]))})."


def _apa_volume(record: RecordView) -> str:
    return f"{italic(record.volume)}{f'({dashed(record.issue)})' if record.issue else ''}"


def mla(record: RecordView) -> str:
    """Family, Given, et al. “Title.” *Periodical*, vol. 18, no. 7, Sept. 2023, pp. 12–19, https://doi.org/…."""
    names = [inverted(record.authors[0]), *(name.printed for name in record.authors[1:])] if record.authors else []
    authors = f"{names[0]}, et al." if len(names) > _MOST_IN_MLA else listed(names, ", and ")
    place = [
        italic(record.publication),
        _translated_by(record, "translated by"),
        f"vol. {dashed(record.volume)}" if record.volume else "",
        _number(record),
        _mla_date(record),
        _labelled(_pages(record, _two_figures)),
        _link(record),
    ]
    return _row(_ended(authors), _american(record.full_title, "."), _ended(", ".join(filter(None, place))))


def _mla_date(record: RecordView) -> str:
    date = record.date
    if date is None:
        return ""
    is_by_day = date.day and (_is_dated_by_day(record) or not record.volume)
    month = _SHORT_MONTHS[date.month - 1] if date.month else _month_or_season(date)
    return " ".join(filter(None, [f"{date.day}" if is_by_day else "", month, f"{date.year}"]))


def chicago(record: RecordView) -> str:
    """Family, Given, and Given Family. “Title.” *Periodical* 18, no. 7 (2023): 12–19. https://doi.org/…."""
    names = [by_family(record.authors[0]), *(name.printed for name in record.authors[1:])] if record.authors else []
    is_long = len(names) > _MOST_IN_CHICAGO
    authors = f"{', '.join(names[:_KEPT_OF_MANY])}, et al." if is_long else listed(names, ", and ")
    return _row(
        _ended(authors),
        _american(record.full_title, "."),
        _ended(_translated_by(record, "Translated by")),
        _ended(_chicago_place(record)),
        _ended(_link(record)),
    )


def _chicago_place(record: RecordView) -> str:
    name, pages = italic(record.publication), _pages(record, _chicago_figures)
    if _is_dated_by_day(record):
        return ", ".join(filter(None, [name, _chicago_date(record, is_full=True)]))
    if not (record.volume or record.issue):
        return ", ".join(filter(None, [name, _chicago_date(record, is_full=True), pages]))
    number = ", ".join(filter(None, [dashed(record.volume), _number(record)]))
    glue = " " if record.volume else ", "
    place = f"{name}{glue if name else ''}{number} ({_chicago_date(record, is_full=False)})"
    return f"{place}: {pages}" if pages else place


def _chicago_date(record: RecordView, *, is_full: bool) -> str:
    date = record.date
    if date is None:
        return "n.d."
    if record.volume and record.issue and not is_full:
        return f"{date.year}"
    day = f" {date.day}," if is_full and date.day else ""
    return " ".join(filter(None, [f"{_month_or_season(date)}{day}", f"{date.year}"]))


def harvard(record: RecordView) -> str:
    """Family, G., Family, G. and Family, G. (2023) ‘Title’, *Periodical*, 18(7), pp. 12–19. Available at: …."""
    names = [inverted_short(name, "") for name in record.authors]
    is_long = len(names) > _MOST_IN_HARVARD
    authors = f"{names[0]} {italic('et al.')}" if is_long else listed(names, " and ")
    year = f"({record.date.year if record.date else 'no date'})"
    title, periodical = f"‘{_double_within(record.full_title)}’", italic(record.publication)
    day = _harvard_day(record) if _is_dated_by_day(record) else ""
    number = "" if day else f"{dashed(record.volume)}{f'({dashed(record.issue)})' if record.issue else ''}"
    names_of_translators = listed([short(name, "") for name in record.named("translator")], " and ")
    translated = f"translated by {names_of_translators}" if names_of_translators else ""
    where = [translated, periodical if authors else "", day, number, _labelled(_pages(record, _expanded))]
    opening = f"{authors or periodical} {year} ".lstrip()
    link = f"Available at: {_link(record)}" if _link(record) else ""
    return _row(_ended(", ".join(filter(None, [f"{opening}{title}", *where]))), _ended(link))


def _harvard_day(record: RecordView) -> str:
    date = record.date
    return " ".join(filter(None, [f"{date.day}" if date.day else "", _month_or_season(date)])) if date else ""


def italic(text: str) -> str:
    """A text that is set in italics, if there is one."""
    return f"{ITALIC}{text}{UPRIGHT}" if text else ""


def _is_dated_by_day(record: RecordView) -> bool:
    return record.medium in {"magazine", "newspaper"}


def _month_or_season(date: PartialDate) -> str:
    if date.season:
        return SEASON_NAMES["en"][SEASONS.index(date.season)]
    return MONTHS["en"][date.month - 1] if date.month else ""


def _translated_by(record: RecordView, words: str) -> str:
    names = listed([name.printed for name in record.named("translator")], ", and ", two=" and ")
    return f"{words} {names}" if names else ""


def _number(record: RecordView) -> str:
    if not record.issue:
        return ""
    return f"{'nos.' if '–' in (number := dashed(record.issue)) else 'no.'} {number}"


def _labelled(pages: str) -> str:
    return f"{'pp.' if '–' in pages or ',' in pages else 'p.'} {pages}" if pages else ""


def _american(title: str, mark: str) -> str:
    """A title in double quotation marks, which close behind its full stop; those within it are single."""
    return f"“{_single_within(title)}{'' if is_closed(title) else mark}”"


def _single_within(title: str) -> str:
    return _STRAIGHT.sub(r"‘\1’", title).replace("“", "‘").replace("”", "’")


def _double_within(title: str) -> str:
    # A single closing mark may be an apostrophe, so that only pairs are turned.
    return _SINGLE.sub(r"“\1”", _STRAIGHT.sub(r"“\1”", title))


def _link(record: RecordView) -> str:
    return f"https://doi.org/{record.doi}" if record.doi else record.url


def _ended(text: str) -> str:
    return text if not text or is_closed(text.rstrip(UPRIGHT)) else f"{text}."


def _row(*sentences: str) -> str:
    return " ".join(filter(None, sentences))


# -- page ranges -----------------------------------------------------------------------------------------------------


def _pages(record: RecordView, written: Callable[[re.Match[str]], str]) -> str:
    """The pages with dashes; ranges of plain figures as the style has them written."""
    pages = dashed(record.pages)
    return _RANGE_OF_FIGURES.sub(written, pages) if "–" in pages else pages


def _filled(found: re.Match[str]) -> tuple[str, str]:
    first, last = found[1], found[2]
    return first, first[: max(0, len(first) - len(last))] + last


def _expanded(found: re.Match[str]) -> str:
    """123–128."""
    return "–".join(_filled(found))


def _two_figures(found: re.Match[str]) -> str:
    """123–28, 100–05: what changed, two figures at least."""
    first, last = _filled(found)
    return f"{first}–{last[min(_shared(first, last), max(0, len(last) - 2)) :]}"


def _chicago_figures(found: re.Match[str]) -> str:
    """123–28, 100–105, 101–5: all of it up to 100 and behind a full hundred, else what changed."""
    first, last = _filled(found)
    rest = int(first) % _HUNDRED
    if int(first) < _HUNDRED or rest == 0:
        return f"{first}–{last}"
    least = 1 if rest < _FEW else 2
    return f"{first}–{last[min(_shared(first, last), max(0, len(last) - least)) :]}"


def _shared(first: str, last: str) -> int:
    """How many figures two numbers share at their start; none if they are not of one length."""
    if len(first) != len(last):
        return 0
    return next((at for at, (one, other) in enumerate(zip(first, last, strict=True)) if one != other), len(first))
