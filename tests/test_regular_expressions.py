"""No text can make a regular expression slow: a look at each of them as Python parses it, not at a clock.

Slow are those that can read the same characters in many ways, all of which are tried where the end does not fit. A
repetition is safe if what comes next, be it its own next round or what stands behind it, begins with a character that
cannot belong to it.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from functools import cache
from re import _constants as sre  # type: ignore[attr-defined]  # there is no public way to see what was parsed
from re import _parser as parser  # type: ignore[attr-defined]  # as above
from typing import Any

import pytest

import backfile.formats
import backfile.intake

ALPHABET = frozenset(map(chr, range(0x250))) | frozenset("абвгдежзийклмнопрстуфхцчшщъыьэюяё№–—‐‑’“”„«»…• ²³")
_CATEGORIES = {
    sre.CATEGORY_DIGIT: r"\d", sre.CATEGORY_NOT_DIGIT: r"\D", sre.CATEGORY_SPACE: r"\s",
    sre.CATEGORY_NOT_SPACE: r"\S", sre.CATEGORY_WORD: r"\w", sre.CATEGORY_NOT_WORD: r"\W",
}  # fmt: skip
_REPEATS = (sre.MAX_REPEAT, sre.MIN_REPEAT)
_LONG = 400
_MOST_WAYS = 3  # "(?:a ?){0,3}" can be read in a few ways, and never in many
Set = frozenset[str]


@cache
def _category(category: object) -> Set:
    return frozenset(char for char in ALPHABET if re.match(_CATEGORIES[category], char))


def _folded(chars: Set, flags: int) -> Set:
    if not flags & re.IGNORECASE:
        return chars
    return chars | frozenset(char.lower() for char in chars) | frozenset(char.upper() for char in chars)


def _single(op: object, value: Any, flags: int) -> Set | None:  # noqa: ANN401 -- sre has no types
    """The characters that an element of one character can be."""
    if op is sre.LITERAL:
        return _folded(frozenset(chr(value)), flags)
    if op is sre.NOT_LITERAL:
        return ALPHABET - _folded(frozenset(chr(value)), flags)
    if op is sre.ANY:
        return ALPHABET if flags & re.DOTALL else ALPHABET - {"\n"}
    if op is not sre.IN:
        return None
    chars: set[str] = set()
    for kind, part in value:
        if kind is sre.LITERAL:
            chars.add(chr(part))
        elif kind is sre.RANGE:
            chars |= {char for char in ALPHABET if part[0] <= ord(char) <= part[1]}
        elif kind is sre.CATEGORY:
            chars |= _category(part)
    found = _folded(frozenset(chars), flags)
    return ALPHABET - found if value[0][0] is sre.NEGATE else found


def _first(items: list[Any], flags: int) -> tuple[Set, bool]:
    """The characters that a sequence can begin with, and whether it can be empty."""
    chars: Set = frozenset()
    for op, value in items:
        found, is_empty = _first_of(op, value, flags)
        chars |= found
        if not is_empty:
            return chars, False
    return chars, True


def _first_of(op: object, value: Any, flags: int) -> tuple[Set, bool]:  # noqa: ANN401
    single = _single(op, value, flags)
    if single is not None:
        return single, False
    if op in _REPEATS:
        found, is_empty = _first(list(value[2]), flags)
        return found, is_empty or value[0] == 0
    if op in {sre.SUBPATTERN, sre.ATOMIC_GROUP, sre.POSSESSIVE_REPEAT}:
        found, is_empty = _first(_inner(op, value), flags)
        return found, is_empty or (op is sre.POSSESSIVE_REPEAT and value[0] == 0)
    if op is sre.BRANCH:
        parts = [_first(list(branch), flags) for branch in value[1]]
        return frozenset().union(*(found for found, _ in parts)), any(is_empty for _, is_empty in parts)
    if op is sre.GROUPREF:
        return ALPHABET, True
    return frozenset(), True  # places, such as "^" and what stands before or behind


def _inner(op: object, value: Any) -> list[Any]:  # noqa: ANN401
    return list(value if op is sre.ATOMIC_GROUP else value[3] if op is sre.SUBPATTERN else value[2])


def _last(items: list[Any], flags: int) -> Set:
    """The characters that a repetition at the end of a sequence can end with, before which nothing need follow."""
    chars: Set = frozenset()
    for op, value in reversed(items):
        if op in _REPEATS:
            inner = list(value[2])
            chars |= _all(inner, flags) if value[0] != value[1] else _last(inner, flags)
            if value[0]:
                return chars
        elif op is sre.SUBPATTERN:
            return chars | _last(list(value[3]), flags)
        elif op is sre.BRANCH:
            return chars.union(*(_last(list(branch), flags) for branch in value[1]))
        elif _single(op, value, flags) is not None:
            return chars
    return chars


def _all(items: list[Any], flags: int) -> Set:
    chars, _ = _first(items, flags)
    for op, value in items:
        for part in _parts(op, value):
            chars |= _all(part, flags)
        chars |= _single(op, value, flags) or frozenset()
    return chars


def _parts(op: object, value: Any) -> Iterator[list[Any]]:  # noqa: ANN401
    if op in {*_REPEATS, sre.SUBPATTERN, sre.ATOMIC_GROUP, sre.POSSESSIVE_REPEAT}:
        yield _inner(op, value)
    elif op is sre.BRANCH:
        yield from map(list, value[1])
    elif op in {sre.ASSERT, sre.ASSERT_NOT}:
        yield list(value[1])


def faults_of(items: list[Any], flags: int, *, is_repeated: bool = False) -> Iterator[str]:
    """What of a sequence can be read in many ways."""
    for place, (op, value) in enumerate(items):
        is_many = op in _REPEATS and value[1] > _MOST_WAYS
        if is_many:
            inner = list(value[2])
            after = _first(items[place + 1 :], flags)[0]
            if is_repeated and value[0] != value[1] and _all(inner, flags) & after:
                yield "a repetition within another, which what stands behind it can belong to"
            open_end = _last(inner, flags)
            if open_end & _first(inner, flags)[0]:
                yield "a repetition whose rounds can be divided in many ways"
            if value[1] - value[0] > _LONG and _all(inner, flags) & _repeats_at_start(items[place + 1 :], flags):
                yield "two long repetitions of the same characters, one behind the other"
        for part in _parts(op, value):
            is_settled = op in {sre.ATOMIC_GROUP, sre.POSSESSIVE_REPEAT}  # what they have read is not tried otherwise
            yield from faults_of(part, flags, is_repeated=(is_repeated or is_many) and not is_settled)


def _repeats_at_start(items: list[Any], flags: int) -> Set:
    """The characters of long repetitions that can stand at the start of a sequence."""
    chars: Set = frozenset()
    for op, value in items:
        if op in _REPEATS and value[1] - value[0] > _LONG:
            chars |= _first(list(value[2]), flags)[0]
        if not _first_of(op, value, flags)[1]:
            break
    return chars


def faults(pattern: re.Pattern[Any]) -> list[str]:
    source = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    tree = parser.parse(source, pattern.flags | (0 if isinstance(pattern.pattern, str) else re.UNICODE))
    return sorted(set(faults_of(list(tree), pattern.flags)))


def patterns() -> dict[str, re.Pattern[Any]]:
    """Every pattern of the modules that read foreign texts."""
    found: dict[str, re.Pattern[Any]] = {}
    for package in (backfile.intake, backfile.formats):
        for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            for name, value in vars(importlib.import_module(module.name)).items():
                for number, pattern in enumerate(_within(value)):
                    found[f"{module.name}.{name}.{number}"] = pattern
    return found


def _within(value: object) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, tuple | list | frozenset | set):
        for each in value:
            yield from _within(each)
    elif isinstance(value, dict):
        yield from _within(list(value.values()))


PATTERNS = patterns()


@pytest.mark.parametrize("name", PATTERNS)
def test_no_pattern_can_be_made_slow(name: str) -> None:
    assert faults(PATTERNS[name]) == []


@pytest.mark.parametrize("slow", [r"(a+)+b", r"(?:[a-z]+ ?)*!", r"\s*\s*x", r"(?:<!--.*?-->\s*)*<", r"(\w+\d*)+$"])
def test_slow_patterns_are_known(slow: str) -> None:
    assert faults(re.compile(slow, re.DOTALL))


@pytest.mark.parametrize("fast", [r"[a-z]+(?:-[a-z]+)*", r"(?:\.[a-z]{1,63}){1,9}", r"\s+(?=\S)", r"a{1,9}b*c*"])
def test_fast_patterns_are_let_pass(fast: str) -> None:
    assert faults(re.compile(fast)) == []
