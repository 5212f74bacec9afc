from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.archive.order import collation_key, initial, number_key, roman_number


def ordered(*texts: str) -> list[str]:
    return sorted(texts, key=collation_key)


def test_latin_comes_before_cyrillic() -> None:
    assert ordered("Абрамов", "Zorn", "Adler") == ["Adler", "Zorn", "Абрамов"]


def test_accents_decide_only_between_words_that_are_otherwise_alike() -> None:
    assert ordered("Éz", "Ea", "Ez", "Öst", "Osa", "Łuk", "Lua", "Øre", "Ora") == [
        "Ea", "Ez", "Éz", "Lua", "Łuk", "Ora", "Øre", "Osa", "Öst",
    ]  # fmt: skip


def test_short_i_is_a_letter_after_i_and_yo_stands_with_ye() -> None:
    assert ordered("Йод", "Ия", "Ива", "Казань") == ["Ива", "Ия", "Йод", "Казань"]
    assert ordered("Ёлкин", "Ежов", "Елагин", "Емелин") == ["Ежов", "Елагин", "Ёлкин", "Емелин"]


def test_apostrophes_and_hyphens_do_not_count() -> None:
    assert ordered("O’Neil", "Oneida", "Onesti") == ["Oneida", "O’Neil", "Onesti"]
    assert ordered("Marchand-Esposito", "Marchande", "Marchandf") == ["Marchande", "Marchand-Esposito", "Marchandf"]


@pytest.mark.parametrize(("text", "letter"), [
    ("Éluard", "E"), ("Ёлкин", "Е"), ("Йод", "Й"), ("Łuk", "L"), ("Øre", "O"), ("“Quoted”", "Q"), ("7 days", "#"),
    ("", "#"), ("—", "#"), ("ǅ", "D"), ("ზარი", "ზ"), ("Æsop", "A"),
])  # fmt: skip
def test_heading_letters(text: str, letter: str) -> None:
    assert initial(text) == letter


def test_numbers_sort_as_people_count() -> None:
    printed = ["Special 2", "XII", "7", "10", "7-8", "", "IX", "8", "Special 1", "2"]
    assert sorted(printed, key=number_key) == [
        "2", "7", "7-8", "8", "IX", "10", "XII", "Special 1", "Special 2", "",
    ]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), [
    ("XII", 12), ("IV", 4), ("MCMXCIX", 1999), ("I", 1), ("C", None), ("IIII", None), ("xii", None),
    ("", None), ("VX", None),
])  # fmt: skip
def test_roman_numbers(text: str, value: int | None) -> None:
    assert roman_number(text) == value


@given(st.text(), st.text())
def test_every_text_has_a_place(one: str, other: str) -> None:
    assert (collation_key(one) == collation_key(other)) == (one == other)
    assert (number_key(one) <= number_key(other)) or (number_key(other) <= number_key(one))
    assert len(initial(one)) >= 1
