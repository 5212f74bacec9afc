"""A lock on a file, for what only one process at a time may do; the system lets go of it when a process dies."""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def exclusive(path: Path, waiting: Callable[[], None]) -> Iterator[int]:
    """Hold the lock on a file, which is made if need be; `waiting` is called once while another process has it.

    Gives the file descriptor, so that a child can be made to keep the lock.
    """
    with path.open("ab") as handle:
        if not _take(handle.fileno(), wait=False):
            waiting()
            _take(handle.fileno(), wait=True)
        yield handle.fileno()


def turn_of(path: Path) -> int:
    """Which turn it is at a lock that is touched whenever it is taken: two looks at the same turn saw nobody between.

    A negative number, which no other look gives, while someone holds it.
    """
    try:
        with path.open("rb") as handle:
            turn = os.fstat(handle.fileno()).st_mtime_ns
            return turn if _take(handle.fileno(), wait=False) else -time.monotonic_ns()
    except OSError:
        return 0


def _take(descriptor: int, *, wait: bool) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt  # there is none elsewhere

            msvcrt.locking(descriptor, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # there is none on Windows

            fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except OSError as fault:
        if fault.errno not in (errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK):
            return True  # a file system without locks: better unguarded than not at all
        return _take(descriptor, wait=True) if wait else False
    return True
