"""Frozen values behave as the dataclasses do that they stand for."""

from __future__ import annotations

import pickle
from copy import copy
from dataclasses import FrozenInstanceError, dataclass, field, fields, is_dataclass, replace
from typing import Any

import pytest

from backfile.frozen import frozen


@frozen
class Ours:
    """Some values."""

    name: str
    size: int = 3
    parts: list[str] = field(default_factory=list)

    @property
    def twice(self) -> int:
        return 2 * self.size


@frozen
class Nothing:
    """No value at all."""


@frozen
class One:
    """A single value."""

    only: object


@dataclass(frozen=True, slots=True, kw_only=True)
class Theirs:
    """The same values as they are made elsewhere."""

    name: str
    size: int = 3
    parts: list[str] = field(default_factory=list)


def test_a_value_is_made_from_keywords_and_keeps_its_defaults() -> None:
    made = Ours(name="rope")
    assert (made.name, made.size, made.parts, made.twice) == ("rope", 3, [], 6)
    assert Ours(name="a").parts is not Ours(name="b").parts


@pytest.mark.parametrize("words", [{}, {"name": "a", "colour": "red"}])
def test_what_is_missing_or_unknown_is_refused_in_the_same_words(words: dict[str, Any]) -> None:
    said = []
    for kind in (Ours, Theirs):
        with pytest.raises(TypeError) as refused:
            kind(**words)
        said.append(str(refused.value).replace("Theirs", "Ours"))
    assert said[0] == said[1]


def test_values_are_not_taken_by_place() -> None:
    with pytest.raises(TypeError):
        One(1)  # type: ignore[call-arg]


def test_values_never_change() -> None:
    made: Any = Ours(name="rope")
    for name in ("size", "new"):
        with pytest.raises(FrozenInstanceError):
            setattr(made, name, 4)
    with pytest.raises(FrozenInstanceError):
        del made.size
    assert made.size == 3


def test_values_are_equal_if_their_fields_are() -> None:
    assert Ours(name="a") == Ours(name="a", size=3)
    assert Ours(name="a") != Ours(name="b")
    theirs: object = Theirs(name="a")
    assert Ours(name="a") != theirs
    assert Nothing() == Nothing()
    assert hash(One(only=(1, 2))) == hash(One(only=(1, 2)))
    assert hash(One(only=1)) != hash(One(only=2))


def test_they_are_printed_alike() -> None:
    assert repr(Ours(name="a")) == repr(Theirs(name="a")).replace("Theirs", "Ours")
    assert (repr(Nothing()), repr(One(only=1))) == ("Nothing()", "One(only=1)")


def test_they_are_dataclasses_without_a_dictionary() -> None:
    assert [each.name for each in fields(Ours)] == ["name", "size", "parts"]
    assert not hasattr(Ours(name="a"), "__dict__")
    assert replace(Ours(name="a"), size=4) == Ours(name="a", size=4)
    assert is_dataclass(Ours)


@pytest.mark.parametrize("value", [Ours(name="a", parts=["b"]), Nothing(), One(only=0)])
def test_they_travel(value: object) -> None:
    assert pickle.loads(pickle.dumps(value)) == value  # noqa: S301
    assert copy(value) == value


def test_what_frozen_values_do_not_do_is_refused_at_once() -> None:
    def asked_for(**namespace: object) -> object:
        return frozen(type("Asked", (), {"__annotations__": {"name": str}, **namespace}))

    asked_for()
    with pytest.raises(TypeError, match="take a dataclass"):
        asked_for(__post_init__=lambda _self: None)
    with pytest.raises(TypeError, match="take a dataclass"):
        asked_for(__eq__=lambda _self, _other: True)
    with pytest.raises(TypeError, match="take a dataclass"):
        asked_for(name=field(compare=False))
