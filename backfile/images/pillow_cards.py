"""Cards for those who share a page, drawn with the theme's own fonts: the door of Pillow.

Its FreeType reads the woff2 files as they are. There are 16 colours, so a card is small and quickly written: paper, and
five steps towards each of the three inks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from io import BytesIO
from itertools import groupby
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFont

from backfile.frozen import frozen
from backfile.images.letters import font_of
from backfile.images.recipes import CARD_HEIGHT, CARD_WIDTH, Card

_PAPER, _INK, _SOFT = "#fdfcf9", "#1f1d1a", "#625c54"
_STEPS = 5
_MARGIN, _BAND = 80, 18
_WIDTH = CARD_WIDTH - 2 * _MARGIN
_ABOVE, _NAMES, _BELOW = 36, 38, 32  # sizes of letters, in pixels
_TITLES = (96, 88, 80, 72, 66, 60, 54, 48, 44, 40)
_LINE, _LINE_OF_NAMES = 1.12, 1.3
_HEAD, _TOP, _FOOT = 118, 160, CARD_HEIGHT - 72  # the baseline above, where a title may begin, the baseline below
_ROOM = _FOOT - 2 * _BELOW - _TOP  # for title and names
_CAPITAL = 0.67  # the height of one, in sizes
_MOST_NAMES = 2  # lines
_GAP = 34
_MORE = "…"


@frozen
class _Face:
    """Letters of one size, `bold` or not, from the fonts in a folder."""

    folder: Path
    size: int
    bold: bool = False

    def runs(self, text: str) -> Iterator[tuple[str, ImageFont.FreeTypeFont]]:
        """The text in pieces that one font holds."""
        for name, letters in groupby(text, font_of):
            yield "".join(letters), _font(self.folder, f"{name or 'latin'}{'-bold' if self.bold else ''}", self.size)

    def length(self, text: str) -> float:
        return sum(font.getlength(run) for run, font in self.runs(text))

    def lines(self, text: str) -> list[str]:
        """The text in as few lines as it needs, each about as long as the others."""
        words = [(word, self.length(word)) for piece in text.split() for word in self._parts(piece)]
        few = _broken(words, self.length(" "), _WIDTH)
        short, wide = 0.0, float(_WIDTH)
        while wide - short > self.size / 4:
            middle = (short + wide) / 2
            tried = _broken(words, self.length(" "), middle)
            short, wide, few = (short, middle, tried) if len(tried) == len(few) else (middle, wide, few)
        return few

    def _parts(self, word: str) -> Iterator[str]:
        """A word in pieces that are no wider than a line."""
        while self.length(word) > _WIDTH:
            end = next(end for end in range(len(word) - 1, 0, -1) if end == 1 or self.length(word[:end]) <= _WIDTH)
            yield word[:end]
            word = word[end:]
        yield word

    def cut(self, text: str, lines: int) -> list[str]:
        """The text in so many lines at most; what is too long ends in three dots."""
        found = self.lines(text)
        if len(found) <= lines:
            return found
        words = text.split()
        while len(words) > 1 and len(found) > lines:
            words.pop()
            found = self.lines(" ".join(words).rstrip(",;:.–—-") + f"\N{NO-BREAK SPACE}{_MORE}")
        return found[:lines]


@lru_cache(64)
def _font(folder: Path, name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(BytesIO((folder / f"{name}.woff2").read_bytes()), size)


def _broken(words: Sequence[tuple[str, float]], blank: float, width: float) -> list[str]:
    lines: list[list[str]] = []
    at = width + 1
    for word, length in words:
        if at + blank + length > width:
            lines.append([])
            at = -blank
        lines[-1].append(word)
        at += blank + length
    return [" ".join(line) for line in lines]


def card_of(card: Card, fonts: Path) -> bytes:
    """The card as PNG; `fonts` is the folder of the theme's fonts."""
    soft, ink, accent = (Image.new("L", (CARD_WIDTH, CARD_HEIGHT)) for _ in range(3))
    ImageDraw.Draw(accent).rectangle((0, 0, CARD_WIDTH, _BAND - 1), fill=255)
    above = _Face(folder=fonts, size=_ABOVE, bold=True)
    _write(accent, above.cut(card.above, 1), _HEAD, above, 1)
    small = _Face(folder=fonts, size=_NAMES)
    names = small.cut(card.names, _MOST_NAMES) if card.names else []
    face, title = _fitted(card.title, fonts, _ROOM - len(names) * round(_NAMES * _LINE_OF_NAMES) - _GAP)
    at = _write(ink, title, _TOP + round(face.size * _CAPITAL), face, _LINE)
    _write(soft, names, at - face.size + _NAMES + _GAP, small, _LINE_OF_NAMES)
    below = _Face(folder=fonts, size=_BELOW)
    _write(soft, below.cut(card.below, 1) if card.below else [], _FOOT, below, 1)
    return _saved([(ink, _INK), (soft, _SOFT), (accent, card.accent or _SOFT)])


def _fitted(title: str, fonts: Path, room: int) -> tuple[_Face, list[str]]:
    """The title in the largest letters that leave it within so many pixels, and these letters."""
    for size in _TITLES:
        face = _Face(folder=fonts, size=size, bold=True)
        lines = face.lines(title)
        if len(lines) * size * _LINE <= room and all(face.length(word) <= _WIDTH for word in title.split()):
            return face, lines
    return face, face.cut(title, int(room / (face.size * _LINE)))


def _write(canvas: Image.Image, lines: Sequence[str], at: int, face: _Face, leading: float) -> int:
    """Write lines from a baseline on; the baseline below the last one."""
    draw = ImageDraw.Draw(canvas)
    for line in lines:
        x: float = _MARGIN
        for run, font in face.runs(line):
            draw.text((x, at), run, fill=255, font=font, anchor="ls")
            x += font.getlength(run)
        at += round(face.size * leading)
    return at


def _saved(layers: Sequence[tuple[Image.Image, str]]) -> bytes:
    image = Image.new("L", (CARD_WIDTH, CARD_HEIGHT))
    palette = [*_parts(_PAPER)]
    for number, (layer, colour) in enumerate(layers):
        first = number * _STEPS
        steps = [0 if not (step := round(value * _STEPS / 255)) else first + step for value in range(256)]
        image = ImageChops.lighter(image, layer.point(steps))
        for step in range(1, _STEPS + 1):
            pairs = zip(_parts(_PAPER), _parts(colour), strict=True)
            palette += (round(paper + (full - paper) * step / _STEPS) for paper, full in pairs)
    image.putpalette(palette)
    held = BytesIO()
    image.save(held, "PNG", bits=4)
    return held.getvalue()


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
