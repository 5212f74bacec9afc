"""What holds for every seed, whatever is in it."""

from __future__ import annotations

import html
import re
import sys
from collections import Counter
from pathlib import Path

import mistune
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from backfile.intake.asjson import reading_as_json
from backfile.intake.decode import decode, plain_text
from backfile.intake.markdown import Paragraph, as_markdown
from backfile.intake.reading import Context, Reading, read_seed

SEEDS = sorted((Path(__file__).parent / "seeds").glob("*.txt"))
TEXTS = [decoded.text for path in SEEDS if (decoded := decode(path.read_bytes()))]
LINES = [line for text in TEXTS for line in text.split("\n")]
ODD = ["Author:", "By", "Volume Issue", "ISSN 1234-567", "(Credits:", "1.", "- ", "•", "Abstract", "Keywords:", "&",
       "Related Posts",
       "Author: A & B", "Published: 31.02.2020", "№", "a\tb", "Anna Rossi¹, Bruno²", "* x", "|", "DOI:", "--",
       "Subscribe"]  # fmt: skip

seeds = st.lists(st.one_of(st.sampled_from(LINES), st.sampled_from(ODD), st.text(max_size=60)), max_size=30).flatmap(
    lambda lines: st.sampled_from(["\n", "\n\n", "\r\n"]).map(lambda end: end.join(lines))
)


def words(text: str) -> Counter[str]:
    return Counter("".join(char if char.isalnum() else " " for char in plain_text(text)).split())


def places(reading: Reading) -> str:
    """Everything that the reading holds of the seed: the body, the lines behind the fields, what was left out."""
    body = re.sub(r"\\(.)", r"\1", reading.body)
    lines = [*(one.text for one in reading.evidence), *(left.text for left in reading.left_out)]
    return "\n".join([body, *lines])


@settings(max_examples=400, deadline=None)
@given(seeds)
def test_no_word_of_a_seed_is_lost(seed: str) -> None:
    reading = read_seed(seed.encode("utf-8", "surrogatepass"), Context())
    if reading.encoding != "utf-8":
        return
    assert not words(seed) - words(places(reading))


@pytest.mark.parametrize("text", TEXTS)
def test_no_word_of_a_whole_seed_is_lost(text: str) -> None:
    assert not words(text) - words(places(read_seed(text.encode(), Context())))


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400))
@example(b"\xff\xfe\x00")
@example(b"\xef\xbb\xbf")
@example("Автор: Анна".encode("cp1251"))
def test_no_bytes_make_it_fail(data: bytes) -> None:
    reading = read_seed(data, Context())
    assert reading_as_json("x.txt", reading, "")["warnings"] == sorted({remark.key for remark in reading.remarks})


@settings(max_examples=200, deadline=None)
@given(seeds)
def test_a_field_says_only_what_the_seed_says(seed: str) -> None:
    reading = read_seed(seed.encode("utf-8", "replace"), Context())
    known = "".join(words(seed)).casefold() if reading.encoding else ""
    for credit in reading.byline.credits:
        for word in words(credit.name.printed):
            assert word.casefold() in known
    for text in (reading.title, reading.publication, *reading.keywords, reading.abstract):
        assert not words(text) - words(seed)


@settings(max_examples=300, deadline=None)
@given(
    st.text(
        st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp", "Cf"])
        | st.sampled_from(" *_`[]()<>#!|~^=\\&-+1.:"),
        max_size=60,
    )
)
@example("a_b_ *c* [d](e) <b> `f` ~~g~~ &amp; ![h](i) ^j^ ==k== \\ |l|")
def test_text_stays_text_in_markdown(text: str) -> None:
    text = " ".join(text.split())
    if not text:
        return
    render = mistune.create_markdown(
        plugins=["strikethrough", "footnotes", "table", "superscript", "subscript", "mark", "def_list"]
    )
    shown = str(render(as_markdown([Paragraph(lines=(text,))])))
    assert html.unescape(re.sub(r"^<p>|</p>\n$", "", shown)) == text


def calls_for(text: str) -> int:
    """How many functions are called to read a text."""
    count = 0

    def look(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(look)
    try:
        read_seed(text.encode(), Context())
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("piece", [
    "word ", "Volume 3 Issue ", "Author: ", "(", "[", "((((", "A & ", "a@", "1. ", "\t", "- \n", "(Credits: ",
    "ISSN 1234 ", "¹ ", "https://", "\\", "*_", "x\n\n", "12 May 2020 ", "Анна ", "«", "A, ", "Published: ",
    "Author: Anna Kern\n\n", "Related Posts\n\n", "Related Posts\n\nA Heading\n\n", "a\tb\n", "Abstract\n",
    "(Credits: A)\n\n",
    "Some words of a paragraph that is long enough to be prose, and ends.\n\n", "1\n\n", "12 May 2020\n\n",
    "Anna Kern\n", "Gazette Volume 3 Issue 4\n\nAuthor: Anna Kern\n\n", "Donate now\n", "DOI: 10.1234/x\n", "<!---->",
    "• x\n", "2. x\n",
    "A line:\n", "By Anna Kern\n\n", "A Word\nSome words of a paragraph that is long enough to be prose, and ends.\n",
])  # fmt: skip
def test_twice_the_text_is_twice_the_work(piece: str) -> None:
    once = piece * (20_000 // len(piece))
    read_seed(once.encode(), Context())  # what is kept at hand from now on is not counted
    assert calls_for(once * 2) <= 2.2 * calls_for(once) + 2000
