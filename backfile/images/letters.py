"""Which of the theme's fonts holds a letter: they are cut by script, as browsers load only what they show."""

from __future__ import annotations

from functools import lru_cache

# As the ranges of the style sheet; a test holds the two together.
FONTS = (
    ("latin", "0-FF 131 152-153 2BB-2BC 2C6 2DA 2DC 2000-206F 20AC 2122 2191 2193 2212 2215"),
    ("latin-ext", "100-130 132-151 154-2BA 2BD-2C5 2C7-2CC 2CE-2D7 1D00-1DBF 1E00-1E9F 1EF2-1EFF 20A0-20AB 2113"),
    ("cyrillic", "301 400-45F 490-491 4B0-4B1 2116"),
)
_ASKED = 1024


def _bounds(each: str) -> tuple[int, int]:
    first, _, last = each.partition("-")
    return int(first, 16), int(last or first, 16)


_RANGES = tuple((name, tuple(map(_bounds, ranges.split()))) for name, ranges in FONTS)


@lru_cache(_ASKED)
def font_of(letter: str) -> str:
    """The name of the font that holds a letter; "" for none."""
    code = ord(letter)
    return next((name for name, ranges in _RANGES for first, last in ranges if first <= code <= last), "")
