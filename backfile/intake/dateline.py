"""Dates as they are printed, read at the precision at which they are stated and never beyond it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from backfile.archive.dates import MONTHS, MONTHS_AFTER_DAY, SEASON_NAMES, SEASONS, PartialDate
from backfile.frozen import frozen

_ABBREVIATIONS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11,
    "dec": 12,
    "gen": 1, "mag": 5, "giu": 6, "lug": 7, "ago": 8, "set": 9, "sett": 9, "ott": 10, "dic": 12,
    "jän": 1, "jänner": 1, "mär": 3, "mrz": 3, "okt": 10, "dez": 12,
    "янв": 1, "фев": 2, "февр": 2, "мар": 3, "апр": 4, "июн": 6, "июл": 7, "авг": 8, "сен": 9, "сент": 9, "окт": 10,
    "ноя": 11, "нояб": 11, "дек": 12,
}  # fmt: skip
_MONTH_NUMBERS = _ABBREVIATIONS | {
    name.lower(): number
    for table in (*MONTHS.values(), *MONTHS_AFTER_DAY.values())
    for number, name in enumerate(table, 1)
}
_SEASON_WORDS = {
    name.lower(): season for names in SEASON_NAMES.values() for name, season in zip(names, SEASONS, strict=True)
}
_SEASON_WORDS |= {"fall": "autumn", "frühling": "spring"}


def _one_of(words: Iterable[str]) -> str:
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) + ")"


_YEAR = r"(?P<year>(?:1[5-9]|20)[0-9]{2})"
_YEAR_WORD = r"(?: ?(?:гг?\.|года?\b))?"
_MONTH = rf"(?P<month>{_one_of(_MONTH_NUMBERS)})\b\.?"
_DAY = r"(?P<day>[0-3]?[0-9])(?:st|nd|rd|th|º|°|\.)?"
_FORMS = tuple(re.compile(form, re.IGNORECASE) for form in (
    rf"{_YEAR}-(?P<month_number>[01][0-9])-(?P<day>[0-3][0-9])(?:T[0-9:.+Z-]{{4,25}})?(?![0-9-])",
    rf"{_YEAR}[/.](?P<month_number>[01][0-9])[/.](?P<day>[0-3][0-9])(?![0-9])",
    rf"(?P<day>[0-3]?[0-9])\.\s?(?P<month_number>[01]?[0-9])\.\s?{_YEAR}(?![0-9]){_YEAR_WORD}",
    rf"(?P<first>[0-3]?[0-9])(?P<mark>[/-])(?P<second>[0-3]?[0-9])(?P=mark){_YEAR}(?![0-9])",
    rf"{_DAY} ?(?:of |de )?{_MONTH},? ?{_YEAR}(?![0-9]){_YEAR_WORD}",
    rf"{_MONTH} {_DAY},? {_YEAR}(?![0-9])",
    rf"(?P<range>{_one_of(_MONTH_NUMBERS)}\.? ?[-–—/] ?{_one_of(_MONTH_NUMBERS)})\b\.? {_YEAR}(?![0-9]){_YEAR_WORD}",
    rf"{_MONTH},? (?:of |del )?{_YEAR}(?![0-9]){_YEAR_WORD}",
    rf"(?P<season>{_one_of(_SEASON_WORDS)}),? {_YEAR}(?![0-9]){_YEAR_WORD}",
    rf"{_YEAR}-(?P<month_number>0[1-9]|1[0-2])(?![0-9-])",
    rf"(?P<month_number>0[1-9]|1[0-2])[/.]{_YEAR}(?![0-9])",
    rf"{_YEAR}(?![0-9-]|[./][0-9]){_YEAR_WORD}",
))  # fmt: skip
# What each of them has, so that not all of them need be tried at each place of a text.
_YEAR_AHEAD = re.compile(r"(?:1[5-9]|20)[0-9]{2}")
_LONGEST_DATE = 80
WEEKDAYS = (
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "lunedì", "martedì", "mercoledì",
    "giovedì", "venerdì", "sabato", "domenica", "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag",
    "sonntag", "понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье",
    "mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun", "lun", "mar", "mer", "gio", "ven", "sab",
    "dom", "mo", "di", "mi", "do", "fr", "sa", "so", "пн", "вт", "ср", "чт", "пт", "сб", "вс",
)  # fmt: skip
_LEAD_IN = re.compile(rf"(?:(?:on|il|am|den|on the|le) )?(?:{_one_of(WEEKDAYS)}\b\.?,? )?", re.IGNORECASE)
_TIME = re.compile(
    r",?(?: (?:at|alle|um|в|ore))? ?[0-2]?[0-9][:.][0-5][0-9](?: ?(?:[ap]\.?m\.?|uhr))?(?: ?[A-Z]{3,4})?", re.IGNORECASE
)


@frozen
class StatedDate:
    """A date as it was found: its value, or two readings where the order of day and month is open.

    `order` is "day first" or "month first" where the numbers prove it; `rest` is what a date cannot hold (a range of
    months); `end` is where the words end.
    """

    date: PartialDate
    other: PartialDate | None = None
    order: str = ""
    rest: str = ""
    end: int = 0

    @property
    def is_ambiguous(self) -> bool:
        """Whether day and month could be the other way round."""
        return self.other is not None and self.date != self.other


def date_at(text: str, start: int = 0) -> StatedDate | None:
    """The date that begins at this place of the text, if one does."""
    if not _YEAR_AHEAD.search(text, start, start + _LONGEST_DATE):
        return None
    for form in _FORMS:
        if found := form.match(text, start):
            stated = _stated(found)
            if stated:
                return stated
    return None


def date_behind_weekday(text: str, start: int = 0) -> StatedDate | None:
    """The date that begins at this place of the text, or behind a weekday there."""
    if stated := date_at(text, start):
        return stated
    lead = _LEAD_IN.match(text, start)
    return date_at(text, lead.end()) if lead and lead.end() > start else None


def whole_date(text: str) -> StatedDate | None:
    """The date that the text is, but for a weekday before it, a time behind it and a full stop."""
    text = text.strip()
    if len(text) > 80:  # noqa: PLR2004 -- the longest form is "mercoledì 20 settembre 2023, ore 12:30"
        return None
    stated = date_behind_weekday(text)
    if not stated:
        return None
    time = _TIME.match(text, stated.end)
    rest = text[time.end() if time else stated.end :]
    return stated if not rest.strip(" .,;") else None


def settle(stated: StatedDate, proofs: Iterable[StatedDate]) -> StatedDate:
    """The date with its order settled, if another date of the text proves what its writer puts first."""
    orders = {proof.order for proof in proofs} - {""}
    if not stated.other or len(orders) != 1:
        return stated
    date = stated.date if orders == {"day first"} else stated.other
    return StatedDate(date=date, end=stated.end)


def _stated(found: re.Match[str]) -> StatedDate | None:
    part = found.groupdict()
    year, end = int(part["year"]), found.end()
    if part.get("range"):
        return StatedDate(date=PartialDate(year=year), rest=part["range"], end=end)
    if part.get("season"):
        return StatedDate(date=PartialDate(year=year, season=_SEASON_WORDS[part["season"].lower()]), end=end)
    if part.get("mark"):
        return _open_order(year, int(part["first"]), int(part["second"]), end)
    month = int(part.get("month_number") or _MONTH_NUMBERS.get((part.get("month") or "").lower(), 0))
    if part.get("day") and not int(part["day"]):
        return None
    date = _valid(year, month, int(part.get("day") or 0))
    return StatedDate(date=date, end=end) if date else None


def _open_order(year: int, first: int, second: int, end: int) -> StatedDate | None:
    """04-07-2022 can be two days; 16/07/2024 only one, and it proves that the day comes first."""
    if not (first and second):
        return None
    day_first, month_first = _valid(year, second, first), _valid(year, first, second)
    if day_first and month_first:
        return StatedDate(date=day_first, other=month_first, end=end)
    if day_first:
        return StatedDate(date=day_first, order="day first", end=end)
    return StatedDate(date=month_first, order="month first", end=end) if month_first else None


def _valid(year: int, month: int, day: int) -> PartialDate | None:
    text = f"{year:04}" + (f"-{month:02}" if month or day else "") + (f"-{day:02}" if day else "")
    try:
        return PartialDate.parse(text)
    except ValueError:
        return None
