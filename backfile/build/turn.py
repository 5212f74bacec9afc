"""Taking turns: one process at a time converts seeds or publishes a site."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from backfile.build.output import cannot_write
from backfile.build.rest import STATE
from backfile.lock import exclusive


def _nothing() -> None:
    """Nobody is told that another process is waited for."""


@contextmanager
def alone(site: Path, waiting: Callable[[], None] = _nothing) -> Iterator[None]:
    """The time during which no other process changes the site; `waiting` is called once if one still does."""
    state = site / STATE
    try:
        state.mkdir(exist_ok=True)
    except OSError as error:
        raise cannot_write(state, error) from error
    with exclusive(state / "lock", waiting):
        yield
