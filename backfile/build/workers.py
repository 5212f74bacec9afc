"""Rendering in batches, in this process or in several. A batch depends on nothing but itself and the templates."""

from __future__ import annotations

import multiprocessing
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from functools import cache
from itertools import chain, islice
from pathlib import Path

from backfile.site.render import Job, Rendered, Theme

BATCH = 40
_TOO_FEW_FOR_WORKERS = 200
_WAITING_PER_WORKER = 2


def render_all(jobs: Iterable[Job], theme: Theme, workers: int) -> Iterator[Rendered]:
    """The pages of all jobs, in their order; a small number is rendered in this process."""
    stream = iter(jobs)
    first = list(islice(stream, _TOO_FEW_FOR_WORKERS)) if workers > 1 else []
    if len(first) < _TOO_FEW_FOR_WORKERS:
        yield from map(theme.render, chain(first, stream))
        return
    with ProcessPoolExecutor(workers, mp_context=_context()) as executor:
        yield from _render_with(executor, theme.folder, chain(first, stream), workers * _WAITING_PER_WORKER)


def _context() -> multiprocessing.context.BaseContext:
    # Forking is the fastest start, but it is safe only while this process has a single thread.
    can_fork = "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1
    return multiprocessing.get_context("fork" if can_fork else "spawn")


def _render_with(executor: Executor, folder: Path, jobs: Iterator[Job], waiting: int) -> Iterator[Rendered]:
    pending: deque[Future[list[Rendered]]] = deque()
    while batch := list(islice(jobs, BATCH)):
        pending.append(executor.submit(render_batch, folder, batch))
        if len(pending) > waiting:
            yield from pending.popleft().result()
    while pending:
        yield from pending.popleft().result()


def render_batch(folder: Path, batch: Sequence[Job]) -> list[Rendered]:
    """The pages of a batch, rendered with the templates of a folder."""
    return list(map(_theme(folder).render, batch))


@cache
def _theme(folder: Path) -> Theme:
    return Theme(folder)
