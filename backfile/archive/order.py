"""The order of names, titles and numbers: the same on every machine, whatever its locale.

Letters sort by script (Latin, Greek, Cyrillic, then the others), within it by alphabet; accents decide only
between words that are otherwise alike.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import groupby
from typing import TypeAlias

CollationKey: TypeAlias = tuple[str, str, str]
NumberKey: TypeAlias = tuple[bool, tuple[tuple[int, int, str], ...]]

# Letters that Unicode does not take apart, under the letter of the alphabet where a reader looks for them.
_LATIN = str.maketrans({
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ŋ": "n", "ŧ": "t", "ə": "e",
    "æ": "ae", "œ": "oe", "þ": "th", "ĳ": "ij",
})  # fmt: skip
# Letters of their own that follow another one; U+FFFE and U+FFFF sort after anything that is printed.
_CYRILLIC = str.maketrans({"ґ": "г\uffff", "є": "е\uffff", "і": "и\ufffe", "ї": "и\uffff"})
_OWN_LETTERS = frozenset("йґєії")

_ROMAN = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_ROMAN_LETTERS_ALONE = frozenset("IVX")


def collation_key(text: str) -> CollationKey:
    """The sort key of a name or title: letters first, then accents, then capitals and punctuation."""
    letters = "".join(_letter(char) for char in unicodedata.normalize("NFC", text.casefold()))
    accented = unicodedata.normalize("NFD", text.casefold())
    return " ".join(letters.split()), accented, text


def initial(text: str) -> str:
    """The letter that heads the part of a list in which a name or title stands; "#" for digits and no letter."""
    for char in unicodedata.normalize("NFC", text):
        if char.isalnum():
            letter = _base(char.casefold())[
                :1
            ].title()  # unlike upper(), it leaves Georgian in the letters that readers know
            return letter if letter.isalpha() else "#"
    return "#"


@lru_cache(maxsize=10_000)  # the numbers of an archive are few, and each is sorted by several times
def number_key(text: str) -> NumberKey:
    """The natural order of printed numbers: 7, 7-8, 8, IX, XII, Special 2; no number comes last."""
    tokens = tuple(_number_token("".join(run)) for kind, run in groupby(text, _kind) if kind)
    return not tokens, tokens


def roman_number(text: str) -> int | None:
    """The value of a Roman numeral in capitals, or None for anything else ("C" alone is a letter)."""
    if not text or not _ROMAN.fullmatch(text):
        return None
    if len(text) == 1 and text not in _ROMAN_LETTERS_ALONE:
        return None
    digits = [_ROMAN_DIGITS[letter] for letter in text]
    return sum(-one if one < after else one for one, after in zip(digits, [*digits[1:], 0], strict=True))


def _letter(char: str) -> str:
    if char.isalnum():
        return _base(char).translate(_CYRILLIC)
    return " " if char.isspace() else ""


def _base(char: str) -> str:
    if char in _OWN_LETTERS:
        return char
    bare = (part for part in unicodedata.normalize("NFKD", char) if not unicodedata.combining(part))
    return "".join(bare).translate(_LATIN)


def _kind(char: str) -> str:
    if char in "0123456789":
        return "digit"
    return "letter" if char.isalpha() else ""


def _number_token(run: str) -> tuple[int, int, str]:
    roman = roman_number(run)
    if roman is not None:
        run = str(roman)
    if run[0] in "0123456789":
        digits = run.lstrip("0")
        return 0, len(digits), digits
    return 1, 0, collation_key(run)[0]
