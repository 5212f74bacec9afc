"""What came of each build while the preview runs, and the stand at which browsers wait for the next one."""

from __future__ import annotations

import json
import time
from threading import Condition

from backfile.errors import Problem, errors_in
from backfile.frozen import frozen


@frozen
class Rebuilt:
    """What one build found and wrote; `changed` are addresses or files below the root: `volumes/18/`, `feed.xml`."""

    problems: tuple[Problem, ...] = ()
    changed: tuple[str, ...] = ()


@frozen
class Edition:
    """A build as browsers hear of it: its number, that of the one before it (by which they know what they missed)."""

    number: str
    before: str
    rebuilt: Rebuilt = Rebuilt()

    def as_json(self) -> str:
        """One line of JSON with `build`, `before`, `changed` and those `problems` that kept the build from writing."""
        faults = [
            {"place": problem.place, "message": problem.message, "hint": problem.hint}
            for problem in errors_in(self.rebuilt.problems)
        ]
        return json.dumps(
            {"build": self.number, "before": self.before, "changed": self.rebuilt.changed, "problems": faults}
        )


class Newsstand:
    """Holds the latest edition and wakes those who wait for a newer one; safe to use from many threads."""

    def __init__(self) -> None:
        # A browser must not take the first build of today's server for the first one of yesterday's.
        self._series = f"{time.time_ns():x}"
        self._count = 0
        self._latest = Edition(number=f"{self._series}.0", before="")
        self._news = Condition()
        self._closed = False

    @property
    def latest(self) -> Edition:
        """The edition that is out."""
        return self._latest

    @property
    def closed(self) -> bool:
        """Whether there will be no more editions."""
        return self._closed

    def publish(self, rebuilt: Rebuilt) -> Edition:
        """Put out a new edition."""
        with self._news:
            self._count += 1
            self._latest = Edition(number=f"{self._series}.{self._count}", before=self._latest.number, rebuilt=rebuilt)
            self._news.notify_all()
            return self._latest

    def wait_for_news(self, seen: str, seconds: float) -> Edition | None:
        """The latest edition as soon as it is not the one seen; None when the time is over or the stand closes."""
        with self._news:
            self._news.wait_for(lambda: self._closed or self._latest.number != seen, seconds)
            return None if self._closed or self._latest.number == seen else self._latest

    def close(self) -> None:
        """Send everybody home."""
        with self._news:
            self._closed = True
            self._news.notify_all()
