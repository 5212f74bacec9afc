"""Texts to words as readers type them, and how much each word says about its article.

`templates/assets/search.js` folds the words of a query in the same way; `tests/search/test_in_the_browser.py` holds the
two together.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import repeat
from string import ascii_lowercase, ascii_uppercase, digits
from unicodedata import normalize

LONGEST = 40
"""The letters of a word that count; whatever is longer is no word that people type."""
STRONGEST = 15

_WORD = re.compile(r"[^\W_]+")
_UNSEEN = re.compile("[\xad\u200b\u2060\ufeff]")
# й is a letter of its own, and the breve of NFD that makes it of и stays.
_MARKS = re.compile("(?<![иу])\u0306|[\u0300-\u0305\u0307-\u036f]")
_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ς": "σ"}
)
# Where a link leads is not read by anyone; nor are the marks of emphasis, which may stand within a word.
_TARGET = re.compile(r"\]\([^\s)]*")
_DEFINITION = re.compile(r"^ {0,3}\[(?!\^)[^\]\n]+\]:[ \t]*\S+", re.MULTILINE)
_EMPHASIS = b"*"
_PLAIN = ascii_uppercase + ascii_lowercase + digits
_SMALL = bytes.maketrans(
    bytes(range(128)),
    bytes(ord(chr(code).lower()) if chr(code) in _PLAIN else ord(" ") for code in range(128)),
)

# Okapi BM25 (Robertson and Zaragoza 2009), with a fixed usual length: so the weight of a word follows from its article
# alone, and no other article has to be looked at when one is edited.
_SATURATION = 1.2
_LENGTHS_COUNT = 0.75
_USUAL_LENGTH = 1000
_MOST = 64
_BITS = 3


def words_in(text: str) -> list[str]:
    """The words of a text, folded: small letters without accents."""
    bare = _MARKS.sub("", normalize("NFD", _UNSEEN.sub("", text.lower())))
    return [word[:LONGEST] for word in _WORD.findall(normalize("NFC", bare).translate(_LETTERS))]


def prose_of(markdown: str) -> str:
    """A text in Markdown without what nobody reads of it."""
    return _without_targets(markdown).replace(_EMPHASIS.decode(), "")


def _without_targets(markdown: str) -> str:
    text = _TARGET.sub("]", markdown)
    return _DEFINITION.sub("", text) if "]:" in text else text


def counted(markdown: str) -> Counter[bytes]:
    """How often each word, in UTF-8, stands in a text in Markdown: those of `words_in(prose_of(markdown))`."""
    # Most pieces between two signs of ASCII are words as they stand; only the others are looked into.
    found = Counter(_without_targets(markdown).encode().translate(_SMALL, _EMPHASIS).split())
    others = [piece for piece in found if not piece.isascii() or len(piece) > LONGEST]
    for piece in others:
        times = found.pop(piece)
        for word in _words_within(piece):
            found[word] += times
    return found


@lru_cache(maxsize=1 << 16)
def _words_within(piece: bytes) -> tuple[bytes, ...]:
    return tuple(word.encode() for word in words_in(piece.decode()))


def packed(markdown: str, fields: Iterable[tuple[str, int]], marks: Iterable[str]) -> bytes:
    """The words of an article with their weights, from 1 to `STRONGEST`, as `unpacked` reads them.

    A word in one of the `fields` counts as often as is said beside it. `marks` are words that only filters look for.
    """
    found = counted(markdown)
    weights = _weights(_about(found.total()))
    for text, times in fields:
        for word in words_in(text):
            found[word.encode()] += times
    counts = map(min, found.values(), repeat(_MOST))
    filters = [mark.encode() for mark in marks]
    return b"%b\n%b%b" % (
        b" ".join((*found, *filters)),
        bytes(map(weights.__getitem__, counts)),
        b"\x01" * len(filters),
    )


def unpacked(data: bytes) -> Iterator[tuple[bytes, int]]:
    """The words of an article, in UTF-8, each with its weight."""
    words, _, strengths = data.partition(b"\n")
    return zip(words.split(b" "), strengths, strict=True) if words else iter(())


def _about(length: int) -> int:
    # A few words more or less leave the weights of all others as they are.
    rest = max(0, length.bit_length() - _BITS)
    return length >> rest << rest


@lru_cache(maxsize=1 << 8)
def _weights(length: int) -> bytes:
    """The weight of a word by how often it stands in a text of about so many words."""
    slowness = _SATURATION * (1 - _LENGTHS_COUNT + _LENGTHS_COUNT * length / _USUAL_LENGTH)
    return bytes(max(1, round(STRONGEST * count / (count + slowness))) for count in range(_MOST + 1))
