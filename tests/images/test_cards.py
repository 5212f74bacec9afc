"""Cards for those who share a page: their size, letters of several scripts, and titles that are too long."""

from __future__ import annotations

import dataclasses
import re
from io import BytesIO
from typing import Any

import pytest

from backfile.images.letters import FONTS, font_of
from backfile.images.recipes import Card
from backfile.site.colours import PAPER
from backfile.site.theme import THEME

SHORT = Card(above="The Gazette", title="On Lamps", names="Anna Marsh", below="Issue 2", accent="#8a2b1d", maker="x")


def card(**fields: str) -> Card:
    values: dict[str, Any] = {each.name: getattr(SHORT, each.name) for each in dataclasses.fields(Card)}
    return Card(**{**values, **fields})


def drawn(card: Card) -> Any:  # noqa: ANN401 -- an image of Pillow's
    image = pytest.importorskip("PIL.Image", reason="the extra `images` is not installed")
    from backfile.images.pillow_cards import card_of  # only where there is Pillow

    return image.open(BytesIO(card_of(card, THEME / "assets/fonts")))


def test_the_fonts_are_those_of_the_style_sheet() -> None:
    text = (THEME / "assets/style.css").read_text("utf-8")
    found = re.findall(r'url\("fonts/([a-z-]+)-bold\.woff2"\).*?unicode-range: ([^;]+);', text)
    assert tuple((name, ranges.replace("U+", "").replace(",", "")) for name, ranges in found) == FONTS


@pytest.mark.parametrize(
    ("letter", "font"), [("A", "latin"), ("ə", "latin-ext"), ("Ж", "cyrillic"), ("ქ", ""), ("日", "")]
)
def test_each_letter_is_in_one_font(letter: str, font: str) -> None:
    assert font_of(letter) == font


def test_a_title_in_other_letters_has_no_card_rather_than_one_of_empty_boxes() -> None:
    assert card(title="Вахта и ə").is_drawable
    assert not card(title="ქართული").is_drawable
    assert not card(names="日本").is_drawable


def test_a_card_is_small_and_of_the_size_that_is_asked_for() -> None:
    image = drawn(SHORT)
    assert (image.format, image.size, image.mode) == ("PNG", (1200, 630), "P")
    colours = image.convert("RGB")
    assert colours.getpixel((600, 5)) == (0x8A, 0x2B, 0x1D)
    assert bytes(colours.getpixel((1190, 300))).hex() == PAPER[1:]


@pytest.mark.parametrize(
    "odd",
    [
        card(title="word " * 200, names="Name Family, " * 40, below="Volume 18, " * 30),
        card(title="x" * 400, names="y" * 400),
        card(title="О " * 90),
        card(above="", names="", below=""),
        card(title="a"),
    ],
)
def test_nothing_is_written_over_the_edge(odd: Card) -> None:
    image = drawn(odd).convert("RGB")
    paper = image.getpixel((1199, 300))
    margins = (image.crop((0, 20, 60, 630)), image.crop((1140, 20, 1200, 630)), image.crop((0, 600, 1200, 630)))
    assert all(margin.getcolors() == [(margin.width * margin.height, paper)] for margin in margins)


def test_what_is_written_decides_the_card() -> None:
    other = {name: card(**{name: "Other"}) for name in ("above", "title", "names", "below", "maker")}
    assert len({SHORT.address, *(each.address for each in other.values())}) == 6
    assert drawn(SHORT).tobytes() == drawn(card()).tobytes() != drawn(other["title"]).tobytes()
