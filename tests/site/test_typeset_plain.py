from __future__ import annotations

from time import perf_counter

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from backfile.site import typeset as module
from backfile.site.fragments import HeadingView
from backfile.site.image_fragments import FigureView, ImageView, RenditionView
from backfile.site.typeset import typeset

Result = tuple[str, tuple[HeadingView, ...], tuple[str, ...]]
LINKS = {"/a/": "articles/a/", "b.md": "articles/b/"}
SEEN = ImageView(width=3, height=2, renditions=(RenditionView(address="a.webp", width=2),))
FIGURE = FigureView(address="articles/a/", alt="", caption="A <caption>", credit="Anna", licence="", image=SEEN)
IMAGES = module.Images(figures={"articles/a/": FIGURE})


def quickly(markdown: str) -> Result:
    done = typeset(markdown, LINKS, "../", IMAGES)
    return done.prose.html, done.prose.headings, done.broken


def by_mistune_alone(markdown: str) -> Result:
    renderer, parser = module._press(plain=False)
    renderer.begin(LINKS, "../", IMAGES)
    return str(parser(markdown)), tuple(renderer.headings), tuple(renderer.broken)


WORDS = [
    "a", "The ferry", "Täve", "паром", "x1", "1984", "“so”", "(see", "it)", "e.g.", "O’Hara", "&", "&amp;", '"q"', "²",
    "é",
]  # fmt: skip
SPANS = [
    "*the sail*", "**the sail**", "***both***", "`code`", "``a`b``", "[a](/a/)", "[b](b.md)",
    "[x](https://x.example/?a=1)",
    "[n](/no/)", "![i](/a/)", '[t](/a/ "t")', "[r]", "[r][s]", "[^1]", "<https://x.example>", "a_b_c", "_em_",
    "*a `b` c*",
    "*(a)*", "**a**b", "a*b*", "\\*a*", "[*a*](/a/)", "[a](b_c)", "[a](b*c*)", "[a]()", "(*a*)", "* a*", "!", "`*a*`",
    "`[`a`](`",
]  # fmt: skip
BLOCKS = [
    "# ", "## ", "> ", "- ", "* ", "+ ", "1. ", "12) ", "    ", "\t", "| a | b |", "| --- | --: |", "|", "---", "===",
    "```", "~~~", "***", "[^1]: ", "[r]: /a/", "<div>", "<!--", ">", "-", "#", "  - ", "   ",
]  # fmt: skip
SPACES = [
    " ", "  ", "\n", "\n\n", "\n\n\n", "\n \n", "\t", "\f", "\v", "\r\n", "\x85", "\u2028", "\xa0", "\n    \n", " \n",
    "\x00", "\x1c",
]  # fmt: skip
SIGNS = list("*_`[]()!<>\\|#-+.:\"'^&~={}%$,;?/@0aÄ³")

NASTY = st.lists(st.sampled_from([*WORDS, *SPANS, *BLOCKS, *SPACES, *SIGNS]), max_size=30).map("".join)
LINE = st.lists(st.sampled_from([*WORDS * 3, *SPANS]), min_size=1, max_size=6).map(" ".join)
BLOCK = st.tuples(
    st.sampled_from([""] * 6 + BLOCKS),
    st.lists(LINE, min_size=1, max_size=3),
    st.sampled_from(["\n", "\n- ", "\n> ", "\n1. "]),
).map(lambda parts: parts[0] + parts[2].join(parts[1]))
TABLE = st.lists(
    st.lists(LINE | st.sampled_from(["---", ":-:", ""]), min_size=1, max_size=3), min_size=2, max_size=4
).map(lambda rows: "\n".join(f"| {' | '.join(row)} |" for row in rows))
BREAK = st.sampled_from(["\n\n"] * 6 + ["\n", "\n\n\n", "\n \n", "\n\n    \n", "  \n\n", "\n\n\t\n"])
DOCUMENT = st.lists(st.tuples(BLOCK | TABLE, BREAK).map("".join), max_size=6).map("".join)


@settings(max_examples=300, deadline=None)
@given(NASTY | DOCUMENT | st.text(max_size=60))
@example("foo_x\nbar\n===\n")
@example("a\n\n     \nb")
@example("|a|\nb\n\nc\n\n")
@example("a\n[^1]: b\n\n## c\n\nd\n")
@example("a\n[^1]: b\n\nc\n\nd\n")
@example("- a\n- b\n\n- c\n\nd")
@example("a\n\n[^1]: b\n\nc[^1]\n\nd")
def test_plain_prose_reads_as_mistune_reads_it(markdown: str) -> None:
    assert quickly(markdown) == by_mistune_alone(markdown)


@pytest.mark.parametrize("between", [*SPACES, *SIGNS])
@pytest.mark.parametrize("span", ["*a b*", "**a b**", "`a b`", "[a b](/a/)"])
def test_a_mark_beside_anything_reads_as_mistune_reads_it(span: str, between: str) -> None:
    for text in (f"x {between}{span}{between} y", f"{between}{span}", f"x{between}{span} y", f"- {span}{between}\n- b"):
        assert quickly(text) == by_mistune_alone(text)


@pytest.mark.parametrize("line", ["a\n", "- a\n", "> a\n", "a\n\n", "**a ", "[a](", "`a\n", "# a\n", "1984 "])
def test_a_long_text_that_is_plain_but_for_its_end_costs_no_time(line: str) -> None:
    before = perf_counter()
    quickly(line * 20_000 + "a_b")
    assert perf_counter() - before < 5
