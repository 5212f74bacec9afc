"""Copies of images: upright, in sRGB, without what the camera noted, and never of what is damaged or too large."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from zlib import compress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backfile.images.facts import DamagedImageError, facts_of
from backfile.images.recipes import Picture, renditions_of
from tests.images.test_facts import PNG, chunk

Image = pytest.importorskip("PIL.Image", reason="the extra `images` is not installed")
from PIL import ImageCms  # noqa: E402 -- only where there is Pillow

from backfile.images.pillow import copy_of  # noqa: E402

RED, GREEN = (200, 30, 30), (30, 160, 60)
ORIENTATION, PLACE = 0x0112, 0x8825


def encoded(image: Any, kind: str, **options: Any) -> bytes:  # noqa: ANN401 -- as Pillow takes them
    held = BytesIO()
    image.save(held, kind, **options)
    return held.getvalue()


def two_halves(mode: str = "RGB", size: tuple[int, int] = (80, 40)) -> Any:  # noqa: ANN401
    """Red on the left and green on the right."""
    image = Image.new("RGB", size, RED)
    image.paste(GREEN, (size[0] // 2, 0, *size))
    return image.convert(mode)


def opened(data: bytes) -> Any:  # noqa: ANN401
    image = Image.open(BytesIO(data))
    image.load()
    return image


def is_near(pixel: tuple[int, ...], wanted: tuple[int, ...], by: int = 24) -> bool:
    return all(abs(one - other) <= by for one, other in zip(pixel, wanted, strict=False))


@pytest.mark.parametrize(
    ("kind", "mode"),
    [("JPEG", "RGB"), ("JPEG", "CMYK"), ("PNG", "RGB"), ("PNG", "P"), ("GIF", "P"), ("WEBP", "RGB"), ("PNG", "RGBA")],
)
def test_a_copy_shows_the_same_in_fewer_pixels(kind: str, mode: str) -> None:
    copy = opened(copy_of(encoded(two_halves(mode), kind), 40))
    assert (copy.format, copy.size) == ("WEBP", (40, 20))
    assert is_near(copy.convert("RGB").getpixel((5, 10)), RED)
    assert is_near(copy.convert("RGB").getpixel((35, 10)), GREEN)


@pytest.mark.parametrize("mode", ["L", "1", "I;16"])
def test_grey_stays_as_grey_as_it_was(mode: str) -> None:
    image = Image.new("I;16", (8, 8), 200 * 256) if mode == "I;16" else Image.new("L", (8, 8), 255).convert(mode)
    pixel = opened(copy_of(encoded(image, "PNG"), 4)).getpixel((2, 2))
    assert is_near(pixel, (200,) * 3 if mode == "I;16" else (255,) * 3, by=3)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photograph_stands_upright(orientation: int) -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    data = encoded(two_halves(size=(160, 80)), "JPEG", exif=exif, quality=95)
    facts = facts_of(data)
    assert facts
    copy = opened(copy_of(data, facts.width // 2))
    assert copy.size == (facts.width // 2, facts.height // 2) == ((80, 40) if orientation < 5 else (40, 80))
    corners = {1: (5, 20), 2: (75, 20), 3: (75, 20), 4: (5, 20), 5: (20, 5), 6: (20, 5), 7: (20, 75), 8: (20, 75)}
    assert is_near(copy.getpixel(corners[orientation]), RED)


def test_a_photograph_is_turned_by_what_browsers_read_only() -> None:
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description tiff:Orientation="6"/></x:xmpmeta>'
    copy = opened(copy_of(encoded(two_halves(size=(160, 80)), "JPEG", xmp=xmp), 80))
    assert copy.size == (80, 40)


def test_what_the_camera_noted_stays_behind() -> None:
    exif = Image.Exif()
    exif[0x010F] = "A camera of a certain person"
    exif.get_ifd(PLACE)[1] = "N"
    data = encoded(two_halves(), "JPEG", exif=exif, comment=b"secret", xmp=b"<x>secret</x>")
    facts = facts_of(data)
    assert facts
    assert facts.tells_place
    copy = copy_of(data, 40)
    assert b"camera" not in copy
    assert b"secret" not in copy
    assert {"exif", "icc_profile", "xmp"}.isdisjoint(opened(copy).info)
    assert len(opened(copy).getexif()) == 0


@pytest.mark.parametrize("mode", ["RGBA", "P", "LA"])
def test_what_is_transparent_stays_so(mode: str) -> None:
    image = Image.new("RGBA", (40, 40), (*RED, 0))
    image.paste((*GREEN, 255), (20, 0, 40, 40))
    copy = opened(copy_of(encoded(image.convert(mode), "PNG"), 20)).convert("RGBA")
    assert copy.getpixel((3, 10))[3] < 20
    assert copy.getpixel((17, 10))[3] > 235


def test_colours_of_another_space_are_brought_into_srgb() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    xyz = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    grey = Image.new("RGB", (8, 8), (128, 128, 128))
    same = opened(copy_of(encoded(grey, "PNG", icc_profile=xyz), 8)).getpixel((4, 4))
    assert is_near(same, (128,) * 3, by=2)
    for odd in (lab, b"no profile at all"):  # which does not fit its pixels: browsers pass over it, too
        assert is_near(opened(copy_of(encoded(grey, "PNG", icc_profile=odd), 8)).getpixel((4, 4)), (128,) * 3, by=2)


def test_drawings_lose_nothing() -> None:
    image = Image.new("P", (200, 100), 0)
    image.putpalette([255, 255, 255, *RED])
    image.paste(1, (50, 0, 51, 100))
    copy = opened(copy_of(encoded(image, "PNG"), 200)).convert("RGB")
    assert (copy.getpixel((49, 9)), copy.getpixel((50, 9))) == ((255, 255, 255), RED)


def test_the_same_image_gives_the_same_bytes() -> None:
    data = encoded(Image.effect_noise((300, 200), 60).convert("RGB"), "JPEG")
    assert copy_of(data, 150) == copy_of(data, 150)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP"])
def test_an_image_that_breaks_off_is_refused(kind: str) -> None:
    data = encoded(Image.effect_noise((90, 60), 60), kind)
    for length in (len(data) // 2, len(data) - len(data) // 4):
        with pytest.raises(DamagedImageError):
            copy_of(data[:length], 40)


def test_an_image_that_lies_about_its_size_is_not_opened() -> None:
    header = PNG.replace(b"\0\0\x02\x80\0\0\x01\xe0", b"\0\0\xff\xff\0\0\xff\xff")
    bomb = header + chunk(b"IDAT", compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    facts = facts_of(bomb)
    assert facts
    picture = Picture(file="static/bomb.png", size=len(bomb), digest="x", facts=facts)
    assert picture.is_too_large
    assert list(renditions_of(picture, "maker")) == []
    with pytest.raises(DamagedImageError):
        copy_of(bomb, 40)


@settings(max_examples=30)
@given(st.sampled_from(["JPEG", "PNG", "GIF", "WEBP", "AVIF"]), st.integers(1, 70), st.integers(1, 70))
def test_the_size_is_the_one_that_others_read(kind: str, width: int, height: int) -> None:
    facts = facts_of(encoded(Image.new("RGB", (width, height), RED), kind))
    assert facts
    assert (facts.kind, facts.width, facts.height, facts.moves) == (kind.lower(), width, height, False)


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_what_moves_is_left_as_it_is(kind: str) -> None:
    frames = [Image.new("RGB", (20, 10), colour) for colour in (RED, GREEN)]
    data = encoded(frames[0], kind, save_all=True, append_images=frames[1:])
    facts = facts_of(data)
    assert facts
    assert facts.moves
    assert not Picture(file="static/a.gif", size=len(data), digest="x", facts=facts).can_be_smaller
