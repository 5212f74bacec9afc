"""Markdown with a header of whatever program: what its header states, and its text as a document."""

from __future__ import annotations

from dataclasses import replace

from backfile.formats.foreign_fields import Stated, stated_in
from backfile.formats.images import Bytes
from backfile.formats.page import text_of_page
from backfile.formats.reading import nothing, read_format
from backfile.formats.refusal import Refusal
from backfile.intake.document import Document
from backfile.manuscript.header import read_header, split_manuscript

_NONE = Stated(fields={}, unknown=())


def read_markdown(data: bytes, name: str, beside: Bytes = nothing) -> tuple[Document, Stated]:
    """The text of a file of Markdown and what its header states, if it has one. Raises Refusal."""
    text = text_of_page(data)
    if text is None:
        raise Refusal("the file is no text", "save it as UTF-8 text")
    text = text.replace("\r\n", "\n")
    manuscript, faults = split_manuscript(text, name)
    if faults and faults[0].message != "there is no header":
        # A line of dashes at the top is no header unless another one closes it.
        manuscript = replace(manuscript, body=text)
    header, faults = read_header(manuscript, name) if manuscript.header else (None, ())
    if faults:
        raise Refusal(f"line {faults[0].line}: {faults[0].message}", faults[0].hint or "mend the header")
    document = read_format(manuscript.body.encode(), "md", name, beside)
    return document, stated_in(header) if header else _NONE
