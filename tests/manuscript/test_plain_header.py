"""The plain reader of headers reads what YAML reads, to the column, or leaves it to YAML."""

from __future__ import annotations

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from backfile.manuscript.plain_header import read_plain
from backfile.manuscript.yaml_header import read_yaml
from tests.sites import TOY

WORDS = st.sampled_from(
    [
        *(
            "War",
            "Ada Lovelace",
            "Белоглаз",
            "“Open”",
            "«да»",
            "(sic)",
            "no",
            "Yes",
            "null",
            "7",
            "012",
            "0x1f",
            "1_000",
        ),
        *(
            "7-8",
            "12-19",
            "2023-09",
            "2023-09-20",
            "1e3",
            "1.5",
            "3:20",
            "a:b",
            "a: b",
            "a #b",
            "a#b",
            "a:",
            "x ",
            "#x",
        ),
        *("- x", "-", "?", "? x", "& co", "R&D", "*x*", "!x", "@x", "%x", "|", ">", "`x`", "{a: b}", "[a]", "[a, b]"),
        *("[]", "[ a , 'b' ]", '["x, y", z]', "[a, ]", "[, a]", "[a b, 7, no]", "[1, 2-3]", "[a?b]", "[a:b]", "[a\tb]"),
        *(
            '"quoted"',
            "'quoted'",
            '"a: b # c"',
            '""',
            "''",
            "'it''s'",
            "''''",
            "['it''s', '''']",
            r'"a\n"',
            r'"\"a\" \\ b"',
            r'["\"", "a"]',
            r'"\\"',
            '"',
            "'",
            '"a" b',
            "'a' # b",
            '"a" ',
        ),
        *(
            "",
            "~",
            "<<",
            "=",
            "...",
            "---",
            "y",
            "N",
            "On",
            ".inf",
            "é\u0301",
            "a\u00a0b",
            "a\u2028b",
            "\ufeffa",
            "\x07",
        ),
    ]
)
KEYS = st.sampled_from(["title", "authors", "tags", "x", "no", "y", "a_b", "Title", "a-b", "7", '"q"', "", "figure"])
INDENTS = st.sampled_from(["", "", "", "", "  ", "  ", "    ", " ", "\t", "- ", "- ", "  - ", "    - ", "- - "])
LINES = st.one_of(
    st.builds("{}{}: {}".format, INDENTS, KEYS, WORDS),
    st.builds("{}{}:".format, INDENTS, KEYS),
    st.builds("{}{}".format, INDENTS, WORDS),
    st.sampled_from(["", " ", "# remark", "--- ", "title: War"]),
)
HEADERS = st.lists(LINES, max_size=7).map("\n".join)


def check(header: str, above: int = 1) -> bool:
    """Whether the header was read here; if so, YAML reads the same."""
    plain = read_plain(header, above)
    if plain is not None:
        assert read_yaml(header, "a.md", above) == (plain, ())
    return plain is not None


@settings(max_examples=2000)
@given(HEADERS)
def test_what_is_read_here_is_what_yaml_reads(header: str) -> None:
    event("plain" if check(header) else "left to YAML")


@settings(max_examples=1000)
@given(st.text(alphabet="ab: \n-'\"[],#?&*!|>{}17.~é", max_size=40))
def test_the_same_of_any_characters(header: str) -> None:
    event("plain" if check(f"a: {header}") else "left to YAML")


@pytest.mark.parametrize(
    "header",
    [
        "title: War\nvolume: 7\ndate: 2023-09-20\npages: 12-19",
        'title: "War: a history"\ntags: [a, "b, c", \'d\']\n\nabstract: "One."\n',
        "authors:\n- Anna van der Berg\n- 'Bo'\ntags:\n  - a\n  - b",
        "authors:\n- given: Luca\n  family: De Santis\n  role: translator\n- literal: The Desk\ntitle: X",
        "figure:\n  src: images/a.jpg\n  alt: A lamp\ntitle: https://a.example/x#y",
        "authors:\n  - given: A\n    family: B\nfigure:\n  alt: x",
        r'title: "The \"Old\" Lamp \\ Oil"' + "\nabstract: 'The keeper''s lamp'\ntags: ['c''d', 'e']",
    ],
)
def test_plain_headers_are_read_here(header: str) -> None:
    assert check(header, above=1)
    assert check(header, above=3)


@pytest.mark.parametrize(
    "header",
    [
        "volume: 012",
        "title: no",
        "title: a\n  b",
        "title: |\n  a",
        "t: {a: b}",
        "t: &a b",
        "a: x # y",
        "a:\nb: c",
        "a: b\n c: d",
    ],
)
def test_traps_and_rare_forms_are_left_to_yaml(header: str) -> None:
    assert not check(header)


def test_most_manuscripts_of_the_toy_archive_are_plain() -> None:
    texts = [path.read_text("utf-8").split("---\n")[1] for path in sorted((TOY / "content/articles").rglob("*.md"))]
    assert sum(map(check, texts)) > len(texts) / 2


@pytest.mark.parametrize("depth", range(1, 10))
def test_what_yaml_finds_too_deep_is_not_read_here(depth: int) -> None:
    groups = [f"{'  ' * level}a:" for level in range(depth)]
    lists = [f"{'  ' * level}{'- ' if level else ''}a:" for level in range(depth)]
    check("\n".join([*groups, f"{'  ' * depth}a: x"]))
    check("\n".join([*groups, f"{'  ' * depth}- x"]))
    check("\n".join([*lists, f"{'  ' * depth}- x"]))


@pytest.mark.parametrize("row", ["a: x{}#", "a: [x{}#", "a: 'x'{}#", "a: [x, x{}?]", "{}#", "a:{}#", "- x{}: #"])
def test_no_row_takes_longer_than_its_length(row: str) -> None:
    check(row.format(" " * 30_000))
    check(row.format("x, " * 10_000))
