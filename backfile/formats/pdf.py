"""The door of pypdf: pages of a PDF to lines with marks.

A PDF knows where letters stand and in which font, and nothing of paragraphs: these are put together again where a line
fills its column. What stands apart from the text by its place (running heads, notes, tables) is told in `layout`.
"""

from __future__ import annotations

import io
import logging
import re
import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count
from typing import Any

from backfile.extras import missing
from backfile.formats.images import picture_of
from backfile.formats.layout import RAISED, Row, mark_tables, set_gaps, take_heads, take_notes, without, without_number
from backfile.formats.refusal import Refusal
from backfile.formats.runs import Run, lines_of, markdown, plain
from backfile.intake.decode import plain_text
from backfile.intake.document import Document, Mark
from backfile.intake.lines import Line
from backfile.intake.record import Picture, Remark

_MOST_PAGES = 1_000
_FULL_LINE = 0.93  # of the long lines; letters differ in width
_WIDE_GAP = 1.45  # of the usual distance between lines
_SMALL, _LARGE = 0.8, 1.15  # of the usual size of letters
_SMALLEST_IMAGE = 16  # what is smaller is an ornament
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st"})
_BULLET = re.compile(r"[•▪◦‣●○■□\uf0b7][ \t]*")
_HYPHENATED = re.compile(r"([^\W\d_]+)-$")
_CHANNELS = {"/DeviceRGB": 3, "/DeviceGray": 1, "/CalRGB": 3, "/CalGray": 1}
_COLOUR_TYPE = {3: 2, 1: 0}  # of PNG


def document_of_pdf(data: bytes, name: str) -> Document:
    """The text of a PDF. Raises Refusal for one that is broken, locked, or nothing but scanned images."""
    try:
        import pypdf  # optional: the extra `ingest`
    except ImportError as error:
        raise Refusal("a PDF needs a package that is not installed", missing("ingest")) from error
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        _unlock(reader)
        pages = list(reader.pages[:_MOST_PAGES])
        rows = [_rows(page) for page in pages]
        pictures = [list(_pictures(page, name)) for page in pages]
    except Refusal:
        raise
    except Exception as error:  # a broken PDF can raise whatever its parts lead to
        hint = "open it and print it into a new PDF, or copy its text into a .txt file"
        raise Refusal("the PDF cannot be read; it is broken or uses what is not known here", hint) from error
    if not any(row.text for page in rows for row in page):
        raise _scan()
    return _written(rows, pictures)


def _scan() -> Refusal:
    hint = "let a program for text recognition (OCR) read it, such as ocrmypdf, and drop in what that writes"
    return Refusal("the PDF holds no text, only images of pages (a scan)", hint)


def _unlock(reader: Any) -> None:  # noqa: ANN401 -- pypdf's reader
    if reader.is_encrypted and not reader.decrypt(""):
        raise Refusal("it is protected by a password", "print it into a new PDF without one, or save it as .docx")


def _rows(page: Any) -> list[Row]:  # noqa: ANN401 -- pypdf's page
    links = _links(page)
    rows: list[Row] = []

    def visit(text: str, cm: Sequence[float], tm: Sequence[float], font: dict[str, Any] | None, size: float) -> None:
        words = plain_text(text).replace("\n", " ").translate(_LIGATURES)
        x, y = tm[4] * cm[0] + cm[4], tm[5] * cm[3] + cm[5]
        height = abs(size * tm[3] * cm[3]) or size
        if not words.strip():
            if rows and words:
                rows[-1].runs.append(Run(text=" "))
                rows[-1].starts.append(x)
            return
        is_raised = bool(rows) and height < _SMALL * rows[-1].size and 0 < y - rows[-1].y < rows[-1].size
        if not is_raised and (not rows or abs(y - rows[-1].y) > height / 2):
            rows.append(Row(y=y, size=height, gap=rows[-1].y - y if rows else 0.0))
        style = str((font or {}).get("/BaseFont", ""))
        rows[-1].size = max(rows[-1].size, height)
        rows[-1].starts.append(x)
        rows[-1].runs.append(
            Run(
                text=words.translate(RAISED) if is_raised else words,
                is_bold="Bold" in style or "Black" in style,
                is_italic="Italic" in style or "Oblique" in style,
                target=next((target for box, target in links if _is_in(box, x, y)), ""),
            )
        )

    page.extract_text(visitor_text=visit)
    return [row for row in rows if row.text]


def _links(page: Any) -> list[tuple[list[float], str]]:  # noqa: ANN401 -- pypdf's page
    found: list[tuple[list[float], str]] = []
    for reference in page.get("/Annots") or ():
        note = reference.get_object()
        target = note.get("/A", {}).get("/URI") if note.get("/Subtype") == "/Link" else None
        if target and re.match(r"(?:https?|mailto):", str(target), re.IGNORECASE):
            found.append(([float(edge) for edge in note["/Rect"]], str(target)))
    return found


def _is_in(box: Sequence[float], x: float, y: float) -> bool:
    return box[0] - 1 <= x < box[2] and box[1] - 1 <= y <= box[3]


def _pictures(page: Any, name: str) -> Iterator[Picture | None]:  # noqa: ANN401 -- pypdf's page
    """The images of a page; None for each that cannot be carried over."""
    resources = page.get("/Resources", {}).get("/XObject") or {}
    for key in sorted(resources):
        image = resources[key].get_object()
        if image.get("/Subtype") != "/Image" or min(image["/Width"], image["/Height"]) < _SMALLEST_IMAGE:
            continue
        data = _image(image)
        yield picture_of(data, "", name) if data else None


def _image(image: Any) -> bytes | None:  # noqa: ANN401 -- pypdf's stream
    filters = image.get("/Filter", [])
    if filters in ("/DCTDecode", ["/DCTDecode"]):
        return bytes(image._data)  # noqa: SLF001 -- the JPEG as it is; pypdf's own way needs Pillow
    channels = _channels(image.get("/ColorSpace"))
    if image.get("/BitsPerComponent") != 8 or not channels or filters not in ("/FlateDecode", ["/FlateDecode"]):  # noqa: PLR2004
        return None
    return _png(image["/Width"], image["/Height"], channels, image.get_data())


def _channels(space: Any) -> int:  # noqa: ANN401 -- pypdf's name or array
    if isinstance(space, list) and space and space[0] == "/ICCBased":
        number = int(space[1].get_object().get("/N", 0))
        return number if number in _COLOUR_TYPE else 0
    return _CHANNELS.get(str(space), 0)


def _png(width: int, height: int, channels: int, pixels: bytes) -> bytes | None:
    line = width * channels
    if len(pixels) < line * height:
        return None
    rows = b"".join(b"\0" + pixels[start : start + line] for start in range(0, line * height, line))
    head = struct.pack(">IIBBBBB", width, height, 8, _COLOUR_TYPE[channels], 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )


def _written(pages: Sequence[list[Row]], pictures: Sequence[list[Picture | None]]) -> Document:
    size = _middle([row.size for page in pages for row in page])
    kept, heads = take_heads(pages)
    if not any(kept):  # scanned pages, with nothing but their numbers printed on them
        raise _scan()
    kept, notes = take_notes(kept, size)
    every = [row for page in (*kept, *notes.values()) for row in page]
    known = frozenset(word.casefold() for row in every for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", row.text))
    for page in kept:
        set_gaps(page)
        mark_tables(page)
    numbers = count(1)
    lines: list[Line] = []
    marks: dict[int, Mark] = {}
    for paragraphs, images in zip(_joined(kept, size), pictures, strict=True):
        for rows in paragraphs:
            number = next(numbers)
            text, mark = _mark(rows, marks.get(number - 1), known, size)
            lines.append(Line(number=number, text=text, gap=1))
            marks[number] = mark
        for picture in filter(None, images):
            marks[next(numbers)] = Mark(picture=picture)
    said = {
        label: markdown(lines_of(without_number(list(_paragraph(rows, known))))[0]) for label, rows in notes.items()
    }
    return Document(lines=tuple(lines), marks=marks, notes=said, remarks=tuple(_remarks(pages, pictures, heads)))


def _mark(rows: Sequence[Row], before: Mark | None, known: frozenset[str], size: float) -> tuple[str, Mark]:
    """The words of a paragraph, a heading, an item of a list or a row of a table, and how they are written."""
    if rows[0].cells:
        return _table_row(rows[0])
    runs = lines_of(_paragraph(rows, known))[0]
    text = plain(runs)
    bullet = _BULLET.match(text)
    level = 0 if bullet or rows[0].size < _LARGE * size else 1
    runs = [replace(run, is_bold=False) for run in runs] if level else runs
    is_item = bool(bullet and before and before.markdown.startswith("- "))
    return text, Mark(
        markdown=f"- {markdown(without(runs, bullet.end()))}" if bullet else markdown(runs),
        joint="\n" if is_item else "\n\n",
        level=level,
        is_bold=all(run.is_bold for run in runs if run.text.strip()),
        notes=tuple(run.note for run in runs if run.note),
    )


def _table_row(row: Row) -> tuple[str, Mark]:
    cells = [lines_of(cell)[0] for cell in row.cells]
    rule = f"\n|{' --- |' * len(cells)}" if row.opens_table else ""
    mark = Mark(
        markdown=f"| {' | '.join(map(markdown, cells))} |{rule}",
        joint="\n\n" if row.opens_table else "\n",
        notes=tuple(run.note for cell in cells for run in cell if run.note),
    )
    return " | ".join(map(plain, cells)), mark


def _middle(numbers: Sequence[float]) -> float:
    return sorted(numbers)[len(numbers) // 2]


def _joined(pages: Sequence[list[Row]], size: float) -> list[list[list[Row]]]:
    """The paragraphs of each page; one that goes on over the page belongs to the page it begins on."""
    every = [row for page in pages for row in page]
    lengths = sorted(len(row.text) for row in every)
    full = lengths[len(lengths) * 9 // 10] * _FULL_LINE
    gaps = [row.gap for row in every if row.gap > 0]
    wide = _middle(gaps) * _WIDE_GAP if gaps else 0.0
    paragraphs: list[list[list[Row]]] = []
    last: Row | None = None
    for page in pages:
        paragraphs.append([])
        for row in page:
            if last and not row.cells and not last.cells and not _is_new(last, row, full, wide, size):
                next(filter(None, reversed(paragraphs)))[-1].append(row)
            else:
                paragraphs[-1].append([row])
            last = row
    return paragraphs


def _is_new(last: Row, row: Row, full: float, wide: float, size: float) -> bool:
    """Whether a line begins a paragraph: it stands apart, differs in size, or had room on the line above."""
    if abs(last.size - row.size) > 1 or _BULLET.match(row.text):
        return True
    if row.size >= _LARGE * size:
        # Letters of headings are larger, and so are the gaps between their lines.
        return not 0 < row.gap < _WIDE_GAP * row.size
    return row.gap > wide or len(f"{last.text} {row.text.split()[0]}") <= full


def _paragraph(rows: Sequence[Row], known: frozenset[str]) -> Iterator[Run]:
    """The lines of a paragraph as one, words put together again that were divided at the end of a line."""
    for place, row in enumerate(rows):
        runs = list(row.runs)
        following = rows[place + 1].text if place + 1 < len(rows) else ""
        divided = _HYPHENATED.search(row.text) if following[:1].islower() else None
        while runs and runs[-1].is_text and not runs[-1].text.strip():
            runs.pop()
        if divided and runs:
            rest = re.match(r"[^\W\d_]+", following)
            whole = f"{divided[1]}-{rest[0] if rest else ''}".casefold()
            if whole not in known:
                runs[-1] = replace(runs[-1], text=runs[-1].text.rstrip().removesuffix("-"))
            yield from runs
        else:
            yield from (*runs, Run(text=" "))


def _remarks(
    pages: Sequence[list[Row]], pictures: Sequence[list[Picture | None]], heads: Sequence[str]
) -> Iterator[Remark]:
    sentence = "The text was put together from the lines of a PDF; compare paragraphs, notes, tables and divided words."
    yield Remark(key="from-pdf", line=0, sentence=sentence)
    if empty := [str(number) for number, page in enumerate(pages, 1) if not page]:
        sentence = f"No text stands on page {', '.join(empty[:20])} of the PDF; look whether something is missing."
        yield Remark(key="pages-without-text", line=0, sentence=sentence)
    if any(filter(None, (picture for images in pictures for picture in images))):
        sentence = "Images were put at the end of the page that they stand on; move them to their places."
        yield Remark(key="image-by-page", line=0, sentence=sentence)
    if heads:
        quoted = ", ".join(f"“{head}”" for head in heads)
        sentence = f"Running heads and page numbers of the PDF were left out: {quoted}."
        yield Remark(key="running-heads", line=0, sentence=sentence)
    if lost := sum(picture is None for images in pictures for picture in images):
        sentence = (
            f"{lost} images of the PDF could not be carried over; save them as PNG or JPEG and name them in the text."
        )
        yield Remark(key="image-left-out", line=0, sentence=sentence)
