"""Lines of a seed and what can be told from the look of one: a sentence, a title, a name of a file."""

from __future__ import annotations

import re

from backfile.frozen import frozen

_CLOSING = "\"'”’»“)]}*¹²³⁰⁴⁵⁶⁷⁸⁹"
_NOTE_MARK = re.compile(r"(?:\[[0-9, –-]{1,12}\]|\{[0-9]{1,3}\})$")
_SENTENCE_WITHIN = re.compile(r"[^\W\d_]{3}[.!?…][”’»\"')]{0,2} +[“‘«\"'(]{0,2}[^\W\d_]")
_FILE_NAME = re.compile(
    r"\.(?:jpe?g|png|gif|webp|svg|tiff?)\b|\be[0-9]{10,13}\b|[^\W_]_[^\W_]|\b(?:IMG|DSC)[-_ ]?[0-9]{3,}", re.IGNORECASE
)
_NO_WORD = re.compile(r"[\W_]+")

PROSE_WORDS = 12
LONG_LINE_WORDS = 40
LINES_AT_HAND = 256
"""How many lines' readings are kept, as several stages ask the same of the same line; few articles have more."""


@frozen
class Line:
    """A line with text in it: its number in the seed, and how many empty lines stand before it."""

    number: int
    text: str
    gap: int = 0


def split_lines(text: str) -> tuple[Line, ...]:
    """The lines that hold more than blanks."""
    found: list[Line] = []
    gap = 0
    for number, raw in enumerate(text.split("\n"), 1):
        if stripped := raw.strip():
            found.append(Line(number=number, text=stripped, gap=gap))
        gap = 0 if stripped else gap + 1
    return tuple(found)


def ends_a_sentence(text: str) -> bool:
    """Whether the text closes with a full stop or its kin, before any quotation, bracket or note mark."""
    bare = _NOTE_MARK.sub("", text[-40:].rstrip()).rstrip(_CLOSING).rstrip()
    return bare.endswith((".", "!", "?", "…", "。"))


def is_prose(text: str) -> bool:
    """Whether a line is running text rather than a title, label or name."""
    count = word_count(text)
    if count >= LONG_LINE_WORDS:
        return True
    return count >= PROSE_WORDS and (ends_a_sentence(text) or bool(_SENTENCE_WITHIN.search(text)))


def is_sentence(text: str) -> bool:
    """Whether a line is at least one whole sentence, however short."""
    fewest = 6 if text.endswith(("?", "!")) else 3  # "Is This the End?" is a title
    return is_prose(text) or (ends_a_sentence(text) and word_count(text) >= fewest)


def word_count(text: str) -> int:
    """How many words stand in the text; long texts are not counted to the end."""
    return len(text[:2000].split())


def is_file_name(text: str) -> bool:
    """Whether a line is the name of an image file or what a system made of it, and not words for people."""
    return word_count(text) <= PROSE_WORDS and bool(_FILE_NAME.search(text)) and "@" not in text and "//" not in text


def sameness_key(text: str) -> str:
    """Equal for lines that differ only in case, punctuation and blanks."""
    return _NO_WORD.sub(" ", text.casefold()).strip()
