"""The numbers by which the index names articles, and in how many pieces it is cut.

An article's number follows from its own id, so that one that is added or removed moves no other. Only two that fall
together have to agree: the one whose id comes second looks for another place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from zlib import crc32

from backfile.frozen import frozen

BITS = 20
MOST_ARTICLES = 500_000
_SPACE = 1 << BITS
_PER_CARD_FILE = 8
_PER_BUCKET = 40
_MOST_BUCKETS = 1024


def numbers_of(ids: Iterable[str]) -> Mapping[str, int]:
    """The number of each article by its id; at most `MOST_ARTICLES` have one."""
    return _numbers(tuple(sorted(ids)))


@lru_cache(maxsize=1)  # the cards and the words of one archive are numbered alike
def _numbers(ids: tuple[str, ...]) -> Mapping[str, int]:
    numbers: dict[str, int] = {}
    taken: set[int] = set()
    for each in ids:
        number, turn = crc32(each.encode()) % _SPACE, 0
        while number in taken:
            turn += 1
            number = crc32(f"{each} {turn}".encode()) % _SPACE
        taken.add(number)
        numbers[each] = number
    return numbers


@frozen
class Shape:
    """In how many buckets the words of an archive lie, and in how many files its cards; both are powers of two."""

    buckets: int
    cards: int

    def card_file(self, number: int) -> int:
        """The file of cards in which the article with a number stands."""
        return number * self.cards >> BITS


def shape_of(articles: int) -> Shape:
    """The shape of the index for so many articles."""
    return Shape(
        buckets=min(_MOST_BUCKETS, 1 << (articles // _PER_BUCKET).bit_length()),
        cards=1 << (articles // _PER_CARD_FILE).bit_length(),
    )
