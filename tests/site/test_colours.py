"""The accent of a site can be read on light and dark paper, whatever colour it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.site.colours import DARK_INK, DARK_PAPER, INK, PAPER, colour_rules, contrast, readable
from backfile.site.theme import THEME

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@given(COLOURS)
def test_any_colour_becomes_readable_on_both_papers(colour: str) -> None:
    assert contrast(readable(colour, PAPER, INK), PAPER) >= 4.5
    assert contrast(readable(colour, DARK_PAPER, DARK_INK), DARK_PAPER) >= 4.5


def test_a_readable_colour_stays_as_it_is() -> None:
    assert readable("#8a2b1d", PAPER, INK) == "#8a2b1d"


def test_black_on_white_has_the_greatest_contrast() -> None:
    assert round(contrast("#000000", "#ffffff"), 2) == 21


@pytest.mark.parametrize(("paper", "ink"), [(PAPER, INK), (DARK_PAPER, DARK_INK)])
def test_accents_are_held_against_the_papers_of_the_style_sheet(paper: str, ink: str) -> None:
    sheet = (THEME / "assets/style.css").read_text("utf-8")
    assert f"--paper: {paper};" in sheet
    assert contrast(paper, ink) > 17, "mixing with the ink must be able to reach any contrast that is asked for"


def test_no_accent_makes_no_rule() -> None:
    assert colour_rules("") == ""
