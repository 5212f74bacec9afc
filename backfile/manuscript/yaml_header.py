"""Headers by the whole grammar of YAML, and how they are written. The door of python-frontmatter and PyYAML."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping as AbstractMapping

import yaml
from frontmatter import Post, dumps
from frontmatter.default_handlers import SafeLoader, YAMLHandler

from backfile.errors import Problem
from backfile.frozen import frozen
from backfile.schema import Mapping, Node, Scalar, Sequence

_DEEPEST = 6
_SUSPICIOUS = 500
_UNBROKEN = 2**31 - 1
_BARE_NUMBER = re.compile(r"0|[1-9][0-9]{0,17}")
_MARKS = re.compile(r"(?:^|[\s,\[{])[&*!]")
LINE_ENDS = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")  # those of YAML 1.1
_COMMENT = re.compile("#.*")
_LOST_NUMBER = re.compile(r"[ \t]+#[^\s#].*")
_EMPTY = Mapping(pairs=(), line=1, column=0)
_ADVICE = {
    "mapping values are not allowed": "put a text that holds a colon into quotation marks, as in"
    ' title: "War: a history", and begin each field at the start of its line',
    "cannot start any token": "put a text that begins with a special character into quotation marks; indent by blanks",
    "could not find expected ':'": "each line reads `name: value`",
    "did not find expected key": "close the quotation marks, and begin each field at the start of its line",
    "did not find expected ',' or": "close the square bracket of the list: tags: [energy, trade]",
    "found unexpected end of stream": "close the quotation mark",
}


def read_yaml(header: str, file: str, above: int) -> tuple[Mapping, tuple[Problem, ...]]:
    """The fields of a header that begins `above` lines below the first of its file, or what makes it unreadable."""
    try:
        _refuse_traps(header)
        node = yaml.compose(header, Loader=SafeLoader)
        tree = _Tree(above=above, lines=_lines(header)).node(node) if node is not None else _EMPTY
    except yaml.MarkedYAMLError as error:
        return _EMPTY, (_yaml_fault(error, file, above),)
    except _MarkError as error:
        return _EMPTY, (_mark_fault(error, header, file, above),)
    except (yaml.YAMLError, _TooDeepError, ValueError) as error:
        return _EMPTY, (Problem(file=file, line=1, message=f"the header cannot be read: {error}", key="yaml"),)
    if isinstance(tree, Mapping):
        return tree, ()
    hint = "each line reads `name: value`"
    return _EMPTY, (Problem(file=file, line=2, message="the header holds no fields", hint=hint, key="yaml"),)


def comments_in(header: str) -> tuple[str, ...]:
    """The comments of some lines of a header, which YAML passes over. Raises yaml.YAMLError."""
    found: list[str] = []
    place = 0
    for token in yaml.scan(header, Loader=SafeLoader):
        if "#" in (gap := header[place : token.start_mark.index]):
            found += _COMMENT.findall(gap)
        place = max(place, token.end_mark.index)
    return tuple(found)


def write_manuscript(fields: AbstractMapping[str, object], body: str) -> str:
    """A new manuscript: the fields in their order, then the body, with one line end at the end."""
    return dumps(Post(body, handler=_HANDLER, **{name: _as_yaml(value) for name, value in fields.items()})) + "\n"


class _ReadableYaml(YAMLHandler):
    """YAML in the order in which it was given, one line for each text however long, so that changes read well."""

    def export(self, metadata: dict[str, object], **_: object) -> str:
        return super().export(metadata, sort_keys=False, width=_UNBROKEN)


_HANDLER = _ReadableYaml()


class _TooDeepError(Exception):
    def __str__(self) -> str:
        return "it is nested too deeply"


class _MarkError(Exception):
    """An anchor, alias or tag of YAML: what people write there is text, and it would be lost without a word."""

    def __init__(self, line: int, column: int) -> None:
        super().__init__(line, column)
        self.line, self.column = line, column


def _refuse_traps(header: str) -> None:
    # The C composer recurses without a limit and takes the whole process with it; aliases multiply without one.
    is_shallow = sum(map(header.count, "[{-?")) < _SUSPICIOUS and header.count("\n ") < _SUSPICIOUS
    if is_shallow and not _MARKS.search(header):
        return
    depth = 0
    for event in yaml.parse(header, Loader=SafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise _TooDeepError
        if event.start_mark and (getattr(event, "anchor", None) or getattr(event, "tag", None)):
            raise _MarkError(event.start_mark.line, event.start_mark.column)


@frozen
class _Tree:
    """The nodes of YAML as those of a table, `above` lines further down; `lines` are those of the header."""

    above: int
    lines: list[str]

    def node(self, node: yaml.Node, depth: int = 0) -> Node:
        if depth > _DEEPEST:
            raise _TooDeepError
        line, column = node.start_mark.line + 1 + self.above, node.start_mark.column + 1
        if isinstance(node, yaml.MappingNode):
            pairs = tuple((self._key(key), self.node(value, depth + 1)) for key, value in node.value)
            return Mapping(pairs=pairs, line=line, column=column)
        if isinstance(node, yaml.SequenceNode):
            return Sequence(items=tuple(self.node(item, depth + 1) for item in node.value), line=line, column=column)
        if isinstance(node, yaml.ScalarNode) and not node.style:
            lost = _LOST_NUMBER.match(self.lines[node.end_mark.line], node.end_mark.column)
            text = f"{node.value}{lost[0].rstrip()}" if lost else node.value
            return Scalar(text=text, line=line, column=column, meant=node.value if lost else _meaning(node))
        return Scalar(text=str(node.value), line=line, column=column)

    def _key(self, node: yaml.Node) -> Scalar:
        line, column = node.start_mark.line, node.start_mark.column
        text = str(node.value) if isinstance(node, yaml.ScalarNode) else self.lines[line][column:].strip()
        return Scalar(text=text, line=line + 1 + self.above, column=column + 1)


def _lines(header: str) -> list[str]:
    return LINE_ENDS.split(header)


def _meaning(node: yaml.Node) -> str:
    """What YAML 1.1 makes of an unquoted word, if that is not the word itself."""
    kind = node.tag.rpartition(":")[2]
    if kind not in {"bool", "int", "float", "null"} or not node.value:
        return ""
    value = yaml.load(node.value, Loader=SafeLoader)  # noqa: S506 -- SafeLoader is safe
    if kind == "null":
        return "nothing"
    meant = str(value).lower() if kind == "bool" else str(value)
    return "" if meant == node.value and kind != "bool" else meant


def _yaml_fault(error: yaml.MarkedYAMLError, file: str, above: int) -> Problem:
    # Of a text whose quotation mark is not closed, the place where it was opened is the one to mend.
    is_quoted = "quoted scalar" in (error.context or "")
    mark = (error.context_mark if is_quoted else None) or error.problem_mark or error.context_mark
    said = error.problem or str(error)
    hint = next((advice for needle, advice in _ADVICE.items() if needle in said), "")
    return Problem(
        file=file,
        line=mark.line + 1 + above if mark else 1,
        column=mark.column + 1 if mark else 0,
        message=f"the header is not YAML: {said}",
        hint=hint,
        key="yaml",
    )


def _mark_fault(mark: _MarkError, header: str, file: str, above: int) -> Problem:
    word = _lines(header)[mark.line][mark.column :].split()[0].rstrip(",]}")
    return Problem(
        file=file,
        line=mark.line + 1 + above,
        column=mark.column + 1,
        message=f"`{word}` stands for something else in YAML and would not be printed",
        hint='put the whole text into quotation marks: title: "*Rivers* and & so on"',
        key="yaml",
    )


def _as_yaml(value: object) -> object:
    """Dates and numbers without quotation marks wherever they are read back as what they are."""
    if isinstance(value, str):
        if _BARE_NUMBER.fullmatch(value):
            return int(value)
        try:
            date = dt.date.fromisoformat(value)
        except ValueError:
            return value
        # There are other forms of ISO 8601, such as 2023-W38-3, which would not come back as they are.
        return date if date.isoformat() == value else value
    if isinstance(value, AbstractMapping):
        return {name: _as_yaml(each) for name, each in value.items()}
    return [_as_yaml(each) for each in value] if isinstance(value, (list, tuple)) else value
