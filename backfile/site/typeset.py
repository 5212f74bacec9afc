"""Markdown to HTML: the door of mistune. Raw HTML is shown as text, and links lead where the plan says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import mistune
from mistune.util import escape

from backfile.archive.slugs import slug
from backfile.site.fragments import HeadingView, TypesetView

_TAGS = re.compile(r"<[^>]*>")
_OUTWARD = re.compile(r"(?:https?|mailto|tel|ftp):|//|#", re.IGNORECASE)
_DEEPEST_HEADING = 6
_FIRST_HEADING = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Typeset:
    """Prose as HTML, and those of its links that lead nowhere, as written."""

    prose: TypesetView
    broken: tuple[str, ...]


def typeset(markdown: str, links: Mapping[str, str], root: str) -> Typeset:
    """The prose of a page. `links` says what each target within the archive stands for, `root` leads to its root."""
    renderer, parser = _press()
    renderer.begin(links, root)
    # mistune gives a list of tokens instead of text only where it has no renderer.
    html = str(parser(markdown))
    return Typeset(prose=TypesetView(html=html, headings=tuple(renderer.headings)), broken=tuple(renderer.broken))


def typeset_short(markdown: str) -> str:
    """A few paragraphs without links into the archive, such as a biography."""
    return typeset(markdown, {}, "").prose.html


@cache
def _press() -> tuple[_Renderer, mistune.Markdown]:
    renderer = _Renderer(escape=True)
    parser = mistune.create_markdown(renderer=renderer, plugins=["table", "footnotes"])
    # Raw HTML is text like any other, so that Markdown around it still counts.
    parser.block.rules.remove("raw_html")
    parser.inline.rules.remove("inline_html")
    return renderer, parser


class _Renderer(mistune.HTMLRenderer):
    links: Mapping[str, str]
    root: str
    headings: list[HeadingView]
    broken: list[str]
    anchors: set[str]

    def begin(self, links: Mapping[str, str], root: str) -> None:
        self.links, self.root = links, root
        self.headings, self.broken, self.anchors = [], [], set()

    def heading(self, text: str, level: int, **_: Any) -> str:  # noqa: ANN401 -- mistune's own signature
        # The title of the page is its only heading of the first level.
        shown = min(max(level, _FIRST_HEADING), _DEEPEST_HEADING)
        plain = _TAGS.sub("", text)
        anchor = self._anchor(plain)
        self.headings.append(HeadingView(level=shown, text=_unescaped(plain), anchor=anchor))
        return f'<h{shown} id="{anchor}">{text}</h{shown}>\n'

    def footnotes(self, text: str) -> str:
        """Notes without a section of their own, which would need a heading."""
        return f'<div class="footnotes" role="doc-endnotes">\n<ol>\n{text}</ol>\n</div>\n'

    def table(self, text: str) -> str:
        """A table in a box of its own, which scrolls on a phone and can be scrolled from the keyboard."""
        return f'<div class="table" tabindex="0">\n<table>\n{text}</table>\n</div>\n'

    def link(self, text: str, url: str, title: str | None = None) -> str:
        return super().link(text, self._place(url), title)

    def image(self, text: str, url: str, title: str | None = None) -> str:
        return super().image(text, self._place(url), title)

    def _place(self, url: str) -> str:
        if _OUTWARD.match(url):
            return url
        if url not in self.links:
            self.broken.append(url)
            return url
        return f"{self.root}{self.links[url]}"

    def _anchor(self, text: str) -> str:
        wanted = f"sec-{slug(_unescaped(text))}"
        anchor, count = wanted, 1
        while anchor in self.anchors:
            count += 1
            anchor = f"{wanted}-{count}"
        self.anchors.add(anchor)
        return anchor


def _unescaped(html: str) -> str:
    for char in "<>\"'":
        html = html.replace(escape(char), char)
    return html.replace("&amp;", "&")
