"""The packed words of all articles in one file, one behind the other.

What is no longer wanted stays there until all is written anew.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from io import BufferedRandom
from pathlib import Path
from typing import Self
from zlib import crc32

Place = tuple[int, int, int]
"""Where the words of an article begin, how many bytes they take, and their checksum."""


class DamagedError(Exception):
    """What was noted of the words is not what lies there."""


@dataclass(slots=True)  # it stands for a file, which grows
class WordStore:
    """The file of words; `end` is where the next ones go. Without a path, or on a full disk, nothing is kept."""

    path: Path | None
    end: int = 0
    _file: BufferedRandom | None = field(default=None)

    def __enter__(self) -> Self:
        """The store, open until the end of the block."""
        with suppress(OSError):
            if self.path is not None:
                self.path.parent.mkdir(exist_ok=True)
                self.path.touch()
                self._file = self.path.open("r+b")
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        with suppress(OSError):
            if self._file is not None:
                self._file.close()

    def put(self, words: bytes) -> Place:
        """Add the words of an article."""
        place = self.end, len(words), crc32(words)
        try:
            if self._file is not None:
                self._file.seek(self.end)
                self._file.write(words)
        except OSError:  # then the checksums will tell, and the next build takes longer
            self._file = None
        self.end += len(words)
        return place

    def get(self, place: Place) -> bytes:
        """The words that were put there. Raises DamagedError."""
        start, length, checksum = place
        with suppress(OSError):
            if self._file is not None:
                self._file.seek(start)
                words = self._file.read(length)
                if crc32(words) == checksum:
                    return words
        raise DamagedError
