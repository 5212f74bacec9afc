"""Slugs: the part of an address that is made from a title or a name."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

LONGEST = 80
_MOST_BYTES = 240  # file systems allow 255 for one name
_ASCII_WORD = re.compile(r"[a-z0-9]+")
_REMEMBERED = 65_536  # names and tags come again and again


def _spelling(letters: str, spelled: str) -> dict[str, str]:
    return dict(zip(letters, spelled.split(), strict=True))


# "_" stands for a letter that has no sound of its own.
_CYRILLIC = _spelling(
    "абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґўђјљњћџѓќѕӏ",
    "a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya"
    " e i yi ye g u dj j lj nj c dz gj kj dz _",
)
_GREEK = _spelling(
    "αβγδεζηθικλμνξοπρσςτυφχψω",
    "a v g d e z i th i k l m n x o p r s s t y f ch ps o",
)
_GEORGIAN = _spelling(
    "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ",
    "a b g d e v z t i k l m n o p zh r s t u p k gh q sh ch ts dz ts ch kh j h",
)
_ARMENIAN = _spelling(
    "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆ",
    "a b g d e z e y t zh i l kh ts k h dz gh ch m y n sh o ch p j r s v t r ts v p k o f",
)
_LATIN = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ŋ": "n", "ŧ": "t", "ə": "e",
          "æ": "ae", "œ": "oe", "þ": "th", "ß": "ss"}  # fmt: skip
_SPELLED = _CYRILLIC | _GREEK | _GEORGIAN | _ARMENIAN | _LATIN
_APOSTROPHES = frozenset("'’‘ʼʻʹʺ`´\u00ad\u200b\u200c\u200d\u2060\ufeff")

# Names that Windows keeps for devices, whatever their ending.
_RESERVED = frozenset(["con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in "0123456789")])


@lru_cache(maxsize=_REMEMBERED)
def slug(text: str) -> str:
    """Words in lower case joined by hyphens, spelled in ASCII where a table knows the script.

    Cyrillic, Greek, Georgian and Armenian are transliterated, other scripts keep their letters (NFC). At most 80
    characters, cut between words; never empty, never a name that Windows reserves; `slug(slug(x)) == slug(x)`.
    """
    words = _ascii_words(text) if text.isascii() else _words(text)
    address = "-".join(words)
    if not _fits(address):
        address = "-".join(_cut(words))
    if not address:
        return "untitled"
    return f"{address}-text" if address in _RESERVED else address


def _ascii_words(text: str) -> list[str]:
    return _ASCII_WORD.findall(text.lower().replace("'", "").replace("`", ""))


def _words(text: str) -> list[str]:
    spelled = "".join(_spell(char) for char in unicodedata.normalize("NFC", _lowered(text)))
    return unicodedata.normalize("NFC", spelled).split()


def _lowered(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _spell(char: str) -> str:
    if char in _SPELLED:
        return _SPELLED[char].replace("_", "")
    if char in _APOSTROPHES:
        return ""
    bare = unicodedata.normalize("NFD", char)
    if bare[0] in _SPELLED:
        return _SPELLED[bare[0]].replace("_", "")
    if bare[0].isascii() and bare[0].isalnum():
        return bare[0]
    return char if _is_letter(char) else ("" if unicodedata.combining(char) else " ")


def _is_letter(char: str) -> bool:
    category = unicodedata.category(char)
    return category[0] == "L" or category == "Nd" or (category in {"Mn", "Mc"} and not _is_latin_accent(char))


def _is_latin_accent(char: str) -> bool:
    return "\u0300" <= char <= "\u036f"


def _cut(words: list[str]) -> list[str]:
    kept: list[str] = []
    for word in words:
        if not _fits("-".join([*kept, word])):
            break
        kept.append(word)
    return kept or [_shortened(word) for word in words[:1]]


def _fits(address: str) -> bool:
    return len(address) <= LONGEST and len(address.encode()) <= _MOST_BYTES


def _shortened(word: str) -> str:
    word = word[:LONGEST]
    while not _fits(word):
        word = word[:-1]
    return word
