"""Tables of fields: one declaration from which reading, messages, documentation and the editors' JSON Schema follow.

A file's values arrive as a tree of `Scalar`, `Sequence` and `Mapping`, each with its place, and always as the text that
stands in the file; the `Kind` of a field turns the text into a value or says what is wrong with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property

from backfile.errors import Problem
from backfile.frozen import frozen


@frozen
class Scalar:
    """A single value as written. `meant` is what YAML makes of it where that is something else: `no` is `false`."""

    text: str
    line: int
    column: int
    meant: str = ""


@frozen
class Sequence:
    """A list."""

    items: tuple[Node, ...]
    line: int
    column: int


@frozen
class Mapping:
    """Keys with their values, in the order of the file."""

    pairs: tuple[tuple[Scalar, Node], ...]
    line: int
    column: int


Node = Scalar | Sequence | Mapping


@frozen
class Kind:
    """A kind of value: what it is called in messages, how it is read, and its JSON Schema.

    `read` returns the value or raises ValueError with a message that completes "volume: …". `of_words` marks the kinds
    for which a word that YAML takes for something else (`no`, `012`) is a trap.
    """

    label: str
    read: Callable[[str], object]
    schema: tuple[tuple[str, object], ...] = (("type", ("string", "number")),)
    of_words: bool = True


@frozen
class Field:
    """A field: its name, what it means, an example, and what it takes.

    It takes a value of `kind`, or the fields of `table`, or either; `many` means a list of such.
    """

    name: str
    about: str
    example: str
    kind: Kind | None = None
    table: Table | None = None
    many: bool = False
    required: bool = False


@dataclass(frozen=True, kw_only=True)
class Table:
    """The fields that may stand together; `name` is what such a group is called in messages."""

    name: str
    fields: tuple[Field, ...]

    @cached_property
    def by_name(self) -> dict[str, Field]:
        """The fields by their names."""
        return {each.name: each for each in self.fields}

    @cached_property
    def required(self) -> tuple[Field, ...]:
        """Those that must be stated."""
        return tuple(each for each in self.fields if each.required)


Values = dict[str, object]


@dataclass(slots=True)  # problems are gathered while values are read
class Reader:
    """Reads the nodes of one file by a table; what is wrong is gathered in `problems`."""

    file: str
    problems: list[Problem] = field(default_factory=list)

    def read(self, node: Mapping, table: Table) -> Values:
        """The values of those fields that are stated and right, by name; lists as tuples, groups as `Values`."""
        values: Values = {}
        for key, value in self._known(node, table):
            if (read := self._read_field(value, table.by_name[key.text])) is not None:
                values[key.text] = read
        for missing in table.required:
            if missing.name not in values and not _states(node, missing.name):
                self._blame(node, f"{table.name} has no `{missing.name}`", f"add a line such as `{missing.example}`")
        return values

    def _known(self, node: Mapping, table: Table) -> Iterator[tuple[Scalar, Node]]:
        seen: dict[str, Scalar] = {}
        for key, value in node.pairs:
            if key.text in seen:
                self._blame(
                    key, f"`{key.text}` stands twice", f"keep one of the lines {seen[key.text].line} and {key.line}"
                )
            elif key.text not in table.by_name:
                self._blame(key, f"unknown field `{key.text}` in {table.name}", _suggestion(key.text, table))
            else:
                yield key, value
            seen.setdefault(key.text, key)

    def _read_field(self, node: Node, wanted: Field) -> object:
        if _is_empty(node):
            return None
        if not wanted.many:
            return self._read_one(node, wanted)
        if isinstance(node, Sequence):
            read = (self._read_one(item, wanted) for item in node.items if not _is_empty(item))
            return tuple(value for value in read if value is not None)
        self._blame(node, f"`{wanted.name}` takes a list", f"write it as `{wanted.example}`")
        return None

    def _read_one(self, node: Node, wanted: Field) -> object:
        if isinstance(node, Mapping) and wanted.table:
            return self.read(node, wanted.table)
        if isinstance(node, Scalar) and wanted.kind:
            return self._read_scalar(node, wanted, wanted.kind)
        expected = wanted.kind.label if wanted.kind else f"the fields of {wanted.table.name}" if wanted.table else ""
        self._blame(node, f"`{wanted.name}` takes {expected}, not {_name_of(node)}", f"write it as `{wanted.example}`")
        return None

    def _read_scalar(self, node: Scalar, wanted: Field, kind: Kind) -> object:
        if node.meant and kind.of_words:
            self._blame(
                node,
                f"`{wanted.name}`: `{node.text}` without quotation marks means {node.meant} in YAML",
                f'write "{node.text}" if that is what you mean',
            )
            return None
        try:
            return kind.read(node.text)
        except ValueError as error:
            self._blame(node, f"`{wanted.name}`: {error}", f"it takes {kind.label}, as in `{wanted.example}`")
            return None

    def _blame(self, node: Node, message: str, hint: str) -> None:
        self.problems.append(
            Problem(file=self.file, line=node.line, column=node.column, message=message, hint=hint, key="field")
        )


def _states(node: Mapping, name: str) -> bool:
    return any(key.text == name and not _is_empty(value) for key, value in node.pairs)


def _is_empty(node: Node) -> bool:
    return isinstance(node, Scalar) and not node.text.strip()


def _suggestion(name: str, table: Table) -> str:
    names = [each.name for each in table.fields]
    near = get_close_matches(name.casefold(), names, n=1)
    return f"did you mean `{near[0]}`?" if near else f"the fields are {', '.join(names)}"


def _name_of(node: Node) -> str:
    if isinstance(node, Sequence):
        return "a list"
    return "a group of fields" if isinstance(node, Mapping) else f"`{node.text}`"


def json_schema(table: Table) -> dict[str, object]:
    """The table as JSON Schema, for completion and checking in editors."""
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [each.name for each in table.fields if each.required],
        "properties": {each.name: {"description": each.about, **_shape(each)} for each in table.fields},
    }


def _shape(wanted: Field) -> dict[str, object]:
    shapes: list[dict[str, object]] = []
    if wanted.kind:
        shapes.append({key: list(value) if isinstance(value, tuple) else value for key, value in wanted.kind.schema})
    if wanted.table:
        shapes.append(json_schema(wanted.table))
    shape: dict[str, object] = {"anyOf": shapes} if len(shapes) > 1 else shapes[0]
    return {"type": "array", "items": shape} if wanted.many else shape
