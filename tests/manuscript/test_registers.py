from __future__ import annotations

import pytest

from backfile.archive.names import Name
from backfile.manuscript.registers import read_people, read_tags
from tests.sites import TOY


def test_people() -> None:
    people, problems = read_people(
        '[anna]\nname = "Anna van der Berg"\nvariants = ["A. Berg"]\norcid = "https://orcid.org/0000-0009-9990-0012"\n'
        'biography = """\nOne.\n\nTwo.\n"""\n\n[desk]\nliteral = "The Desk"\n'
    )
    assert problems == ()
    anna, desk = people.contributors
    assert (anna.id, anna.line, desk.line) == ("anna", 1, 11)
    assert anna.name == Name(given="Anna", particle="van der", family="Berg")
    assert (anna.variants, anna.orcid) == (("A. Berg",), "0000-0009-9990-0012")
    assert anna.biography == "One.\n\nTwo."
    assert desk.name == Name(literal="The Desk")


def test_tags() -> None:
    vocabulary, problems = read_tags(
        '# Tags\n[sea]\nlabel = "Sea"\n\n[tides]\nlabel = "Tides"\naliases = ["tide"]\nbroader = "sea"\n'
    )
    assert problems == ()
    assert [(tag.slug, tag.label, tag.aliases, tag.broader, tag.line) for tag in vocabulary.tags] == [
        ("sea", "Sea", (), "", 2),
        ("tides", "Tides", ("tide",), "sea", 5),
    ]


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ('[a]\nname = "A B"\nnmae = "A"\n', "content/people.toml:3", "unknown field `nmae` in a person"),
        ('[a]\nvariants = ["A. A."]\n', "content/people.toml:1", "[a] has no name"),
        ('name = "A B"\n', "content/people.toml:1", "`name` stands outside an entry"),
        ('["A B"]\nname = "A B"\n', "content/people.toml:1", "[A B]: “A B” cannot be part of an address; “a-b” can"),
        (
            '[a]\nname = "A B"\n[b]\nname = "C D"\nvariants = ["a  b"]\n',
            "content/people.toml:3",
            "[b] and [a] share the name “a b”",
        ),
        ("[a]\nname = 'A\n", "content/people.toml:2", "this is not TOML: the quotation mark is not closed"),
        ("[a\n", "content/people.toml:1:3", "this is not TOML: expected ']' at the end of a table declaration"),
    ],
)  # fmt: skip
def test_faults_of_people(text: str, place: str, message: str) -> None:
    _, problems = read_people(text)
    assert [(problem.place, problem.message) for problem in problems] == [(place, message)]


def test_two_people_of_one_name_are_no_fault() -> None:
    people, problems = read_people('[a]\nname = "Anna Berg"\n[b]\nname = "Anna Berg"\n')
    assert problems == ()
    assert len(people.contributors) == 2


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ('[a]\nlabel = "A"\nbroader = "b"\n', ["[a]: there is no tag [b]"]),
        ('[a]\nlabel = "A"\nbroader = "a"\n', ["[a] is broader than itself"]),
        ('[a]\nlabel = "A"\n[b]\nlabel = "B"\naliases = ["a"]\n', ["“a” belongs to [b] and to [a]"]),
        ('[a]\nlabel = "X"\n[b]\nlabel = "x"\n', ["“x” belongs to [b] and to [a]"]),
        ('[a]\naliases = ["b"]\n', ["a tag has no `label`"]),
        (
            '[a]\nlabel = "A"\nbroader = "b"\n[b]\nlabel = "B"\nbroader = "c"\n[c]\nlabel = "C"\nbroader = "a"\n',
            ["[a] is broader than itself", "[b] is broader than itself", "[c] is broader than itself"],
        ),
    ],
)
def test_faults_of_tags(text: str, messages: list[str]) -> None:
    assert [problem.message for problem in read_tags(text)[1]] == messages


def test_the_registers_of_the_toy_archive() -> None:
    assert read_people((TOY / "content/people.toml").read_text("utf-8"))[1] == ()
    assert read_tags((TOY / "content/tags.toml").read_text("utf-8"))[1] == ()
