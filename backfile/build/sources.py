"""The files of a site as they lie on the disk: found, and read as text, with every fault said."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from backfile.build.tree import Folder, Look, Tree, look_of
from backfile.errors import Problem, Severity
from backfile.frozen import frozen
from backfile.kinds import UNPRINTABLE

LARGEST_TEXT = 10_000_000
_UNPRINTABLE = re.compile(f"[{UNPRINTABLE}]")
_UNNAMEABLE = re.compile(f"[{UNPRINTABLE}\\t\\n\\r\\x85\ud800-\udfff]")
_NO_LINK = "put the file itself in its place"


@frozen
class Source:
    """A file of the site: its path from the site's folder, and what it looks like from outside."""

    file: str
    look: Look

    @property
    def size(self) -> int:
        """The bytes of the file, or of what it leads to."""
        return self.look[-3]


def is_inside(site: Path, path: Path) -> bool:
    """Whether a path leads to a place within the site, wherever its symbolic links go."""
    # Path.resolve() raises an error of its own where links lead in a circle.
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(site))


def read_file(path: str) -> bytes:
    """The bytes of a file. Raises OSError."""
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123 -- Path takes as long to open it as the disk to read it
        return file.read()


def _is_passed_over(name: str) -> bool:
    return (name.startswith(".") and name != ".well-known") or name.endswith(("~", ".tmp", ".swp"))


@dataclass(slots=True)  # problems are gathered while files are read
class Sources:
    """The files below a site's folder; what is wrong with them is gathered in `problems`.

    `tree` is what was seen of them before; where it is silent, they are looked at now.
    """

    site: Path
    tree: Tree = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def below(self, folder: str) -> Iterator[Source]:
        """Every file below a folder in the order of their names; hidden files and editors' copies are passed over.

        Not so `.well-known` (RFC 8615), which is hidden by its name only. A symbolic link to a file is followed if it
        stays within the site.
        """
        path = self.site / folder
        seen = self.tree.get(folder)
        if seen and seen[3] and not path.is_symlink():
            yield from self._as_seen(folder, seen)
            return
        if not is_inside(self.site, path):
            self._blame(folder, "the symbolic link leads out of the site", "put the folder itself in its place")
            return
        try:
            entries = sorted(os.scandir(path), key=lambda entry: entry.name)
        except FileNotFoundError:
            return
        except NotADirectoryError:
            self._blame(folder, "there is a file where this folder should be", "rename the file")
            return
        except OSError as error:
            self._blame(folder, f"the folder cannot be read: {error.strerror}", "change its permissions")
            return
        for entry in entries:
            if not _is_passed_over(entry.name):
                yield from self._entry(entry, f"{folder}/{entry.name}")

    def _as_seen(self, folder: str, seen: Folder) -> Iterator[Source]:
        _, files, folders, _ = seen
        for name in sorted((*files, *folders)):
            if _is_passed_over(name):
                continue
            if name in files:
                yield Source(file=f"{folder}/{name}", look=files[name])
            else:
                yield from self._folder(f"{folder}/{name}")

    def single(self, file: str) -> Source | None:
        """One file by its path, or None where there is none."""
        path = self.site / file
        if not os.path.lexists(path):
            return None
        if not is_inside(self.site, path):
            self._blame(file, "the symbolic link leads out of the site", _NO_LINK)
        elif path.is_dir():
            self._blame(file, "this is a folder, where a file should be", "rename the folder")
        elif path.exists():
            return self._source(file, path.stat())
        else:
            self._blame(file, "the symbolic link leads nowhere", _NO_LINK)
        return None

    def _source(self, file: str, facts: os.stat_result) -> Source | None:
        if stat.S_ISREG(facts.st_mode):
            return Source(file=file, look=look_of(facts))
        self._blame(file, "this is not a file but a pipe, a socket or a device", "remove it")
        return None

    def _entry(self, entry: os.DirEntry[str], file: str) -> Iterator[Source]:
        try:
            if _UNNAMEABLE.search(entry.name):
                printable = _UNNAMEABLE.sub("\N{REPLACEMENT CHARACTER}", file)
                self._blame(printable, "the name holds a character that cannot be printed", "rename it")
            elif entry.is_symlink() and not is_inside(self.site, Path(entry.path)):
                self._blame(file, "the symbolic link leads out of the site", _NO_LINK)
            elif entry.is_dir(follow_symlinks=False):
                yield from self._folder(file)
            elif entry.is_dir():
                self._blame(file, "a symbolic link to a folder is not followed", "put the folder itself in its place")
            elif source := self._source(file, entry.stat()):
                yield source
        except OSError as error:
            self._blame(file, f"cannot be read: {error.strerror}", "remove it, or mend the link")

    def _folder(self, file: str) -> Iterator[Source]:
        if file.endswith(".md"):
            self._blame(file, "this is a folder, where a manuscript should be", "rename the folder")
            return
        yield from self.below(file)

    def text(self, source: Source) -> str | None:
        """The text of a file in UTF-8, or None where there is none to be had."""
        data = self.data(source)
        return None if data is None else self.decoded(source, data)

    def data(self, source: Source) -> bytes | None:
        """The bytes of a text, or None where there are none to be had."""
        if source.size > LARGEST_TEXT:
            size = f"{source.size // 1_000_000} MB"
            self._blame(source.file, f"the file has {size}; a text has less than 10 MB", "is it an image or a PDF?")
            return None
        try:
            return read_file(f"{self.site}/{source.file}")
        except OSError as error:
            self._blame(source.file, f"the file cannot be read: {error.strerror}", "change its permissions")
            return None

    def decoded(self, source: Source, data: bytes) -> str | None:
        """The text that some bytes of a file are, or None where they are none."""
        if not data.strip():
            self._blame(source.file, "the file is empty", "write something into it, or remove it")
            return None
        if b"\0" in data:
            self._blame(source.file, "this is not a text", "is it an image or a Word file?")
            return None
        try:
            return self._checked(source, data.decode())
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            message = "the text is not in UTF-8 from here on"
            hint = "save it as UTF-8 in your editor"
            self.problems.append(Problem(file=source.file, line=line, message=message, hint=hint, key="encoding"))
            return None

    def _checked(self, source: Source, text: str) -> str | None:
        # Most texts hold nothing but what is printed; only the others are searched.
        found = None if text.replace("\n", " ").isprintable() else _UNPRINTABLE.search(text)
        if found is None:
            return text
        before = text[: found.start()]
        problem = Problem(
            file=source.file,
            line=before.count("\n") + 1,
            column=found.start() - before.rfind("\n"),
            message=f"an invisible control character (U+{ord(found[0]):04X}) stands here",
            hint="delete it; copied texts often bring such characters along",
            key="control",
        )
        self.problems.append(problem)
        return None

    def warn(self, file: str, message: str, hint: str) -> None:
        """Note what does not stop the build."""
        self.problems.append(Problem(severity=Severity.WARNING, file=file, message=message, hint=hint, key="file"))

    def _blame(self, file: str, message: str, hint: str) -> None:
        self.problems.append(Problem(file=file, message=message, hint=hint, key="file"))
