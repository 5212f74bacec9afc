"""What a command costs: time, processor time and memory of all its processes, and what it wrote."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

_BETWEEN_LOOKS = 0.01
_KIB = 1024
# Where Python may not keep what it compiled, as on some machines for tests, each build would compile all sources anew.
_UNUSUAL = {"PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"}
_ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if name not in _UNUSUAL},
    "LC_ALL": "C.UTF-8",
    "NO_COLOR": "1",
}

Facts = Mapping[str, tuple[int, int, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """One run: wall time and the processor time of the whole tree (user and system) in seconds, and what was said.

    `peak` is the largest sum of the proportional set sizes (PSS) of all processes together, in bytes; `gap` is the
    longest time between two looks at them, in seconds. Both are 0 if the run was not watched.
    """

    wall: float
    cpu: float
    said: str
    peak: int = 0
    gap: float = 0.0


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
            peak, gap = _watch(process.pid) if watched else (0, 0.0)
            _, status, usage = os.wait4(process.pid, 0)
        except BaseException:
            process.kill()
            raise
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        said = out.read().decode("utf-8", "replace")
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, said)
    return Cost(wall=wall, cpu=usage.ru_utime + usage.ru_stime, said=said, peak=peak, gap=gap)


def _watch(pid: int) -> tuple[int, float]:
    peak, gap, last = 0, 0.0, time.perf_counter()
    while os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        began = time.perf_counter()
        gap, last = max(gap, began - last), began
        peak = max(peak, sum(map(_memory, _tree(pid))))
        # To add up a gigabyte of pages takes a while, in which the process can hardly go on.
        time.sleep(max(_BETWEEN_LOOKS, time.perf_counter() - began))
    return peak, gap


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
