"""Work in batches, in this process or in several. A batch depends on nothing but itself and what it is told to do."""

from __future__ import annotations

import gc
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future
    from multiprocessing.context import BaseContext

BATCH = 40
_TOO_FEW_FOR_WORKERS = 200
_WAITING_PER_WORKER = 2

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")
Work = Callable[[Sequence[_Item]], list[_Result]]
"""What is done with a batch: one result for each item, in their order. It must be picklable, as its results must be.

Each process gets it once, for nothing where it was forked from this one; the batches may therefore be short.
"""


@dataclass(slots=True)  # it has processes while a large piece of work is done
class Workers:
    """As many processes as are wanted; while the pieces of work are small, none is started."""

    count: int = 1
    _executor: Executor | None = None

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
        pending: deque[Future[list[_Result]]] = deque()
        while batch := list(islice(items, BATCH)):
            pending.append(self._executor.submit(_work_on, batch))
            if len(pending) > self.count * _WAITING_PER_WORKER:
                yield from pending.popleft().result()
        last = [future.result() for future in pending]
        self._send_home()  # before the last result is taken, as nobody need ask whether it was the last
        yield from chain.from_iterable(last)


_told: list[Work[Any, Any]] = []  # in each process: what it is to do


def _work_on(batch: Sequence[Any]) -> list[Any]:
    return _told[0](batch)


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
