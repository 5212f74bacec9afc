"""The accent of a site as rules of its style sheet: dark enough on light paper, light enough on dark."""

from __future__ import annotations

PAPER, DARK_PAPER = "#fdfcf9", "#171613"  # as in the style sheet
ACCENT = "#8a2b1d"  # where a site states none; likewise
INK, DARK_INK = "#000000", "#ffffff"
_READABLE = 4.5  # WCAG 2.2, 1.4.3
_STEPS = 20
_LINEAR, _GAMMA = 0.04045, 2.4  # sRGB, IEC 61966-2-1


def colour_rules(accent: str) -> str:
    """The rules that put an accent (`#8a2b1d`) into force, "" for none."""
    if not accent:
        return ""
    light, dark = readable(accent, PAPER, INK), readable(accent, DARK_PAPER, DARK_INK)
    return (
        f":root {{ --accent: {light}; }}\n"
        f"@media (prefers-color-scheme: dark) {{ :root {{ --accent: {dark}; }} }}\n"
        "@media print { :root { --accent: #000; } }\n"
    )


def readable(colour: str, paper: str, ink: str) -> str:
    """The colour with as little ink mixed in as makes text in it readable on the paper."""
    for step in range(_STEPS + 1):
        mixed = _mixed(colour, ink, step / _STEPS)
        if contrast(mixed, paper) >= _READABLE:
            return mixed
    return ink


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21 (WCAG 2.2, “contrast ratio”)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _mixed(colour: str, ink: str, share: float) -> str:
    parts = zip(_parts(colour), _parts(ink), strict=True)
    return "#" + "".join(f"{round(part + (other - part) * share):02x}" for part, other in parts)


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part / 255) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= _LINEAR else ((part + 0.055) / 1.055) ** _GAMMA
