from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.archive.dates import PartialDate


@pytest.mark.parametrize("text", ["2023", "2023-09", "2023-09-20", "0987"])
def test_a_date_keeps_its_precision(text: str) -> None:
    assert PartialDate.parse(text).iso == text


@pytest.mark.parametrize(("text", "what"), [
    ("2023-13", "no month 13"), ("2023-00", "no month 00"), ("2023-02-29", "February 2023 has no day 29"),
    ("2023-04-00", "no day 0"), ("0000", "year 0"),
    ("20.9.2023", "write 2023, 2023-09 or 2023-09-20"), ("٢٠٢٣", "not a date"),
])  # fmt: skip
def test_impossible_dates_say_what_is_wrong(text: str, what: str) -> None:
    with pytest.raises(ValueError, match=what):
        PartialDate.parse(text)


@pytest.mark.parametrize(("iso", "language", "printed"), [
    ("2023-09-20", "en", "20 September 2023"), ("2023-09", "en", "September 2023"), ("2023", "en", "2023"),
    ("2023-09-20", "it", "20 settembre 2023"), ("2023-05-01", "it", "1º maggio 2023"),
    ("2023-09-20", "de", "20. September 2023"), ("2023-03", "de", "März 2023"),
    ("2023-09-20", "ru", "20 сентября 2023 г."), ("2023-09", "ru", "сентябрь 2023 г."), ("2023", "ru", "2023"),
    ("2023-09-20", "ka", "2023-09-20"), ("Spring 2021", "en", "Spring 2021"), ("Spring 2021", "de", "Frühjahr 2021"),
])  # fmt: skip
def test_printed_dates(iso: str, language: str, printed: str) -> None:
    assert PartialDate.parse(iso).printed(language) == printed


def test_a_season_has_its_place_in_the_year_and_only_the_year_in_iso() -> None:
    spring = PartialDate.parse("Spring 2021")
    assert spring.iso == "2021"
    assert PartialDate.parse("2021").sort_key < spring.sort_key < PartialDate.parse("2021-04").sort_key


@given(st.dates())
def test_every_day_of_the_calendar_is_possible(day: object) -> None:
    assert PartialDate.parse(str(day)).iso == str(day)
