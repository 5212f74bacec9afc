"""Images that come along with a document: which of them a browser can show, and the address that they get."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from urllib.parse import unquote

from backfile.archive.slugs import slug
from backfile.intake.record import Picture

Bytes = Callable[[str], bytes | None]

_KINDS = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
)
_LONGEST_STEM = 40
_LARGEST = 50_000_000


def ending_of(data: bytes) -> str:
    """The ending of an image's name by its bytes; "" if browsers cannot show it, or if it may hold a program (SVG)."""
    for start, ending in _KINDS:
        if data.startswith(start):
            return ending
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    return "avif" if data[4:12] in {b"ftypavif", b"ftypavis"} else ""


def picture_of(data: bytes, alt: str, text: str) -> Picture | None:
    """An image of the text of that name, or None where it cannot be shown.

    Its address holds a digest of it: the same image has the same address, and no other image has.
    """
    ending = ending_of(data)
    if not ending or len(data) > _LARGEST:
        return None
    stem = slug(text.rpartition("/")[2].rpartition(".")[0] or text)[:_LONGEST_STEM].strip("-")
    digest = hashlib.sha256(data).hexdigest()[:12]
    return Picture(address=f"images/{stem}-{digest}.{ending}", data=data, alt=" ".join(alt.split()))


def _within(address: str) -> bytes | None:
    """An image that is written out in its own address."""
    head, _, text = address.partition(",")
    try:
        return base64.b64decode(unquote(text)) if head.endswith(";base64") else None
    except ValueError:
        return None


def found_in(sources: tuple[Bytes, ...], name: str) -> bytes | None:
    """The bytes of an image by the name that a document has for it, from the first source that knows it."""
    if name.startswith("data:"):
        return _within(name)
    for source in sources:
        for spelling in dict.fromkeys((name, unquote(name).partition("?")[0])):
            data = source(spelling)
            if data is not None:
                return data
    return None
