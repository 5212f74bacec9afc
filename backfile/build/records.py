"""What was read from each manuscript last time, so that only those that changed are read again.

Kept in `.backfile/records.pickle` and trusted as the templates are: it is this machine's own, and never published.
A file counts as unchanged while it looks the same from outside: its size and its times.
"""

from __future__ import annotations

import pickle
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from backfile.build.generator import generator_digest
from backfile.build.sources import Source

_Known = dict[str, tuple[str, object]]


@dataclass(slots=True)  # it grows while files are read
class Records:
    """The records of the last build by file, each with what its file looked like, and those of this build."""

    known: _Known = field(default_factory=dict)
    current: _Known = field(default_factory=dict)

    def recall(self, source: Source) -> object | None:
        """The record of a file that has not changed since, or None."""
        entry = self.known.get(source.file)
        if entry is None or entry[0] != source.look:
            return None
        self.current[source.file] = entry
        return entry[1]

    def note(self, source: Source, record: object) -> None:
        """Remember the record of a file that was read without any fault."""
        self.current[source.file] = (source.look, record)


def load_records(path: Path) -> Records:
    """The records of the last build; none where another version of Backfile wrote them."""
    try:
        with path.open("rb") as file:
            if file.readline().strip() == generator_digest().encode():
                return Records(known=pickle.load(file))  # noqa: S301 -- our own file, see above
    except Exception:  # noqa: BLE001, S110 -- a damaged pickle can raise anything, and only costs time
        pass
    return Records()


def save_records(path: Path, records: Records) -> None:
    """Write the records of this build, if they are not those of the last."""
    if records.current == records.known:
        return
    beside = path.with_suffix(".new")
    # Without this file the next build only takes longer.
    with suppress(OSError):
        with beside.open("wb") as file:
            file.write(generator_digest().encode() + b"\n")
            pickle.dump(records.current, file, pickle.HIGHEST_PROTOCOL)
        beside.replace(path)
