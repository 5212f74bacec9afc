from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.archive.dates import PartialDate
from backfile.intake.dateline import settle, whole_date


@pytest.mark.parametrize(("text", "iso"), [
    ("2021-05-12", "2021-05-12"), ("12.05.2021", "2021-05-12"), ("12 мая 2021 г.", "2021-05-12"),
    ("May 3, 2021", "2021-05-03"),
    ("3rd March 2021", "2021-03-03"), ("Wednesday, 3 March 2021, 10:30", "2021-03-03"),
    ("1º maggio 2020", "2020-05-01"),
    ("20. September 2023", "2023-09-20"), ("July 2023", "2023-07"), ("Mar 27, 2024", "2024-03-27"), ("2021", "2021"),
    ("16/07/2024", "2024-07-16"), ("07/16/2024", "2024-07-16"), ("03/2023", "2023-03"), ("сентябрь 2020 г.", "2020-09"),
    ("July-August 2019", "2019"), ("Spring 2021", "2021"), ("2021-05-03T10:00:00Z", "2021-05-03"),
])  # fmt: skip
def test_dates_keep_their_precision(text: str, iso: str) -> None:
    stated = whole_date(text)
    assert stated is not None
    assert stated.date.iso == iso
    assert not stated.is_ambiguous


@pytest.mark.parametrize("text", [
    "May I add", "18", "2020 was a long year", "31 February 2020", "00/02/2020", "мая", "yesterday", "2021-2022",
    "3/4/21", "",
])  # fmt: skip
def test_what_is_no_date(text: str) -> None:
    assert whole_date(text) is None


def test_an_open_order_stays_open_until_another_date_proves_it() -> None:
    stated, proof = whole_date("04-07-2022"), whole_date("25-06-2022")
    assert stated is not None
    assert proof is not None
    assert stated.is_ambiguous
    assert settle(stated, []) == stated
    assert settle(stated, [proof]).date == PartialDate(year=2022, month=7, day=4)


def test_proofs_that_contradict_each_other_prove_nothing() -> None:
    stated, one, other = whole_date("04-07-2022"), whole_date("25-06-2022"), whole_date("06-25-2022")
    assert stated is not None
    assert one is not None
    assert other is not None
    assert settle(stated, [one, other]).is_ambiguous


@given(
    st.dates(min_value=dt.date(1500, 1, 1), max_value=dt.date(2099, 12, 31)), st.sampled_from(["en", "it", "de", "ru"])
)
def test_every_printed_date_is_read_again(day: dt.date, language: str) -> None:
    date = PartialDate.parse(day.isoformat())
    stated = whole_date(date.printed(language))
    assert stated is not None
    assert stated.date == date
