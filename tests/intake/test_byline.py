from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.intake.byline import parse_byline


def names(value: str) -> list[str]:
    parsed = parse_byline(value)
    return [credit.name.printed for credit in parsed.credits] if parsed else []


@pytest.mark.parametrize(("value", "printed"), [
    ("Anna Kern", ["Anna Kern"]),
    ("Anna Kern & Luca Bell", ["Anna Kern", "Luca Bell"]),
    ("Shahr Akh &Zahid Shah Ahm", ["Shahr Akh", "Zahid Shah Ahm"]),
    ("A & B", ["A", "B"]),
    ("Anna Kern, Luca Bell and Karl von Stein", ["Anna Kern", "Luca Bell", "Karl von Stein"]),
    ("Anna Maria Kern e Luca Bell", ["Anna Maria Kern", "Luca Bell"]),
    ("Anna Kern und Luca Bell", ["Anna Kern", "Luca Bell"]),
    ("Мария Сергеевна Когарт и Олег Нурлин", ["Мария Сергеевна Когарт", "Олег Нурлин"]),
    ("Kern, Anna", ["Anna Kern"]),
    ("Kern, Anna; Bell, Luca", ["Anna Kern", "Luca Bell"]),
    ("van der Berg, Jan", ["Jan van der Berg"]),
    ("Kern, A., Bell, L. M.", ["A. Kern", "L. M. Bell"]),
    ("Kern, A. and Bell, L.", ["A. Kern", "L. Bell"]),
    ("Когарт К.А., Нурлин А.Б.", ["К.А. Когарт", "А.Б. Нурлин"]),
    ("John Kern, Jr. and Ana da Costa e Silva", ["John Kern, Jr.", "Ana da Costa e Silva"]),
    ("Prof. Dr. Irma Kallas 1 Sirvat Zahn 2", ["Irma Kallas", "Sirvat Zahn"]),
    ("Awa N’Diaye¹ and Gustav Lind²*", ["Awa N’Diaye", "Gustav Lind"]),
    ("Dr. Anna Kern, Dr. Luca Bell, PhD", ["Anna Kern", "Luca Bell"]),
    ("Oliver Harrow ASyI", ["Oliver Harrow"]),
    ("ValleyWatch OSINT Unit", ["ValleyWatch OSINT Unit"]),
    ("Редакция журнала", ["Редакция журнала"]),
    ("Yuri MOROV", ["Yuri MOROV"]),
])  # fmt: skip
def test_names(value: str, printed: list[str]) -> None:
    assert names(value) == printed


@pytest.mark.parametrize("value", [
    "unknown", "admin", "the way things are", "see the end", "Anna Kern, Rome", "Kern, Anna, Bell, Luca",
    "Anna, Luca e Maria", "",
    "12", "https://example.org/author/7", "Anna Kern said that Luca Bell was late for the meeting",
])  # fmt: skip
def test_half_a_name_is_worse_than_none(value: str) -> None:
    assert parse_byline(value) is None


def test_what_stands_beside_a_name() -> None:
    parsed = parse_byline("Anna Kern, PhD, University of Talvik, a.kern@example.org, ORCID: 0000-0002-1825-0097")
    assert parsed is not None
    (credit,) = parsed.credits
    assert (credit.affiliation, credit.email) == ("University of Talvik", "a.kern@example.org")
    assert credit.orcid == "0000-0002-1825-0097"


def test_affiliations_in_brackets_belong_to_the_name_before_them() -> None:
    parsed = parse_byline("Anna Kern (University of Talvik), Luca Bell (Institute of Salt)")
    assert parsed is not None
    assert [credit.affiliation for credit in parsed.credits] == ["University of Talvik", "Institute of Salt"]


def test_roles_within_a_byline() -> None:
    parsed = parse_byline("Anna Kern, translated by Luca Bell; photographs by Ida Lund")
    assert parsed is not None
    assert [(credit.name.family, credit.role) for credit in parsed.credits] == [
        ("Kern", "author"), ("Bell", "translator"), ("Lund", "photographer"),
    ]  # fmt: skip


@pytest.mark.parametrize(("value", "iso"), [
    ("Anna Kern – 16/07/2024", "2024-07-16"), ("Anna Kern | 3 March 2021 | 5 min read", "2021-03-03"),
    ("Anna Kern, March 3, 2021", "2021-03-03"), ("Anna Kern (2021)", "2021"),
])  # fmt: skip
def test_a_date_beside_the_name(value: str, iso: str) -> None:
    parsed = parse_byline(value)
    assert parsed is not None
    assert parsed.date is not None
    assert parsed.date.date.iso == iso
    assert [credit.name.printed for credit in parsed.credits] == ["Anna Kern"]


def test_towns_behind_an_institution_are_no_authors() -> None:
    parsed = parse_byline("Anna Kern, Talvik University, New Harbour")
    assert parsed is not None
    assert [credit.name.printed for credit in parsed.credits] == ["Anna Kern"]
    assert parsed.is_doubtful


people = st.lists(
    st.sampled_from(["Anna Kern", "Luca M. Bell", "Jan van der Berg", "Awa N’Diaye", "Мария Когарт"]),
    min_size=1,
    max_size=5,
)


@given(people, st.sampled_from([", ", "; ", " & ", " and ", " und ", " и "]))
def test_any_separator_between_whole_names(printed: list[str], separator: str) -> None:
    assert names(separator.join(printed)) == printed


@given(st.text(max_size=80))
def test_names_are_made_of_the_words_of_the_byline(value: str) -> None:
    for name in names(value):
        assert all(word in value for word in name.replace(",", "").split())
