"""The stages of a build as they pass: how far it is, and where its time goes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from time import perf_counter, process_time
from typing import TypeVar

from backfile.build.outcome import Stage

Progress = Callable[[str, int, int], None]
"""Whom to tell how far a build is: the stage, and how much of it is done, of how much; 0 where that is not known."""

_REST = "the rest"

_Item = TypeVar("_Item")


def _nobody(_stage: str, _done: int, _total: int) -> None:
    """Nobody is told."""


class Stages:
    """What is known of a build that goes on. A stage lasts until the next begins; one that comes again is the same.

    Nobody is told before `patience` seconds have passed, as most builds are over by then; and then once in a `pause`.
    Time is taken and things are counted only if the build `is_profiled`.
    """

    def __init__(
        self, tell: Progress = _nobody, *, patience: float = 1.0, pause: float = 0.1, is_profiled: bool = False
    ) -> None:
        self.is_profiled = is_profiled
        self._tell, self._pause, self._patience_ends = tell, pause, perf_counter() + patience
        self._pause_ends = self._patience_ends
        self._name, self._done, self._total = _REST, 0, 0
        self._charged, self._clocks = _REST, (perf_counter(), process_time())
        self._spent: dict[str, list[float]] = {}
        self._counts: dict[str, dict[str, int]] = {}

    def begin(self, name: str, total: int = 0) -> None:
        """From here on it is another stage, with so many things to do if that is known."""
        self._name, self._done, self._total = name, 0, total
        self._charge(name)
        if perf_counter() >= self._patience_ends:
            self._told()

    def done(self) -> None:
        """One more of the things to do in this stage is done."""
        self._done += 1
        if perf_counter() >= self._pause_ends:
            self._told()

    def _told(self) -> None:
        self._pause_ends = perf_counter() + self._pause
        self._tell(self._name, self._done, self._total)

    def apart(self, name: str, items: Iterable[_Item]) -> Iterator[_Item]:
        """The items as they come; the time that it takes to get each counts for another stage, within this one."""
        return self._each_apart(name, iter(items)) if self.is_profiled else iter(items)

    def _each_apart(self, name: str, items: Iterator[_Item]) -> Iterator[_Item]:
        while True:
            around = self._charged
            self._charge(name)
            try:
                item = next(items)
            except StopIteration:
                return
            finally:
                self._charge(around)
            yield item

    def count(self, what: str, numbers: Iterable[int]) -> None:
        """Add some numbers to what this stage did; they are looked at only if anyone wants to know."""
        if self.is_profiled:
            counts = self._counts.setdefault(self._charged, {})
            counts[what] = counts.get(what, 0) + sum(numbers)

    def add_workers(self, seconds: float) -> None:
        """Add processor time that other processes spent on this stage."""
        if self.is_profiled:
            self._spent[self._charged][2] += seconds

    def _charge(self, name: str) -> None:
        if self.is_profiled:
            wall, cpu = perf_counter(), process_time()
            spent = self._spent.setdefault(self._charged, [0.0, 0.0, 0.0])
            spent[0] += wall - self._clocks[0]
            spent[1] += cpu - self._clocks[1]
            self._spent.setdefault(name, [0.0, 0.0, 0.0])
            self._charged, self._clocks = name, (wall, cpu)

    @property
    def profile(self) -> tuple[Stage, ...]:
        """Where the time went until now, the last entry being what belongs to no stage; () if it is not taken."""
        self._charge(self._charged)
        names = sorted(self._spent, key=lambda name: name == _REST)
        return tuple(
            Stage(name=name, wall=wall, cpu=cpu, workers=workers, counts=tuple(self._counts.get(name, {}).items()))
            for name in names
            for wall, cpu, workers in [self._spent[name]]
        )
