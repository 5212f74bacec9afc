"""Plain prose: what most of a text is, and what Markdown can only read in one way.

Words with unmistakable `*emphasis*`, `**strong**`, `` `code` ``, `[links](address)` and `![images](address)`, in
paragraphs, headings, tight lists and quotations with an empty line between them, need no parser that weighs every other
reading. They go straight to HTML, through the methods of the renderer; whatever is not certain goes mistune's way. The
law: a text reads the same with these rules and without them.
"""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from itertools import repeat
from typing import Any

from mistune import BlockParser, BlockState, HTMLRenderer, InlineParser, Markdown
from mistune.plugins.table import (
    render_table,
    render_table_body,
    render_table_head,
    render_table_row,
)

_MOST_COLUMNS = 8
_SIGNS = r"\\`*_\[\]<!|\n"  # what may mean something within a line; a bar could make a table of it
_WORDS = rf"(?=[^\W_])[^{_SIGNS}]+(?<=[^\W_])"
_LABEL = rf"[^{_SIGNS}^][^{_SIGNS}]*"
_URL = r"[A-Za-z0-9/#?][A-Za-z0-9/#?:.=%~+,;@_-]*"
# Each begins with its mark, so that a search leaps from mark to mark. A mark of emphasis opens behind a blank or a
# bracket and before a letter or digit; it closes behind one and before none.
_SPAN = (
    rf"\*\*(?<![^\s(]..)(?P<strong>{_WORDS})\*\*(?![\w*])"
    rf"|\*(?<![^\s(].)(?P<emphasis>{_WORDS})\*(?![\w*])"
    r"|`(?P<code>[^`|\s][^`|\n]*)`(?!`)"
    rf"|\[(?P<text>{_LABEL})\]\((?P<url>{_URL})\)"
    rf"|!\[(?P<alt>{_LABEL})\]\((?P<src>{_URL})\)"
)
_TEXT = rf"(?:[^{_SIGNS}]++|!(?!\[)|{re.sub('[?]P<[a-z]+>', '?:', _SPAN)})"
# What a line begins with that can begin nothing but a paragraph.
_START = r"(?=[^\W\d_]|[^\x00-\x7f\s\d]|[\"'(]|\d++(?![.)])|\*{1,2}[^\W_]|!?\[[^\[\]^\n]+\]\()"
_MARK = r"(?:[#]{1,6}|[>-]|[0-9]{1,9}\.)[ ]"
_BLANK = r"(?:[ \t\f]*\n|\Z)"
# All lines of a block are plain …
_LINES = rf"(?=(?:(?:(?:{_MARK})?{_START}{_TEXT}++(?<!\s)|\|(?:{_TEXT}?\|)++)\n)++{_BLANK})"
# … and they are a block of one kind. A list ends before what is no item; all rows of a table have as many cells.
_ITEMS_END = rf"(?=\n(?:{_START}|[#>|])|\Z)"
_TABLE = "|".join(
    rf"\|(?:[^|\n]*\|){{{n}}}\n\|(?:[ ]*:?-+:?[ ]*\|){{{n}}}\n(?:\|(?:[^|\n]*\|){{{n}}}\n)++"
    for n in range(1, _MOST_COLUMNS + 1)
)
_BLOCK = (
    rf"{_LINES}(?:(?:(?![#>|\s-]|[0-9]++\.)[^\n]+\n)++"
    r"|[#]{1,6}[ ][^\n]+(?<!\#)\n"
    r"|(?:>[ ][^\n]+\n)++"
    rf"|(?:-[ ][^\n]+\n)++{_ITEMS_END}"
    rf"|1\.[ ][^\n]+\n(?:[0-9]++\.[ ][^\n]+\n)*+{_ITEMS_END}"
    rf"|{_TABLE})(?={_BLANK})"
)
# Only where a block can begin: to try every line of a long paragraph would take the square of its length.
_BLOCKS = rf"^(?:\A\n*|(?<=\n\n))(?:{_BLOCK}(?:[ \t\f]*\n)*+)++"
_SPANS = re.compile(_SPAN)
_PLAIN = re.compile(rf"(?:{_TEXT}|(?<!\s)\n(?!\s))*+")
_BETWEEN = re.compile(r"\n(?:[ \t\f]*\n)+")
_NEXT_NUMBER = re.compile(r"\n[0-9]+\. ")
_ALIGNS = {(False, False): None, (True, False): "left", (False, True): "right", (True, True): "center"}
_BLANKS = " \t\f\n"


class PlainInline(InlineParser):
    """The inline parser, which leaves plain prose to the renderer as a whole."""

    def __call__(self, s: str, env: MutableMapping[str, Any]) -> list[dict[str, Any]]:
        """The tokens of a paragraph, a heading or a cell."""
        if _PLAIN.fullmatch(s):
            return [{"type": "plain", "raw": s}]
        return super().__call__(s, env)


class PlainRenderer(HTMLRenderer):
    """The renderer of plain prose."""

    def plain(self, text: str) -> str:
        """The prose of a block."""
        # None of the marks is changed by escaping, nor what makes one of them open or close.
        return _SPANS.sub(self._span, self.text(text))

    def _span(self, span: re.Match[str]) -> str:
        kind, found = span.lastgroup, span[span.lastindex or 0]
        if kind == "strong":
            return self.strong(found)
        if kind == "emphasis":
            return self.emphasis(found)
        if kind == "url":
            return self.link(span["text"], found)
        return self.image(span["alt"], found) if kind == "src" else f"<code>{found}</code>"

    def plain_blocks(self, text: str) -> str:
        """Blocks with an empty line between two of them."""
        return "".join(map(self._block, _BETWEEN.split(self.plain(text))))

    def _block(self, html: str) -> str:
        mark, _, rest = html.partition(" ")
        if mark == "&gt;":
            return self.block_quote(self.paragraph(rest.replace("\n&gt; ", "\n")))
        if mark == "-":
            return self._list(rest.split("\n- "), ordered=False)
        if mark == "1.":
            return self._list(_NEXT_NUMBER.split(rest), ordered=True)
        if mark[0] == "|":
            return self._table(html.split("\n"))
        return self.heading(rest, len(mark)) if mark[0] == "#" else self.paragraph(html)

    def _list(self, items: list[str], *, ordered: bool) -> str:
        return self.list("".join(map(self.list_item, map(self.block_text, items))), ordered=ordered)

    def _table(self, rows: list[str]) -> str:
        head, delimiters, *body = [[cell.strip() for cell in row[1:-1].split("|")] for row in rows]
        aligns = [_ALIGNS[cell[0] == ":", cell[-1] == ":"] for cell in delimiters]
        html = render_table_head(self, self._cells(head, aligns, is_head=True))
        lines = (render_table_row(self, self._cells(cells, aligns, is_head=False)) for cells in body)
        return self.table(html + render_table_body(self, "".join(lines)))

    def _cells(self, cells: list[str], aligns: list[str | None], *, is_head: bool) -> str:
        return "".join(map(self.table_cell, cells, aligns, repeat(is_head)))

    def table_cell(self, text: str, align: str | None = None, head: bool = False) -> str:  # noqa: FBT001, FBT002 -- mistune's
        """A cell; how it is aligned is said by a class, since a host may allow no styles within a page."""
        name, said = "th" if head else "td", f' class="{align}"' if align else ""
        return f"  <{name}{said}>{text}</{name}>\n"

    def table(self, text: str) -> str:
        """The rows of a table as a table."""
        return render_table(self, text)


def plain_prose(md: Markdown) -> None:
    """A plugin of mistune: the blocks that can be read in one way only."""
    md.block.register("plain_blocks", _BLOCKS, _parse, before="fenced_code")


def _parse(_: BlockParser, found: re.Match[str], state: BlockState) -> int:
    text = found[0].strip(_BLANKS)
    # Behind a note, mistune takes what follows for the same paragraph.
    more = None if text.startswith(("#", "> ", "- ", "1. ", "|")) else state.append_paragraph()
    if more is None:
        state.append_token({"type": "plain_blocks", "raw": text})
    return more or found.end()
