"""What can be made, as plain values: a recipe says all that the bytes follow from, and so its digest names them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from backfile.archive.slugs import slug
from backfile.digest import digest_value
from backfile.frozen import frozen
from backfile.images.facts import STILLS, Facts
from backfile.images.letters import font_of

WIDTHS = (640, 960, 1280)  # the column of text, that of a phone with fine pixels, and the first with twice as many
MOST_PIXELS = 100_000_000
CARD_WIDTH, CARD_HEIGHT = 1200, 630
_STEP = 1.1  # two copies that differ by less are one
_DIGITS = 10
_TALLEST = 16_383  # of an image in WebP


@frozen
class Picture:
    """An image of the site: its file, its size and the digest of its bytes, and what it says of itself.

    `facts` is None where the bytes are of no known kind, or where the image is damaged.
    """

    file: str
    size: int
    digest: str
    facts: Facts | None
    is_damaged: bool = False

    @property
    def can_be_smaller(self) -> bool:
        """Whether copies can be made of it: it stands still, has pixels, and not too many of them to be opened."""
        facts = self.facts
        return facts is not None and facts.kind in STILLS and not facts.moves and not self.is_too_large

    @property
    def is_too_large(self) -> bool:
        """Whether it has more pixels than are opened here: a small file may claim more than a machine can hold."""
        facts = self.facts
        return facts is not None and facts.kind in STILLS and facts.width * facts.height > MOST_PIXELS


@frozen
class Rendition:
    """A copy of an image in WebP, so many pixels wide; `source` is the digest of the image, `maker` what makes it."""

    file: str
    source: str
    width: int
    maker: str

    @property
    def key(self) -> str:
        """The digest of all that its bytes follow from."""
        return digest_value((self.source, self.width, self.maker))

    @property
    def address(self) -> str:
        """Where it is published: under the name of the image, and one that no other content has."""
        name = slug(PurePosixPath(self.file).stem)
        return f"assets/images/{name}-{self.width}.{self.key[:_DIGITS]}.webp"


@frozen
class Card:
    """A picture of 1200×630 pixels for those who share a page: what is written on it, and in which colour.

    `above` is the name of the site, `below` the issue or the like; "" for what is not known.
    """

    above: str
    title: str
    names: str
    below: str
    accent: str
    maker: str

    @property
    def key(self) -> str:
        """The digest of all that its bytes follow from."""
        return digest_value(self)

    @property
    def is_drawable(self) -> bool:
        """Whether the fonts hold all letters of it. A card with empty boxes on it is worse than none."""
        return all(map(font_of, f"{self.above}{self.title}{self.names}{self.below}"))

    @property
    def address(self) -> str:
        """Where it is published."""
        return f"assets/cards/{self.key[: 2 * _DIGITS]}.png"


Recipe = Rendition | Card


def renditions_of(picture: Picture, maker: str) -> Iterator[Rendition]:
    """The copies of an image, from the smallest: none wider than itself, and one of its own width if that is small."""
    if not picture.can_be_smaller or picture.facts is None:
        return
    own, height = picture.facts.width, picture.facts.height
    smaller = (each for each in WIDTHS if each * _STEP < own)
    for width in (*smaller, *((own,) if own <= WIDTHS[-1] * _STEP else ())):
        if height * width > own * _TALLEST:
            return
        yield Rendition(file=picture.file, source=picture.digest, width=width, maker=maker)
