from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.digest import digest_bytes, digest_row, digest_value


@dataclass(frozen=True, slots=True, kw_only=True)
class Lamp:
    colour: str
    parts: tuple[object, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rope:
    colour: str
    parts: tuple[object, ...] = ()


LEAVES = st.none() | st.booleans() | st.integers() | st.text(max_size=4) | st.binary(max_size=4)
VALUES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3).map(tuple) | st.builds(Lamp, colour=st.text(max_size=2), parts=st.tuples(inner))
    ),
    max_leaves=8,
)


def kinds(value: object) -> object:
    """A value in a form in which 1, True and 1.0 differ."""
    if isinstance(value, tuple):
        return tuple(map(kinds, value))
    return (type(value).__name__, kinds(value.parts), value.colour) if isinstance(value, Lamp) else (type(value), value)


@given(VALUES, VALUES)
def test_equal_values_and_no_others_have_equal_digests(one: object, other: object) -> None:
    assert (digest_value(one) == digest_value(other)) == (kinds(one) == kinds(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("ab", "c"), ("a", "bc")), ((("a",), "b"), ("a", ("b",))), ("1", 1), (True, 1), (None, ""), ((), ""),
        (b"a", "a"), (Lamp(colour="a"), Rope(colour="a")), ("é", "e\u0301"), ("\ud800", "?"),
    ],
)  # fmt: skip
def test_values_that_look_alike_differ(one: object, other: object) -> None:
    assert digest_value(one) != digest_value(other)


@pytest.mark.parametrize("value", [[], {}, 1.5, object(), {"a"}, Lamp, (1, [2])])
def test_only_plain_data_has_a_digest(value: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        digest_value(value)


def test_digests_are_the_same_in_any_process() -> None:
    code = "from backfile.digest import digest_value; print(digest_value(('a', 1, None, (True, 'é'))))"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    found = {
        subprocess.run(
            [sys.executable, "-c", code], env={**environment, "PYTHONHASHSEED": seed}, check=True, capture_output=True
        ).stdout
        for seed in ("0", "1")
    }
    assert found == {f"{digest_value(('a', 1, None, (True, 'é')))}\n".encode()}


def test_equal_strings_that_are_not_the_same_object_have_equal_digests() -> None:
    word, same = (str(b"lamp", "ascii") for _ in range(2))
    assert word is not same
    assert digest_value((word, word)) == digest_value((word, same))


def test_a_digest_has_32_hexadecimal_digits() -> None:
    assert len(digest_bytes(b"")) == 32
    assert int(digest_bytes(b""), 16) > 0


@given(st.lists(st.text() | st.integers() | st.none()).map(tuple))
def test_a_row_has_the_digest_of_its_value(row: tuple[str | int | None, ...]) -> None:
    assert digest_row(row) == digest_value(row)
