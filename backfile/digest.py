"""Digests of plain values: two values have the same digest exactly if they are equal, on any machine and in any run."""

from __future__ import annotations

import marshal
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache
from hashlib import blake2b
from operator import attrgetter
from typing import Any, cast
from zlib import crc32

_SIZE = 16
_MARSHAL_WITHOUT_REFERENCES = 0
_ATOMS = frozenset({str, int, bool, bytes, type(None)})


def digest_bytes(data: bytes) -> str:
    """The digest of some bytes: 32 hexadecimal digits of BLAKE2b."""
    return blake2b(data, digest_size=_SIZE).hexdigest()


def digest_row(row: tuple[str | int | None, ...]) -> str:
    """The digest of a row of texts and numbers: the same as `digest_value` gives, and sooner."""
    return digest_bytes(marshal.dumps(row, _MARSHAL_WITHOUT_REFERENCES))


def digest_value(value: object) -> str:
    """The digest of a frozen value made of dataclasses, tuples, strings, numbers, booleans and None.

    Anything else raises ValueError or TypeError: only plain data has a digest.
    """
    return _ALONE.of(value)


class Digests:
    """Digests of values that have parts in common: a part of one of the `shared` types is looked at once.

    Such a part counts by its own digest: instances that share the same types give equal values equal digests.
    """

    def __init__(self, *shared: type) -> None:
        self._shared = frozenset(shared)
        # The part is kept with its digest, as the id of what is gone may come again.
        self._known: dict[int, tuple[object, str]] = {}

    def __reduce__(self) -> tuple[type[Digests], tuple[type, ...]]:
        """Nothing known goes with a copy, as other values have these ids elsewhere."""
        return Digests, tuple(self._shared)

    def of(self, value: object) -> str:
        """The digest of a value, as `digest_value` gives it where no type is shared."""
        # Version 0 of marshal writes equal values as equal bytes: it has neither references nor interned strings.
        return digest_bytes(marshal.dumps(self._plain(value), _MARSHAL_WITHOUT_REFERENCES))

    def with_checksums(self, value: object) -> tuple[str, tuple[int, ...]]:
        """The digest of a dataclass, and a checksum of each of its fields: enough to say which of them changed."""
        kind: Any = type(value)
        parts = [marshal.dumps(self._plain(part), _MARSHAL_WITHOUT_REFERENCES) for part in _values_of(kind)(value)]
        return digest_bytes(b"".join((kind.__name__.encode(), *parts))), tuple(map(crc32, parts))

    def _plain(self, value: object) -> Any:  # noqa: ANN401 -- marshal's own type for what it takes is private
        kind = type(value)
        if kind in _ATOMS:
            return value
        if kind is tuple:
            parts = cast("tuple[object, ...]", value)
            # Most parts are atoms, and a call for each of them would take most of the time.
            return tuple([part if type(part) in _ATOMS else self._plain(part) for part in parts])
        if kind in self._shared:
            return self._digest_of_part(value)
        return self._parts(value)

    def _parts(self, value: object) -> tuple[Any, ...]:
        kind: Any = type(value)
        parts = _values_of(kind)(value)
        return (kind.__name__, *[part if type(part) in _ATOMS else self._plain(part) for part in parts])

    def _digest_of_part(self, value: object) -> str:
        known = self._known.get(id(value))
        if known is None:
            parts = marshal.dumps(self._parts(value), _MARSHAL_WITHOUT_REFERENCES)
            known = self._known[id(value)] = (value, digest_bytes(parts))
        return known[1]


_ALONE = Digests()


@cache
def _values_of(kind: type) -> Callable[[object], tuple[object, ...]]:
    if not is_dataclass(kind):
        message = f"{kind.__name__} is not plain data"
        raise TypeError(message)
    names = [field.name for field in fields(kind)]
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple(getattr(value, name) for name in names)
