from __future__ import annotations

from textwrap import dedent

import pytest

from backfile.archive.article import Figure
from backfile.archive.dates import PartialDate
from backfile.archive.names import Name
from backfile.manuscript.registers import read_issues, read_people, read_tags
from tests.sites import TOY

WRITING = TOY.parent.parent / "docs/writing.md"


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


def test_issues() -> None:
    (issue, bare), problems = read_issues(
        '[rivers]\nvolume = 18\nissue = "7-8"\ntitle = "On Rivers"\ndate = "2023-09"\nnote = """\nOne.\n\nTwo.\n"""\n'
        'editors = ["Anna van der Berg", { literal = "The Desk", id = "desk", role = "guest editor" }]\n'
        '[rivers.cover]\nsrc = "covers/1.jpg"\nalt = "A pier"\ncredit = "Bo Quill"\n\n[bare]\nissue = "3"\n'
    )
    assert problems == ()
    assert (issue.key, issue.line, issue.volume, issue.number) == ("rivers", 1, "18", "7-8")
    assert (issue.title, issue.date, issue.note) == ("On Rivers", PartialDate(year=2023, month=9), "One.\n\nTwo.")
    assert issue.cover == Figure(src="covers/1.jpg", alt="A pier", credit="Bo Quill")
    assert [(each.name.printed, each.role, each.contributor) for each in issue.editors.credits] == [
        ("Anna van der Berg", "editor", ""),
        ("The Desk", "guest editor", "desk"),
    ]
    assert (bare.volume, bare.number, bare.line, bare.cover, bare.date) == ("", "3", 17, None, None)


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ('[a]\nvolume = "1"\n', "content/issues.toml:1", "an issue has no `issue`"),
        ('[a]\nissue = "1"\ncovr = "x"\n', "content/issues.toml:3", "unknown field `covr` in an issue"),
        ('[a]\nissue = "1"\n[a.cover]\nsrc = "x.jpg"\n', "content/issues.toml:3", "the cover has no `alt`"),
        ('[a]\nissue = "1"\n[a.cover]\nalt = "A pier"\n', "content/issues.toml:3", "the cover has no `src`"),
        (
            '[a]\nissue = "1"\ndate = "2023-13"\n',
            "content/issues.toml:3",
            "`date`: there is no month 13; months go from 01 to 12",
        ),
        ('[a]\nissue = "1"\n[b]\nissue = "1"\n', "content/issues.toml:3", "[b] and [a] are the same issue"),
        ('[a]\nissue = "1"\neditors = "A B"\n', "content/issues.toml:3", "`editors` takes a list"),
        (
            '[a]\nissue = "1"\neditors = [{ role = "editor" }]\n',
            "content/issues.toml:1",
            "[a]: an editor without a name",
        ),
        ('issue = "1"\n', "content/issues.toml:1", "`issue` stands outside an entry"),
    ],
)
def test_faults_of_issues(text: str, place: str, message: str) -> None:
    _, problems = read_issues(text)
    assert [(problem.place, problem.message) for problem in problems] == [(place, message)]


def test_the_registers_of_the_toy_archive() -> None:
    assert read_people((TOY / "content/people.toml").read_text("utf-8"))[1] == ()
    assert read_tags((TOY / "content/tags.toml").read_text("utf-8"))[1] == ()
    assert read_issues((TOY / "content/issues.toml").read_text("utf-8"))[1] == ()


def test_the_example_of_the_documentation_is_right() -> None:
    page = WRITING.read_text("utf-8").partition("## What is known of an issue\n")[2]
    (issue,), problems = read_issues(dedent(page[page.index("    [rivers]") : page.index("The page of the issue")]))
    assert problems == ()
    assert (issue.number, issue.title, len(issue.editors.credits), issue.note) == (
        "7", "On rivers", 2, "Two of these papers were written *before* the flood.",
    )  # fmt: skip
    assert issue.cover
