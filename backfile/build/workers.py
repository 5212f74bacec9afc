"""Work in batches, in this process or in several. A batch depends on nothing but itself and what it is told to do."""

from __future__ import annotations

import gc
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from time import process_time
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future
    from multiprocessing.context import BaseContext

from backfile.build.stages import Stages

BATCH = 40
_TOO_FEW_FOR_WORKERS = 200
_WAITING_PER_WORKER = 2

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")
Work = Callable[[Sequence[_Item]], list[_Result]]
"""What is done with a batch: one result for each item, in their order. It must be picklable, as its results must be.

Each process gets it once, for nothing where it was forked from this one; the batches may therefore be short.
"""

_Done = tuple[list[_Result], int, float]
"""The results of a batch, the process that made them, and the processor time that it has spent until then."""


@dataclass(slots=True)  # it has processes while a large piece of work is done
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
        self._send_home(cancel=kind is not None)

    def _send_home(self, *, cancel: bool = False) -> None:
        if self._executor is not None:
            self._executor.shutdown(cancel_futures=cancel)
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
        from concurrent.futures import ProcessPoolExecutor  # most builds start no process and can do without

        # Processes that are forked now know all that is known by now.
        self._executor = ProcessPoolExecutor(
            self.count, mp_context=_context(), initializer=_begin, initargs=(work, gc.isenabled())
        )
        pending: deque[Future[_Done[_Result]]] = deque()
        while batch := list(islice(items, BATCH)):
            pending.append(self._executor.submit(_work_on, batch))
            if len(pending) > self.count * _WAITING_PER_WORKER:
                yield from self._done(pending.popleft())
        last = list(map(self._done, pending))
        self._send_home()  # before the last result is taken, as nobody need ask whether it was the last
        yield from chain.from_iterable(last)

    def _done(self, batch: Future[_Done[_Result]]) -> list[_Result]:
        results, worker, spent = batch.result()
        self.stages.add_workers(spent - self._spent.get(worker, 0.0))
        self._spent[worker] = spent
        return results


_told: list[Work[Any, Any]] = []  # in each process: what it is to do


def _work_on(batch: Sequence[Any]) -> _Done[Any]:
    # All the time of the process until now, as packing and unpacking take a tenth of it.
    return _told[0](batch), os.getpid(), process_time()


def _begin(work: Work[Any, Any], collects: bool) -> None:  # noqa: FBT001 -- executors hand it over by place
    _told[:] = [work]
    if not collects:
        gc.disable()
    # Ctrl-C reaches every process of the terminal; the one that sends the others home is the one that answers it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # A process that is killed sends nobody home: those who stayed would hold its lock on the site for ever.
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    import multiprocessing  # as above

    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _context() -> BaseContext:
    import multiprocessing  # as above

    # Forking is the fastest start, but it is safe only while this process has a single thread.
    can_fork = "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1
    return multiprocessing.get_context("fork" if can_fork else "spawn")
