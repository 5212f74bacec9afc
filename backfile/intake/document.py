"""Documents: lines that the grammar of intake reads, with what a richer format knows of each beside them.

The grammar sees plain text only, and decides which lines are title, masthead and byline. What is left is the body, and
is written as the format had it: bold, italic, links, notes, lists, tables, headings and images survive.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import field, replace

from backfile.frozen import frozen
from backfile.intake.captions import parse_caption
from backfile.intake.headings import is_known_heading, looks_like_heading
from backfile.intake.lines import Line
from backfile.intake.markdown import escaped, heading
from backfile.intake.record import Caption, Evidence, Picture, Reading, Remark

_APART = "\n\n"
_HIGHEST, _DEEPEST = 2, 6
# These say that a line only looks like a heading; here the format says what it is.
_BY_LOOK = frozenset(["lost-heading", "heading-doubtful"])
_LONGEST_QUOTE = 60


@frozen
class Mark:
    """What the format says of one line.

    `markdown` is its text in Markdown, `joint` what stands between it and the line before if that is kept, too; `level`
    is that of a heading, as the format counts it, or 0; `notes` are the labels of the footnotes it refers to;
    `picture` is the image that stands here, in which case there is no line of this number; `caption_of` is the number
    of the image that the line is the caption of.
    """

    markdown: str = ""
    joint: str = _APART
    level: int = 0
    is_bold: bool = False
    notes: tuple[str, ...] = ()
    picture: Picture | None = None
    caption_of: int = 0


@frozen
class Document:
    """A text with the marks of its lines, by their numbers; without marks it is read like a pasted text.

    `notes` are the footnotes in Markdown, by their labels; `remarks` is what could not be carried over.
    """

    lines: tuple[Line, ...]
    marks: Mapping[int, Mark] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()

    @property
    def tops(self) -> frozenset[int]:
        """The numbers of the lines that are headings of the first level."""
        return frozenset(number for number, mark in self.marks.items() if mark.level == 1)


def with_marks(reading: Reading, document: Document, lines: Sequence[Line]) -> Reading:
    """The reading of some lines of a document, with its body as the format had it."""
    if not document.marks:
        return replace(reading, remarks=(*reading.remarks, *document.remarks))
    texts = {line.number: line.text for line in lines}
    marks = _of(document, lines)
    reading, figure = _with_figure(reading, marks, texts)
    free = _free(reading, texts)
    shown = {number: _as_heading(marks[number], texts[number]) for number in free}
    placed = {number: mark for number, mark in marks.items() if mark.picture and number != figure}
    settled = _BY_LOOK | ({"figure-without-image"} if marks.keys() - texts.keys() else set())
    said = [remark for remark in reading.remarks if remark.key not in settled]
    return replace(
        reading,
        body=_body(shown | placed, document.notes),
        captions=tuple(caption for caption in reading.captions if caption.line not in free),
        headings=tuple(texts[number] for number in sorted(shown) if shown[number].level),
        remarks=(*said, *_lost_notes(document, marks, texts, free), *document.remarks),
        pictures=tuple(mark.picture for mark in marks.values() if mark.picture and mark.picture.data),
    )


def _free(reading: Reading, texts: Mapping[int, str]) -> set[int]:
    """The lines that no field was read from and that were not left out."""
    return texts.keys() - {one.line for one in reading.evidence} - {one.line for one in reading.left_out}


_MISSING = {
    "missing-title": "title", "missing-publication": "publication", "missing-masthead": "publication",
    "missing-author": "byline", "missing-date": "date",
}  # fmt: skip


def with_stated(reading: Reading, stated: Mapping[str, object]) -> Reading:
    """The reading with the fields that are stated beside the text, which count for more than how it looks."""
    values = {field: value for field, value in stated.items() if value}
    remarks = [remark for remark in reading.remarks if _MISSING.get(remark.key) not in values]
    return replace(reading, remarks=tuple(remarks), **values)  # type: ignore[arg-type]


def _of(document: Document, lines: Sequence[Line]) -> dict[int, Mark]:
    """The marks of some lines, with those of the images between and below them."""
    numbers = [line.number for line in lines]
    first = 0 if tuple(lines[:1]) == document.lines[:1] else numbers[0]
    last = max(document.marks) if tuple(lines[-1:]) == document.lines[-1:] else numbers[-1]
    after = next((line.number for line in document.lines if line.number > last), last + 1)
    return {number: mark for number, mark in document.marks.items() if first <= number < after}


def _as_heading(mark: Mark, text: str) -> Mark:
    """Whoever does not use the styles of headings sets them in bold; some have words that only headings have."""
    is_one = mark.joint == _APART and (is_known_heading(text) or (mark.is_bold and looks_like_heading(text)))
    if mark.level or not is_one or mark.notes:
        return mark
    return replace(mark, markdown=escaped(text), level=_HIGHEST)


def _with_figure(reading: Reading, marks: Mapping[int, Mark], texts: Mapping[int, str]) -> tuple[Reading, int]:
    """The reading with the image above its body as its figure, and the number of that image; 0 if there is none."""
    free = _free(reading, texts)
    first = min((number for number, mark in marks.items() if mark.picture), default=0)
    picture = marks[first].picture if first else None
    below = [number for number in free if marks[number].caption_of != first]
    if picture is None or not picture.data or first > min(below, default=first):
        return reading, 0
    told = sorted(number for number in free if marks[number].caption_of == first)
    above = [caption for caption in reading.captions if caption.line not in free] or [_caption(texts, told)]
    evidence = [Evidence(field="caption", line=number, text=texts[number]) for number in told]
    figure = replace(above[0], src=picture.address, alt=picture.alt or above[0].alt)
    return replace(reading, captions=(figure, *above[1:]), evidence=(*reading.evidence, *evidence)), first


def _caption(texts: Mapping[int, str], numbers: Sequence[int]) -> Caption:
    words = " ".join(texts[number] for number in numbers)
    parsed = parse_caption(words)
    if parsed is None:
        return Caption(text=words)
    return Caption(text=parsed.text, credit=parsed.credit, licence=parsed.licence)


def _body(marks: Mapping[int, Mark], notes: Mapping[str, str]) -> str:
    levels = [mark.level for mark in marks.values() if mark.level]
    up = _HIGHEST - min(levels, default=_HIGHEST)
    written: list[str] = []
    before = -1
    for number in sorted(marks):
        mark = marks[number]
        joint = mark.joint if number == before + 1 else _APART
        written += [joint if written else "", _written(mark, up)]
        before = number
    labels = dict.fromkeys(label for number in sorted(marks) for label in marks[number].notes)
    written += [f"{_APART}[^{label}]: {notes[label]}" for label in labels]
    return f"{''.join(written)}\n" if written else ""


def _written(mark: Mark, up: int) -> str:
    if mark.picture:
        address = mark.picture.address
        return f"![{escaped(mark.picture.alt)}]({f'/{address}' if mark.picture.data else f'<{address}>'})"
    return heading(mark.markdown, min(_DEEPEST, mark.level + up)) if mark.level else mark.markdown


def _lost_notes(
    document: Document, marks: Mapping[int, Mark], texts: Mapping[int, str], free: AbstractSet[int]
) -> list[Remark]:
    """A remark for each footnote of a line that became a field, which cannot hold one."""
    lost = [(number, label) for number in texts if number not in free for label in marks[number].notes]
    return [
        Remark(
            key="note-of-a-field",
            line=number,
            sentence=f"A note stands at “{texts[number][:_LONGEST_QUOTE]}”; no field holds it, so put it where it "
            f"belongs: “{document.notes[label]}”.",
        )
        for number, label in lost
    ]
