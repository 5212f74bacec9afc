"""The date that stands beside a byline."""

from __future__ import annotations

import re

from backfile.intake.dateline import StatedDate, date_at, whole_date
from backfile.intake.labels import read_label

_WORD_START = re.compile(r"(?<![^\s,;|(–—-])(?=\w)")
_ON = re.compile(r" (?:on|il|am|vom|del)$", re.IGNORECASE)
_TIME = re.compile(r",? (?:at|alle|alle ore|ore|um|в) [0-2]?[0-9][:.][0-5][0-9](?: ?[ap]m)?(?: uhr)?$", re.IGNORECASE)
_LAST_PIECE = re.compile(r"[^,;|()–—·•]{1,60}$")


def without_date(text: str) -> tuple[str, StatedDate | None, tuple[str, ...]]:
    """The byline without the date beside it, that date, and words of a date that is none of publication.

    A year alone is a date only behind a comma or dash of its own.
    """
    if time := _TIME.search(text):
        before, stated, unread = without_date(text[: time.start()])
        return before, stated, (*unread, time[0].strip(" ,"))
    for place in _WORD_START.finditer(text):
        start = place.end()
        stated = date_at(text, start)
        if not stated or (text[start : stated.end].isdigit() and not whole_date(text[start:].rstrip(")"))):
            continue
        last = _LAST_PIECE.search(text[:start])
        words = f"{last[0]}{text[start : stated.end]}".strip() if last else ""
        label = read_label(words)
        if last and label and label.field == "history":
            return _without(text, last.start(), stated.end), None, (words,)
        return _without(text, start, stated.end), stated, ()
    return text, None, ()


def _without(text: str, start: int, end: int) -> str:
    before = _ON.sub("", text[:start].rstrip(" ,;|–—-·•("))
    return f"{before} | {text[end:].lstrip(' ,;|)')}".rstrip(" |")
