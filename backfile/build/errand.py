"""What a worker does that sees no disk of ours: a batch goes to it with all that it needs, and comes back as bytes.

This is imported by workers. They take nothing on trust but this machine, and tell if they would make something else.
"""

from __future__ import annotations

import os
import pickle
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Generic, Protocol, TypeVar

from backfile.build.generator import generator
from backfile.frozen import frozen
from backfile.site.render import Job, Rendered, Theme
from backfile.site.words import Words

_Item_contra = TypeVar("_Item_contra", contravariant=True)
_Result = TypeVar("_Result")
Make = Callable[[Sequence[Any]], list[Any]]
_THINGS_MADE = 4  # texts and pages, of a site or two
_own_generator = cache(generator)  # that of the sources which this process has imported


@frozen
class Errand(Generic[_Result]):
    """A batch that is done elsewhere: what is to be made there, of which goods, and what is done here with what comes.

    `make`, one for a whole piece of work, and the goods are picklable, and complete in themselves.
    """

    make: Make
    goods: Sequence[Any]
    keep: Callable[[list[Any]], list[_Result]]


class Portable(Protocol[_Item_contra, _Result]):
    """Work that can be done where the site's folder is out of reach."""

    def errand(self, batch: Sequence[_Item_contra]) -> Errand[_Result]:
        """The batch as it travels."""


class UnlikeError(Exception):
    """A worker that would make something else than this machine; `parts` says what differs there."""

    def __init__(self, *parts: str) -> None:
        super().__init__(*parts)
        self.parts = parts


@frozen
class _Commission:
    """An errand as it is sent: by whose generator, and the rest as bytes, which another could not read."""

    generator: tuple[tuple[str, str], ...]
    make: bytes
    goods: bytes

    def __reduce__(self) -> tuple[Callable[..., bytes], tuple[object, ...]]:
        # Unpickled, it is done: so whoever only passes it on needs no Backfile, and runs nothing of it.
        return _run, (self.generator, self.make, self.goods)


def sealed(make: bytes, goods: Sequence[Any]) -> bytes:
    """An errand as bytes; `pickle.loads` does it, and gives bytes for `opened`. `make` is pickled already."""
    return pickle.dumps(_Commission(generator=_own_generator(), make=make, goods=pickle.dumps(goods)))


def opened(data: bytes) -> tuple[str, tuple[str, ...], list[Any]]:
    """Who did an errand, what is unlike there, and what was made, which is nothing if something is."""
    worker, unlike, made = pickle.loads(data)  # noqa: S301 -- a cluster that is trusted with the texts
    return worker, unlike, pickle.loads(made)  # noqa: S301


def _run(here: tuple[tuple[str, str], ...], make: bytes, goods: bytes) -> bytes:
    import socket  # a build without a cluster does without it

    unlike, made = tuple(_differences(dict(here))), list[Any]()
    if not unlike:
        try:
            # Threads of one worker would only get into each other's way.
            with _ONE_AT_A_TIME:
                made = _made(make)(pickle.loads(goods))  # noqa: S301 -- a worker runs what its scheduler hands it
        except UnlikeError as error:
            unlike = error.parts
    return pickle.dumps((f"{socket.gethostname()}, process {os.getpid()}", unlike, pickle.dumps(made)))


def _differences(here: Mapping[str, str]) -> Iterator[str]:
    there = dict(_own_generator())
    for name in sorted(here.keys() | there.keys()):
        if here.get(name) != there.get(name):
            yield f"{name} is {there.get(name, 'missing')} there and {here.get(name, 'missing')} here"


_ONE_AT_A_TIME = threading.Lock()


@lru_cache(_THINGS_MADE)
def _made(make: bytes) -> Make:
    made: Make = pickle.loads(make)  # noqa: S301 -- likewise
    return made


@dataclass(frozen=True, kw_only=True)  # it keeps the templates that it unpacked
class PackedTheme:
    """The templates of a site as they travel: its own as bytes, and of all of them the digests.

    `own` is by name; `files` has the digests of each template and of all it refers to, by name.
    """

    own: tuple[tuple[str, bytes], ...]
    words: Words
    files: Mapping[str, Mapping[str, str]]

    def __call__(self, goods: Sequence[Job | Rendered]) -> list[Rendered]:
        """The pages of some jobs, in their order; what is rendered, or could not be, stays as it is."""
        return [self._theme.render(each) if isinstance(each, Job) else each for each in goods]

    @cached_property
    def _theme(self) -> Theme:
        folder = Path(self._folder.name)
        for name, data in self.own:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data)
        theme = Theme(folder, self.words)
        unlike = {
            f"the template {name} is another one there"
            for template, files in self.files.items()
            for name, digest in theme.files_of(template).items()
            if files.get(name) != digest
        }
        if unlike:
            raise UnlikeError(*sorted(unlike))
        return theme

    @cached_property
    def _folder(self) -> TemporaryDirectory[str]:
        return TemporaryDirectory(prefix="backfile-")  # it goes when this does, or with the process


def packed(theme: Theme, files: Mapping[str, Mapping[str, str]]) -> PackedTheme:
    """A theme with those of its templates that `files` names, as they are now. Raises OSError."""
    there = sorted({name for each in files.values() for name, digest in each.items() if digest})
    own = ((name, theme.folder / name) for name in there)
    return PackedTheme(
        own=tuple((name, file.read_bytes()) for name, file in own if file.is_file()), words=theme.words, files=files
    )
