"""TOML files as the tree of values that tables of fields read, with the lines that tomllib does not say."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections import defaultdict
from typing import cast

from backfile.errors import Problem
from backfile.schema import Mapping, Node, Scalar, Sequence

_PLAINLY = (
    (re.compile(r"cannot declare \('(.+?)',?\) twice"), r"[\1] stands twice"),
    (re.compile(r"cannot overwrite a value"), "this name stands twice"),
    (re.compile(r"illegal character '\\n'|expected \"'\"|unterminated string"), "the quotation mark is not closed"),
    (re.compile(r"invalid value"), "what stands here is not a value"),
)
_SETS = re.compile(r"""\[{1,2}([^\]#]+)\]|([A-Za-z0-9_"'. \t-]+)=""")


def read_toml(text: str, file: str) -> tuple[Mapping, tuple[Problem, ...]]:
    """The values of a TOML file with the lines on which their keys stand, or the fault that makes it unreadable."""
    try:
        values = tomllib.loads(text.removeprefix("\ufeff"))
        return cast("Mapping", _node(values, _lines_of_keys(text), 1)), ()
    except tomllib.TOMLDecodeError as error:
        problem = _fault(error, text, file)
    except (ValueError, RecursionError):
        # tomllib follows brackets without a limit, and Python refuses numbers of thousands of digits.
        message = "this TOML file is nested too deeply, or holds a number that is too long"
        problem = Problem(file=file, message=message, hint="look for a long row of brackets or digits", key="toml")
    return Mapping(pairs=(), line=0, column=0), (problem,)


def _fault(error: tomllib.TOMLDecodeError, text: str, file: str) -> Problem:
    place = re.search(r" \(at line (\d+), column (\d+)\)$", str(error))
    message = str(error)[: place.start()] if place else str(error).removesuffix(" (at end of document)")
    message = f"{message[:1].lower()}{message[1:]}"
    for said, plainly in _PLAINLY:
        message = said.sub(plainly, message)
    return Problem(
        file=file,
        line=int(place[1]) if place else len(text.splitlines()),
        column=int(place[2]) if place else 0,
        message=f"this is not TOML: {message}",
        hint='a line reads: name = "value", with straight quotation marks around texts',
        key="toml",
    )


def _lines_of_keys(text: str) -> dict[str, list[int]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for at, line in enumerate(text.splitlines(), 1):
        if sets := _SETS.match(line.lstrip()):
            for part in (sets[1] or sets[2]).split("."):
                found[part.strip(" \t\"'")].append(at)
    return found


def _node(value: object, lines: dict[str, list[int]], line: int) -> Node:
    if isinstance(value, dict):
        places = [(key, each, _first_from(lines.get(key, []), line)) for key, each in value.items()]
        pairs = tuple((Scalar(text=key, line=at, column=0), _node(each, lines, at)) for key, each, at in places)
        return Mapping(pairs=pairs, line=line, column=0)
    if isinstance(value, list):
        return Sequence(items=tuple(_node(each, lines, line) for each in value), line=line, column=0)
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return Scalar(text=text, line=line, column=0)


def _first_from(places: list[int], line: int) -> int:
    at = bisect_left(places, line)
    return places[at] if at < len(places) else line
