"""What was read from each manuscript last time, so that only those that changed are read again.

A file counts as unchanged while it looks the same from outside, or holds the same bytes. The records of another version
of Backfile are thrown away.
"""

from __future__ import annotations

import marshal
from contextlib import suppress
from dataclasses import dataclass, field, fields, replace
from functools import cache
from itertools import repeat
from operator import attrgetter, call
from pathlib import Path
from typing import Any

from backfile.archive.article import Album, Article, Figure, Prose, ProsePage
from backfile.archive.credits import Byline, Credit
from backfile.archive.dates import PartialDate
from backfile.archive.names import Name
from backfile.build.generator import generator_digest
from backfile.build.notes import load_note, save_note
from backfile.build.pictures import Pictures
from backfile.build.sources import Source
from backfile.build.stages import Stages
from backfile.build.tree import Look
from backfile.site.gallery import images_in

Record = Article | ProsePage
_KINDS: tuple[type[Any], ...] = (Article, ProsePage, Prose, Byline, Credit, Name, PartialDate, Figure, Album)
_Known = dict[str, tuple[Look, str, bytes]]


@dataclass(slots=True)  # it grows while files are read
class Records:
    """The records of the last build by file, and those of this one, with the images that pages show.

    Each stands with the look and the digest of its file, and packed.
    """

    known: _Known = field(default_factory=dict)
    current: _Known = field(default_factory=dict)
    pictures: Pictures = field(default_factory=Pictures)

    def recall(self, source: Source) -> Record | None:
        """The record of a file that looks as it did then, or None."""
        entry = self.known.get(source.file)
        if entry is None or entry[0] != source.look:
            return None
        self.current[source.file] = entry
        return unpack(entry[2])

    def digest_of(self, file: str) -> str:
        """The digest of the bytes that a record was read from; "" where there is none."""
        return self.known[file][1] if file in self.known else ""

    def renew(self, source: Source) -> Record:
        """The record of a file that holds the same bytes, and looks otherwise from outside."""
        _, digest, packed = self.known[source.file]
        return self.note(source, digest, packed)

    def note(self, source: Source, digest: str, packed: bytes) -> Record:
        """Remember a record that was read without any fault."""
        self.current[source.file] = (source.look, digest, packed)
        return unpack(packed)

    def rewritten(self) -> frozenset[str] | None:
        """The files of the articles that have another text than they had, if no record differs in more; else None."""
        if self.current.keys() != self.known.keys():
            return None
        rewritten: set[str] = set()
        for file, entry in self.current.items():
            known = self.known[file]
            if entry is known or entry[2] == known[2]:
                continue
            was, now = unpack(known[2]), unpack(entry[2])
            if not isinstance(now, Article) or replace(was, prose=now.prose) != now or not _show_the_same(was, now):
                return None
            rewritten.add(file)
        return frozenset(rewritten)

    def count(self, stages: Stages) -> None:
        """Tell how many manuscripts there are, how many of them were read, and how many were not as they are known."""
        if not stages.is_profiled:
            return
        read = [(file, entry) for file, entry in self.current.items() if self.known.get(file) is not entry]
        stages.count("manuscripts", [len(self.current)])
        stages.count("read", [len(read)])
        stages.count("bytes_read", (look[-3] for _, (look, _, _) in read))
        stages.count("parsed", (digest != self.digest_of(file) for file, (_, digest, _) in read))


def _show_the_same(was: Record, now: Record) -> bool:
    """Whether two texts show the same images, which a page of credits lists too, and say as much of them."""
    same = was.prose.undescribed == now.prose.undescribed
    return same and list(images_in(was.prose)) == list(images_in(now.prose))


def load_records(path: Path) -> Records:
    """The records of the last build; none where another version of Backfile wrote them."""
    return Records(known=load_note(path, generator_digest()) or {}, pictures=Pictures(note=path.with_name("pictures")))


def save_records(path: Path, records: Records) -> None:
    """Write the records of this build, if they are not those of the last."""
    records.pictures.save()
    if records.current != records.known:
        # Without this file the next build only takes longer; an older one would be taken for what is published.
        try:
            save_note(path, generator_digest(), records.current)
        except OSError:
            with suppress(OSError):
                path.unlink(missing_ok=True)


def pack(record: Record) -> bytes:
    """A record as bytes, which are smaller and quicker to read than those of pickle."""
    return marshal.dumps(_plain(record))


def unpack(packed: bytes) -> Record:
    """The record that was packed."""
    record: Record = _value(marshal.loads(packed))  # noqa: S302 -- our own, see `notes`
    return record


# A value is the place of its kind in _KINDS, its fields, and those of the fields that are values themselves, each with
# its place. Values that many records have in common are bytes there, so that each is made once.
_Plain = tuple[int, tuple[Any, ...], tuple[tuple[int, Any], ...]]


def _plain(value: Any) -> _Plain:  # noqa: ANN401 -- any value of a record
    kind = type(value)
    if kind in _GROUPS:
        return _PLACES[kind], (tuple(map(_plain, getattr(value, _GROUPS[kind]))),), ()
    parts = list(_GETTERS[kind](value))
    inner = [(at, part) for at, part in enumerate(parts) if type(part) in _PLACES]
    for at, _ in inner:
        parts[at] = None
    return _PLACES[kind], tuple(parts), tuple((at, _inner(part)) for at, part in inner)


def _inner(value: Any) -> _Plain | bytes:  # noqa: ANN401
    return marshal.dumps(_plain(value)) if type(value) in _SHARED else _plain(value)


def _value(plain: _Plain) -> Any:  # noqa: ANN401
    place, parts, inner = plain
    made, setters = _new(_KINDS[place]), _SETTERS[place]
    any(map(call, setters, repeat(made), parts))  # each gives None, so that all are called, without a loop in Python
    for at, part in inner:
        setters[at](made, _shared(part) if part.__class__ is bytes else _value(part))
    return made


@cache
def _shared(packed: bytes) -> Any:  # noqa: ANN401
    place, parts, inner = marshal.loads(packed)  # noqa: S302
    kind = _KINDS[place]
    if kind in _GROUPS:
        return kind(**{_GROUPS[kind]: tuple(map(_value, parts[0]))})
    return _value((place, parts, inner))


_new = object.__new__
_PLACES = {kind: place for place, kind in enumerate(_KINDS)}
_GROUPS: dict[type[Any], str] = {Byline: "credits", Album: "figures"}
_SHARED = frozenset({Byline, PartialDate, Album})
_GETTERS = {kind: attrgetter(*(each.name for each in fields(kind))) for kind in _KINDS if kind not in _GROUPS}
# The slots themselves: frozen values refuse to be set in any other way once they are made.
_SETTERS = tuple(tuple(getattr(kind, each.name).__set__ for each in fields(kind)) for kind in _KINDS)
