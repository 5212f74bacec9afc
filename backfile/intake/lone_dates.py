"""Dates without a label: one at the head of a text is its date, several of them are those of a chronicle."""

from __future__ import annotations

from backfile.intake.dateline import StatedDate, whole_date
from backfile.intake.draft import Draft
from backfile.intake.lines import Line

_FIRST_YEAR = 1900  # an older date without a label is rather that of an event


def read_lone_date(draft: Draft, line: Line) -> int:
    """A date alone on a line at the head of an article is its date; how many lines it takes."""
    stated = whole_date(line.text)
    if not stated or line.text.strip(" .").isdigit() or stated.date.year < _FIRST_YEAR:
        return 0
    if _is_disputed(draft, stated, line):
        return 0
    draft.beside.append((stated, line.number))
    draft.proofs.append(stated)
    draft.notebook.take(line, "date", "a date alone on a line at the head of the text")
    draft.notebook.leave_out_words(line, [stated.rest] if stated.rest else [], "months that a date cannot hold")
    return 1


def _is_disputed(draft: Draft, stated: StatedDate, line: Line) -> bool:
    """Whether another date on a line of its own says something else; then neither of them is that of the article."""
    bare = [(other, number) for other, number in draft.beside if draft.notebook.is_kind(number, "date")]
    if not draft.is_disputed and all(_agree(stated, other) for other, _ in bare):
        return False
    draft.is_disputed = True
    for other, number in bare:
        draft.beside.remove((other, number))
        draft.notebook.return_number(number)
    sentence = f"Several dates stand alone at the head of the text, “{line.text}” among them; none was taken. Add it."
    draft.notebook.remark("date-unclear", line.number, sentence)
    draft.plain_lines.update([line.number, *(number for _, number in bare)])
    return True


def _agree(one: StatedDate, other: StatedDate) -> bool:
    first, second = one.date.iso, other.date.iso
    return first.startswith(second) or second.startswith(first)
