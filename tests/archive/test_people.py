from __future__ import annotations

import pytest

from backfile.archive.credits import Credit
from backfile.archive.names import Name, parse_name
from backfile.archive.people import Contributor, People, name_key

ANNA = Contributor(id="anna", name=parse_name("Anna Marsh"), variants=("A. Marsh", "Анна Марш"))
OTHER = Contributor(id="anna-2", name=parse_name("Anna Quill"), variants=("A. Quill", "A. M."))
PEOPLE = People(contributors=(ANNA, OTHER))


def credit(name: str, contributor: str = "") -> Credit:
    return Credit(name=parse_name(name), contributor=contributor, orcid="0000-0009-9990-0012")


@pytest.mark.parametrize("name", ["Anna Marsh", "A. Marsh", "ANNA MARSH", "Анна Марш", "anna\u00a0marsh"])
def test_a_person_is_known_by_each_of_their_names(name: str) -> None:
    assert PEOPLE.behind(credit(name)) is ANNA


def test_an_id_says_more_than_a_name() -> None:
    assert PEOPLE.behind(credit("Anna Marsh", "anna-2")) is OTHER


def test_whoever_is_not_registered_is_known_by_the_byline() -> None:
    assert PEOPLE.behind(credit("Bo Quill")) == Contributor(id="bo-quill", name=parse_name("Bo Quill"))


def test_a_name_that_two_people_bear_stands_for_neither() -> None:
    people = People(contributors=(ANNA, Contributor(id="b", name=parse_name("Bo Marsh"), variants=("A. Marsh",))))
    assert people.behind(credit("A. Marsh")).id == "a-marsh"
    assert people.behind(credit("A. Marsh", "b")).id == "b"


def test_one_person_may_bear_a_name_twice() -> None:
    people = People(contributors=(Contributor(id="a", name=parse_name("Anna Marsh"), variants=("anna  marsh",)),))
    assert people.behind(credit("Anna Marsh")).id == "a"


def test_a_body_is_known_by_its_name() -> None:
    desk = Contributor(id="desk", name=Name(literal="The Harbour Desk"), variants=("Harbour Desk",))
    people = People(contributors=(desk,))
    assert people.behind(Credit(name=Name(literal="Harbour Desk"))) is desk


def test_the_key_of_a_name() -> None:
    assert name_key("  Anna \n MARSH ") == name_key("anna marsh") != name_key("annamarsh")
