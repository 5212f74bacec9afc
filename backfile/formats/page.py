"""Saved web pages: the part that is the article, as HTML without the page around it."""

from __future__ import annotations

import codecs
import re
from html.parser import HTMLParser

from backfile.intake.decode import decode

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE)
_HEAD = 4096
_OF_THE_PAGE = frozenset(["nav", "aside", "script", "style", "form", "noscript", "button", "iframe", "svg", "template"])
_OF_THE_ARTICLE = ("article", "main")  # the first of them that is there
_SHARED = frozenset([
    "sharedaddy", "jp-relatedposts", "related-posts", "post-navigation", "comments-area", "comments", "share-buttons",
    "social-share", "addtoany_share_save_container", "screen-reader-text", "mw-editsection",
])  # fmt: skip
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())  # noqa: SIM905
_FEWEST = 200


def text_of_page(data: bytes) -> str | None:
    """The source of a page, in the encoding that it names; None if it is no text."""
    if not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        named = _CHARSET.search(data[:_HEAD])
        try:
            return data.decode(named[1].decode()) if named else data.decode()
        except (LookupError, UnicodeDecodeError):
            pass
    decoded = decode(data)
    return decoded.text if decoded else None


def article_in(source: str) -> tuple[str, str]:
    """The part of a page that is its article, and the page's own title."""
    parser = _Page(source)
    parser.feed(source)
    parser.close()
    title = " ".join(parser.title.split())
    for tag in _OF_THE_ARTICLE:
        largest = max((parser.kept(*place) for place in parser.found[tag]), key=len, default="")
        if len(largest) >= _FEWEST:
            return largest, title
    return parser.kept(0, len(source)), title


class _Page(HTMLParser):
    """Notes where elements of interest begin and end in the source."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: dict[str, list[tuple[int, int]]] = {tag: [] for tag in _OF_THE_ARTICLE}
        self.title = ""
        self._source = source
        self._starts = [0, *(found.end() for found in re.finditer("\n", source))]
        self._cut: list[tuple[int, int]] = []
        self._open: list[tuple[str, int]] = []
        self._leaving: tuple[str, int, int] | None = None  # tag, depth within itself, start
        self._in_title = False

    def kept(self, start: int, end: int) -> str:
        """A part of the source without what belongs to the page."""
        pieces: list[str] = []
        for cut_start, cut_end in self._cut:
            if start <= cut_start and cut_end <= end:
                pieces.append(self._source[start:cut_start])
                start = cut_end
        return "".join([*pieces, self._source[start:end]])

    def _offset(self) -> int:
        line, column = self.getpos()
        return self._starts[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._leaving:
            known, depth, start = self._leaving
            self._leaving = (known, depth + (tag == known), start)
            return
        self._in_title = tag == "title" and not self.title
        classes = set((dict(attrs).get("class") or "").split())
        if tag in _VOID:
            return
        if tag in _OF_THE_PAGE or classes & _SHARED:
            self._leaving = (tag, 1, self._offset())
        elif tag in _OF_THE_ARTICLE:
            self._open.append((tag, self._offset()))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag that closes itself holds nothing."""

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data

    def handle_endtag(self, tag: str) -> None:
        self._in_title = False
        end = self._source.find(">", self._offset()) + 1
        if self._leaving:
            known, depth, start = self._leaving
            self._leaving = (known, depth - (tag == known), start)
            if tag == known and depth == 1:
                self._cut.append((start, end))
                self._leaving = None
        elif self._open and self._open[-1][0] == tag:
            self.found[tag].append((self._open.pop()[1], end))
