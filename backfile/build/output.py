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
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path

from backfile.digest import digest_bytes
from backfile.errors import EnvironmentFault, Problem
from backfile.site.addresses import file_of

_STAGING = ".staging"


@dataclass(frozen=True, slots=True, kw_only=True)
class Staged:
    """A file that waits to be published: where it waits, and the digest of its bytes."""

    path: Path
    data: str


class InTheWayError(Exception):
    """Something else stands where a file is to be published; `fault` is what to say if it cannot be removed."""

    def __init__(self, fault: EnvironmentFault) -> None:
        super().__init__(str(fault))
        self.fault = fault


@dataclass(slots=True)  # it stands for a folder, which changes
class Output:
    """The folder that is published, and the hidden one in it where files wait; that is gone when a build has ended."""

    folder: Path
    staged: dict[str, Staged] = field(default_factory=dict)
    _own: set[str] = field(default_factory=set)

    def file(self, permalink: str) -> Path:
        """The file of an address."""
        return self.folder / file_of(permalink)

    def refuse_links(self, permalinks: Iterable[str]) -> None:
        """Raise EnvironmentFault where a symbolic link in the folder stands in the way to one of these addresses.

        What lies behind it belongs to others. The folder itself may be a link.
        """
        for permalink in permalinks:
            for above in accumulate(file_of(permalink).split("/")[:-1], "{}/{}".format):
                if above not in self._own:
                    _refuse_link(self.folder / above)
                self._own.add(above)

    @contextmanager
    def staging(self) -> Iterator[None]:
        """The time during which files may be staged; what was not published in it is thrown away."""
        waiting = self.folder / _STAGING
        shutil.rmtree(waiting, ignore_errors=True)
        try:
            yield
        finally:
            shutil.rmtree(waiting, ignore_errors=True)

    def stage(self, permalink: str, data: bytes) -> None:
        """Write a file where it waits to be published."""
        path = self.folder / _STAGING / str(len(self.staged))
        try:
            if not self.staged:
                path.parent.mkdir(parents=True)
            path.write_bytes(data)
        except OSError as error:
            raise cannot_write(path, error) from error
        self.staged[permalink] = Staged(path=path, data=digest_bytes(data))

    def publish(self, permalink: str) -> bool:
        """Move a staged file into its place; False where the same bytes are there already.

        Raises InTheWayError where a folder stands in the place of the file, or a file in that of its folder.
        """
        self.refuse_links([permalink])
        staged, target = self.staged[permalink], self.file(permalink)
        try:
            if _holds(target, staged):
                return False
            target.parent.mkdir(parents=True, exist_ok=True)
            staged.path.replace(target)
        except (IsADirectoryError, NotADirectoryError, FileExistsError) as error:
            raise InTheWayError(cannot_write(target, error)) from error
        except OSError as error:
            raise cannot_write(target, error) from error
        return True

    def remove(self, permalink: str) -> bool:
        """Take a published file away, and the folders that this leaves empty; False where there is none."""
        self.refuse_links([permalink])
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

    def strangers(self, known: set[str]) -> tuple[str, ...]:
        """The files in the folder that belong to none of the known addresses."""
        files = {file_of(permalink) for permalink in known}
        return tuple(sorted(name for name in _names_below(self.folder, "") if name not in files))


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
        is_as_large = not target.is_symlink() and target.stat().st_size == staged.path.stat().st_size
        return is_as_large and digest_bytes(target.read_bytes()) == staged.data
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return False


def _names_below(folder: Path, prefix: str) -> Iterator[str]:
    try:
        entries = list(os.scandir(folder))
    except FileNotFoundError:
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            if prefix or entry.name not in {_STAGING, ".git"}:
                yield from _names_below(Path(entry.path), f"{prefix}{entry.name}/")
        else:
            yield f"{prefix}{entry.name}"


def _refuse_link(path: Path) -> None:
    try:
        is_link = path.is_symlink()
    except OSError as error:
        raise cannot_write(path, error) from error
    if is_link:
        raise _link_in_the_way(path)


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
