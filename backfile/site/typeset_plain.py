"""Plain prose: what most of a text is, and what Markdown can only read in one way.

Words with unmistakable `*emphasis*`, `**strong**`, `` `code` ``, `[links](address)` and `![images](address)`, in
paragraphs, headings, tight lists and quotations with an empty line between them, need no parser that weighs every other
reading. They go straight to HTML, through the methods of the renderer; whatever is not certain goes mistune's way. The
law: a text reads the same with these rules and without them.
"""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from typing import Any

from mistune import BlockParser, BlockState, HTMLRenderer, InlineParser, Markdown

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
_WORD_RUN = rf"(?:[^{_SIGNS}]++|!(?!\[)|{re.sub('[?]P<[a-z]+>', '?:', _SPAN)})++"
# What a line begins with that can begin nothing but a paragraph.
_START = r"(?=[^\W\d_]|[^\x00-\x7f\s\d]|[\"'(]|\d++(?![.)])|\*{1,2}[^\W_]|!?\[[^\[\]^\n]+\]\()"
_LINE = rf"{_START}{_WORD_RUN}(?<!\s)"
_BLOCK = (
    rf"(?:{_LINE}(?:\n{_LINE})*+"
    rf"|[#]{{1,6}}[ ]{_LINE}(?<!\#)"
    rf"|>[ ]{_LINE}(?:\n>[ ]{_LINE})*+"
    rf"|-[ ]{_LINE}(?:\n-[ ]{_LINE})*+(?=\n\n(?:{_START}|[#>|])|\n\Z)"
    r")(?=\n)"
)
# Only where a block can begin: to try every line of a long paragraph would take the square of its length.
_BLOCKS = rf"^(?:\A\n*|(?<=\n\n)){_BLOCK}(?:\n\n{_BLOCK})*+\n(?:(?:[ \t\f]*\n)+|\Z)"
_SPANS = re.compile(_SPAN)
_PLAIN = re.compile(rf"(?:{_WORD_RUN}|(?<!\s)\n(?!\s))*+")
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
        return "".join(map(self._block, self.plain(text).split("\n\n")))

    def _block(self, html: str) -> str:
        mark, _, rest = html.partition(" ")
        if mark == "&gt;":
            return self.block_quote(self.paragraph(rest.replace("\n&gt; ", "\n")))
        if mark == "-":
            items = map(self.block_text, rest.split("\n- "))
            return self.list("".join(map(self.list_item, items)), ordered=False)
        return self.heading(rest, len(mark)) if mark[0] == "#" else self.paragraph(html)


def plain_prose(md: Markdown) -> None:
    """A plugin of mistune: the blocks that can be read in one way only."""
    md.block.register("plain_blocks", _BLOCKS, _parse, before="fenced_code")


def _parse(_: BlockParser, found: re.Match[str], state: BlockState) -> int:
    text = found[0].strip(_BLANKS)
    # Behind a note, mistune takes what follows for the same paragraph.
    more = None if text.startswith(("#", "> ", "- ")) else state.append_paragraph()
    if more is None:
        state.append_token({"type": "plain_blocks", "raw": text})
    return more or found.end()
