"""Documents to texts with marks: the one function that knows all formats."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from backfile.formats.images import Bytes, found_in, picture_of
from backfile.formats.page import article_in, text_of_page
from backfile.formats.pandoc import Tree, tree_of
from backfile.formats.pdf import document_of_pdf
from backfile.formats.prose import Pictures, document_of
from backfile.formats.refusal import Refusal
from backfile.formats.rich_text import readable
from backfile.formats.runs import Content, Node
from backfile.intake.document import Document
from backfile.intake.record import Picture

# Styles of Word that pandoc lifts out of the text, in the order in which they are printed.
_LIFTED = ("title", "subtitle", "author", "date", "abstract")
_LABELS = {"author": "Author"}
_NO_TEXT = frozenset(["image", "Image", "Picture"])  # what pandoc and others write where an image has none
_REMOTE = ("http://", "https://")


def nothing(_name: str) -> None:
    """No image is known."""


def read_format(data: bytes, kind: str, name: str, beside: Bytes = nothing) -> Document:
    """The document that the bytes are; `beside` finds files that lie beside a saved page. Raises Refusal."""
    if kind == "pdf":
        return document_of_pdf(data, name)
    if kind == "html":
        source = text_of_page(data)
        if source is None:
            raise Refusal("the page is no text", "save it anew from the browser")
        return read_page(source, name, beside)
    tree = tree_of(readable(data) if kind == "rtf" else data, kind)
    lifted = [block for field in _LIFTED if field in tree.meta for block in _blocks_of(field, tree.meta[field])]
    return document_of([*lifted, *tree.blocks], _pictures(tree, name, beside))


def read_page(source: str, name: str, beside: Bytes = nothing) -> Document:
    """The article of a page; the page's own title stands above it if the article has no heading of the first level."""
    article, title = article_in(source)
    tree = tree_of(article.encode("utf-8", "replace"), "html")
    above = [] if _has_top(tree.blocks) else [_words(title)]
    return document_of([*above, *tree.blocks], _pictures(tree, name, beside))


def _has_top(blocks: Iterable[Node]) -> bool:
    """Whether a heading of the first level stands among blocks, or within their divisions."""
    for block in blocks:
        content: Content = block.get("c")
        if (block["t"] == "Header" and content[0] == 1) or (block["t"] == "Div" and _has_top(content[1])):
            return True
    return False


def read_html(source: str, name: str, beside: Bytes = nothing) -> Document:
    """A piece of HTML, all of which is the text."""
    tree = tree_of(source.encode("utf-8", "replace"), "html")
    return document_of(tree.blocks, _pictures(tree, name, beside))


def _blocks_of(field: str, value: Any) -> list[Node]:  # noqa: ANN401 -- it is JSON
    """A field that a style of the document names, as the paragraph that it was."""
    kind, content = value["t"], value["c"]
    if kind == "MetaList":
        return [block for each in content for block in _blocks_of(field, each)]
    if kind == "MetaBlocks":
        return list(content)
    inlines = [{"t": "Str", "c": content}] if kind == "MetaString" else content
    label = [{"t": "Str", "c": f"{_LABELS[field]}: "}] if field in _LABELS else []
    return [{"t": "Para", "c": [*label, *inlines]}]


def _words(text: str) -> Node:
    return {"t": "Para", "c": [{"t": "Str", "c": text}]}


def _pictures(tree: Tree, name: str, beside: Bytes) -> Pictures:
    def find(image: str, alt: str) -> Picture | None:
        alt = "" if alt in _NO_TEXT else alt
        data = found_in((tree.images.get, beside), image.removeprefix("./"))
        if data is None and image.startswith(_REMOTE):
            return Picture(address=image, alt=alt)
        return picture_of(data, alt, name) if data else None

    return find
