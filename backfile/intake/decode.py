"""Bytes to text: which encoding, which line ends, and no character that a reader cannot see.

Evidence decides, not a detector: a byte order mark, valid UTF-8, the zero bytes of UTF-16; only what is left is weighed
between the Windows encodings of Western and Russian texts.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

from backfile.frozen import frozen

# Bytes that no text holds; a few strays (a form feed, an escape) are forgiven.
_RUBBISH = bytes([*range(8), *range(14, 27), 28, 29, 30, 31, 127])
_STRAY_SHARE = 0.005
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_ASCII_LETTER = re.compile(rb"[A-Za-z]")

_LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")
# Characters that control a terminal, turn the direction of writing, or have no meaning but in one font.
_HIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\ufffe\uffff"
    "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]"
)
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")  # soft hyphen, zero-width space, word joiner
_BLANKS = re.compile("[\x0b\x0c\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_SYMBOL_FONT_BULLETS = re.compile("[\uf0b7\uf0a7\uf076\uf0d8]")


@frozen
class Decoded:
    """A seed as text with the line feed as its only line end.

    `hidden` counts the control, direction and private-use characters that were taken out; `inferred` is true where
    nothing but the look of the text speaks for the encoding.
    """

    text: str
    encoding: str
    eol: str
    hidden: int = 0
    inferred: bool = False


def decode(data: bytes) -> Decoded | None:
    """The text that the bytes are, or None if they are none."""
    for bom, codec, name in _BYTE_ORDER_MARKS:
        if data.startswith(bom):
            text = _strictly(data[len(bom) :], codec)
            return None if text is None else _cleaned(text, name)
    if b"\0" in data:
        text = _utf_16_without_mark(data)
        return None if text is None else _cleaned(text, "utf-16")
    if _is_rubbish(data):
        return None
    text = _strictly(data, "utf-8")
    if text is not None:
        return _cleaned(text, "utf-8")
    codec = _windows_codec(data)
    text = _strictly(data, codec) if codec else None
    return None if text is None else _cleaned(text, codec, inferred=True)


_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16"),
)


def plain_text(text: str) -> str:
    """The text in composed form with plain blanks and line ends and nothing hidden in it."""
    return _shown(text)[0]


def _shown(text: str) -> tuple[str, int]:
    """What a reader sees of a text, and how many characters were taken out because nobody does."""
    text, hidden = _HIDDEN.subn("", _SYMBOL_FONT_BULLETS.sub("•", _LINE_ENDS.sub("\n", text)))
    if not text.isascii():
        text = text.replace("\u00ad\n", "-\n")  # there a reader sees it
        text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    return _BLANKS.sub(" ", text), hidden


def _cleaned(text: str, encoding: str, *, inferred: bool = False) -> Decoded:
    eol = "crlf" if text.count("\r\n") * 2 > text.count("\n") else "lf"
    plain, hidden = _shown(text)
    return Decoded(text=plain, encoding=encoding, eol=eol, hidden=hidden, inferred=inferred)


def _strictly(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None


def _is_rubbish(data: bytes) -> bool:
    strays = len(data) - len(data.translate(None, _RUBBISH))
    return strays > 2 + _STRAY_SHARE * len(data)


def _utf_16_without_mark(data: bytes) -> str | None:
    """Latin text in UTF-16 has a zero in almost every second byte and none in the others."""
    even, odd = data[::2].count(0), data[1::2].count(0)
    codec = "utf-16-le" if odd > even else "utf-16-be"
    if min(even, odd) or max(even, odd) * 10 < len(data) // 2 * 7:
        return None
    return _strictly(data, codec)


def _windows_codec(data: bytes) -> str:
    """cp1251, koi8-r or cp1252; "" if the bytes look like none of them.

    Cyrillic words are runs of high bytes; Western texts have single ones among ASCII letters.
    """
    runs = _HIGH_RUN.findall(data)
    in_words = sum(len(run) for run in runs if len(run) > 2)  # noqa: PLR2004 -- curly quotes come in twos
    high = sum(map(len, runs))
    if in_words * 2 > high:
        return _cyrillic_codec(data)
    return "cp1252" if len(_ASCII_LETTER.findall(data)) > high else ""


def _cyrillic_codec(data: bytes) -> str:
    """In KOI8-R small letters stand where cp1251 has capitals; running text is mostly small."""
    readings = {codec: data.decode(codec, "replace") for codec in ("cp1251", "koi8-r")}
    small = {codec: sum("а" <= char <= "я" for char in text) for codec, text in readings.items()}
    best = max(small, key=lambda codec: small[codec])
    return best if small[best] * 2 > sum(map(len, _HIGH_RUN.findall(data))) else ""
