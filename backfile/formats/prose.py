"""Paragraphs, lists, tables and notes: from the tree that pandoc gives to lines with marks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from backfile.formats.runs import Content, Node, Reader, Run, lines_of, markdown, plain, trimmed
from backfile.frozen import frozen
from backfile.intake.decode import plain_text
from backfile.intake.document import Document, Mark
from backfile.intake.lines import Line
from backfile.intake.record import Picture, Remark

# An image by the name that the document has for it and by its own text, or None where it cannot be carried over.
Pictures = Callable[[str, str], Picture | None]

_APART = "\n\n"
_STARTED_AT = 1
_DEEPEST = 60


@frozen
class Frame:
    """What stands before the lines of a block: a list's mark or a quotation's, and what joins it to the block above."""

    first: str = ""
    rest: str = ""
    joint: str = _APART
    depth: int = 0

    @property
    def below(self) -> Frame:
        """The frame of the next block in the same place."""
        return replace(self, first=self.rest, joint=f"\n{self.rest.rstrip()}\n")

    def within(self, first: str, rest: str, joint: str) -> Frame:
        """The frame of a block that stands within one of this frame."""
        return Frame(first=self.first + first, rest=self.rest + rest, joint=joint, depth=self.depth + 1)


@dataclass(slots=True, kw_only=True)  # it grows block by block and never leaves this room
class Scribe:
    """Writes the blocks of a document as lines with marks."""

    pictures: Pictures
    reader: Reader = field(default_factory=Reader)
    number: int = 0
    lines: list[Line] = field(default_factory=list)
    marks: dict[int, Mark] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)
    remote: list[str] = field(default_factory=list)

    def blocks(self, nodes: Iterable[Node], frame: Frame) -> None:
        """Write blocks that stand below each other."""
        if frame.depth > _DEEPEST:
            return
        for node in nodes:
            before = self.number
            self._writer(node["t"])(node.get("c"), frame)
            frame = frame.below if self.number > before else frame

    def _writer(self, kind: str) -> Callable[[Content, Frame], None]:
        writers: dict[str, Callable[[Content, Frame], None]] = {
            "Plain": self._paragraph,
            "Para": self._paragraph,
            "Header": self._heading,
            "LineBlock": self._line_block,
            "CodeBlock": self._code,
            "BlockQuote": self._quotation,
            "BulletList": self._bullets,
            "OrderedList": self._numbers,
            "DefinitionList": self._definitions,
            "Div": self._inner,
            "Figure": self._figure,
            "Table": self._table,
        }
        return writers.get(kind, self._nothing)

    def _nothing(self, _content: Content, _frame: Frame) -> None:
        """Rules, comments and programs are no text."""

    def _paragraph(self, content: list[Node], frame: Frame) -> None:
        self._text(list(self.reader.runs(content)), frame)

    def _text(self, runs: Sequence[Run], frame: Frame, level: int = 0) -> None:
        joint, first = frame.joint, frame.first
        below: list[Run] = []
        for line in lines_of(runs):
            words = trimmed([run for run in line if not run.image])
            images = [run for run in line if run.image]
            if not plain(words) or line[0].image:
                # An image without words, or in front of them, stands above what follows.
                self._images(images)
            else:
                below += images
            if not plain(words):
                continue
            is_bold = all(run.is_bold for run in words if run.text.strip() and run.is_text)
            is_heading = level and not first
            # A heading of Markdown has one line.
            mark = Mark(
                markdown=first + markdown(words),
                joint=joint,
                level=level if is_heading else 0,
                is_bold=is_bold and not first,
                notes=tuple(run.note for run in words if run.note),
            )
            self._line(plain(words), mark, gap=int(joint.count("\n") > 1))
            joint, first = _APART if is_heading else "\\\n", frame.rest
        self._images(below)

    def _images(self, images: Iterable[Run]) -> None:
        for image in images:
            self._image(image)

    def _line(self, text: str, mark: Mark, gap: int) -> None:
        self.number += 1
        self.lines.append(Line(number=self.number, text=text, gap=gap))
        self.marks[self.number] = mark

    def _image(self, run: Run) -> None:
        picture = self.pictures(run.image, run.text)
        if picture is None:
            self.lost.append(run.text or run.image.rpartition("/")[2][:60])
            return
        self.number += 1
        self.marks[self.number] = Mark(picture=picture)
        self.remote += [picture.address] if not picture.data else []

    def _heading(self, content: list[Any], frame: Frame) -> None:
        runs = [replace(run, is_bold=False) for run in self.reader.runs(content[2])]
        self._text(runs, frame, level=content[0])

    def _line_block(self, content: list[list[Node]], frame: Frame) -> None:
        runs: list[Run] = []
        for line in content:
            runs += [*self.reader.runs(line), Run(text="\n")]
        self._text(runs, frame)

    def _code(self, content: list[Any], frame: Frame) -> None:
        text = plain_text(content[1]).strip("\n")
        if not text.strip():
            return
        fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
        lines = [f"{frame.first}{fence}", *(f"{frame.rest}{line}" for line in text.split("\n")), f"{frame.rest}{fence}"]
        self._line(" ".join(text.split()), Mark(markdown="\n".join(lines), joint=frame.joint), gap=1)

    def _quotation(self, content: list[Node], frame: Frame) -> None:
        self.blocks(content, frame.within("> ", "> ", frame.joint))

    def _bullets(self, content: list[list[Node]], frame: Frame) -> None:
        self._items([("- ", item) for item in content], frame)

    def _numbers(self, content: list[Any], frame: Frame) -> None:
        start = content[0][0]
        self._items([(f"{number}. ", item) for number, item in enumerate(content[1], start)], frame)

    def _items(self, items: list[tuple[str, list[Node]]], frame: Frame) -> None:
        joint = "\n" if frame.depth and not frame.rest.endswith("> ") else frame.joint
        for mark, item in items:
            before = self.number
            self.blocks(item, frame.within(mark, " " * len(mark), joint))
            if self.number > before:
                frame, joint = replace(frame, first=frame.rest), "\n"

    def _definitions(self, content: list[Any], frame: Frame) -> None:
        for term, definitions in content:
            self._paragraph(term, frame)
            for definition in definitions:
                self.blocks(definition, frame.below)
            frame = frame.below

    def _inner(self, content: list[Any], frame: Frame) -> None:
        self.blocks(content[1], frame)

    def _figure(self, content: list[Any], frame: Frame) -> None:
        before = self.number
        self.blocks(content[2], frame)
        image = next((number for number in range(before + 1, self.number + 1) if self.marks[number].picture), 0)
        last = self.number
        self.blocks(content[1][1] or [], frame.below)
        for number in range(last + 1, self.number + 1):
            self.marks[number] = replace(self.marks[number], caption_of=image)

    def _table(self, content: list[Any], frame: Frame) -> None:
        rows = _rows(content)
        if rows and max(map(len, rows)) == 1:
            # One column is no table but a box.
            self.blocks([block for row in rows for cell in row for block in cell], frame)
            return
        width = max(map(len, rows), default=0)
        joint, rule = frame.joint, f"\n{frame.rest}|{' --- |' * width}"
        for row in rows:
            cells = [self._cell(cell) for cell in row] + [[] for _ in range(width - len(row))]
            text = " | ".join(filter(None, map(plain, cells)))
            if not text:
                continue
            notes = tuple(run.note for cell in cells for run in cell if run.note)
            written = f"{frame.first}| {' | '.join(map(markdown, cells))} |{rule}"
            self._line(text, Mark(markdown=written, joint=joint, notes=notes), gap=int(joint != "\n"))
            frame, joint, rule = replace(frame, first=frame.rest), "\n", ""
        self._images(run for row in rows for cell in row for run in self._cell(cell) if run.image)

    def _cell(self, blocks: list[Node]) -> list[Run]:
        inner = Scribe(pictures=lambda *_: None, reader=self.reader)
        runs: list[Run] = []
        for block in blocks:
            kind: str = block["t"]
            content: Content = block.get("c")
            if kind in {"Plain", "Para"}:
                runs += [*inner.reader.runs(content), Run(text=" ")]
            elif content is not None:
                inner.blocks([block], Frame())
        runs += [Run(text=f"{line.text} ") for line in inner.lines]
        whole = [replace(run, is_code=False, text=" " if run.text == "\n" else run.text) for run in runs]
        return lines_of(whole)[0]

    def note(self, label: str) -> str:
        """A footnote as Markdown that can stand behind its label."""
        inner = Scribe(pictures=lambda *_: None, reader=self.reader)
        inner.blocks(self.reader.notes[label], Frame())
        written = ""
        for mark in inner.marks.values():
            written += (mark.joint if written else "") + mark.markdown
        return re.sub(r"\n(?=[^\n])", "\n    ", written)


def _rows(content: list[Any]) -> list[list[list[Node]]]:
    """The rows of a table, as cells that are lists of blocks; a cell of several columns has empty ones behind it."""
    head, bodies, foot = content[3][1], content[4], content[5][1]
    rows = [*head, *(row for body in bodies for row in (*body[2], *body[3])), *foot]
    filled = ([block for cell in row[1] for block in (cell[4], *([[]] * (cell[3] - 1)))] for row in rows)
    return [row for row in filled if any(row)]


def document_of(blocks: Sequence[Node], pictures: Pictures) -> Document:
    """The blocks of a document as lines with marks, and what could not be carried over."""
    scribe = Scribe(pictures=pictures)
    scribe.blocks(blocks, Frame())
    notes: dict[str, str] = {}
    while len(notes) < len(scribe.reader.notes):  # a note may have notes
        for label in list(scribe.reader.notes)[len(notes) :]:
            notes[label] = scribe.note(label)
    return Document(lines=tuple(scribe.lines), marks=scribe.marks, notes=notes, remarks=tuple(_remarks(scribe)))


def _remarks(scribe: Scribe) -> Iterable[Remark]:
    if scribe.lost:
        names = ", ".join(f"“{name}”" for name in dict.fromkeys(scribe.lost))
        sentence = (
            f"{len(scribe.lost)} of the images could not be carried over ({names[:300]}): browsers show PNG, JPEG, "
            "GIF, WebP and AVIF. Save them as one of these, and name them in the text."
        )
        yield Remark(key="image-left-out", line=0, sentence=sentence)
    if scribe.remote:
        sentence = (
            f"{len(scribe.remote)} images are still at their old address ({scribe.remote[0][:120]}); copy them into "
            "static/images/, and name them there, before that address is gone."
        )
        yield Remark(key="image-elsewhere", line=0, sentence=sentence)
    dropped = [target for target in scribe.reader.dropped if not target.startswith("#")]
    if dropped:
        sentence = (
            f"{len(dropped)} links of the document lead to no web address, such as “{dropped[0][:80]}”; their words "
            "were kept as text."
        )
        yield Remark(key="link-left-out", line=0, sentence=sentence)
