"""`output/`: files are first written in full where nobody looks, and then moved into their places one by one.

Nothing published is lost: what is there stays until its successor is complete, and whatever Backfile did not write is
left alone.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from itertools import accumulate
from pathlib import Path

from backfile.build.ledger import Trace
from backfile.build.notes import STATE
from backfile.build.tree import Look, Tree, renew
from backfile.digest import digest_bytes
from backfile.errors import EnvironmentFault, Problem
from backfile.frozen import frozen
from backfile.site.addresses import file_of

_STAGING = ".staging"


@frozen
class Staged:
    """A file that waits to be published: where it waits, and the digest of its bytes."""

    path: str
    data: str


class InTheWayError(Exception):
    """Something else stands where a file is to be published; `fault` is what to say if it cannot be removed."""

    def __init__(self, fault: EnvironmentFault) -> None:
        super().__init__(str(fault))
        self.fault = fault


@dataclass(slots=True)  # it stands for a folder, which changes
class Output:
    """The folder that is published, and the hidden one in it where files wait; that is gone when a build has ended.

    `seen` is what was in it when it was looked at last, which is before anything is done and when all is published.
    """

    folder: Path
    seen: Tree = field(default_factory=dict)
    staged: dict[str, Staged] = field(default_factory=dict)
    _own: set[str] = field(default_factory=set)
    _touched: set[str] = field(default_factory=set)
    _places: int = 0

    def file(self, permalink: str) -> Path:
        """The file of an address."""
        return Path(self.path(permalink))

    def path(self, permalink: str) -> str:
        """The same as a string, which is quicker for many addresses."""
        return f"{self.folder}/{file_of(permalink)}"

    def look_at(self, permalink: str) -> Look:
        """What the file of an address looked like when it was looked at last; () where there was none."""
        folder, _, name = f"{self.folder.name}/{file_of(permalink)}".rpartition("/")
        seen = self.seen.get(folder)
        return seen[1].get(name, ()) if seen else ()

    def left_as(self, permalink: str, trace: Trace) -> Trace | None:
        """The trace of a file that is as it was left, with the look that it has now; None where it is another."""
        look = self.look_at(permalink)
        if look == trace.look and look:
            return trace
        with suppress(OSError):
            is_file = len(look) == len(trace.look)  # and no link, in whose place a file must come
            if is_file and digest_bytes(self.file(permalink).read_bytes()) == trace.data:
                return replace(trace, look=look)
        return None

    def refuse_links(self, permalinks: Iterable[str]) -> None:
        """Raise EnvironmentFault where a symbolic link in the folder stands in the way to one of these addresses.

        What lies behind it belongs to others. The folder itself may be a link.
        """
        for permalink in permalinks:
            for above in _folders_of(file_of(permalink)):
                # Unlike Path.is_symlink, this takes what cannot be looked at for no link: to write there fails anyway.
                if above not in self._own and os.path.islink(f"{self.folder}/{above}"):  # noqa: PTH114
                    raise _link_in_the_way(self.folder / above)
                self._own.add(above)

    def refuse_seen_links(self, permalinks: Iterable[str]) -> None:
        """The same by what was seen in the beginning, which is quicker for many addresses."""
        links = {
            f"{folder}/{name}".removeprefix(f"{self.folder.name}/")
            for folder, (_, files, _, is_plain) in self.seen.items()
            if not is_plain
            for name in files
        }
        if links:
            self.refuse_links(permalinks)

    @contextmanager
    def staging(self) -> Iterator[None]:
        """The time during which files may be staged; what was not published in it is thrown away."""
        waiting = self.folder / _STAGING
        shutil.rmtree(waiting, ignore_errors=True)
        try:
            yield
        finally:
            shutil.rmtree(waiting, ignore_errors=True)

    def next_place(self) -> str:
        """The file in which the next page is to wait. Raises EnvironmentFault where it cannot be written."""
        waiting = self.folder / _STAGING
        if not self._places:
            try:
                waiting.mkdir(parents=True)
            except OSError as error:
                raise cannot_write(waiting, error) from error
        self._places += 1
        return f"{waiting}{os.sep}{self._places}"

    def take(self, permalink: str, staged: str, data: str) -> None:
        """Take what waits in a file, with the digest of its bytes, for an address."""
        self.staged[permalink] = Staged(path=staged, data=data)

    def stage(self, permalink: str, data: bytes) -> None:
        """Write a file where it waits to be published. Raises EnvironmentFault."""
        place = self.next_place()
        write_staged(place, data)
        self.take(permalink, place, digest_bytes(data))

    def publish(self, permalink: str) -> bool:
        """Move a staged file into its place; False where the same bytes are there already.

        Raises InTheWayError where a folder stands in the place of the file, or a file in that of its folder.
        """
        self.refuse_links([permalink])
        staged, target = self.staged[permalink], self.path(permalink)
        try:
            if self.look_at(permalink) and _holds(Path(target), staged):
                return False
            if self._is_first_in_folder(permalink):
                with suppress(FileExistsError):  # which another than a folder may be: then the file cannot be moved
                    _make_folder(os.path.dirname(target))  # noqa: PTH120 -- Path costs more than the system call
            self._move(staged.path, target)
        except (IsADirectoryError, NotADirectoryError, FileExistsError) as error:
            raise InTheWayError(cannot_write(Path(target), error)) from error
        except OSError as error:
            raise cannot_write(Path(target), error) from error
        return True

    def _is_first_in_folder(self, permalink: str) -> bool:
        file = file_of(permalink)
        above = file.rpartition("/")[0]
        is_first = above not in self._touched and f"{self.folder.name}/{above}" not in self.seen
        self._touched.update(_folders_of(file))
        return bool(above) and is_first

    def _move(self, staged: str, target: str) -> None:
        try:
            os.replace(staged, target)  # noqa: PTH105 -- Path costs more than the system call
        except FileNotFoundError:
            _make_folder(os.path.dirname(target))  # noqa: PTH120
            os.replace(staged, target)  # noqa: PTH105

    def remove(self, permalink: str) -> bool:
        """Take a published file away, and the folders that this leaves empty; False where there is none."""
        self.refuse_links([permalink])
        self._touched.update(_folders_of(file_of(permalink)))
        target = self.file(permalink)
        try:
            was_there = _unlink(target)
            self._prune(target.parent)
        except OSError as error:
            raise cannot_write(target, error) from error
        return was_there

    def _prune(self, folder: Path) -> None:
        while folder != self.folder:
            # A build that was killed may have left them without a file, and others may have taken them away.
            with suppress(FileNotFoundError, NotADirectoryError):
                if any(folder.iterdir()):
                    return
                folder.rmdir()
            folder = folder.parent

    def now(self) -> Tree:
        """What is in the folder by now: it is looked at where something was written or removed. Raises OSError."""
        name = self.folder.name
        touched = (name, *(f"{name}/{each}" for each in sorted(self._touched)))
        self.seen = renew(str(self.folder.parent), self.seen, touched)
        self._touched.clear()
        return self.seen


def strangers_in(tree: Tree, known: Iterable[str]) -> tuple[str, ...]:
    """The files in the tree of an output folder that belong to none of the known addresses."""
    files = {file_of(permalink) for permalink in known}
    found = (
        f"{folder}/{name}".partition("/")[2]
        for folder, (_, names, _, _) in tree.items()
        if not folder.startswith(STATE)
        for name in names
    )
    return tuple(sorted(name for name in found if name not in files))


def _folders_of(file: str) -> Iterator[str]:
    return accumulate(file.split("/")[:-1], "{}/{}".format)


def _make_folder(path: str) -> None:
    try:
        os.mkdir(path)  # noqa: PTH102
    except FileNotFoundError:
        os.makedirs(path, exist_ok=True)  # noqa: PTH103


def write_staged(place: str, data: bytes) -> None:
    """Write a file that waits to be published. Raises EnvironmentFault."""
    try:
        with open(place, "wb", buffering=0) as file:  # noqa: PTH123 -- Path.open takes longer than the writing
            file.write(data)
    except OSError as error:
        raise cannot_write(Path(place), error) from error


def _unlink(target: Path) -> bool:
    if target.is_dir() and not target.is_symlink():
        return False  # whatever was put there since has files of its own
    try:
        target.unlink()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def _holds(target: Path, staged: Staged) -> bool:
    try:
        return not target.is_symlink() and digest_bytes(target.read_bytes()) == staged.data
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return False


def _link_in_the_way(link: Path) -> EnvironmentFault:
    message = f"{link} is a symbolic link and stands in the way: nothing is written or removed behind it"
    hint = "remove the link (what it leads to stays as it is), and run the same command again"
    return EnvironmentFault(Problem(message=message, hint=hint, key="output"))


def cannot_write(path: Path, error: OSError) -> EnvironmentFault:
    """The fault that stops a build which cannot write where it must."""
    is_full = error.errno in {errno.ENOSPC, errno.EDQUOT}
    hint = "make room on the disk" if is_full else "change the permissions, or move what stands in the way"
    message = f"{path} cannot be written: {error.strerror or error}; what was published before is still there"
    return EnvironmentFault(Problem(message=message, hint=f"{hint}, and run the same command again", key="output"))
