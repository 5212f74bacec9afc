"""The end of a text: what is told of the article below its last paragraph."""

from __future__ import annotations

from collections.abc import Sequence

from backfile.intake import masthead_fields
from backfile.intake.citation import fill_from_citation, read_citation
from backfile.intake.credited import names_surely
from backfile.intake.draft import Draft
from backfile.intake.fields import read_field, read_rights
from backfile.intake.labels import read_label
from backfile.intake.lines import Line, is_prose
from backfile.intake.masthead import read_masthead

_TAIL_LINES = 8
_COLOPHON_LINES = 14
# These say who wrote a text without a colon, too.
_SAID = frozenset(["posted by", "written by", "author", "autore", "автор", "scritto da", "text by", "story by"])


def read_colophon(draft: Draft, lines: Sequence[Line]) -> None:
    """Read the last lines for an ISSN, a licence and how to cite the article, before the furniture is taken away."""
    for place in range(max(0, len(lines) - _COLOPHON_LINES), len(lines)):
        line = lines[place]
        if not draft.notebook.is_free(line) or read_rights(draft, line):
            continue
        label = read_label(line.text)
        if label and label.field == "citation" and (label.has_colon or not label.value) and not draft.citation:
            if read_citation(draft, label, lines[place:]):
                fill_from_citation(draft, [])
            continue
        masthead = read_masthead(line.text)
        if masthead and masthead.issns and not draft.masthead.issns and not (masthead.publication or masthead.volume):
            masthead_fields.add_masthead(draft, masthead, line)


def read_tail(draft: Draft, lines: Sequence[Line]) -> None:
    """Read labelled lines below the last paragraph for fields that the front matter lacks."""
    for place in range(max(0, len(lines) - _TAIL_LINES), len(lines)):
        line = lines[place]
        label = read_label(line.text) if draft.notebook.is_free(line) else None
        if not label or not label.value or is_prose(line.text):
            continue
        if label.is_weak and not (label.label in _SAID and names_surely(label.value)):
            continue
        is_wanted = {
            "author": not draft.credits, "published": not (draft.published or draft.beside), "doi": not draft.doi,
        }.get(label.field, False)  # fmt: skip
        if is_wanted:
            read_field(draft, [line])
