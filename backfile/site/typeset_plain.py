"""Plain prose: what most blocks of a text are, and what Markdown can only read in one way.

A paragraph of words with unmistakable `*emphasis*`, `**strong**`, `` `code` `` and `[links](address)` needs no parser
that weighs every other reading. It goes straight to HTML, through the same methods of the renderer; whatever is not
certain goes mistune's way. The law: a text reads the same with these rules and without them.
"""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from typing import Any

from mistune import BlockParser, BlockState, HTMLRenderer, InlineParser, Markdown

_SIGNS = r"\\`*_\[\]<!|\n"  # what may mean something within a paragraph; a bar could make a table of it
_WORDS = rf"(?=[^\W_])[^{_SIGNS}]+(?<=[^\W_])"
# Each begins with its mark, so that a search leaps from mark to mark. A mark of emphasis opens behind a blank or a
# bracket and before a letter or digit; it closes behind one and before none.
_SPAN = (
    rf"\*\*(?<![^\s(]..)(?P<strong>{_WORDS})\*\*(?![\w*])"
    rf"|\*(?<![^\s(].)(?P<emphasis>{_WORDS})\*(?![\w*])"
    r"|`(?P<code>[^`|\s][^`|\n]*)`(?!`)"
    rf"|\[(?P<text>[^{_SIGNS}^][^{_SIGNS}]*)\]\((?P<url>[A-Za-z0-9/#?][A-Za-z0-9/#?:.=%~+,;@_-]*)\)"
)
_LINE = rf"(?:[^{_SIGNS}]++|!(?!\[)|{re.sub('[?]P<[a-z]+>', '?:', _SPAN)})++"
# What a line begins with that can begin nothing but a paragraph.
_START = r"(?=[^\W\d_]|[^\x00-\x7f\s\d]|[\"'(]|\d++(?![.)])|\*{1,2}[^\W_]|\[[^\[\]^\n]+\]\()"
_LINES = rf"{_START}{_LINE}(?:(?<!\s)\n{_START}{_LINE})*+(?<!\s)(?=\n)"
_END = r"\n(?:(?:[ \t\f]*\n)+|\Z)"

_RULES = {
    # Only where a paragraph can begin: to try every line of a long one would take the square of its length.
    "plain_prose": rf"^(?:\A\n*|(?<=\n\n)){_LINES}(?:\n\n{_LINES})*+{_END}",
    "plain_quote": rf"^>[ ]{_START}{_LINE}(?<!\s)(?:\n>[ ]{_START}{_LINE}(?<!\s))*+{_END}",
    "plain_list": rf"^-[ ]{_START}{_LINE}(?<!\s)(?:\n-[ ]{_START}{_LINE}(?<!\s))*+\n(?:\n(?={_START}|[#>|]|!\[)|\Z)",
}
_SPANS = re.compile(_SPAN)
_PLAIN = re.compile(rf"(?:{_LINE}|(?<!\s)\n(?!\s))*+")


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
        pieces: list[str] = []
        end = 0
        for span in _SPANS.finditer(text):
            pieces += self.text(text[end : span.start()]), self._span(span)
            end = span.end()
        pieces.append(self.text(text[end:]))
        return "".join(pieces)

    def _span(self, span: re.Match[str]) -> str:
        strong, emphasis, code, text, url = span.groups()
        if url:
            return self.link(self.text(text), url)
        if code:
            return self.codespan(code)
        return self.strong(self.text(strong)) if strong else self.emphasis(self.text(emphasis))

    def plain_prose(self, text: str) -> str:
        """Paragraphs, with an empty line between two of them."""
        return "".join(map(self.paragraph, self.plain(text.strip(" \t\f\n")).split("\n\n")))

    def plain_quote(self, text: str) -> str:
        """A quotation of one paragraph, each line with its mark."""
        return self.block_quote(self.paragraph(self.plain(text[2:].rstrip(" \t\f\n").replace("\n> ", "\n"))))

    def plain_list(self, text: str) -> str:
        """A list of one line for each item."""
        items = self.plain(text[2:].rstrip("\n")).split("\n- ")
        return self.list("".join(self.list_item(self.block_text(item)) for item in items), ordered=False)


def plain_prose(md: Markdown) -> None:
    """A plugin of mistune: the blocks that can be read in one way only."""
    for name, pattern in _RULES.items():
        md.block.register(name, pattern, _parse, before="fenced_code")


def _parse(_: BlockParser, found: re.Match[str], state: BlockState) -> int:
    name = found.lastgroup or ""
    more = state.append_paragraph() if name == "plain_prose" else None
    if more:
        return more
    state.append_token({"type": name, "raw": found[0]})
    return found.end()
