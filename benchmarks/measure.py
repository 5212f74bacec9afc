"""What a command costs: time, processor time and memory of all its processes, and what it wrote."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from resource import struct_rusage
from tempfile import TemporaryFile

_BETWEEN_LOOKS = 0.01
_KIB = 1024
_ENVIRONMENT = {**os.environ, "LC_ALL": "C.UTF-8", "NO_COLOR": "1"}

Facts = Mapping[str, tuple[int, int, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """One run: wall time and the processor time of the whole tree (user and system) in seconds, and what was said.

    `peak` is the largest sum of the proportional set sizes (PSS) of all processes together, in bytes; 0 if not watched.
    """

    wall: float
    cpu: float
    peak: int
    said: str


def cost_of(command: Sequence[str], folder: Path, *, watched: bool = False) -> Cost:
    """Run a command to its end. Watching slows it down, so a run is either timed or watched.

    Raises CalledProcessError with what was said if the command fails.
    """
    with TemporaryFile() as out:
        started = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env=_ENVIRONMENT, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT
        )
        try:
            status, usage, peak = _watch(process.pid) if watched else (*os.wait4(process.pid, 0)[1:], 0)
        except BaseException:
            process.kill()
            raise
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        said = out.read().decode("utf-8", "replace")
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, said)
    return Cost(wall=wall, cpu=usage.ru_utime + usage.ru_stime, peak=peak, said=said)


def _watch(pid: int) -> tuple[int, struct_rusage, int]:
    peak = 0
    while True:
        ended, status, usage = os.wait4(pid, os.WNOHANG)
        if ended:
            return status, usage, peak
        peak = max(peak, sum(map(_memory, _tree(pid))))
        time.sleep(_BETWEEN_LOOKS)


def _tree(pid: int) -> Iterator[int]:
    """A process and all that descend from it; what ends meanwhile is left out."""
    yield pid
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):
            for child in children.read_text().split():
                yield from _tree(int(child))


def _memory(pid: int) -> int:
    with suppress(OSError), Path(f"/proc/{pid}/smaps_rollup").open("rb") as lines:
        for line in lines:
            if line.startswith(b"Pss:"):
                return int(line.split()[1]) * _KIB
    return 0


def facts_of(folder: Path) -> Facts:
    """Each file below a folder: its inode, its time of change in nanoseconds, its size in bytes."""
    return {entry.path: _facts(entry.stat()) for entry in _files(folder)} if folder.is_dir() else {}


def _facts(found: os.stat_result) -> tuple[int, int, int]:
    return found.st_ino, found.st_mtime_ns, found.st_size


def _files(folder: Path | str) -> Iterator[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _files(entry.path)
            else:
                yield entry


def written_between(before: Facts, after: Facts) -> tuple[int, int]:
    """The number of files that were made or written anew, and their bytes."""
    sizes = [facts[2] for path, facts in after.items() if before.get(path) != facts]
    return len(sizes), sum(sizes)
