# ruff: noqa: E501 -- what is printed stands here as it is printed
from __future__ import annotations

import json
import re
from typing import Any

import pytest

from backfile.kinds import COUNT, DATE, FLAG, TEXT
from backfile.manuscript.fields import ARTICLE, PAGE, PERSON, TAG
from backfile.schema import Field, Mapping, Node, Reader, Scalar, Sequence, Table, Values, json_schema
from backfile.settings import SITE

TABLES = (ARTICLE, PAGE, PERSON, TAG, SITE)
INNER = Table(name="a lamp", fields=(Field(name="colour", kind=TEXT, about="", example="colour: red", required=True),))
OUTER = Table(
    name="the sheet",
    fields=(
        Field(name="title", kind=TEXT, about="The title.", example="title: A", required=True),
        Field(name="count", kind=COUNT, about="How many.", example="count: 3"),
        Field(name="date", kind=DATE, about="When.", example="date: 2023"),
        Field(name="lit", kind=FLAG, about="Whether.", example="lit: true"),
        Field(name="words", kind=TEXT, many=True, about="Words.", example="words: [a]"),
        Field(name="lamp", table=INNER, about="A lamp.", example="lamp: {colour: red}"),
        Field(name="lamps", kind=TEXT, table=INNER, many=True, about="Lamps.", example="lamps: [a]"),
    ),
)


def scalar(text: str, meant: str = "") -> Scalar:
    return Scalar(text=text, line=3, column=9, meant=meant)


def sequence(*items: Node) -> Sequence:
    return Sequence(items=items, line=3, column=9)


def mapping(**pairs: Node) -> Mapping:
    found = tuple((Scalar(text=name, line=2, column=1), node) for name, node in pairs.items())
    return Mapping(pairs=found, line=1, column=1)


def read(**pairs: Node) -> tuple[Values, list[str]]:
    reader = Reader("a.md")
    values = reader.read(mapping(**pairs), OUTER)
    return values, [str(problem) for problem in reader.problems]


def test_values_are_read_by_their_kinds() -> None:
    values, problems = read(
        title=scalar("On\n  Lamps"),
        count=scalar("7"),
        lit=scalar("yes", meant="true"),
        words=sequence(scalar("a"), scalar("b")),
        lamp=mapping(colour=scalar("red")),
        lamps=sequence(scalar("one"), mapping(colour=scalar("blue"))),
    )
    assert problems == []
    assert values == {
        "title": "On Lamps",
        "count": 7,
        "lit": True,
        "words": ("a", "b"),
        "lamp": {"colour": "red"},
        "lamps": ("one", {"colour": "blue"}),
    }


@pytest.mark.parametrize(
    ("pairs", "problem"),
    [
        ({}, "a.md:1:1: error: the sheet has no `title` (add a line such as `title: A`)"),
        ({"title": scalar(" ")}, "a.md:1:1: error: the sheet has no `title` (add a line such as `title: A`)"),
        ({"titel": scalar("x"), "title": scalar("A")}, "a.md:2:1: error: unknown field `titel` in the sheet (did you mean `title`?)"),
        (
            {"xyzzy": scalar("x"), "title": scalar("A")},
            "a.md:2:1: error: unknown field `xyzzy` in the sheet (the fields are title, count, date, lit, words, lamp, lamps)",
        ),
        ({"title": sequence()}, "a.md:3:9: error: `title` takes a text on one line, not a list (write it as `title: A`)"),
        (
            {"title": scalar("no", meant="false")},
            'a.md:3:9: error: `title`: `no` without quotation marks means false in YAML (write "no" if that is what you mean)',
        ),
        (
            {"title": scalar("A"), "count": scalar("many")},
            "a.md:3:9: error: `count`: “many” is not a number from 1 to 1000000 (it takes a whole number, as in `count: 3`)",
        ),
        ({"title": scalar("A"), "words": scalar("a")}, "a.md:3:9: error: `words` takes a list (write it as `words: [a]`)"),
        (
            {"title": scalar("A"), "lamp": scalar("red")},
            "a.md:3:9: error: `lamp` takes the fields of a lamp, not `red` (write it as `lamp: {colour: red}`)",
        ),
        (
            {"title": scalar("A"), "lamp": mapping()},
            "a.md:1:1: error: a lamp has no `colour` (add a line such as `colour: red`)",
        ),
        (
            {"title": scalar("A"), "words": sequence(mapping())},
            "a.md:1:1: error: `words` takes a text on one line, not a group of fields (write it as `words: [a]`)",
        ),
    ],
)  # fmt: skip
def test_faults(pairs: dict[str, Node], problem: str) -> None:
    assert read(**pairs)[1] == [problem]


def test_a_field_that_stands_twice_keeps_its_first_value() -> None:
    key = Scalar(text="title", line=5, column=1)
    node = Mapping(pairs=(*mapping(title=scalar("A")).pairs, (key, scalar("B"))), line=1, column=1)
    reader = Reader("a.md")
    assert reader.read(node, OUTER) == {"title": "A"}
    assert [str(problem) for problem in reader.problems] == [
        "a.md:5:1: error: `title` stands twice (keep one of the lines 2 and 5)"
    ]


def test_what_is_empty_is_not_stated() -> None:
    assert read(title=scalar("A"), count=scalar(""), words=scalar(""), lamp=scalar(" ")) == ({"title": "A"}, [])


# -- the schema for editors ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_the_schema_names_every_field_of_the_table(table: Table) -> None:
    schema: dict[str, Any] = json.loads(json.dumps(json_schema(table)))
    assert list(schema["properties"]) == [field.name for field in table.fields]
    assert schema["required"] == [field.name for field in table.fields if field.required]
    assert schema["additionalProperties"] is False
    for field in table.fields:
        shape = schema["properties"][field.name]
        assert shape["description"] == field.about
        assert (shape.get("type") == "array") == field.many
        inner = shape["items"] if field.many else shape
        assert ("anyOf" in inner) == bool(field.kind and field.table)
        if field.table:
            assert any(each.get("type") == "object" for each in inner.get("anyOf", [inner]))


def test_the_schema_takes_what_the_reader_takes() -> None:
    schema: dict[str, Any] = json.loads(json.dumps(json_schema(OUTER)))
    assert accepts(schema, {"title": "A", "count": 3, "lit": True, "words": ["a"], "lamps": ["a", {"colour": "red"}]})
    assert not accepts(schema, {})
    assert not accepts(schema, {"title": []})
    assert not accepts(schema, {"title": "A", "x": 1})
    assert not accepts(schema, {"title": "A", "words": "a"})
    assert not accepts(schema, {"title": "A", "lamp": {}})


def accepts(schema: dict[str, Any], value: object) -> bool:
    """As much of JSON Schema as the tables use."""
    types: dict[str, Any] = {
        "string": str,
        "integer": int,
        "number": (int, float),
        "boolean": bool,
        "object": dict,
        "array": list,
    }
    if "anyOf" in schema:
        return any(accepts(each, value) for each in schema["anyOf"])
    stated = schema.get("type", [])
    wanted: list[str] = stated if isinstance(stated, list) else [stated]
    if wanted and not any(isinstance(value, types[each]) for each in wanted):
        return False
    if isinstance(value, list):
        return all(accepts(schema["items"], each) for each in value)
    if isinstance(value, dict):
        known = schema["properties"]
        right = set(value) <= set(known) and set(schema["required"]) <= set(value)
        return right and all(accepts(known[name], each) for name, each in value.items())
    return value in schema["enum"] if "enum" in schema else True


# -- the tables ------------------------------------------------------------------------------------------------------


def fields_of(table: Table) -> list[Field]:
    return [each for field in table.fields for each in (field, *(fields_of(field.table) if field.table else []))]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_field_is_explained_and_its_example_is_one(table: Table) -> None:
    for field in fields_of(table):
        assert field.about.endswith((".", "…")), field.name
        written = re.fullmatch(rf"{field.name}(?:: | = )(.+)|\[{field.name}\]", field.example)
        assert written, field.name
        if field.kind and not field.many:
            assert field.kind.read(written[1].strip('"')) is not None, field.name
