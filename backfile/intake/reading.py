"""Reading a seed: from the bytes that were received to a record and a body.

    bytes ─decode─▶ text ─split─▶ lines ─front, tail─▶ fields ─furniture─▶ lines of the body ─blocks─▶ Markdown

Nothing is invented: what the text does not say is absent, what it says unclearly is a remark for a person.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from backfile.archive.credits import Byline
from backfile.archive.dates import PartialDate
from backfile.intake.blocks import Body, read_body
from backfile.intake.dateline import StatedDate, settle
from backfile.intake.decode import Decoded, decode
from backfile.intake.document import Document, with_marks
from backfile.intake.draft import Draft
from backfile.intake.front import read_front
from backfile.intake.furniture import (
    captions_within,
    leave_out_furniture,
    point_out_comments,
    point_out_doubts,
    point_out_markup,
    point_out_remnants,
)
from backfile.intake.labels import may_have_colon, read_label
from backfile.intake.language import language_of, mixes_scripts
from backfile.intake.leftovers import left_over
from backfile.intake.lines import Line, split_lines
from backfile.intake.markdown import Heading, as_markdown
from backfile.intake.notebook import Notebook
from backfile.intake.pages import leave_out_contents, rejoined, without_buttons
from backfile.intake.record import (
    Caption,
    Context,
    Evidence,
    LeftOut,
    Reading,
    Remark,
    SuggestedTag,
    Term,
)
from backfile.intake.recurrence import leave_out_recurring
from backfile.intake.remarks import remark_on_date, remark_on_figure, remark_on_gaps, remark_on_masthead
from backfile.intake.several import Division, divide
from backfile.intake.tags import suggest_tags
from backfile.intake.tail import read_colophon, read_tail

__all__ = [
    "Caption", "Context", "Evidence", "LeftOut", "Reading", "Remark", "SuggestedTag", "Term", "read_document",
    "read_documents", "read_seed", "read_seeds",
]  # fmt: skip

# A document is text already; how its bytes are encoded is the business of its format.
_WHOLE = Decoded(text="", encoding="", eol="")
# Reasons for which a line was left out that could be the author's own.
_PAGE_FURNITURE = (
    "a mark of a word processor",
    "a disclaimer",
    "a running head",
    "an appeal",
    "a list of other articles",
    "an advertisement",
    "a page number",
)


def read_seed(data: bytes, context: Context) -> Reading:
    """The record and the body that the bytes hold; bytes that are no text give an empty reading with a remark."""
    decoded = decode(data)
    return _read(split_lines(decoded.text) if decoded else (), decoded, context)


def _read(lines: Sequence[Line], decoded: Decoded | None, context: Context) -> Reading:
    if decoded is None:
        sentence = "The file is no text; save it as UTF-8 text and try again."
        return Reading(remarks=(Remark(key="undecodable", line=0, sentence=sentence),))
    if not lines:
        remark = Remark(key="empty", line=0, sentence="The file is empty; paste the article.")
        return Reading(remarks=(remark,), encoding=decoded.encoding, eol=decoded.eol)
    return _read_lines(lines, decoded, context)


def read_seeds(data: bytes, context: Context) -> tuple[Reading, ...]:
    """The readings of all articles that a pasted text holds, where it is certain that they are several."""
    decoded = decode(data)
    lines = split_lines(decoded.text) if decoded else ()
    division = divide(lines)
    if decoded is None or len(division.parts) == 1:
        return (_with_doubt(_read(lines, decoded, context), division),)
    return tuple(_read_lines(part, decoded, context) for part in division.parts)


def read_documents(document: Document, context: Context) -> tuple[Reading, ...]:
    """The readings of all articles that a document holds, where it is certain that they are several."""
    division = divide(document.lines, document.tops)
    if len(division.parts) == 1:
        return (_with_doubt(read_document(document, context), division),)
    readings = (_read_lines(part, _WHOLE, context) for part in division.parts)
    return tuple(with_marks(reading, document, part) for reading, part in zip(readings, division.parts, strict=True))


def _with_doubt(reading: Reading, division: Division) -> Reading:
    if not division.unsure:
        return reading
    places = ", ".join(map(str, division.unsure))
    sentence = (
        f"There are {len(division.unsure)} mastheads in this text (lines {places}), so it may hold several articles; "
        "if it does, put each into a file of its own."
    )
    return replace(reading, remarks=(*reading.remarks, Remark(key="several-articles", line=0, sentence=sentence)))


def read_document(document: Document, context: Context, title: str = "") -> Reading:
    """The record and the body of a document; its title is what stands in it as one, unless it is stated elsewhere."""
    if not document.lines and document.marks:
        return with_marks(Reading(title=title), document, ())
    if not document.lines:
        remark = Remark(key="empty", line=0, sentence="The document holds no text; there is nothing to convert.")
        return Reading(title=title, remarks=(remark,))
    return with_marks(_read_lines(document.lines, _WHOLE, context, title), document, document.lines)


def _read_lines(lines: Sequence[Line], decoded: Decoded, context: Context, title: str = "") -> Reading:
    draft = Draft(notebook=Notebook(), context=context, title=title)
    lines = lines if decoded is _WHOLE else without_buttons(draft, lines)
    leave_out_contents(draft, lines)
    end = read_front(draft, lines)
    read_colophon(draft, lines[end:])
    leave_out_recurring(draft, lines, end)
    leave_out_furniture(draft, lines, end)
    read_tail(draft, lines[end:])
    captions_within(draft, lines[end:])
    point_out_doubts(draft, lines)
    point_out_remnants(draft, lines)
    point_out_comments(draft, lines)
    if decoded is not _WHOLE:
        point_out_markup(draft, lines)
    rest = list(draft.notebook.free(lines))
    rest = rest if decoded is _WHOLE else rejoined(draft.notebook, rest)
    body = read_body(rest, draft.plain_lines, draft.sure_headings)
    date = _date(draft)
    for number in body.lost_headings:
        sentence = "Two empty lines stand here as if a heading had been lost; look at the original."
        draft.notebook.remark("lost-heading", number, sentence)
    if mixes_scripts("\n".join(line.text for line in rest)):
        sentence = "The text mixes two scripts, so its language was taken from most of it; check the language."
        draft.notebook.remark("language-unsure", 0, sentence)
    _remark(draft, decoded, has_date=date is not None, has_body=bool(rest))
    reading = replace(
        _record(draft, body, [line.text for line in rest]), date=date, encoding=decoded.encoding, eol=decoded.eol
    )
    left_out = [*reading.left_out, *left_over(reading, reading.evidence, reading.left_out)]
    return replace(reading, left_out=tuple(sorted(left_out, key=lambda left: left.line)))


def _record(draft: Draft, body: Body, texts: Sequence[str]) -> Reading:
    notebook, masthead = draft.notebook, draft.masthead
    headings = tuple(block.text for block in body.blocks if isinstance(block, Heading))
    prose = [text for text in texts if text not in headings]
    return Reading(
        title=draft.title,
        subtitle=draft.subtitle,
        publication=masthead.publication,
        issn=masthead.issns[0] if masthead.issns else "",
        volume=masthead.volume,
        issue=masthead.issue,
        pages=masthead.pages,
        byline=Byline(credits=tuple(draft.credits)),
        doi=draft.doi or masthead.doi,
        keywords=draft.keywords,
        abstract=" ".join(draft.abstract),
        language=language_of(_running_text(prose) or " ".join(draft.abstract) or draft.title),
        licence=draft.licence,
        captions=tuple(draft.captions),
        headings=headings,
        tags=_tags(draft, headings, prose),
        body=as_markdown(body.blocks),
        left_out=notebook.left_out,
        evidence=notebook.evidence,
        remarks=notebook.remarks,
    )


def _running_text(prose: Sequence[str]) -> str:
    """The text without what journals print once more in another language: abstract, keywords, title, names."""
    own = [text for text in prose if not (may_have_colon(text) and (label := read_label(text)) and label.has_colon)]
    return "\n".join(own)


def _tags(draft: Draft, headings: Sequence[str], prose: Sequence[str]) -> tuple[SuggestedTag, ...]:
    opening = [*draft.abstract, *prose[:1]]
    parts = {
        "title": [draft.title],
        "keywords": draft.keywords,
        "headings": headings,
        "lead": opening,
        "body": prose[1:],
    }
    return suggest_tags(parts, draft.context.vocabulary, draft.context.frequencies)


def _date(draft: Draft) -> PartialDate | None:
    """The date of publication: as stated with a label, else beside the byline, else in the masthead."""
    statements = draft.published or draft.beside
    if not statements and draft.masthead.date:
        statements = [(StatedDate(date=draft.masthead.date), draft.masthead_line)]
    if not statements:
        return None
    settled = [(settle(stated, draft.proofs), line) for stated, line in statements]
    stated, line = settled[0]
    for other, other_line in settled[1:]:
        if not _agree(stated, other):
            sentence = f"The text states two dates of publication; {stated.date.iso} was taken. Check which is right."
            draft.notebook.remark("date-twice", other_line, sentence)
    remark_on_date(draft, stated, line)
    return PartialDate(year=stated.date.year) if stated.is_ambiguous else stated.date


def _agree(one: StatedDate, other: StatedDate) -> bool:
    first, second = one.date.iso, other.date.iso
    return first.startswith(second) or second.startswith(first)


def _remark(draft: Draft, decoded: Decoded, *, has_date: bool, has_body: bool) -> None:
    notebook = draft.notebook
    if decoded.inferred:
        sentence = f"The file is not UTF-8; it was read as {decoded.encoding} by the look of it. Check the accents."
        notebook.remark("encoding-inferred", 0, sentence)
    if decoded.hidden:
        sentence = f"{decoded.hidden} control, direction or private-use characters were taken out; check the text."
        notebook.remark("hidden-characters", 0, sentence)
    remark_on_masthead(draft)
    remark_on_figure(draft)
    remark_on_gaps(draft, has_date=has_date, has_body=has_body)
    furniture = [left for left in notebook.left_out if left.reason.startswith(_PAGE_FURNITURE)]
    if furniture:
        sentence = (
            f"{len(furniture)} lines that belong to the page and not to the article were left out; check that it is so."
        )
        notebook.remark("boilerplate-left-out", furniture[0].line, sentence)
