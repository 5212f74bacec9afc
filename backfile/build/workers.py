"""Work in batches, in this process or in several. A batch depends on nothing but itself and what it is told to do."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import dataclass
from itertools import chain, islice
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar, cast

from backfile.errors import EnvironmentFault, Problem
from backfile.extras import missing

if TYPE_CHECKING:
    from backfile.build.cluster import Cluster
    from backfile.build.errand import Portable

BATCH = 40
_TOO_FEW_FOR_WORKERS = 200
_WAITING_PER_WORKER = 2

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")
Work = Callable[[Sequence[_Item]], list[_Result]]
"""What is done with a batch: one result for each item, in their order. It must be picklable, as its results must be.

For the workers of a cluster it must be `Portable` instead.
"""


@dataclass(slots=True)  # it starts its processes when the first large piece of work comes
class Workers:
    """As many processes as are wanted, or the workers of a cluster; while the pieces of work are small, none is asked.

    `cluster` is the address of its scheduler; "" is none.
    """

    count: int = 1
    cluster: str = ""
    _executor: Executor | None = None
    _cluster: Cluster | None = None

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
        if self._cluster is not None:
            self._cluster.close()
            self._cluster = None

    def do(self, work: Work[_Item, _Result], items: Iterable[_Item]) -> Iterator[_Result]:
        """The results for all items, in their order."""
        stream = iter(items)
        first = list(islice(stream, _TOO_FEW_FOR_WORKERS)) if self.count > 1 or self.cluster else []
        if len(first) < _TOO_FEW_FOR_WORKERS:
            for item in chain(first, stream):
                yield from work([item])
            return
        yield from self._share(work, chain(first, stream))

    def _share(self, work: Work[_Item, _Result], items: Iterator[_Item]) -> Iterator[_Result]:
        pending: deque[Callable[[], list[_Result]]] = deque()
        while batch := list(islice(items, BATCH)):
            pending.append(self._hand_out(work, batch))
            if len(pending) > self.count * _WAITING_PER_WORKER:
                yield from pending.popleft()()
        while pending:
            yield from pending.popleft()()

    def _hand_out(self, work: Work[_Item, _Result], batch: Sequence[_Item]) -> Callable[[], list[_Result]]:
        """Give a batch to whoever is free; what to call for its results."""
        if self.cluster:
            if self._cluster is None:
                self._cluster = _connected(self.cluster)
                self.count = self._cluster.threads
            return self._cluster.hand_out(cast("Portable[_Item, _Result]", work), batch)
        if self._executor is None:
            self._executor = ProcessPoolExecutor(self.count, mp_context=_context(), initializer=_begin)
        return self._executor.submit(work, batch).result


def _connected(address: str) -> Cluster:
    try:
        from backfile.build.cluster import Cluster  # its library takes a second, and few have a cluster
    except ImportError as error:
        message = "--cluster needs a package that is not installed"
        raise EnvironmentFault(Problem(message=message, hint=missing("cluster"), key="cluster")) from error
    return Cluster(address)


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
