"""What an image says of itself: the sizes of each kind, what moves, what tells a place, and what is damaged."""

from __future__ import annotations

from pathlib import Path
from struct import pack

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.images.facts import DamagedImageError, Facts, facts_of

GIF = b"GIF89a\x03\x00\x02\x00\x80\x00\x00" + b"\0\0\0\xff\xff\xff"
PICTURE = b"\x2c\0\0\0\0\x03\0\x02\0\0\x02\x03\x44\x34\x05\0"
PNG = b"\x89PNG\r\n\x1a\n" + pack(">I", 13) + b"IHDR" + pack(">II", 640, 480) + b"\x08\x02\0\0\0" + b"crc!"


def chunk(kind: bytes, data: bytes) -> bytes:
    return pack(">I", len(data)) + kind + data + b"crc!"


def exif(*tags: tuple[int, int], order: str = ">") -> bytes:
    entries = b"".join(pack(f"{order}HHIHH", tag, 3, 1, value, 0) for tag, value in tags)
    start = b"MM\0*" if order == ">" else b"II*\0"
    tiff = start + pack(f"{order}I", 8) + pack(f"{order}H", len(tags)) + entries
    return b"\xff\xe1" + pack(">H", len(tiff) + 8) + b"Exif\0\0" + tiff


def jpeg(*segments: bytes, mark: int = 0xC0) -> bytes:
    frame = b"\xff" + bytes([mark]) + pack(">HBHH", 17, 8, 480, 640) + b"\x03" + b"\0" * 9
    return b"\xff\xd8" + b"".join(segments) + frame + b"\xff\xda"


@pytest.mark.parametrize(
    ("data", "facts"),
    [
        (PNG + chunk(b"IDAT", b""), Facts(kind="png", width=640, height=480)),
        (PNG + chunk(b"acTL", b"12345678") + chunk(b"IDAT", b""), Facts(kind="png", width=640, height=480, moves=True)),
        (GIF + PICTURE + b";", Facts(kind="gif", width=3, height=2)),
        (GIF + b"\x21\xf9\x04\0\0\0\0\0" + PICTURE + PICTURE + b";", Facts(kind="gif", width=3, height=2, moves=True)),
        (jpeg(), Facts(kind="jpeg", width=640, height=480)),
        (jpeg(mark=0xC2), Facts(kind="jpeg", width=640, height=480)),
        (jpeg(b"\xff\xff\xfe\0\x04hi", b"\xff\x01"), Facts(kind="jpeg", width=640, height=480)),
        (jpeg(exif((0x0112, 6))), Facts(kind="jpeg", width=480, height=640)),
        (jpeg(exif((0x0112, 8), order="<")), Facts(kind="jpeg", width=480, height=640)),
        (jpeg(exif((0x0112, 3))), Facts(kind="jpeg", width=640, height=480)),
        (jpeg(exif((0x0112, 1), (0x8825, 99))), Facts(kind="jpeg", width=640, height=480, tells_place=True)),
        (jpeg(b"\xff\xe1\0\x12Exif\0\0MM\0*\0\0\0\x08\0\x09"), Facts(kind="jpeg", width=640, height=480)),
        (jpeg(b"\xff\xe1\0\x0eExif\0\0oddity"), Facts(kind="jpeg", width=640, height=480)),
    ],
)
def test_the_size_is_read_as_the_image_is_shown(data: bytes, facts: Facts) -> None:
    assert facts_of(data) == facts


@pytest.mark.parametrize(
    ("svg", "size"),
    [
        ('<svg width="30" height="20px">', (30, 20)),
        ("<svg width='30.4' viewBox='0 0 200 100' height='20.6'>", (30, 21)),
        ('<svg viewBox="0 0 200 100">', (1200, 600)),
        ('<svg viewBox="-5,-5,20,40" width="100%" height="100%">', (1200, 2400)),
        ('<svg width="4em" height="2em">', (300, 150)),
        ("<svg>", (300, 150)),
        (
            '\ufeff<?xml version="1.0"?>\n<!-- <svg width="1"> --><!DOCTYPE svg>\n<svg height="2" width="1">',
            (1, 2),
        ),
        ('<!DOCTYPE svg [<!ENTITY a "b">]><svg\n width="1"\n height="2">', (1, 2)),
        ('<svg stroke-width="9" width="1" height="2">', (1, 2)),
    ],
)
def test_a_drawing_is_as_large_as_browsers_show_it(svg: str, size: tuple[int, int]) -> None:
    facts = facts_of(svg.encode())
    assert facts
    assert (facts.kind, facts.width, facts.height) == ("svg", *size)


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIDAT",
        PNG[:20],
        PNG.replace(pack(">I", 640), pack(">I", 0)),
        b"\xff\xd8\xff",
        b"\xff\xd8\xff\xda",
        b"\xff\xd8\xff\xe0\0",
        b"\xff\xd8\xff\xe0\0\x04abno mark",
        b"GIF89a\x03",
        b"GIF89a\0\0\0\0\0\0\0",
        b"RIFF\0\0\0\0WEBPVP8 ",
        b"\0\0\0\x1cftypavif",
        b"<svg viewBox='0 0 1.2.3 4' width='5.6.7' height='8'>",
        b"<svg viewBox='0 0 1 " + 400 * b"9" + b"'>",
    ],
)
def test_what_breaks_off_is_damaged(data: bytes) -> None:
    with pytest.raises(DamagedImageError):
        facts_of(data)


@pytest.mark.parametrize("data", [b"", b"BM", b"%PDF-1.7", b"<html><svg>", b"one", b"II*\0", b"\0\0\0\x1cftypheic"])
def test_what_is_of_no_known_kind_has_no_facts(data: bytes) -> None:
    assert facts_of(data) is None


@given(
    st.sampled_from([PNG, GIF + PICTURE, jpeg(exif((0x0112, 6))), b"RIFF\0\0\0\0WEBPVP8X", b"\0\0\0\x0cftypavif"]),
    st.binary(max_size=60),
    st.integers(0, 80),
)
def test_no_bytes_are_too_odd_to_be_looked_at(start: bytes, more: bytes, cut: int) -> None:
    for data in (more, start + more, start[:cut] + more):
        try:
            facts = facts_of(data)
        except DamagedImageError:
            continue
        assert facts is None or facts.width > 0


def test_the_images_of_the_toy_archive_are_known() -> None:
    images = Path(__file__).parents[1] / "toy_archive/static/images"
    assert {path.name: bool(facts_of(path.read_bytes())) for path in images.iterdir()} == {
        "tide-curve.png": True,
        "timetable.svg": True,
    }
