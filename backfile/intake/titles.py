"""What a title looks like."""

from __future__ import annotations

import re

from backfile.intake.fields import holds_a_field
from backfile.intake.headings import is_known_heading, undecorated
from backfile.intake.lines import is_file_name, word_count

LONGEST_TITLE = 30
# A full stop within, but not one behind an initial or a short form: "Customs v. the Estate of St. Orm".
_SENTENCES = re.compile(r"(?<!\b\w)(?<!\b\w\w)(?<!\b\w\w\w)\. |^[0-9]{1,3}\. ")
_NO_TITLE = re.compile(
    r"\bISSN\b|\bDOI\b|10\.[0-9]{4,9}/|https?://|^www\.|@[\w-]|^(?:©|\(c\)|copyright\b)", re.IGNORECASE
)


def could_be_title(text: str) -> bool:
    """Whether a line has the look of a title: short, no sentence, no heading that every article has."""
    text = undecorated(text)
    if not any(map(str.isalnum, text)):
        return False
    if word_count(text) > LONGEST_TITLE or is_known_heading(text) or is_file_name(text) or _NO_TITLE.search(text):
        return False
    if text.isupper() and text.endswith("."):  # headlines of old newspapers
        text = text[:-1]
    if text.endswith((".", ";", ",")) or _SENTENCES.search(text) or text.startswith(("•", "- ")):
        return False
    if text.startswith("(") and text.endswith(")"):
        return False
    return not holds_a_field(text)


def is_page_title(longer: str, shorter: str) -> bool:
    """Whether the first line is the second with the name of the site behind it, as browsers show it."""
    rest = longer[len(shorter) :].strip()
    return longer.startswith(shorter) and rest[:1] in {"|", "–", "—", "-", "»", "·"} and word_count(shorter) > 2  # noqa: PLR2004
