"""Fields of the front matter: what one line, labelled or of a clear form, says about the article.

Each reader takes the draft, the label if there is one, and the lines from its own on; it gives back how many of them it
took, 0 for a line that is something else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from backfile.archive.identifiers import normal_doi
from backfile.intake import contacts, credited, date_fields, masthead_fields
from backfile.intake.boilerplate import boilerplate_reason, is_appeal
from backfile.intake.captions import is_licence, licence_in, names_a_source
from backfile.intake.citation import read_citation
from backfile.intake.dateline import date_at, whole_date
from backfile.intake.draft import Draft
from backfile.intake.furniture import stands_over_paragraph
from backfile.intake.headings import is_known_heading
from backfile.intake.labels import ROLES, Labelled, labelled_parts, read_label
from backfile.intake.lines import Line, ends_a_sentence, is_prose, word_count
from backfile.intake.lone_dates import read_lone_date
from backfile.intake.masthead import Masthead, read_masthead
from backfile.intake.publications import is_publication_like

_LONGEST_LINE = 600
_LONGEST_ABSTRACT = 8000
_MOST_WORDS_BESIDE = 6
_BARS = re.compile(r" [|·•] ")
_DASHES = re.compile(r" [–—-] ")
_SEPARATORS = (";", ",", " / ", "·", "|", "•", " – ", " — ", " - ")
_CODES = re.compile(r"(?:УДК|UDC|ББК|LBC|ГРНТИ|JEL|MSC|EDN|OCIS|PACS|arXiv)[ :]{1,3}[A-ZА-Я0-9][\w.,:;/()+= -]{0,80}")
_COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright\b)", re.IGNORECASE)
_GRANTED = re.compile(
    r"\b(?:licen[sc]ed under|under (?:the|a) (?:terms of )?(?:the )?(?:cc|creative commons)|distribuito con licenza|"
    r"lizenziert unter|steht unter (?:der|einer)|на условиях лицензии|по лицензии)\b",
    re.IGNORECASE,
)
_LONGEST_COPYRIGHT = 40
_NUMBERS = frozenset(["volume", "issue", "issn", "pages"])


def read_field(draft: Draft, lines: Sequence[Line]) -> int:
    """How many of the lines, from the first on, were fields; 0 if the first one is something else."""
    line = lines[0]
    reason = boilerplate_reason(line.text)
    is_heading = stands_over_paragraph(lines) and not draft.notebook.goes_on_from(line)
    if reason and not (is_appeal(reason) and is_prose(line.text)) and not is_heading:
        draft.notebook.leave_out(line, reason)
        return 1
    label = read_label(line.text)
    if len(line.text) > _LONGEST_LINE or (label and label.field == "citation"):
        is_long = label and label.field in {"abstract", "citation"}
        return _READERS[label.field](draft, label, lines) if label and is_long else 0
    if not label or label.field in _NUMBERS:
        count = masthead_fields.masthead(draft, line)
        if count:
            return count
    if count := date_fields.several_dates(draft, line) or _several(draft, lines):
        return count
    if label and (count := _READERS[label.field](draft, label, lines)):
        return count
    return (
        _bare_doi(draft, line)
        or _code(draft, line)
        or read_rights(draft, line)
        or read_lone_date(draft, line)
        or date_fields.byline_behind_date(draft, line)
        or credited.marked_byline(draft, line)
        or credited.named_within(draft, line)
        or _below_byline(draft, line)
    )


def _code(draft: Draft, line: Line) -> int:
    """The code of a classification, which librarians print above the title."""
    if not _CODES.fullmatch(line.text):
        return 0
    draft.notebook.leave_out(line, "a code of a classification")
    return 1


def _below_byline(draft: Draft, line: Line) -> int:
    return credited.further_role(draft, line) or contacts.contact(draft, line)


def _several(draft: Draft, lines: Sequence[Line]) -> int:
    """A line of several fields, cut at its bars or labels; what lies between them has to be short."""
    line = lines[0]
    parts = [part.strip() for piece in _BARS.split(line.text) for part in labelled_parts(piece) if part.strip()]
    if len(parts) == 1 or not any(map(is_field, parts)):
        parts = [part.strip() for part in _DASHES.split(line.text)]
        if len(parts) == 1 or not all(map(is_field, parts)):
            return 0
    if any(word_count(part) > _MOST_WORDS_BESIDE and not is_field(part) for part in parts):
        return 0
    unread = [part for part in parts if not read_field(draft, [replace(line, text=part)])]
    for part in unread:
        if not _publication_beside(draft, part, line):
            credited.point_out_name(draft, line, part)
            draft.notebook.leave_out_words(line, [part], "words beside other fields")
    draft.notebook.take(line, "several fields")
    return 1


def _publication_beside(draft: Draft, part: str, line: Line) -> int:
    """The name of a periodical that bars part from its numbers."""
    is_new = draft.masthead_line == line.number and not draft.masthead.publication
    if not is_new or not is_publication_like(part, draft.context.publications):
        return 0
    return masthead_fields.add_masthead(draft, Masthead(publication=part), line)


def holds_a_field(text: str) -> bool:
    """Whether a part of a line between its bars is a field, or one between its dashes has a label."""
    parts = [part.strip() for part in _BARS.split(text)]
    if len(parts) > 1 and any(map(is_field, parts)):
        return True
    pieces = [piece.strip() for part in parts for piece in _DASHES.split(part)]
    return any(map(_is_labelled, pieces)) or (len(pieces) > 1 and any(map(_is_no_part_of_a_title, pieces)))


def _is_no_part_of_a_title(text: str) -> bool:
    read = read_masthead(text)
    is_masthead = read is not None and not read.is_weak
    return is_masthead or names_a_source(text) or is_licence(text) or bool(_CODES.fullmatch(text))


def _is_labelled(text: str) -> bool:
    label = read_label(text)
    if not label or not label.value:
        return False
    is_dated = label.field in {"published", "history"} and date_at(label.value) is not None
    return is_dated or (label.has_colon and not label.is_weak)


def is_field(text: str) -> bool:
    """Whether words are a field that needs no more to be known: a label with a value, a date, a masthead, a DOI."""
    label = read_label(text)
    is_dated = bool(label and label.field in {"published", "history"} and whole_date(label.value))
    masthead = read_masthead(text)
    is_masthead = masthead is not None and not masthead.is_weak
    is_labelled = label is not None and label.has_colon and bool(label.value)
    is_form = bool(whole_date(text) or normal_doi(text) or is_licence(text) or _CODES.fullmatch(text))
    return is_labelled or is_dated or is_masthead or is_form


def _doi(draft: Draft, label: Labelled, lines: Sequence[Line]) -> int:
    count = 1 if label.value or len(lines) == 1 else 2
    doi = normal_doi(label.value or lines[count - 1].text)
    if not doi or draft.doi:
        return 0
    draft.doi = doi
    for line in lines[:count]:
        draft.notebook.take(line, "doi")
    return count


def _bare_doi(draft: Draft, line: Line) -> int:
    if draft.doi or not normal_doi(line.text):
        return 0
    draft.doi = normal_doi(line.text) or ""
    draft.notebook.take(line, "doi")
    return 1


def _keywords(draft: Draft, label: Labelled, lines: Sequence[Line]) -> int:
    count = 1 if label.value else 2
    if len(lines) < count or draft.keywords:
        return 0
    text = label.value or lines[1].text
    while text.rstrip().endswith((",", ";")) and len(lines) > count and not lines[count].gap:
        text, count = f"{text} {lines[count].text}", count + 1
    separator = next((mark for mark in _SEPARATORS if mark in text), "\n")
    draft.keywords = tuple(filter(None, (word.strip(" .;,") for word in text.split(separator))))
    for line in lines[:count]:
        draft.notebook.take(line, "keywords")
    return count


def _abstract(draft: Draft, label: Labelled, lines: Sequence[Line]) -> int:
    """The paragraph behind the label or below it, with the lines that a page's width broke off."""
    count = 1 if label.value else 2
    first = label.value or (lines[1].text if len(lines) > 1 else "")
    if not first or draft.abstract or (label.label in {"summary", "sommario"} and not label.value):
        return 0
    if len(first) > _LONGEST_ABSTRACT or (not label.value and not ends_a_sentence(first) and word_count(first) < 8):  # noqa: PLR2004
        return 0
    draft.abstract.append(first)
    while len(lines) > count and _belongs_to_abstract(draft.abstract[-1], lines[count]):
        draft.abstract.append(lines[count].text)
        count += 1
    for line in lines[:count]:
        draft.notebook.take(line, "abstract")
    return count


def _belongs_to_abstract(before: str, line: Line) -> bool:
    return not (line.gap or ends_a_sentence(before) or read_label(line.text) or is_known_heading(line.text))


def _licence(draft: Draft, label: Labelled, lines: Sequence[Line]) -> int:
    count = 1 if label.value or len(lines) == 1 else 2
    licence = label.value or (lines[1].text if count > 1 and is_licence(lines[1].text) else "")
    if not licence or draft.licence:
        return 0
    draft.licence = licence
    for line in lines[:count]:
        draft.notebook.take(line, "licence")
    return count


def read_rights(draft: Draft, line: Line) -> int:
    """A licence without a label, a sentence that grants it, or a line of copyright with one."""
    is_short = word_count(line.text) <= _LONGEST_COPYRIGHT
    is_copyright = is_short and bool(_COPYRIGHT.match(line.text))
    is_granted = is_short and bool(_GRANTED.search(line.text))
    licence = licence_in(line.text) if is_copyright or is_granted or is_licence(line.text) else ""
    if licence and not draft.licence:
        draft.licence = licence
        draft.notebook.take(line, "licence")
    elif is_copyright or licence:
        draft.notebook.leave_out(line, "a line of copyright")
    return int(is_copyright or bool(licence))


def _aside(draft: Draft, label: Labelled, lines: Sequence[Line]) -> int:
    """Things that pages say of themselves and a record has no field for: a section, a count, how to cite."""
    if not label.has_colon or ends_a_sentence(label.value):
        return 0
    draft.notebook.leave_out(lines[0], f"{label.label}: a line that has no field")
    return 1


def _title(draft: Draft, label: Labelled, lines: Sequence[Line]) -> int:
    if not label.has_colon or not label.value or draft.title:
        return 0
    draft.title, draft.title_line = " ".join(label.value.split()), lines[0].number
    draft.notebook.take(lines[0], "title")
    return 1


_READERS: dict[str, Callable[[Draft, Labelled, Sequence[Line]], int]] = {
    "title": _title,
    "publication": masthead_fields.publication,
    "published": date_fields.published,
    "history": date_fields.history,
    "doi": _doi,
    "keywords": _keywords,
    "abstract": _abstract,
    "licence": _licence,
    "citation": read_citation,
    "section": _aside,
    "aside": _aside,
    "corresponding": contacts.corresponding,
    "orcid": contacts.orcid,
    "affiliation": contacts.affiliation,
    **dict.fromkeys(_NUMBERS, masthead_fields.number),
    **dict.fromkeys(("author", *ROLES), credited.byline),
}
