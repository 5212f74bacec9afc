"""The files of the index: buckets of words, each a list of its words and parts with the articles in which they stand.

Words that begin with the same three letters share a bucket, so that what a reader may mean by a word (other endings, a
beginning, a slip) lies in one file. The list is text: a line for each part, words between commas, each as the number of
letters that it shares with the one before it (one digit to the base 36) and its rest, with the number of its articles
behind a colon if they are several. A part holds the postings of the words on its line: three bytes each, the number of
the article in 20 bits and the weight of the word in four, in the order of the numbers. Of a word that stands in `MANY`
articles or more, the first bytes are left out: how many postings have each of the 256 stands before the others, in two
bytes each.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from backfile.search.numbers import BITS

WIDTH = 3
"""The bytes of a posting."""
PART = 8192
"""The bytes of a part, which only a word that fills a part of its own may exceed."""
MANY = 1024
"""The articles from which on the postings of a word are written in short."""
_BLOCKS = 256
_COUNT = 2
_START = 3
_PRIME = 65_521
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_LAST_OF_ONE_UNIT = "\uffff"  # JavaScript counts a letter beyond as two
_LONGEST = len(_DIGITS) - 1
_STRENGTHS = range(1 << (8 * WIDTH - BITS))

Postings = Mapping[str, bytes | bytearray]


def bucket_of(word: str, buckets: int) -> int:
    """The bucket in which a word lies."""
    return _place(word[:_START]) % buckets


@lru_cache(maxsize=1 << 15)
def _place(start: str) -> int:
    place = 0
    for char in start:
        place = (place * 257 + ord(char)) % _PRIME
    return place


def postings_of(number: int) -> Sequence[bytes]:
    """The postings of an article by the weight of the word."""
    first = number << (8 * WIDTH - BITS)
    return [(first | strength).to_bytes(WIDTH, "big") for strength in _STRENGTHS]


def bound(postings: Postings) -> tuple[bytes, ...]:
    """The files of a bucket: its list of words, and its parts; nothing where it has no words."""
    lines, parts = [], []
    for words in _parts(postings):
        lines.append(",".join(_entries(words, postings)))
        parts.append(b"".join(_written(postings[word]) for word in words))
    return ("\n".join(lines).encode(), *parts) if parts else ()


def _parts(postings: Postings) -> Iterator[list[str]]:
    part: list[str] = []
    size = 0
    for word in sorted(postings):
        length = _size(len(postings[word]) // WIDTH)
        if part and size + length > PART:
            yield part
            part, size = [], 0
        part.append(word)
        size += length
    if part:
        yield part


def _entries(words: Sequence[str], postings: Postings) -> Iterator[str]:
    before = ""
    for word in words:
        shared = _shared(before, word)
        count = len(postings[word]) // WIDTH
        yield f"{_DIGITS[shared]}{word[shared:]}{f':{count}' if count > 1 else ''}"
        before = word


def _size(count: int) -> int:
    """The bytes of so many postings of a word."""
    return WIDTH * count if count < MANY else _COUNT * _BLOCKS + (WIDTH - 1) * count


def _written(data: bytes | bytearray) -> bytes | bytearray:
    """The postings of a word as they lie in a file."""
    if len(data) < WIDTH * MANY:
        return data
    blocks = data[::WIDTH]
    starts = [bisect_left(blocks, block) for block in range(_BLOCKS + 1)]
    rest = bytearray((WIDTH - 1) * len(blocks))
    rest[::2], rest[1::2] = data[1::WIDTH], data[2::WIDTH]
    return b"".join((end - start).to_bytes(_COUNT, "big") for start, end in pairwise(starts)) + rest


def _read(data: bytes, count: int) -> bytes:
    """The postings of a word from what lies in a file."""
    if count < MANY:
        return data
    counts, rest = data[: _COUNT * _BLOCKS], data[_COUNT * _BLOCKS :]
    read = bytearray(WIDTH * count)
    read[::WIDTH] = b"".join(
        bytes([block]) * int.from_bytes(counts[_COUNT * block : _COUNT * (block + 1)], "big")
        for block in range(_BLOCKS)
    )
    read[1::WIDTH], read[2::WIDTH] = rest[::2], rest[1::2]
    return bytes(read)


def _shared(one: str, other: str) -> int:
    """How many letters both begin with, as far as a digit can say."""
    shared = 0
    for left, right in zip(one[:_LONGEST], other, strict=False):
        if left != right or left > _LAST_OF_ONE_UNIT:
            break
        shared += 1
    return shared


def unbound(files: Sequence[bytes]) -> dict[str, bytes]:
    """The postings of a bucket from its files."""
    postings: dict[str, bytes] = {}
    if not files:
        return postings
    listed, *parts = files
    for line, part in zip(listed.decode().split("\n"), parts, strict=True):
        word, at = "", 0
        for entry in line.split(","):
            rest, _, count = entry.partition(":")
            word = word[: _DIGITS.index(rest[0])] + rest[1:]
            end = at + _size(int(count or 1))
            postings[word] = _read(part[at:end], int(count or 1))
            at = end
    return postings


def without(data: bytes, number: int) -> bytes:
    """The postings of a word without that of an article."""
    at = _at(data, number)
    return data[:at] + data[at + WIDTH :] if _number_at(data, at) == number else data


def with_one(data: bytes, number: int, strength: int) -> bytes:
    """The postings of a word with another one, which must not be among them."""
    at = _at(data, number)
    return data[:at] + postings_of(number)[strength] + data[at:]


def _at(data: bytes, number: int) -> int:
    count = len(data) // WIDTH
    return WIDTH * bisect_left(range(count), number, key=lambda place: _number_at(data, WIDTH * place))


def _number_at(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + WIDTH], "big") >> (8 * WIDTH - BITS) if at < len(data) else -1
