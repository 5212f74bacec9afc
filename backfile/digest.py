"""Digests of plain values: two values have the same digest exactly if they are equal, on any machine and in any run."""

from __future__ import annotations

import marshal
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache
from hashlib import blake2b
from operator import attrgetter
from typing import Any

_SIZE = 16
_MARSHAL_WITHOUT_REFERENCES = 0


def digest_bytes(data: bytes) -> str:
    """The digest of some bytes: 32 hexadecimal digits of BLAKE2b."""
    return blake2b(data, digest_size=_SIZE).hexdigest()


def digest_value(value: object) -> str:
    """The digest of a frozen value made of dataclasses, tuples, strings, numbers, booleans and None.

    Anything else raises ValueError or TypeError: only plain data has a digest.
    """
    # Version 0 of marshal writes equal values as equal bytes: it has neither references nor interned strings.
    return digest_bytes(marshal.dumps(_plain(value), _MARSHAL_WITHOUT_REFERENCES))


def _plain(value: object) -> Any:  # noqa: ANN401 -- marshal's own type for what it takes is private
    if value is None or isinstance(value, (str, int, bytes)):
        return value
    if isinstance(value, tuple):
        return tuple(map(_plain, value))
    if is_dataclass(value) and not isinstance(value, type):
        return (type(value).__name__, *map(_plain, _values_of(type(value))(value)))
    message = f"{type(value).__name__} is not plain data"
    raise TypeError(message)


@cache
def _values_of(kind: type) -> Callable[[object], tuple[object, ...]]:
    names = [field.name for field in fields(kind)]
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple(getattr(value, name) for name in names)
