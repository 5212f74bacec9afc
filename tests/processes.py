"""Real processes that run Backfile and end, or stop, just before a chosen one of their effects on the disk.

What a process is about to do is told by Python's own audit events, so nothing here knows how a build works. The
processes are forked from one that has imported everything already (this file, run as a program): thus hundreds of them
can be killed in a minute.
"""

from __future__ import annotations

import json
import mmap
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

_ROOT = Path(__file__).resolve().parent.parent
_CHANGES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_EFFECTS = {
    "os.chmod", "os.fork", "os.link", "os.listdir", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.scandir",
    "os.symlink", "os.truncate", "os.utime", "shutil.rmtree",
}  # fmt: skip
_PATIENCE = 60
NOBODY = 65_534


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """What befalls a process.

    Just before its effect number `effect` (from 1; 0 is none of them) it sends itself `signal`; where `group` is set,
    its children are sent the same. A file that would grow beyond `limit` bytes is cut off there, and the process ends
    (-1 is no limit). It ends after `seconds` as well, unless they are 0. It runs as the user `user`.
    """

    effect: int = 0
    signal: str = "SIGKILL"
    group: bool = False
    limit: int = -1
    seconds: float = 0.0
    user: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """How a process ended, or stopped: its exit code, or the number of the signal below 0; its effects until then."""

    code: int
    effects: int
    said: str


class Processes:
    """The process that all others are forked from; give commands as they stand after `backfile` on a command line."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._said = folder, dict[int, Path]()
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "COLUMNS": "200"}
        self._parent = subprocess.Popen(
            [sys.executable, str(Path(__file__).resolve())],
            cwd=_ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def start(self, *command: object, fate: Fate = Fate()) -> int:
        """Start a process; its number, which is that of its group as well."""
        said = self._folder / f"{len(self._said)}.txt"
        said.touch()
        pid = int(self._ask(start=[*map(str, command)], fate=asdict(fate), said=str(said))["pid"])
        self._said[pid] = said
        return pid

    def wait(self, pid: int) -> End:
        """Wait until a process ends or stops."""
        end = self._ask(wait=pid)
        return End(code=end["code"], effects=end["effects"], said=self.said(pid))

    def run(self, *command: object, fate: Fate = Fate()) -> End:
        """Start a process and wait for its end."""
        return self.wait(self.start(*command, fate=fate))

    def said(self, pid: int) -> str:
        """What a process has said until now."""
        return self._said[pid].read_text("utf-8")

    def has_ended(self, pid: int) -> bool:
        """Whether a process has ended; whoever asks waits for it nevertheless."""
        return bool(self._ask(look=pid)["ended"])

    def close(self) -> None:
        """The end of them all."""
        assert self._parent.stdin is not None
        assert self._parent.stdout is not None
        self._parent.stdin.close()
        self._parent.wait(timeout=_PATIENCE)
        self._parent.stdout.close()

    def _ask(self, **question: object) -> dict[str, Any]:
        assert self._parent.stdin is not None
        assert self._parent.stdout is not None
        self._parent.stdin.write(json.dumps(question) + "\n")
        self._parent.stdin.flush()
        ready, _, _ = select.select([self._parent.stdout], [], [], _PATIENCE)
        assert ready, f"no answer to {question}"
        answer: dict[str, Any] = json.loads(self._parent.stdout.readline())
        return answer


def nobody_is_left(group: int) -> bool:
    """Whether all processes of a group have ended, after a while in which they may."""
    for _ in range(200):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.02)
    return False


@contextmanager
def stopped(processes: Processes, *command: object, effect: int) -> Iterator[tuple[int, bool]]:
    """A process that stands still before one of its effects for the time of the block, and then goes on.

    Gives its number, and whether it stands still; if not, it had fewer effects and has ended.
    """
    pid = processes.start(*command, fate=Fate(effect=effect, signal="SIGSTOP"))
    try:
        yield pid, processes.wait(pid).code == -signal.SIGSTOP
    finally:
        with suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGCONT)


# -- the process that the others are forked from ---------------------------------------------------------------------


def _serve() -> None:
    counts: dict[int, mmap.mmap] = {}
    ends: dict[int, int] = {}
    for line in sys.stdin:
        question = json.loads(line)
        if "start" in question:
            count = mmap.mmap(-1, 8)
            pid = _fork(question, count)
            counts[pid] = count
            answer: dict[str, object] = {"pid": pid}
        elif "look" in question:
            answer = {"ended": _end_of(question["look"], ends, os.WNOHANG) is not None}
        else:
            pid = question["wait"]
            answer = {"code": _end_of(pid, ends, os.WUNTRACED), "effects": _number(counts[pid])}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


def _end_of(pid: int, ends: dict[int, int], how: int) -> int | None:
    if pid not in ends:
        found, status = os.waitpid(pid, how)
        if not found:
            return None
        if os.WIFSTOPPED(status):
            return -os.WSTOPSIG(status)
        ends[pid] = os.waitstatus_to_exitcode(status)
    return ends[pid]


def _number(count: mmap.mmap) -> int:
    return int.from_bytes(count[:], "little")


def _fork(question: dict[str, Any], count: mmap.mmap) -> int:
    pid = os.fork()
    if pid:
        return pid
    code = 70
    try:
        code = _child(question["start"], Fate(**question["fate"]), Path(question["said"]), count)
    finally:
        os._exit(code)


def _child(command: list[str], fate: Fate, said: Path, count: mmap.mmap) -> int:
    from backfile.cli import main  # whoever only asks for processes does not need it

    os.setsid()
    for number, path in ((0, os.devnull), (1, said), (2, said)):
        os.dup2(os.open(path, os.O_RDWR | os.O_APPEND), number)
    _watch(fate, count)
    _limit(fate)
    code = main(command)
    sys.stdout.flush()
    return code


def _limit(fate: Fate) -> None:
    import resource  # there is none on Windows, where nothing of this is used

    if fate.limit >= 0:
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (fate.limit, fate.limit))
    if fate.seconds:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, fate.seconds)
    if fate.user:
        os.setgroups([])
        os.setgid(fate.user)
        os.setuid(fate.user)


def _watch(fate: Fate, count: mmap.mmap) -> None:
    whom = os.getpid()

    def look(event: str, arguments: tuple[Any, ...]) -> None:
        # The children of this process inherit this, and count with it.
        if event in _EFFECTS or (event == "open" and isinstance(arguments[2], int) and arguments[2] & _CHANGES):
            number = _number(count) + 1
            count[:] = number.to_bytes(8, "little")
            if number == fate.effect:
                (os.killpg if fate.group else os.kill)(whom, signal.Signals[fate.signal])

    sys.addaudithook(look)


def _warm_up() -> None:
    """Read and build something, so that all is loaded and compiled; a process without privileges may not read it."""
    from jinja2 import Environment

    from backfile.cli import main
    from tests.compiling import COMPILING
    from tests.sites import small_site, write

    for name, method in COMPILING.items():
        setattr(Environment, name, method)
    with TemporaryDirectory(prefix="backfile-") as folder:
        site = write(small_site(Path(folder)), {"seeds/oars.txt": "On Oars\n\nAn oar is made of ash.\n"})
        assert main(["-q", "-C", str(site)]) == 0
        assert main(["-q", "-C", folder, "clean"]) == 0


if __name__ == "__main__":
    _warm_up()
    _serve()
