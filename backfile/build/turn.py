"""Taking turns: one process at a time converts seeds or publishes a site."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from backfile.build.notes import STATE
from backfile.build.output import cannot_write
from backfile.build.rest import LOCK
from backfile.build.sources import is_inside
from backfile.errors import EnvironmentFault, Problem
from backfile.lock import exclusive


def nobody() -> None:
    """Nobody is told that another process is waited for."""


@contextmanager
def alone(site: Path, waiting: Callable[[], None] = nobody) -> Iterator[int]:
    """The time during which no other process changes the site; `waiting` is called once if one still does.

    Gives the turn before this one: what was seen of the site in that turn is still true.
    """
    state = site / STATE
    _refuse_elsewhere(site, state)
    try:
        state.mkdir(exist_ok=True)
        (site / LOCK).open("ab").close()
    except OSError as error:
        raise cannot_write(state, error) from error
    with exclusive(site / LOCK, waiting):
        before = (site / LOCK).stat().st_mtime_ns
        with suppress(OSError):
            os.utime(site / LOCK)
        yield before


def _refuse_elsewhere(site: Path, state: Path) -> None:
    if not is_inside(site, state):
        message = f"{state} is a symbolic link that leads out of the site: nothing is written or removed behind it"
        hint = "remove the link (what it leads to stays as it is), and run the same command again"
        raise EnvironmentFault(Problem(message=message, hint=hint, key="state"))
