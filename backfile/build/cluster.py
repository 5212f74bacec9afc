"""Batches to the workers of a Dask cluster: the door of distributed. Only whoever names a cluster needs the library."""

from __future__ import annotations

import logging
import pickle
import warnings
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Future
from contextlib import suppress
from time import monotonic
from typing import TypeVar

import dask
from dask.utils import parse_timedelta
from distributed import Client, KilledWorker

from backfile.build.errand import Errand, Make, Portable, opened, sealed
from backfile.errors import BackfileError, EnvironmentFault, Problem, UsageError

_LOOK = 1.0  # seconds between two looks at whether anyone is still at work
_FAREWELL = 2.0  # seconds in which a scheduler may answer a good-bye
# What these log when someone is gone is said by the faults here.
_TALKATIVE = ("asyncio", "distributed", "distributed.client", "tornado", "tornado.application")
_LOCALLY = "or build without --cluster"
_SAME = "install there what is here (the same Backfile, Python and locked packages), and start the workers anew"

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


class Cluster:
    """The workers of a scheduler, connected; `threads` is how many batches they do at once.

    Raises UsageError for an address that is none, and EnvironmentFault where nobody answers or works.
    """

    def __init__(self, address: str) -> None:
        self._address = address
        for name in _TALKATIVE:
            logging.getLogger(name).setLevel(logging.CRITICAL)
        self._patience = parse_timedelta(dask.config.get("distributed.comm.timeouts.connect"))
        self._client = self._connected()
        self._executor = self._client.get_executor(pure=False)
        self._packed: tuple[Make | None, bytes] = None, b""

    def _connected(self) -> Client:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # other versions are noticed by the workers themselves
                client = _Client(self._address)
        except (TypeError, ValueError) as error:
            raise UsageError(_problem(f"--cluster {self._address}: {error}", "write tcp://HOST:PORT")) from error
        except (OSError, ImportError) as error:
            hint = "is it running (dask scheduler), and may this machine reach it? Mend that"
            raise self._fault(f"no scheduler answers at {self._address}: {error}", hint) from error
        try:
            client.wait_for_workers(1, timeout=self._patience)
        except (TimeoutError, OSError) as error:
            _close(client)
            raise self._idle() from error
        return client

    @property
    def threads(self) -> int:
        """How many batches the workers do at once."""
        threads: dict[str, int] = self._client.nthreads()
        return max(1, sum(threads.values()))

    def hand_out(self, work: Portable[_Item, _Result], batch: Sequence[_Item]) -> Callable[[], list[_Result]]:
        """Send a batch; what to call for its results. Both raise EnvironmentFault."""
        errand = work.errand(batch)
        if self._packed[0] is not errand.make:
            self._packed = errand.make, pickle.dumps(errand.make)
        if self._client.status != "running":
            raise self._lost()
        # The scheduler unpickles what it hands out, so this is a function of Python's own and bytes.
        future = self._executor.submit(pickle.loads, sealed(self._packed[1], errand.goods))
        return lambda: self._received(errand, future)

    def _received(self, errand: Errand[_Result], future: Future[bytes]) -> list[_Result]:
        worker, unlike, made = opened(self._result(future))
        if unlike:
            raise self._fault(f"a worker ({worker}) would make other pages: {'; '.join(unlike)}", _SAME)
        return errand.keep(made)

    def _result(self, future: Future[bytes]) -> bytes:
        at_work = monotonic()
        while True:
            try:
                return future.result(_LOOK)
            except TimeoutError:
                if self._client.status != "running":
                    raise self._lost() from None
            except CancelledError:
                raise self._lost() from None
            except KilledWorker as error:
                message = f"a batch ended each worker that it was given to, {error.last_worker.address} the last"
                hint = "have they enough memory? Their own log says how they ended. Mend that"
                raise self._fault(message, hint) from error
            except ImportError as error:
                raise self._fault(f"a worker has no Backfile, or another one: {error}", _SAME) from error
            with suppress(OSError):
                if self._client.nthreads():
                    at_work = monotonic()
            if monotonic() - at_work > self._patience:
                raise self._idle()

    def close(self) -> None:
        """Let the workers go; what they have not done is dropped."""
        _close(self._client)

    def _idle(self) -> BackfileError:
        hint = f"start some: dask worker {self._address} --nthreads 1, and run the same command again"
        return self._fault(f"no worker is connected to the scheduler at {self._address}", hint)

    def _lost(self) -> BackfileError:
        message = f"the scheduler at {self._address} is gone; what was published before is still there"
        return self._fault(message, "run the same command again when it is back")

    def _fault(self, message: str, hint: str) -> EnvironmentFault:
        return EnvironmentFault(_problem(message, f"{hint}, {_LOCALLY}"))


class _Client(Client):
    """A client that is closed on purpose; left alone by a failure, it would complain when it is collected."""

    def __init__(self, address: str) -> None:
        super().__init__(address, set_as_default=False, name="backfile")  # type: ignore[no-untyped-call]

    def __del__(self) -> None: ...


def _close(client: Client) -> None:
    with suppress(OSError, TimeoutError):
        client.close(_FAREWELL)


def _problem(message: str, hint: str) -> Problem:
    return Problem(message=message, hint=hint, key="cluster")
