"""Markdown to HTML: the door of mistune. Raw HTML is shown as text, and links lead where the plan says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import field
from functools import cache
from typing import Any
from urllib.parse import unquote

import mistune
from mistune.plugins.footnotes import footnotes
from mistune.plugins.table import table
from mistune.util import escape

from backfile.archive.article import described
from backfile.frozen import frozen
from backfile.site.addresses import anchor_of, section_anchor
from backfile.site.fragments import HeadingView, TypesetView
from backfile.site.image_fragments import FigureView
from backfile.site.typeset_images import caption_of, with_size
from backfile.site.typeset_plain import PlainInline, PlainRenderer, plain_prose

_TAGS = re.compile(r"<[^>]*>")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_OUTWARD = re.compile(r"(?:https?|mailto|tel|ftp):|//|#", re.IGNORECASE)
_DEEPEST_HEADING = 6
_FIRST_HEADING = 2
_WORDS_A_MINUTE = 230
_ESCAPED = tuple((escape(char), char) for char in "<>\"'")


@frozen
class Typeset:
    """Prose as HTML, and those of its links that lead nowhere, as written."""

    prose: TypesetView
    broken: tuple[str, ...]


@frozen
class Images:
    """What is known of the images in a text, by their addresses; `is_led` says that a figure stands above it."""

    figures: Mapping[str, FigureView] = field(default_factory=dict)
    is_led: bool = False


NO_IMAGES = Images()


def typeset(markdown: str, links: Mapping[str, str], root: str, images: Images = NO_IMAGES) -> Typeset:
    """The prose of a page. `links` says what each target within the archive stands for, `root` leads to its root."""
    renderer, parser = _press()
    renderer.begin(links, root, images)
    # mistune gives a list of tokens instead of text only where it has no renderer.
    html = str(parser(markdown))
    return Typeset(
        prose=TypesetView(html=html, minutes=_minutes(markdown), headings=tuple(renderer.headings)),
        broken=tuple(renderer.broken),
    )


def _minutes(markdown: str) -> int:
    # Blanks are quickly counted, and there is one between two words.
    return max(1, round((markdown.count(" ") + markdown.count("\n")) / _WORDS_A_MINUTE))


def typeset_short(markdown: str) -> str:
    """A few paragraphs without links into the archive, such as a biography."""
    return typeset(markdown, {}, "").prose.html


def broken_links(markdown: str) -> tuple[str, ...]:
    """The links of such paragraphs that do not lead to another site, as written."""
    may_link = any(mark in markdown for mark in ("](", "]:", "<"))
    return typeset(markdown, {}, "").broken if may_link else ()


def is_outward(target: str) -> bool:
    """Whether a link leads out of the archive, in one of the ways that are safe."""
    return bool(_OUTWARD.match(target))


def link_fault(target: str) -> str:
    """What is wrong with a link that leads neither into the archive nor out of it."""
    scheme = _SCHEME.match(target)
    return f"a link may not begin with `{scheme[0]}`" if scheme else f"the link leads nowhere: `{target}`"


@cache
def _press(*, plain: bool = True) -> tuple[_Renderer, mistune.Markdown]:
    """Renderer and parser; with `plain` or without it, a text reads the same."""
    renderer = _Renderer(escape=True)
    parser = mistune.Markdown(renderer=renderer, inline=PlainInline() if plain else None, plugins=[table, footnotes])
    if plain:
        parser.use(plain_prose)
    # Raw HTML is text like any other, so that Markdown around it still counts.
    parser.block.rules.remove("raw_html")
    parser.inline.rules.remove("inline_html")
    return renderer, parser


class _Renderer(PlainRenderer):
    links: Mapping[str, str]
    root: str
    headings: list[HeadingView]
    broken: list[str]
    anchors: Counter[str]
    references: Counter[int]
    images: Images
    captions: dict[str, str]
    is_first_image: bool

    def begin(self, links: Mapping[str, str], root: str, images: Images) -> None:
        self.links, self.root, self.images = links, root, images
        self.captions, self.is_first_image = {}, not images.is_led
        self.headings, self.broken, self.anchors = [], [], Counter()
        self.references = Counter()

    def heading(self, text: str, level: int, **_: Any) -> str:  # noqa: ANN401 -- mistune's own signature
        # The title of the page is its only heading of the first level.
        shown = min(max(level, _FIRST_HEADING), _DEEPEST_HEADING)
        plain = _unescaped(_TAGS.sub("", text)) if "<" in text or "&" in text else text
        anchor = self._anchor(plain)
        self.headings.append(HeadingView(level=shown, text=plain, anchor=anchor))
        return f'<h{shown} id="{anchor}">{text}</h{shown}>\n'

    def footnote_ref(self, _key: str, index: int) -> str:
        """The mark of a note. The text may refer to a note several times, but an id stands once on a page."""
        self.references[index] += 1
        again = f"-{self.references[index]}" if self.references[index] > 1 else ""
        mark = f'<a href="#fn-{index}" role="doc-noteref">{index}</a>'
        return f'<sup class="footnote-ref" id="fnref-{index}{again}">{mark}</sup>'

    def footnote_item(self, text: str, *, index: int, **_: Any) -> str:  # noqa: ANN401 -- mistune's own signature
        """A note, with the way back behind its last word; its sign is kept from becoming a coloured one on phones."""
        back = f'&nbsp;<a href="#fnref-{index}" class="footnote" role="doc-backlink">\u21a9\ufe0e</a>'
        body, end = text.rstrip().removesuffix("</p>"), "</p>" if text.rstrip().endswith("</p>") else ""
        return f'<li id="fn-{index}">{body}{back}{end}</li>\n'

    def footnotes(self, text: str) -> str:
        """Notes without a section of their own, which would need a heading."""
        return f'<div class="footnotes" role="doc-endnotes">\n<ol>\n{text}</ol>\n</div>\n'

    def table(self, text: str) -> str:
        """A table in a box of its own, which scrolls on a phone and can be scrolled from the keyboard."""
        return f'<div class="table" tabindex="0">\n<table>\n{text}</table>\n</div>\n'

    def link(self, text: str, url: str, title: str | None = None) -> str:
        return super().link(text, self._place(url), title)

    def image(self, text: str, url: str, title: str | None = None) -> str:
        """An image: where none stands above it, it is loaded at once, and all others when they come into sight."""
        place = self._place(url)
        figure = self.images.figures.get(place.removeprefix(self.root)) if self.images.figures else None
        loading = "" if self.is_first_image else ' loading="lazy"'
        self.is_first_image = False
        plain = super().image(described(text), place, title).removesuffix(" />")
        html = with_size(f"{plain}{loading} />", figure.image if figure else None, self.root)
        self.captions[html] = caption_of(figure) if figure else ""
        return html

    def paragraph(self, text: str) -> str:
        """A paragraph; one that holds nothing but an image is a figure."""
        if text not in self.captions:
            return super().paragraph(text)
        return f"<figure>\n{text}\n{self.captions[text]}</figure>\n"

    def _place(self, url: str) -> str:
        if url.startswith("#") and len(url) > 1:
            return f"#{anchor_of(url[1:])}"
        if _OUTWARD.match(url):
            return url
        # mistune has quoted the letters that no address may hold, such as those of имя.md.
        for target in (url, unquote(url)):
            if target in self.links:
                return f"{self.root}{self.links[target]}"
        self.broken.append(unquote(url))
        return url

    def _anchor(self, text: str) -> str:
        wanted = section_anchor(text)
        anchor = wanted
        # How often it was wanted is where to go on counting; another heading may read “One 2” in full.
        while self.anchors[anchor]:
            self.anchors[wanted] += 1
            anchor = f"{wanted}-{self.anchors[wanted]}"
        self.anchors[anchor] = 1
        return anchor


def _unescaped(html: str) -> str:
    for escaped, char in _ESCAPED:
        html = html.replace(escaped, char)
    return html.replace("&amp;", "&")
