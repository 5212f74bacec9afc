"""The files of a site as they lie on the disk: found, and read as text, with every fault said."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from backfile.errors import Problem, Severity

LARGEST_TEXT = 10_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file of the site: its path from the site's folder, its size in bytes, its time of change in nanoseconds."""

    file: str
    size: int
    modified: int


@dataclass(slots=True)  # problems are gathered while files are read
class Sources:
    """The files below a site's folder; what is wrong with them is gathered in `problems`."""

    site: Path
    problems: list[Problem] = field(default_factory=list)

    def below(self, folder: str) -> Iterator[Source]:
        """Every file below a folder in the order of their names; hidden files and editors' copies are passed over.

        A symbolic link to a file is followed if it stays within the site.
        """
        try:
            entries = sorted(os.scandir(self.site / folder), key=lambda entry: entry.name)
        except (FileNotFoundError, NotADirectoryError):
            return
        except OSError as error:
            self._blame(folder, f"the folder cannot be read: {error.strerror}", "change its permissions")
            return
        for entry in entries:
            if not entry.name.startswith(".") and not entry.name.endswith(("~", ".tmp", ".swp")):
                yield from self._entry(entry, f"{folder}/{entry.name}")

    def single(self, file: str) -> Source | None:
        """One file by its path, or None where there is none."""
        path = self.site / file
        if not os.path.lexists(path):
            return None
        if not path.resolve().is_relative_to(self.site.resolve()):
            self._blame(file, "the symbolic link leads out of the site", "put the file itself in its place")
        elif path.is_dir():
            self._blame(file, "this is a folder, where a file should be", "rename the folder")
        elif path.exists():
            facts = path.stat()
            return Source(file=file, size=facts.st_size, modified=facts.st_mtime_ns)
        else:
            self._blame(file, "the symbolic link leads nowhere", "put the file itself in its place")
        return None

    def _entry(self, entry: os.DirEntry[str], file: str) -> Iterator[Source]:
        try:
            if entry.is_symlink() and not Path(entry.path).resolve().is_relative_to(self.site.resolve()):
                self._blame(file, "the symbolic link leads out of the site", "put the file itself in its place")
            elif entry.is_dir(follow_symlinks=False):
                yield from self._folder(file)
            elif entry.is_dir():
                self._blame(file, "a symbolic link to a folder is not followed", "put the folder itself in its place")
            else:
                facts = entry.stat()
                yield Source(file=file, size=facts.st_size, modified=facts.st_mtime_ns)
        except OSError as error:
            self._blame(file, f"cannot be read: {error.strerror}", "remove it, or mend the link")

    def _folder(self, file: str) -> Iterator[Source]:
        if file.endswith(".md"):
            self._blame(file, "this is a folder, where a manuscript should be", "rename the folder")
            return
        yield from self.below(file)

    def text(self, source: Source) -> str | None:
        """The text of a file in UTF-8, or None where there is none to be had."""
        if source.size > LARGEST_TEXT:
            size = f"{source.size // 1_000_000} MB"
            self._blame(source.file, f"the file has {size}; a text has less than 10 MB", "is it an image or a PDF?")
            return None
        try:
            data = (self.site / source.file).read_bytes()
        except OSError as error:
            self._blame(source.file, f"the file cannot be read: {error.strerror}", "change its permissions")
            return None
        return self._decoded(source, data)

    def _decoded(self, source: Source, data: bytes) -> str | None:
        if not data.strip():
            self._blame(source.file, "the file is empty", "write something into it, or remove it")
            return None
        if b"\0" in data:
            self._blame(source.file, "this is not a text", "is it an image or a Word file?")
            return None
        try:
            return data.decode()
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            message = "the text is not in UTF-8 from here on"
            hint = "save it as UTF-8 in your editor"
            self.problems.append(Problem(file=source.file, line=line, message=message, hint=hint, key="encoding"))
            return None

    def warn(self, file: str, message: str, hint: str) -> None:
        """Note what does not stop the build."""
        self.problems.append(Problem(severity=Severity.WARNING, file=file, message=message, hint=hint, key="file"))

    def _blame(self, file: str, message: str, hint: str) -> None:
        self.problems.append(Problem(file=file, message=message, hint=hint, key="file"))
