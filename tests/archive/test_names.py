from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.archive.names import Name, parse_name


@pytest.mark.parametrize(("text", "given", "particle", "family", "suffix"), [
    ("Delphine Aumont", "Delphine", "", "Aumont", ""),
    ("Aumont, Delphine", "Delphine", "", "Aumont", ""),
    ("Aumont", "", "", "Aumont", ""),
    ("Jan van der Berg", "Jan", "van der", "Berg", ""),
    ("van der Berg, Jan", "Jan", "van der", "Berg", ""),
    ("Berg, Jan van der", "Jan", "van der", "Berg", ""),
    ("Anna De Luca", "Anna", "", "De Luca", ""),
    ("Ada Maria Odile Marchand-Esposito", "Ada Maria Odile", "", "Marchand-Esposito", ""),
    ("John Q. Halloway Jr.", "John Q.", "", "Halloway", "Jr."),
    ("John Halloway, Jr.", "John", "", "Halloway", "Jr."),
    ("Halloway, John, III", "John", "", "Halloway", "III"),
    ("Мария Сергеевна Лебедева", "Мария Сергеевна", "", "Лебедева", ""),
    ("Лебедева Мария Сергеевна", "Мария Сергеевна", "", "Лебедева", ""),
    ("Лебедева М.С.", "М.С.", "", "Лебедева", ""),
    ("Лебедева М. С.", "М. С.", "", "Лебедева", ""),
    ("М.С. Лебедева", "М.С.", "", "Лебедева", ""),
    ("Олег Петрович Ганчевич", "Олег Петрович", "", "Ганчевич", ""),
    ("", "", "", "", ""),
])  # fmt: skip
def test_parts_of_names(text: str, given: str, particle: str, family: str, suffix: str) -> None:
    assert parse_name(text) == Name(given=given, particle=particle, family=family, suffix=suffix)


@pytest.mark.parametrize(("text", "printed"), [
    ("Berg, Jan van der", "Jan van der Berg"), ("Halloway, John, Jr.", "John Halloway, Jr."),
    ("John Halloway III", "John Halloway III"), ("Aumont", "Aumont"),
])  # fmt: skip
def test_printed_names(text: str, printed: str) -> None:
    assert parse_name(text).printed == printed


def test_a_body_is_printed_as_it_is() -> None:
    assert Name(literal="Editorial Team").printed == "Editorial Team"


def test_names_sort_by_family_name_without_a_small_particle() -> None:
    names = ["Zoe Adler", "Jan van der Berg", "Anna De Luca", "Ivo Bern", "Adam Adler"]
    assert [name.printed for name in sorted(map(parse_name, names), key=lambda name: name.sort_key)] == [
        "Adam Adler", "Zoe Adler", "Jan van der Berg", "Ivo Bern", "Anna De Luca",
    ]  # fmt: skip


@given(st.text(alphabet="abcABC ,.'-йЙvdeJr I", max_size=40))
def test_no_word_of_a_name_is_lost(text: str) -> None:
    name = parse_name(text)
    parts = f"{name.given} {name.particle} {name.family} {name.suffix}"
    assert sorted(parts.replace(",", " ").split()) == sorted(text.replace(",", " ").split())
    assert isinstance(name.printed, str)
