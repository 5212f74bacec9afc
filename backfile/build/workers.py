"""Work in batches, in this process or in several. A batch depends on nothing but itself and what it is told to do."""

from __future__ import annotations

import gc
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, islice
from time import process_time
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from backfile.build.stages import Stages
from backfile.errors import EnvironmentFault, Problem
from backfile.extras import missing

if TYPE_CHECKING:
    from concurrent.futures import Executor
    from multiprocessing.context import BaseContext

    from backfile.build.cluster import Cluster
    from backfile.build.errand import Portable

BATCH = 40
_TOO_FEW_FOR_WORKERS = 200
_WAITING_PER_WORKER = 2

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")
Work = Callable[[Sequence[_Item]], list[_Result]]
"""What is done with a batch: one result for each item, in their order. It must be picklable, as its results must be.

Each process gets it once, for nothing where it was forked from this one; the batches may therefore be short.
For the workers of a cluster it must be `Portable` instead.
"""

_Done = tuple[list[_Result], int, float]
"""The results of a batch, the process that made them, and the processor time that it has spent until then."""


@dataclass(slots=True)  # it has processes while a large piece of work is done
class Workers:
    """As many processes as are wanted, or the workers of a cluster; while the pieces of work are small, none is asked.

    They work for the stages of one build. `cluster` is the address of a scheduler; "" is none. They get `batch` items
    at a time, and none is asked for fewer than `enough`; 0 is as many as make a page worth a process.
    """

    count: int = 1
    stages: Stages = field(default_factory=Stages)
    cluster: str = ""
    batch: int = BATCH
    enough: int = 0
    _executor: Executor | None = None
    _cluster: Cluster | None = None
    _spent: dict[int, float] = field(default_factory=dict)

    def __enter__(self) -> Self:
        """The workers, at work until the end of the block."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Send the processes home."""
        self._send_home(cancel=kind is not None)
        if self._cluster is not None:
            self._cluster.close()
            self._cluster = None

    def _send_home(self, *, cancel: bool = False) -> None:
        if self._executor is not None:
            self._executor.shutdown(cancel_futures=cancel)
            self._executor = None

    def do(
        self, work: Work[_Item, _Result], items: Iterable[_Item], before: Callable[[], None] = lambda: None
    ) -> Iterator[_Result]:
        """The results for all items, in their order.

        `before` makes what each process would have to make for itself; it is called only if there will be several.
        """
        stream = iter(items)
        enough = self.enough or _TOO_FEW_FOR_WORKERS
        first = list(islice(stream, enough)) if self.count > 1 or self.cluster else []
        if len(first) < enough:
            for item in chain(first, stream):
                yield from work([item])
            return
        if not self.cluster:
            before()
        yield from self._share(work, chain(first, stream))

    def _share(self, work: Work[_Item, _Result], items: Iterator[_Item]) -> Iterator[_Result]:
        hand_out = self._at_cluster(work) if self.cluster else self._at_processes(work)
        pending: deque[Callable[[], list[_Result]]] = deque()
        while batch := list(islice(items, self.batch)):
            pending.append(hand_out(batch))
            if len(pending) > self.count * _WAITING_PER_WORKER:
                yield from pending.popleft()()
        last = [results() for results in pending]
        self._send_home()  # before the last result is taken, as nobody need ask whether it was the last
        yield from chain.from_iterable(last)

    # What to call with a batch, and then for its results.

    def _at_processes(self, work: Work[_Item, _Result]) -> Callable[[Sequence[_Item]], Callable[[], list[_Result]]]:
        from concurrent.futures import ProcessPoolExecutor  # most builds start no process and can do without

        # Processes that are forked now know all that is known by now.
        executor = self._executor = ProcessPoolExecutor(
            self.count, mp_context=_context(), initializer=_begin, initargs=(work, gc.isenabled())
        )
        return lambda batch: partial(self._done, executor.submit(_work_on, batch).result)

    def _done(self, done: Callable[[], _Done[_Result]]) -> list[_Result]:
        results, worker, spent = done()
        self.stages.add_workers(spent - self._spent.get(worker, 0.0))
        self._spent[worker] = spent
        return results

    def _at_cluster(self, work: Work[_Item, _Result]) -> Callable[[Sequence[_Item]], Callable[[], list[_Result]]]:
        cluster = self._cluster = self._cluster or _connected(self.cluster)
        self.count = cluster.threads
        return partial(cluster.hand_out, cast("Portable[_Item, _Result]", work))


def _connected(address: str) -> Cluster:
    try:
        from backfile.build.cluster import Cluster  # its library takes a second, and few have a cluster
    except ImportError as error:
        message = "--cluster needs a package that is not installed"
        raise EnvironmentFault(Problem(message=message, hint=missing("cluster"), key="cluster")) from error
    return Cluster(address)


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
