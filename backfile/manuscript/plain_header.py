"""Headers of the plain kind, read without the whole grammar of YAML: nearly all of them, and many times faster.

Plain are lines `name: value` whose values are texts on one line, with or without quotation marks, lists of such in
square brackets or one to a line, and groups of such lines that stand two blanks further in. All else is left to YAML.
Where a header is read here, it is read as YAML reads it, to the column (`tests/manuscript/test_plain_header.py`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from backfile.schema import Mapping, Node, Scalar, Sequence

_STEP = 2
_FURTHEST = 2 * _STEP  # what stands further in may be nested too deeply
_BEGIN = r"(?:[^\W_]|[(“„«])"
# Of what may stand behind a backslash, only the two that keep a text on its line as it is.
_QUOTED = r"\"(?:[^\"\\]++|\\[\"\\])*+\"|'(?:[^']++|'')*+'"
_BARE_ITEM = rf"{_BEGIN}[^:#,?\[\]{{}}]*+"
_ITEM = rf"(?:{_QUOTED}|{_BARE_ITEM})"
_VALUE = (
    rf"(?P<quoted>{_QUOTED})"
    rf"|(?P<list>\[ *(?:{_ITEM} *(?:, *{_ITEM} *)*)?\])"
    # Without quotation marks: neither ": " nor " #" may stand in it.
    rf"|(?P<bare>{_BEGIN}(?:[^:#]|:(?=[^ ])|(?<! )#)*+)"
)
# What is tried once is not tried again (`*+`), so that no row takes longer than its length.
_LINE = re.compile(rf"(?P<indent> *+)(?P<dash>- )?(?:(?P<key>[a-z_]{{1,40}}):(?: ++|$))?(?:{_VALUE})? *")
_ITEMS = re.compile(_ITEM)
_ESCAPED = re.compile(r"\\(.)")
# What YAML 1.1 may take for a number, a truth value or nothing, and what of that it takes for what is written.
_ODD = re.compile(r"[0-9][-+0-9_.:,xobeEa-fA-F]*|(?i:y|n|yes|no|true|false|on|off|null)")
_SURE = re.compile(r"0|[1-9][0-9]{0,17}|[0-9]+-[0-9]+(?:-[0-9]+)?")


def read_plain(header: str, above: int) -> Mapping | None:
    """The fields of a header that begins `above` lines below the first of its file; None where it is not plain."""
    rows = header.split("\n")
    if not all(map(str.isprintable, rows)):
        return None
    try:
        lines = [line for number, row in enumerate(rows, above + 1) if (line := _line(row, number))]
        reader = _Reader(lines)
        tree = reader.group(0) if lines else None
    except _NotPlainError:
        return None
    return tree if reader.at == len(lines) else None


class _NotPlainError(Exception):
    """YAML has to read this."""


@dataclass(slots=True)  # one is changed while it is read: the first line of a group in a list loses its dash
class _Line:
    number: int
    indent: int
    is_item: bool
    key: Scalar | None
    value: Node | None


def _line(row: str, number: int) -> _Line | None:
    if not row:
        return None
    found = _LINE.fullmatch(row)
    if found is None:
        raise _NotPlainError
    key = found["key"]
    return _Line(
        number=number,
        indent=found.end("indent"),
        is_item=found["dash"] is not None,
        key=Scalar(text=key, line=number, column=found.start("key") + 1) if key else None,
        value=_value(found, number),
    )


def _value(found: re.Match[str], number: int) -> Node | None:
    kind = found.lastgroup
    if kind == "quoted":
        return _scalar(found["quoted"], number, found.start("quoted"))
    if kind == "bare":
        return _scalar(found["bare"], number, found.start("bare"))
    if kind == "list":
        start = found.start("list")
        items = _ITEMS.finditer(found["list"], 1)
        return Sequence(
            items=tuple(_scalar(item[0], number, start + item.start()) for item in items),
            line=number,
            column=start + 1,
        )
    return None


def _scalar(text: str, number: int, start: int) -> Scalar:
    if text[0] == '"':
        inner = text[1:-1]
        inner = _ESCAPED.sub(r"\1", inner) if "\\" in inner else inner
        return Scalar(text=inner, line=number, column=start + 1)
    if text[0] == "'":
        return Scalar(text=text[1:-1].replace("''", "'"), line=number, column=start + 1)
    bare = text.rstrip(" ")
    if _ODD.fullmatch(bare) and not _SURE.fullmatch(bare):
        raise _NotPlainError
    return Scalar(text=bare, line=number, column=start + 1)


@dataclass(slots=True)  # it goes from line to line
class _Reader:
    lines: list[_Line]
    at: int = 0

    def group(self, indent: int) -> Mapping:
        """The lines `name: value` that begin so many blanks in."""
        if indent > _FURTHEST:
            raise _NotPlainError
        first = self.lines[self.at]
        pairs: list[tuple[Scalar, Node]] = []
        while self.at < len(self.lines) and (line := self.lines[self.at]).indent >= indent and not line.is_item:
            if line.key is None or line.indent != indent:
                raise _NotPlainError
            self.at += 1
            pairs.append((line.key, line.value or self._below(indent)))
        return Mapping(pairs=tuple(pairs), line=first.number, column=indent + 1)

    def _below(self, indent: int) -> Node:
        below = self.lines[self.at] if self.at < len(self.lines) else None
        if below and below.is_item and below.indent in {indent, indent + _STEP}:
            return self._list(below.indent)
        if below and not below.is_item and below.indent == indent + _STEP:
            return self.group(below.indent)
        raise _NotPlainError

    def _list(self, indent: int) -> Sequence:
        first = self.lines[self.at]
        items: list[Node] = []
        while self.at < len(self.lines) and (line := self.lines[self.at]).is_item and line.indent == indent:
            items.append(self._item(line))
        return Sequence(items=tuple(items), line=first.number, column=indent + 1)

    def _item(self, line: _Line) -> Node:
        if line.key:
            line.is_item, line.indent = False, line.indent + _STEP
            return self.group(line.indent)
        if line.value is None:
            raise _NotPlainError
        self.at += 1
        return line.value
