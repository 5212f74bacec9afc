"""Captions: the text below an image with the credit and licence in its last bracket."""

from __future__ import annotations

import re
from functools import lru_cache

from backfile.frozen import frozen
from backfile.intake.labels import read_label
from backfile.intake.lines import LINES_AT_HAND, is_file_name, word_count

_LONGEST = 800
_MOST_WORDS = 80
_MOST_WORDS_RUN_IN = 40
_SURE = re.compile(
    r"(?:(?:photo|image|picture|map|figure|foto|bild|immagine|фото) ?)?(?:credits?|crediti)\b|©|copyright\b|"
    r"(?:photo|foto|fotografia|image|immagine|picture|bild|map|фото|фотография|изображение)(?: ?[:：]| by | di | von )",
    re.IGNORECASE,
)
_SOURCE = re.compile(r"(?:source|sources|fonte|quelle|источник) ?[:：]", re.IGNORECASE)
_LABEL = re.compile(
    r"(?:(?:(?:photo|image|picture|map|foto|bild|immagine|фото) ?)?(?:credits?|crediti)|photograph|photo|foto|"
    r"fotografia|"
    r"image|immagine|picture|bild|source|sources|fonte|quelle|автор фото|фото|фотография|изображение|источник)\b"
    r" ?(?:[:：/]|by\b|di\b|von\b)? ?",
    re.IGNORECASE,
)
_LICENCE = re.compile(
    r"(?:CC[ -]?(?:BY|0)|Creative Commons)(?:[ -](?:BY|SA|NC|ND|Attribution|ShareAlike|NonCommercial|NoDerivatives)"
    r"){0,4}"
    r"(?:[ -][1-4](?:\.[0-9])?)?(?: (?:IGO|DEED|International))?"
    r"|public domain|pubblico dominio|gemeinfrei|общественное достояние|all rights reserved",
    re.IGNORECASE,
)
_WHOLE_LINE = re.compile(
    r"(?:(?:photo|image|picture|foto|bild|immagine|фото) (?:by|di|von) "
    r"|(?:(?:photo|image|picture|foto|bild|immagine|фото) ?)?(?:credits?|crediti) ?[:：]|(?:photo|foto|фото) ?[:：])",
    re.IGNORECASE,
)
_FIGURE = re.compile(
    r"(?:fig(?:ure|ura|\.)|abb(?:ildung|\.)|рис(?:унок|\.)|image|immagine|map) ?[0-9]{1,3} ?[.:–—-] ?\S", re.IGNORECASE
)
_VIA = re.compile(
    r"\b(?:via|from|aus|da) (?:wikimedia|flickr|unsplash|pixabay|pexels|shutterstock|getty)", re.IGNORECASE
)
# "Sheep near the road. Photo: A B": the credit closes the line, and says nothing more.
_RUN_IN = re.compile(
    r"(?<=[^\s:])(?:[.,;] |\.| [/|·–—-] | )(?P<credit>(?:(?:photo|image|picture|map|foto|bild|immagine|фото) ?credits?|"
    r"photograph|photo|foto|fotografia|immagine|bild|image|credits?|автор фото|фото)(?: ?[:：/]| by\b| di\b| von\b) ?"
    r"(?P<name>[^\s.:;]{1,40}(?: [^\s:;]{1,40}){0,9}))$",
    re.IGNORECASE,
)
_BRACKET = re.compile("[()]")
_AGENCIES = re.compile(r"(?:via )?(?:wikimedia commons|flickr|unsplash|pixabay|pexels)", re.IGNORECASE)


@frozen
class ParsedCaption:
    """A caption line taken apart; `has_name` is false where the credit names nobody."""

    text: str
    credit: str = ""
    licence: str = ""
    has_name: bool = True
    is_closed: bool = True


@lru_cache(maxsize=LINES_AT_HAND)
def parse_caption(text: str) -> ParsedCaption | None:
    """The caption that the line is, or None if it has no credit, licence or number of a figure."""
    if len(text) > _LONGEST or word_count(text) > _MOST_WORDS:
        return None
    start = _last_bracket(text)
    if start >= 0:
        inner = text[start + 1 :].rstrip()
        is_closed = inner.endswith(")")
        inner = inner[:-1] if is_closed else inner
        if _is_credit(inner, before=text[:start].strip()):
            return _credited(text[:start].strip(), inner, is_closed=is_closed)
    if _WHOLE_LINE.match(text) and word_count(text) <= 20 and not text.endswith("."):  # noqa: PLR2004 -- a credit is short
        return _credited("", text, is_closed=True)
    is_short = word_count(text) <= _MOST_WORDS_RUN_IN
    found = _RUN_IN.search(text) if is_short and not read_label(text) else None
    if found and found["name"][:1].isupper() and not found["name"].endswith((".", "?", "!")):
        return _credited(text[: found.start()], found["credit"], is_closed=True)
    return ParsedCaption(text=text) if _FIGURE.match(text) else None


def is_licence(text: str) -> bool:
    """Whether a line is nothing but a licence, such as "CC BY 4.0"."""
    found = _LICENCE.match(text)
    return bool(found and word_count(text[found.end() :]) <= 3)  # noqa: PLR2004 -- "International License", a full stop


def names_a_source(text: str) -> bool:
    """Whether words are a caption with a credit or licence."""
    parsed = parse_caption(text)
    return parsed is not None and bool(parsed.credit or parsed.licence)


def licence_in(text: str) -> str:
    """The licence that a line names, as it names it; "" if it does not."""
    found = _LICENCE.search(text)
    return found[0] if found else ""


def is_image_text(text: str) -> bool:
    """Whether a line can be the name or alternative text of the image whose caption follows."""
    return is_file_name(text) or (word_count(text) <= 25 and not text.endswith((".", ":", ";", ",")))  # noqa: PLR2004


def _last_bracket(text: str) -> int:
    """Where the bracket opens that the line ends with, closed or never closed; -1 if there is none."""
    depth = 0
    body = text.rstrip() if "(" in text else ""
    for found in reversed(list(_BRACKET.finditer(body))):
        depth += 1 if found[0] == ")" else -1
        if depth <= 0 and (body.endswith(")") or depth < 0):
            return found.start()
    return -1


def _is_credit(inner: str, before: str) -> bool:
    inner = inner.strip()
    if _SURE.match(inner) or _LICENCE.search(inner) or _VIA.search(inner):
        return True
    is_unfinished = not before.endswith((".", "!", "?"))
    return bool(_SOURCE.match(inner)) and is_unfinished and word_count(before) <= 30  # noqa: PLR2004 -- else it is prose


def _credited(text: str, inner: str, *, is_closed: bool) -> ParsedCaption:
    label = _LABEL.match(inner.strip())
    rest = inner.strip()[label.end() :] if label else inner.strip()
    licence = _LICENCE.search(rest)
    credit = rest[: licence.start()] + rest[licence.end() :] if licence else rest
    parts = [part.strip() for part in credit.split(",") if part.strip(" .;:/–-")]
    has_name = any(not _AGENCIES.fullmatch(part) for part in parts)
    return ParsedCaption(
        text=text,
        credit=", ".join(parts),
        licence=licence[0] if licence else "",
        has_name=has_name,
        is_closed=is_closed,
    )
