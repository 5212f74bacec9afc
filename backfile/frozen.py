"""Frozen values: what `dataclass(frozen=True, slots=True, kw_only=True)` makes of a class, in a third of the time.

A dataclass compiles six methods for each class. Here only the constructor is compiled, and the others are shared: with
some 140 classes, that was a fifth of the time of a short build.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from typing import Any, NoReturn, TypeVar, dataclass_transform

_Value = TypeVar("_Value")
_Values = Callable[[Any], tuple[Any, ...]]
_MADE = frozenset({"__init__", "__eq__", "__hash__", "__repr__", "__setattr__", "__getstate__", "__setstate__"})


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(Field, field))
def frozen(kind: type[_Value]) -> type[_Value]:
    """A class of values that are made from keywords, never change, and are equal if all their fields are."""
    made: Any = dataclass(init=False, repr=False, eq=False, slots=True, kw_only=True)(kind)
    _refuse_what_is_ignored(kind, fields(made))
    names = tuple(each.name for each in fields(made))
    values = values_of(names)
    made.__init__ = _constructor(made)
    made.__eq__ = _equality(values)
    made.__hash__ = lambda self: hash(values(self))
    made.__repr__ = _representation(names, values)
    made.__setattr__ = made.__delattr__ = _refuse
    made.__getstate__ = lambda self: values(self)  # noqa: PLW0108 -- an attrgetter is no method
    made.__setstate__ = _restoration([getattr(made, name).__set__ for name in names])
    return made  # type: ignore[no-any-return]


def values_of(names: tuple[str, ...]) -> _Values:
    """What gives the values of these attributes, whatever their number."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple(getattr(value, name) for name in names)


def _refuse_what_is_ignored(kind: type, parts: tuple[Field[Any], ...]) -> None:
    is_plain = all(each.init and each.repr and each.compare and each.hash is None for each in parts)
    if not is_plain or hasattr(kind, "__post_init__") or not _MADE.isdisjoint(vars(kind)):
        message = f"{kind.__qualname__} asks for more than frozen values do: take a dataclass"
        raise TypeError(message)


def _constructor(made: Any) -> Callable[..., None]:  # noqa: ANN401 -- any class
    known: dict[str, Any] = {"_absent": MISSING}
    heads, sets = [], []
    for each in fields(made):
        name, given = each.name, each.name
        known[f"_set_{name}"] = getattr(made, name).__set__  # that of the slot: the class itself refuses to set it
        if each.default is not MISSING:
            known[f"_else_{name}"] = each.default
            given = f"{name}=_else_{name}"
        elif each.default_factory is not MISSING:
            known[f"_make_{name}"] = each.default_factory
            given = f"{name}=_absent"
            sets.append(f" if {name} is _absent: {name} = _make_{name}()")
        heads.append(given)
        sets.append(f" _set_{name}(self, {name})")
    head = f"def __init__(self{', *, ' if heads else ''}{', '.join(heads)}):"
    exec("\n".join([head, *(sets or [" pass"])]), known)  # noqa: S102 -- as dataclasses do; only names of fields are in it
    constructor: Callable[..., None] = known["__init__"]
    constructor.__qualname__ = f"{made.__qualname__}.__init__"
    return constructor


def _equality(values: _Values) -> Callable[[Any, Any], bool]:
    def equal(self: Any, other: Any) -> bool:  # noqa: ANN401
        return values(self) == values(other) if self.__class__ is other.__class__ else NotImplemented

    return equal


def _representation(names: tuple[str, ...], values: _Values) -> Callable[[Any], str]:
    def represent(self: Any) -> str:  # noqa: ANN401
        said = (f"{name}={value!r}" for name, value in zip(names, values(self), strict=True))
        return f"{self.__class__.__qualname__}({', '.join(said)})"

    return represent


def _restoration(setters: list[Callable[[Any, Any], None]]) -> Callable[[Any, tuple[Any, ...]], None]:
    def restore(self: Any, state: tuple[Any, ...]) -> None:  # noqa: ANN401
        for setter, value in zip(setters, state, strict=True):
            setter(self, value)

    return restore


def _refuse(_self: object, name: str, *_value: object) -> NoReturn:
    message = f"{name} cannot be changed: the value is frozen"
    raise FrozenInstanceError(message)
