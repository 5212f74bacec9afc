"""The accent of a site can be read on light and dark paper, whatever colour it is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from backfile.site.colours import colour_rules, contrast, readable

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@given(COLOURS)
def test_any_colour_becomes_readable_on_both_papers(colour: str) -> None:
    assert contrast(readable(colour, "#fdfcf9", "#000000"), "#fdfcf9") >= 4.5
    assert contrast(readable(colour, "#171613", "#ffffff"), "#171613") >= 4.5


def test_a_readable_colour_stays_as_it_is() -> None:
    assert readable("#8a2b1d", "#fdfcf9", "#000000") == "#8a2b1d"


def test_black_on_white_has_the_greatest_contrast() -> None:
    assert round(contrast("#000000", "#ffffff"), 2) == 21


def test_no_accent_makes_no_rule() -> None:
    assert colour_rules("") == ""
