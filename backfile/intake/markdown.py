"""Markdown for the body, in which everything that stood in the seed stays text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from backfile.frozen import frozen

# What could begin markup anywhere in a line. An underscore between letters (a_b) and a lone "&" or "=" cannot.
_INLINE = re.compile(r"[\\`*\[\]<~^|]|(?<![^\W_])_|_(?![^\W_])|&(?=#?[0-9A-Za-z]{1,40};)|=(?==)|(?<==)=|!(?=\[)")
_MARKS = re.compile(r"[\\`*\[\]<~^|_&=]")  # most lines have none, and are not looked at twice
_LINE_START = re.compile(r"[#>+=:-]|\.\.|[0-9]{1,9}(?=[.)](?:\s|$))")


@frozen
class Heading:
    """A section's title; `level` 2 is the highest in an article."""

    text: str
    level: int = 2
    line: int = 0


@frozen
class Paragraph:
    """Running text, on one line or on several where the seed breaks it."""

    lines: tuple[str, ...]


@frozen
class Items:
    """A list; `first` is the number of its first item, or 0 for bullets."""

    items: tuple[str, ...]
    first: int = 0


@frozen
class Table:
    """Rows of cells, the first of them the head."""

    rows: tuple[tuple[str, ...], ...]


Block = Heading | Paragraph | Items | Table


def escaped(text: str) -> str:
    """One line of plain text as Markdown that shows exactly that text."""
    return escaped_start(escaped_words(" ".join(text.split())))


def escaped_words(text: str) -> str:
    """Words within a line as Markdown that shows exactly them."""
    return _INLINE.sub(r"\\\g<0>", text) if _MARKS.search(text) else text


def escaped_start(text: str) -> str:
    """A line of Markdown that opens no list, heading or quotation."""
    start = _LINE_START.match(text)
    if not start:
        return text
    digits = start.end() if start[0].isdigit() else 0
    return f"{text[:digits]}\\{text[digits:]}"


def heading(words: str, level: int) -> str:
    """A heading of words that are Markdown already."""
    return f"{'#' * level} {words[:-1]}\\#" if words.endswith("#") else f"{'#' * level} {words}"


def as_markdown(blocks: Sequence[Block]) -> str:
    """The blocks as Markdown, an empty line between them and a line end after the last."""
    text = "\n\n".join(map(_written, blocks))
    return f"{text}\n" if text else ""


def _written(block: Block) -> str:
    if isinstance(block, Heading):
        return heading(escaped_words(" ".join(block.text.split())), block.level)
    if isinstance(block, Paragraph):
        return "\n".join(map(escaped, block.lines))
    if isinstance(block, Items):
        marks = (f"{number}." if block.first else "-" for number in range(block.first, block.first + len(block.items)))
        return "\n".join(f"{mark} {escaped(item)}" for mark, item in zip(marks, block.items, strict=True))
    return _written_table(block)


def _written_table(table: Table) -> str:
    head, *rows = (f"| {' | '.join(map(escaped, row))} |" for row in table.rows)
    rule = f"|{' --- |' * len(table.rows[0])}"
    return "\n".join([head, rule, *rows])
