from __future__ import annotations

import pytest
from frontmatter.default_handlers import YAMLHandler
from hypothesis import given
from hypothesis import strategies as st

from backfile.manuscript.articles import read_article
from backfile.manuscript.header import BOUNDARY, Manuscript, read_header, split_manuscript
from backfile.manuscript.yaml_header import write_manuscript
from backfile.schema import Mapping, Scalar

LINES = st.lists(
    st.sampled_from(["---", "----", "--- ", "title: a", "", " ", "\r", "\ufeff", "text", "\u2028", "...", "- ---", "é"])
    | st.text(max_size=8),
    max_size=12,
).map("\n".join)


@given(LINES | st.text())
def test_the_pieces_of_any_text_are_the_text(text: str) -> None:
    manuscript, problems = split_manuscript(text, "a.md")
    assert manuscript.text == text
    assert bool(problems) == (not manuscript.closing)


@given(LINES)
def test_any_header_is_read_or_blamed(text: str) -> None:
    manuscript, problems = split_manuscript(f"---\n{text}\n---\nbody\n", "a.md")
    if not problems:
        fields, problems = read_header(manuscript, "a.md")
        assert isinstance(fields, Mapping)
    assert all(problem.file == "a.md" and problem.line >= 1 for problem in problems)


def test_a_header_ends_where_python_frontmatter_says() -> None:
    assert YAMLHandler.FM_BOUNDARY == BOUNDARY


def test_the_pieces_of_a_manuscript() -> None:
    manuscript, problems = split_manuscript("---\ntitle: A\n---\n\nWords.\n", "a.md")
    assert problems == ()
    assert manuscript == Manuscript(opening="---", header="\ntitle: A\n", closing="---\n", body="\nWords.\n")
    assert manuscript.body_line == 4


@pytest.mark.parametrize("start", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_marks_of_windows_change_nothing(start: str, end: str) -> None:
    text = start + end.join(["---", "title: On Lamps", "volume: 1", "---", "", "Words.", ""])
    article, problems = read_article(text, "content/articles/a.md")
    assert problems == ()
    assert article is not None
    assert (article.title, article.volume, article.prose.line) == ("On Lamps", "1", 5)
    assert split_manuscript(text, "a.md")[0].text == text


def test_values_keep_their_places_and_their_spelling() -> None:
    manuscript, _ = split_manuscript("---\ntitle: A\n\nvolume:   012\n---\n", "a.md")
    fields, problems = read_header(manuscript, "a.md")
    assert problems == ()
    assert dict(fields.pairs) == {
        Scalar(text="title", line=2, column=1): Scalar(text="A", line=2, column=8),
        Scalar(text="volume", line=4, column=1): Scalar(text="012", line=4, column=11, meant="10"),
    }


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("no", "false"), ("Yes", "true"), ("on", "true"), ("~", "nothing"), ("null", "nothing"), ("012", "10"),
        ("1_000", "1000"), ("1:30", "90"), ("1.10", "1.1"), ("0x1F", "31"), ("true", "true"), ("Issue #7", "Issue"),
        ("18", ""), ("1.5", ""), ("'no'", ""), ('"012"', ""), ("none", ""), ("2023-09-20", ""), ("2023-09", ""),
        ("7-8", ""), ("C# and F#", ""), ("Issue # 7", ""), ("1e3", ""), ("'Issue #7'", ""),
    ],
)  # fmt: skip
def test_what_yaml_would_make_of_a_word_is_noticed(written: str, meant: str) -> None:
    manuscript, _ = split_manuscript(f"---\ntitle: {written}\n---\n", "a.md")
    ((_, value),) = read_header(manuscript, "a.md")[0].pairs
    assert isinstance(value, Scalar)
    assert value.meant == meant


# -- writing ---------------------------------------------------------------------------------------------------------

AWKWARD = [
    "no", "012", "1_000", "~", "null", "true", "2023-W38-3", "20230920", "1e3", ".5", "- a", "# a", "a # b", "a #7",
    "&a", "*a", "!a", "@a", "%a", "`a`", "a: b", "a:b", "[a]", "{a}", "'a'", '"a"', "a\\b", "---", "--- a", "...", "|",
    ">", "?", "? a", ":", ",", "=", "<<", "0", "-1", "1:30", "0x1F", "“a”", "é", "я", "😀", "a\u2028b", "a\u00a0b",
    "9" * 30, "<b>", "{{ a }}", "y", "N",
]  # fmt: skip
TEXTS = st.sampled_from(AWKWARD) | st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"]), min_size=1)
ONE_LINE = TEXTS.map(lambda text: " ".join(text.split())).filter(
    lambda text: text and not any(0x202A <= ord(char) <= 0x202E or 0x2066 <= ord(char) <= 0x2069 for char in text)
)


@given(title=ONE_LINE, subtitle=ONE_LINE, tags=st.lists(ONE_LINE, max_size=3), name=ONE_LINE)
def test_what_is_written_reads_back(title: str, subtitle: str, tags: list[str], name: str) -> None:
    fields = {"title": title, "subtitle": subtitle, "authors": [{"literal": name}], "tags": tags, "review": tags}
    text = write_manuscript(fields, "Words.")
    article, problems = read_article(text, "content/articles/a.md")
    assert problems == ()
    assert article is not None
    assert (article.title, article.subtitle, article.tags, article.review) == (
        title,
        subtitle,
        tuple(tags),
        tuple(tags),
    )
    assert [credit.name.literal for credit in article.byline.credits] == [name]


@pytest.mark.parametrize("value", AWKWARD)
def test_awkward_words_read_back(value: str) -> None:
    text = write_manuscript({"title": value, "volume": value, "abstract": f"{value}\n\n{value}"}, value)
    article, problems = read_article(text, "content/articles/a.md")
    assert problems == ()
    assert article is not None
    words = " ".join(value.split())
    assert (article.title, article.volume, article.abstract) == (words, words, f"{words}\n\n{words}" if words else "")


@pytest.mark.parametrize(
    ("value", "line"),
    [
        ("2023-09-20", "date: 2023-09-20"), ("2023-09", "date: 2023-09"), ("18", "date: 18"), ("012", "date: '012'"),
        ("A", "date: A"), ("2023-W38-3", "date: 2023-W38-3"),
    ],
)  # fmt: skip
def test_dates_and_numbers_stand_without_quotation_marks(value: str, line: str) -> None:
    assert write_manuscript({"date": value}, "Words.") == f"---\n{line}\n---\n\nWords.\n"


def test_a_long_text_stays_on_its_line_and_fields_in_their_order() -> None:
    text = write_manuscript({"title": "word " * 100, "abstract": "a", "authors": ["b"]}, "Words.")
    assert [line.partition(":")[0] for line in text.splitlines()[1:4]] == ["title", "abstract", "authors"]


def test_a_file_that_is_read_and_written_as_its_pieces_is_the_same() -> None:
    text = "---\ntitle:   'A'   # why\n\nvolume: 1\n---   \n\n\nWords.  \n\n---\n\nMore."
    assert split_manuscript(text, "a.md")[0].text == text
