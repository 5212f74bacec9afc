"""Dates of publication at the precision at which they are stated, and the words for months and seasons."""

from __future__ import annotations

import re
from calendar import monthrange

from backfile.frozen import frozen

MONTHS: dict[str, tuple[str, ...]] = {
    "en": ("January", "February", "March", "April", "May", "June",
           "July", "August", "September", "October", "November", "December"),
    "it": ("gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno",
           "luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre"),
    "de": ("Januar", "Februar", "März", "April", "Mai", "Juni",
           "Juli", "August", "September", "Oktober", "November", "Dezember"),
    "ru": ("январь", "февраль", "март", "апрель", "май", "июнь",
           "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь"),
}  # fmt: skip
# Russian puts the month into the genitive behind the day.
MONTHS_AFTER_DAY: dict[str, tuple[str, ...]] = MONTHS | {
    "ru": ("января", "февраля", "марта", "апреля", "мая", "июня",
           "июля", "августа", "сентября", "октября", "ноября", "декабря"),
}  # fmt: skip
SEASONS = ("spring", "summer", "autumn", "winter")
SEASON_NAMES: dict[str, tuple[str, ...]] = {
    "en": ("Spring", "Summer", "Autumn", "Winter"),
    "it": ("primavera", "estate", "autunno", "inverno"),
    "de": ("Frühjahr", "Sommer", "Herbst", "Winter"),
    "ru": ("весна", "лето", "осень", "зима"),
}

_ISO = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_SEASON = re.compile(r"([A-Za-z]{6}) ([0-9]{4})")
_MONTH_OF_SEASON = {"": 0, "spring": 3, "summer": 6, "autumn": 9, "winter": 12}


@frozen
class PartialDate:
    """A date as far as it is known: a year, a season or month of it, or a day.

    `month` and `day` are 0 and `season` is "" where the text does not say them; `season` is one of `SEASONS`.
    """

    year: int
    month: int = 0
    day: int = 0
    season: str = ""

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """The date written as 2023, 2023-09, 2023-09-20 or Spring 2021; ValueError says what is wrong with another."""
        season = _SEASON.fullmatch(text.strip())
        if season and season[1].lower() in SEASONS:
            return cls(year=int(season[2]), season=season[1].lower())
        found = _ISO.fullmatch(text.strip())
        if not found:
            message = f"“{text}” is not a date; write 2023, 2023-09 or 2023-09-20"
            raise ValueError(message)
        date = cls(year=int(found[1]), month=int(found[2] or 0), day=int(found[3] or 0))
        date._check(stated_month=bool(found[2]), stated_day=bool(found[3]))
        return date

    @property
    def iso(self) -> str:
        """The date in ISO 8601, as short as it is known; a season has no form there and gives its year."""
        year = f"{self.year:04}"
        if not self.month:
            return year
        return f"{year}-{self.month:02}-{self.day:02}" if self.day else f"{year}-{self.month:02}"

    @property
    def sort_key(self) -> tuple[int, int, int]:
        """Its place in time; a date known less exactly comes before the others of its year or month."""
        return self.year, self.month or _MONTH_OF_SEASON[self.season], self.day

    def printed(self, language: str) -> str:
        """The date as a reader of the language writes it; ISO 8601 for languages without a table."""
        if language not in MONTHS or not (self.month or self.season):
            return self.iso
        year = f"{self.year} г." if language == "ru" else f"{self.year}"
        if self.season:
            return f"{SEASON_NAMES[language][SEASONS.index(self.season)]} {year}"
        if not self.day:
            return f"{MONTHS[language][self.month - 1]} {year}"
        return f"{_printed_day(self.day, language)} {MONTHS_AFTER_DAY[language][self.month - 1]} {year}"

    def _check(self, *, stated_month: bool, stated_day: bool) -> None:
        if not self.year:
            message = "there was no year 0; write the year in four digits"
        elif stated_month and self.month not in range(1, 13):
            message = f"there is no month {self.month:02}; months go from 01 to 12"
        elif stated_day and not 1 <= self.day <= monthrange(self.year, self.month)[1]:
            last = monthrange(self.year, self.month)[1]
            message = f"{MONTHS['en'][self.month - 1]} {self.year} has no day {self.day}; its last day is {last}"
        else:
            return
        raise ValueError(message)


def _printed_day(day: int, language: str) -> str:
    if language == "de":
        return f"{day}."
    return "1º" if language == "it" and day == 1 else str(day)
