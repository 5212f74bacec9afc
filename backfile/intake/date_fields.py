"""Dates with a label as fields: that of publication, and those of receipt and change, which are none."""

from __future__ import annotations

from collections.abc import Sequence

from backfile.intake import credited, masthead_fields
from backfile.intake.dateline import date_at, whole_date
from backfile.intake.draft import Draft
from backfile.intake.labels import EVENTS, Labelled, read_label
from backfile.intake.lines import Line, is_prose, word_count

_MOST_WORDS_BESIDE = 6
_FIRST_OF_ALL = frozenset(["first published", "originally published", "originally published on"])


def published(draft: Draft, label: Labelled, lines: Sequence[Line]) -> int:
    """The date of publication behind its label or on the next line, or beside the byline that follows it."""
    count = 1 if label.value or len(lines) == 1 else 2
    text = label.value or lines[count - 1].text
    stated = whole_date(text)
    if stated:
        draft.published.append((stated, lines[0].number))
        draft.proofs.append(stated)
        for line in lines[:count]:
            draft.notebook.take(line, "date")
        draft.notebook.leave_out_words(lines[0], [stated.rest] if stated.rest else [], "months that a date cannot hold")
        return count
    if _dated_byline(draft, label.value, lines[0]):
        return 1
    is_meant = label.has_colon and any(map(str.isdigit, label.value)) and word_count(label.value) <= _MOST_WORDS_BESIDE
    if not label.value or (label.is_weak and not is_meant) or is_prose(lines[0].text):
        return 0
    if masthead_fields.masthead(draft, lines[0], label.value):
        return 1
    sentence = f"The date of publication “{label.value}” could not be read; write it as 2023, 2023-09 or 2023-09-20."
    draft.notebook.remark("date-unclear", lines[0].number, sentence)
    draft.notebook.leave_out(lines[0], "a date that could not be read")
    return 1


def _dated_byline(draft: Draft, text: str, line: Line) -> int:
    """Posted on 3 March 2021 by A B."""
    stated = date_at(text)
    label = read_label(text[stated.end :].strip(" ,|–—-")) if stated else None
    if not stated or not label or label.field != "author" or word_count(label.value) > _MOST_WORDS_BESIDE:
        return 0
    if not credited.byline(draft, label, [line]):
        draft.notebook.take(line, "date")
        draft.notebook.leave_out_words(line, [text[stated.end :].strip(" ,|–—-")], "a byline that names nobody")
    draft.published.append((stated, line.number))
    draft.proofs.append(stated)
    return 1


def history(draft: Draft, label: Labelled, lines: Sequence[Line]) -> int:
    """A date of receipt, acceptance or change, which proves the order of day and month at most."""
    count = 1 if label.value or len(lines) == 1 else 2
    stated = whole_date(label.value or lines[count - 1].text) or date_at(label.value)
    if not stated:
        return 0
    draft.proofs.append(stated)
    for line in lines[:count]:
        draft.notebook.leave_out(line, "a date of receipt, acceptance or change")
    return count


def byline_behind_date(draft: Draft, line: Line) -> int:
    """A date with a labelled byline behind it: "July 19, 2018 Written by A B"."""
    stated = date_at(line.text)
    label = read_label(line.text[stated.end :].strip(" ,|·–—-")) if stated else None
    if not stated or not label or label.field != "author" or not credited.names_surely(label.value):
        return 0
    if not credited.byline(draft, label, [line]):
        return 0
    draft.beside.append((stated, line.number))
    draft.proofs.append(stated)
    return 1


def several_dates(draft: Draft, line: Line) -> int:
    """A line of several dates, each behind its label: "Received 4 May 2019; published online 30 June 2019"."""
    parts = [part.strip(" ;,.·|/") for part in EVENTS.split(line.text)]
    labels = [read_label(part) for part in parts]
    dates = [whole_date(label.value) if label else None for label in labels]
    fields = {label.field for label in labels if label}
    if len(parts) == 1 or not all(dates) or not fields <= {"published", "history"}:
        return 0
    # Where a page also says when it was changed, it was published when it first was.
    is_changed = any(label and label.label.startswith(("updated", "last ")) for label in labels)
    for label, date in zip(labels, dates, strict=True):
        if label and date:
            draft.proofs.append(date)
            if label.field == "published" or (is_changed and label.label in _FIRST_OF_ALL):
                draft.published.append((date, line.number))
    is_published = any(number == line.number for _, number in draft.published)
    for part, date in zip(parts, dates, strict=True):
        if (date, line.number) not in draft.published:
            draft.notebook.leave_out_words(line, [part], "a date of receipt, acceptance or change")
    if is_published:
        draft.notebook.take(line, "date")
    else:
        draft.notebook.leave_out(line, "dates of receipt, acceptance or change")
    return 1
