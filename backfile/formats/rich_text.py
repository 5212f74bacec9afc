"""RTF so that pandoc reads it whole: three things that LibreOffice and Word write and that it does not know yet."""

from __future__ import annotations

import re

# LibreOffice marks a footnote as a group that may be passed over; then it would be.
_NOTE = re.compile(rb"\{\\\*\\footnote\b")
# A heading that also carries the number of a list is a heading.
_HEADING_IN_LIST = re.compile(rb"(\\outlinelevel\d(?:[^{}]|\{\\listtext[^{}]{0,200}\}){0,2000}?)\\ls\d+ ?")
# A list right above a table would be moved to the top of the text; an empty paragraph between them holds it in place.
_TABLE = re.compile(rb"(\\par\s*)(\\trowd\b)")
_BETWEEN = rb"\\pard\\plain\\u8203?\\par "


def readable(data: bytes) -> bytes:
    """The same text in the words of RTF that pandoc knows."""
    data = _HEADING_IN_LIST.sub(rb"\1", _NOTE.sub(rb"{\\footnote", data))
    return _TABLE.sub(rb"\1" + _BETWEEN + rb"\2", data)
