"""The door of defusedxml: an export of WordPress (WXR), item by item."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from backfile.extras import missing
from backfile.formats.posts import Image
from backfile.formats.refusal import Refusal
from backfile.frozen import frozen

_WP = re.compile(r"\{https?://wordpress\.org/export/[0-9.]+/\}")
_SHORT = (
    ("{http://purl.org/rss/1.0/modules/content/}", "content:"),
    ("{http://purl.org/dc/elements/1.1/}", "dc:"),
)
_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?: |T|$)")
_DRAFTS = frozenset(["draft", "pending", "private", "future"])
_WORDS = frozenset(["category", "post_tag"])
_NO_WORD = frozenset(["uncategorized", "uncategorised"])
_AGAIN = "export it again: Tools → Export in WordPress"


@frozen
class Item:
    """A post of the export. `key` is its name for all time, `date` the day on which it was published or "".

    `author` is the name that is displayed; `thumbnail` is the number of the attachment that stands at its head.
    """

    key: str
    title: str
    text: str
    excerpt: str = ""
    author: str = ""
    date: str = ""
    stem: str = ""
    tags: tuple[str, ...] = ()
    is_draft: bool = False
    thumbnail: str = ""


@dataclass(slots=True, kw_only=True)  # it grows item by item
class Export:
    """All that is taken over from an export; `left_out` counts the rest by its kind."""

    items: list[Item] = field(default_factory=list)
    images: dict[str, Image] = field(default_factory=dict)
    authors: dict[str, str] = field(default_factory=dict)
    left_out: Counter[str] = field(default_factory=Counter)
    site: str = ""


def is_export(start: bytes) -> bool:
    """Whether a file that begins so is an export of WordPress."""
    return b"wordpress.org/export/" in start


def read_export(path: Path) -> Export:
    """The posts of an export. Raises Refusal if it is broken, or a trap for whoever reads it."""
    try:
        from defusedxml import DefusedXmlException, ElementTree  # optional: the extra `ingest`
    except ImportError as error:
        raise Refusal("an export needs a package that is not installed", missing("ingest")) from error
    export = Export()
    try:
        for element in _items(ElementTree.iterparse(str(path), events=("start", "end"), forbid_dtd=True), export):
            _take(export, element)
    except DefusedXmlException as error:
        raise Refusal("it defines entities or a document type, which no export does", _AGAIN) from error
    except ParseError as error:
        raise Refusal(f"it breaks off or is no XML from line {error.position[0]} on", _AGAIN) from error
    except (ValueError, LookupError) as error:
        raise Refusal("it is in an encoding that is not known", _AGAIN) from error
    return export


def _items(events: Any, export: Export) -> Iterator[Element]:  # noqa: ANN401 -- an iterator of the library
    """The items one by one; what was read is given up again, so that an export of any size can be read."""
    channel: Element | None = None
    for event, element in events:
        tag = _tag(element)
        if event == "start":
            channel = element if tag == "channel" else channel
        elif tag == "wp:author":
            login, name = _text(element, "wp:author_login"), _text(element, "wp:author_display_name")
            export.authors[login] = name or login
        elif tag == "wp:base_site_url":
            export.site = (element.text or "").strip()
        elif tag == "item":
            yield element
            if channel is not None:
                channel.remove(element)


def _tag(element: Element) -> str:
    tag = _WP.sub("wp:", element.tag)
    for long, short in _SHORT:
        tag = tag.replace(long, short)
    return "excerpt:encoded" if tag.endswith("/excerpt/}encoded") else tag


def _text(element: Element, tag: str) -> str:
    child = next((child for child in element if _tag(child) == tag), None)
    return (child.text or "").strip() if child is not None else ""


def _take(export: Export, element: Element) -> None:
    kind, status = _text(element, "wp:post_type"), _text(element, "wp:status")
    number = _text(element, "wp:post_id")
    if kind == "attachment":
        address = _text(element, "wp:attachment_url") or _text(element, "guid")
        alt = _meta(element, "_wp_attachment_image_alt")
        export.images[number] = Image(address=address, alt=alt, caption=_text(element, "excerpt:encoded"))
    if kind != "post":
        export.left_out[kind or "item without a kind"] += 1
    elif status in {"trash", "auto-draft"}:
        export.left_out[f"post in the {status}" if status == "trash" else "draft that was never saved"] += 1
    elif _text(element, "wp:post_password"):
        export.left_out["post under a password"] += 1
    else:
        export.items.append(_post(export, element, number, is_draft=status in _DRAFTS))


def _post(export: Export, element: Element, number: str, *, is_draft: bool) -> Item:
    day = _DAY.match(_text(element, "wp:post_date"))
    author = _text(element, "dc:creator")
    tags = [
        " ".join(unescape(child.text or "").split())
        for child in element
        if _tag(child) == "category" and child.get("domain") in _WORDS and child.get("nicename") not in _NO_WORD
    ]
    return Item(
        key=_text(element, "guid") or f"{export.site}?p={number}",
        title=" ".join(unescape(_text(element, "title")).split()),
        text=_text(element, "content:encoded"),
        excerpt=_text(element, "excerpt:encoded"),
        author=export.authors.get(author, author),
        date=day[1] if day and not day[1].startswith("0000") and not is_draft else "",
        stem=_text(element, "wp:post_name"),
        tags=tuple(dict.fromkeys(filter(None, tags))),
        is_draft=is_draft,
        thumbnail=_meta(element, "_thumbnail_id"),
    )


def _meta(element: Element, key: str) -> str:
    return next(
        (
            _text(child, "wp:meta_value")
            for child in element
            if _tag(child) == "wp:postmeta" and _text(child, "wp:meta_key") == key
        ),
        "",
    )
