"""What an image says of itself in its first bytes: its kind and size, whether it moves, whether it tells a place.

Three ways were weighed. Pillow reads all of it, and has 20 MB, which a site without images should not need. imagesize
(pure, alive, MIT) reads sizes; it knows neither what moves nor what tells a place, and takes longer to import than most
builds take. So the headers are read here: they are small, and have not changed in years.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from struct import error as broken_off
from struct import unpack_from

from backfile.frozen import frozen

STILLS = frozenset({"jpeg", "png", "gif", "webp"})
_PNG = b"\x89PNG\r\n\x1a\n"
_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})  # the marks of JPEG that are followed by the size
_BARE = frozenset({0x01, *range(0xD0, 0xD9)})  # and those that nothing belongs to
_PIXELS, _ORIENTATION, _PLACE = 0xDA, 0x0112, 0x8825
_ON_ITS_SIDE = frozenset({5, 6, 7, 8})
_WIDE = 1200  # what says no size of its own is as wide as it can be
_SVG = re.compile(
    rb"(?:\s+|<\?xml[^>]*+>|<!--.*?-->|<!DOCTYPE[^>\[]*+(?:\[[^\]]*+\]\s*+)?>)*+(<svg\b[^>]*+>)", re.DOTALL
)
_LENGTH = re.compile(rb"\s(width|height)\s*=\s*[\"']\s*([0-9.]+)(?:px)?\s*[\"']")
_VIEW = re.compile(rb"\sviewBox\s*=\s*[\"']\s*[-0-9.]+[\s,]+[-0-9.]+[\s,]+([0-9.]+)[\s,]+([0-9.]+)\s*[\"']")
_LONGEST_SVG_HEAD = 20_000
_IMAGE, _EXTENSION, _NO_EXTENSION = 0x2C, 0x21, 0x3B  # the blocks of GIF


class DamagedImageError(ValueError):
    """An image that begins as one of its kind does, and then breaks off or contradicts itself."""


@frozen
class Facts:
    """Its kind (`jpeg`, `png`, `gif`, `webp`, `avif`, `svg`), and its width and height in pixels as it is shown.

    `moves` says that it is more than one picture, `tells_place` that it says where on earth it was taken.
    """

    kind: str
    width: int
    height: int
    moves: bool = False
    tells_place: bool = False


def facts_of(data: bytes) -> Facts | None:
    """The facts of an image, or None where the bytes are of no kind that is known here. Raises DamagedImageError."""
    try:
        facts = _read(data)
    except (broken_off, IndexError, ValueError, OverflowError) as error:
        raise DamagedImageError(str(error)) from error
    if facts and not (facts.width and facts.height):
        raise DamagedImageError("it has no width or no height")
    return facts


def _read(data: bytes) -> Facts | None:
    if data.startswith(_PNG):
        return _png(data)
    if data.startswith(b"\xff\xd8\xff"):
        return _jpeg(data)
    if data.startswith((b"GIF87a", b"GIF89a")):
        return _gif(data)
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return _webp(data)
    if data[4:12] in {b"ftypavif", b"ftypavis"}:
        return _avif(data)
    svg = _SVG.match(data[:_LONGEST_SVG_HEAD].removeprefix(b"\xef\xbb\xbf"))
    return _svg(svg[1]) if svg else None


def _png(data: bytes) -> Facts:
    if data[12:16] != b"IHDR":
        raise DamagedImageError("it does not begin with its size")
    width, height = unpack_from(">II", data, 16)
    kinds = {kind for kind, _ in _chunks(data)}
    return Facts(kind="png", width=width, height=height, moves=b"acTL" in kinds)


def _chunks(data: bytes) -> Iterator[tuple[bytes, int]]:
    """The chunks of a PNG before its pixels: their kinds and places."""
    at = len(_PNG)
    while (kind := data[at + 4 : at + 8]) and kind != b"IDAT":
        yield kind, at + 8
        at += int(unpack_from(">I", data, at)[0]) + 12


def _jpeg(data: bytes) -> Facts:
    told = Facts(kind="jpeg", width=0, height=0)
    orientation, at = 1, 2
    while True:
        while data[at] == 0xFF and data[at + 1] == 0xFF:  # noqa: PLR2004 -- marks may be padded
            at += 1
        start, mark = data[at], data[at + 1]
        if start != 0xFF or mark == _PIXELS:  # noqa: PLR2004 -- what begins a mark
            raise DamagedImageError("its size is missing")
        if mark in _BARE:
            at += 2
            continue
        if mark in _FRAMES:
            height, width = unpack_from(">HH", data, at + 5)
            turned = (height, width) if orientation in _ON_ITS_SIDE else (width, height)
            return replace(told, width=turned[0], height=turned[1])
        length = int(unpack_from(">H", data, at + 2)[0])
        if data[at + 4 : at + 10] == b"Exif\0\0":
            exif = dict(_exif(data[at + 10 : at + 2 + length]))
            orientation = exif.get(_ORIENTATION, orientation)
            told = replace(told, tells_place=_PLACE in exif)
        at += 2 + length


def _exif(tiff: bytes) -> Iterator[tuple[int, int]]:
    """The tags of the first directory, with their values where these are short numbers."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2], "")
    try:
        (start,) = unpack_from(f"{order}I", tiff, 4)
        for each in range(unpack_from(f"{order}H", tiff, start)[0] if order else 0):
            tag, _, _, value = unpack_from(f"{order}HHIH", tiff, start + 2 + each * 12)
            yield tag, value
    except broken_off:
        return  # a browser passes over it as well


def _gif(data: bytes) -> Facts:
    width, height = unpack_from("<HH", data, 6)
    return Facts(kind="gif", width=width, height=height, moves=_pictures_in_gif(data) > 1)


def _pictures_in_gif(data: bytes) -> int:
    """How many pictures there are, up to two."""
    at, found = 13 + _table(data[10]), 0
    while at < len(data) and data[at] in {_IMAGE, _EXTENSION}:
        if data[at] == _IMAGE:
            found += 1
            at += 11 + _table(data[at + 9])
        else:
            at += 2
        if found > 1:
            break
        while at < len(data) and data[at]:
            at += data[at] + 1
        at += 1
    return found


def _table(flags: int) -> int:
    """The bytes of a table of colours."""
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _webp(data: bytes) -> Facts:
    kind = data[12:16]
    if kind == b"VP8X":
        width, height = (int.from_bytes(data[at : at + 3], "little") + 1 for at in (24, 27))
        return Facts(kind="webp", width=width, height=height, moves=bool(data[20] & 2))
    if kind == b"VP8L":
        (bits,) = unpack_from("<I", data, 21)
        return Facts(kind="webp", width=(bits & 0x3FFF) + 1, height=(bits >> 14 & 0x3FFF) + 1)
    width, height = unpack_from("<HH", data, 26)
    return Facts(kind="webp", width=width & 0x3FFF, height=height & 0x3FFF)


def _avif(data: bytes) -> Facts:
    (length,) = unpack_from(">I", data, 0)
    (rest,) = unpack_from(">I", data, length)
    meta = data[length : length + rest]
    sizes = [unpack_from(">II", meta, found.end() + 4) for found in re.finditer(b"ispe", meta)]
    width, height = max(sizes, default=(0, 0))
    turn = meta.find(b"irot")
    if turn >= 0 and meta[turn + 4] & 1:
        width, height = height, width
    return Facts(kind="avif", width=width, height=height, moves=data[8:12] == b"avis")


def _svg(tag: bytes) -> Facts:
    lengths = {found[1]: float(found[2]) for found in _LENGTH.finditer(tag)}
    view = _VIEW.search(tag)
    if len(lengths) == 2:  # noqa: PLR2004 -- width and height
        width, height = lengths[b"width"], lengths[b"height"]
    elif view:
        # As images without a size of their own are shown.
        width, height = _WIDE, _WIDE * float(view[2]) / (float(view[1]) or 1)
    else:
        width, height = 300, 150  # what browsers take where nothing is said (CSS 2.2, 10.3.2)
    return Facts(kind="svg", width=max(1, round(width)), height=max(1, round(height)))
