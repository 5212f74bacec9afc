"""Words within a line: from the tree that pandoc gives to runs of one style, and from runs to Markdown."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any
from urllib.parse import quote

from backfile.frozen import frozen
from backfile.intake.decode import plain_text
from backfile.intake.markdown import escaped_start, escaped_words

Node = dict[str, Any]  # {"t": kind, "c": content}, as pandoc writes its tree in JSON
Content = Any  # a text, a list of nodes, or whatever else the kind has

_OUTWARD = re.compile(r"(?:https?|mailto|tel|ftp):[^\s]", re.IGNORECASE)
_RAISED = str.maketrans("0123456789+-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_QUOTES = {"SingleQuote": ("‘", "’"), "DoubleQuote": ("“", "”")}
_KEPT_IN_ADDRESS = "%/:?#@!$&'*+,;=~-._"
_WORDS = frozenset(["Str", "Space", "SoftBreak"])
_BREAK = "\n"
_LONGEST_LINK = 2000


@frozen
class Run:
    """Words of one style; a line break is a run of its own, and so are a footnote's mark and an image."""

    text: str = ""
    is_bold: bool = False
    is_italic: bool = False
    is_code: bool = False
    target: str = ""
    note: str = ""
    image: str = ""

    @property
    def style(self) -> tuple[bool, bool, bool, str]:
        """Equal for runs that can be written as one."""
        return self.is_bold, self.is_italic, self.is_code, self.target

    @property
    def is_text(self) -> bool:
        """Whether it is words, and no mark of a note or image."""
        return not (self.note or self.image)


class Reader:
    """Reads the nodes of a line into runs; notes are gathered as the blocks that they hold, by their labels."""

    def __init__(self) -> None:
        self.notes: dict[str, list[Node]] = {}
        self.dropped: dict[str, int] = {}

    def runs(self, nodes: Iterable[Node], style: Run | None = None) -> Iterator[Run]:
        """The runs that the nodes are, in the style of what they stand in."""
        style = style or Run()
        words: list[str] = []
        for node in nodes:
            kind: str = node["t"]
            content: Content = node.get("c")
            if kind in _WORDS:
                words.append(content if kind == "Str" else " ")
                continue
            if words:
                yield replace(style, text=plain_text("".join(words)))
                words = []
            if kind == "LineBreak":
                yield Run(text=_BREAK)
            elif kind == "Note":
                yield self._note(content)
            else:
                yield from self._nested(kind, content, style)
        if words:
            yield replace(style, text=plain_text("".join(words)))

    def _nested(self, kind: str, content: Content, style: Run) -> Iterator[Run]:
        if kind == "Strong":
            yield from self.runs(content, replace(style, is_bold=True))
        elif kind == "Emph":
            yield from self.runs(content, replace(style, is_italic=True))
        elif kind in {"Code", "Math"}:
            yield replace(style, text=plain_text(content[1]), is_code=True)
        elif kind in {"Superscript", "Subscript"}:
            yield from self._shifted(content, style, _RAISED if kind == "Superscript" else _LOWERED)
        elif kind == "Quoted":
            before, after = _QUOTES[content[0]["t"]]
            yield replace(style, text=before)
            yield from self.runs(content[1], style)
            yield replace(style, text=after)
        elif kind == "Link":
            yield from self.runs(content[1], replace(style, target=self._target(content[2][0])))
        elif kind == "Image":
            yield Run(image=content[2][0], text=plain(self.runs(content[1])))
        elif kind in {"Span", "Cite"}:
            yield from self.runs(content[1], style)
        elif kind in {"Underline", "Strikeout", "SmallCaps"}:
            yield from self.runs(content, style)

    def _target(self, address: str) -> str:
        if _OUTWARD.match(address) and len(address) < _LONGEST_LINK:
            return address
        if address:
            self.dropped[address] = self.dropped.get(address, 0) + 1
        return ""

    def _note(self, blocks: list[Node]) -> Run:
        label = str(len(self.notes) + 1)
        self.notes[label] = blocks
        return Run(note=label)

    def _shifted(self, content: list[Node], style: Run, table: dict[int, int]) -> Iterator[Run]:
        """Figures above or below the line as the characters that there are for them; a note's mark is raised anyway."""
        for run in self.runs(content, style):
            can = run.is_text and all(ord(letter) in table for letter in run.text)
            yield replace(run, text=run.text.translate(table)) if can else run


def lines_of(runs: Iterable[Run]) -> list[list[Run]]:
    """Runs cut at the line breaks, each with single blanks within and none at its ends."""
    cut: list[list[Run]] = [[]]
    for run in runs:
        if run.is_text and run.text == _BREAK and not run.is_code:
            cut.append([])
        else:
            cut[-1].append(run)
    return [trimmed(line) for line in cut]


def trimmed(runs: Sequence[Run]) -> list[Run]:
    """Runs with single blanks within and none at their ends."""
    kept: list[Run] = []
    is_blank = True
    for run in runs:
        text = re.sub(r"\s+", " ", run.text) if run.is_text else run.text
        text = text.lstrip() if is_blank and run.is_text else text
        if not text and run.is_text:
            continue
        is_blank = run.is_text and text.endswith(" ")
        kept.append(replace(run, text=text))
    while kept and kept[-1].is_text and not kept[-1].text.rstrip():
        kept.pop()
    if kept and kept[-1].is_text:
        kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip())
    return kept


def plain(runs: Iterable[Run]) -> str:
    """The words alone, as the grammar of intake reads them."""
    return " ".join("".join(run.text for run in runs if run.is_text).split())


def markdown(runs: Sequence[Run]) -> str:
    """A line as Markdown that shows exactly the words, in their styles."""
    written = ""
    pieces = list(_pieces([run for run in runs if not run.image]))
    for place, (core, style) in enumerate(pieces):
        after = pieces[place + 1][0][:1] if place + 1 < len(pieces) else ""
        written = _joined(written, core, style, after)
    return escaped_start(written) if pieces and pieces[0][1] == Run() else written


def _pieces(runs: Sequence[Run]) -> Iterator[tuple[str, Run]]:
    """Words with their style, blanks and punctuation at the edges of an emphasis set outside of it.

    Markdown knows an emphasis by what stands around its marks; next to a letter it must not begin or end in a sign.
    """
    groups = [(style, list(group)) for style, group in groupby(runs, key=lambda run: run.style if run.is_text else run)]
    for place, (_, group) in enumerate(groups):
        style = replace(group[0], text="")
        if not style.is_text:
            yield "", style
            continue
        text = "".join(run.text for run in group)
        before = groups[place - 1][1][-1].text[-1:] if place else ""
        following = groups[place + 1][1][0].text[:1] if place + 1 < len(groups) else ""
        yield from _parts(text, style, before, following)


def _parts(text: str, style: Run, before: str, following: str) -> Iterator[tuple[str, Run]]:
    if style.is_code or not (style.is_bold or style.is_italic):
        yield text, style
        return
    start, end = _core(text, before, following)
    outside = replace(style, is_bold=False, is_italic=False)
    parts = ((text[:start], outside), (text[start:end], style), (text[end:], outside))
    yield from ((part, of_part) for part, of_part in parts if part)


def _core(text: str, before: str, following: str) -> tuple[int, int]:
    """Where the emphasis of a text begins and ends that has these letters before and behind it."""
    start, end = 0, len(text)
    while start < end and _is_no_edge(text[start], text[start - 1] if start else before):
        start += 1
    while start < end and _is_no_edge(text[end - 1], text[end] if end < len(text) else following):
        end -= 1
    return (start, end) if any(map(str.isalnum, text[start:end])) else (len(text), len(text))


def _is_no_edge(letter: str, beyond: str) -> bool:
    return letter.isspace() or (_is_sign(letter) and beyond.isalnum())


def _is_sign(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "PS"


def _joined(written: str, core: str, style: Run, after: str) -> str:
    """What was written so far, and the next piece behind it."""
    if style.note:
        return f"{written}[^{style.note}]"
    words = _code(core) if style.is_code else escaped_words(core)
    if written.endswith("]") and words.startswith(":"):
        words = f"\\{words}"
    marks = _marks(style, written, after)
    words = f"{marks}{words}{marks[::-1]}"
    if not style.target:
        return written + words
    # An exclamation mark before a link would make an image of it.
    before = f"{written[:-1]}\\!" if written.endswith("!") else written
    blank = " " if core[:1] == " " and marks == "" else ""
    return f"{before}{blank}[{words.strip()}](<{_address(style.target)}>){' ' if core.endswith(' ') else ''}"


def _marks(style: Run, before: str, after: str) -> str:
    """The marks of an emphasis; right behind a star the other sign of Markdown is needed."""
    star = "_" if before.endswith("*") and not after.isalnum() else "*"
    return star * (2 * style.is_bold + style.is_italic) if not style.is_code else ""


def _code(text: str) -> str:
    """Words in the type of a typewriter, between as many strokes as the words do not have."""
    fence = "`" * (max(map(len, re.findall("`+", text)), default=0) + 1)
    edge = " " if text[:1] == "`" or text[-1:] == "`" else ""
    return f"{fence}{edge}{text}{edge}{fence}"


def _address(target: str) -> str:
    return quote(target.strip(), safe=_KEPT_IN_ADDRESS)
