"""Work in batches, in this process or in several. A batch depends on nothing but itself and what it is told to do."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from itertools import chain, islice
from time import process_time
from types import TracebackType
from typing import Self, TypeVar

from backfile.build.stages import Stages

BATCH = 40
_TOO_FEW_FOR_WORKERS = 200
_WAITING_PER_WORKER = 2

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")
Work = Callable[[Sequence[_Item]], list[_Result]]
"""What is done with a batch: one result for each item, in their order. It must be picklable, as its results must be."""

_Done = tuple[list[_Result], int, float]
"""The results of a batch, the process that made them, and the processor time that it has spent until then."""


@dataclass(slots=True)  # it starts its processes when the first large piece of work comes
class Workers:
    """As many processes as are wanted; while the pieces of work are small, none is started.

    They work for the stages of one build.
    """

    count: int = 1
    stages: Stages = field(default_factory=Stages)
    _executor: Executor | None = None
    _spent: dict[int, float] = field(default_factory=dict)

    def __enter__(self) -> Self:
        """The workers, at work until the end of the block."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Send the processes home."""
        if self._executor is not None:
            self._executor.shutdown(cancel_futures=kind is not None)
            self._executor = None

    def do(self, work: Work[_Item, _Result], items: Iterable[_Item]) -> Iterator[_Result]:
        """The results for all items, in their order."""
        stream = iter(items)
        first = list(islice(stream, _TOO_FEW_FOR_WORKERS)) if self.count > 1 else []
        if len(first) < _TOO_FEW_FOR_WORKERS:
            for item in chain(first, stream):
                yield from work([item])
            return
        yield from self._share(work, chain(first, stream))

    def _share(self, work: Work[_Item, _Result], items: Iterator[_Item]) -> Iterator[_Result]:
        if self._executor is None:
            self._executor = ProcessPoolExecutor(self.count, mp_context=_context(), initializer=_begin)
        pending: deque[Future[_Done[_Result]]] = deque()
        while batch := list(islice(items, BATCH)):
            pending.append(self._executor.submit(_timed, work, batch))
            if len(pending) > self.count * _WAITING_PER_WORKER:
                yield from self._done(pending.popleft())
        while pending:
            yield from self._done(pending.popleft())

    def _done(self, batch: Future[_Done[_Result]]) -> list[_Result]:
        results, worker, spent = batch.result()
        self.stages.add_workers(spent - self._spent.get(worker, 0.0))
        self._spent[worker] = spent
        return results


def _timed(work: Work[_Item, _Result], batch: Sequence[_Item]) -> _Done[_Result]:
    # All the time of the process until now, as packing and unpacking take a tenth of it.
    return work(batch), os.getpid(), process_time()


def _begin() -> None:
    # Ctrl-C reaches every process of the terminal; the one that sends the others home is the one that answers it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # A process that is killed sends nobody home: those who stayed would hold its lock on the site for ever.
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _context() -> multiprocessing.context.BaseContext:
    # Forking is the fastest start, but it is safe only while this process has a single thread.
    can_fork = "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1
    return multiprocessing.get_context("fork" if can_fork else "spawn")
