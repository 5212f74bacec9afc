"""Whether there is anything to do at all: one scan of the tree, before anything is read or imported.

After a build, the names, sizes and times of all that it read and wrote are noted. While they are the same, a build
would change nothing, and what the last one had to say is said again. Only a system that does not keep the time of the
last change of status (Windows) can hide an edit here: one that leaves the size and sets back the time.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from backfile.build.generator import generator_digest
from backfile.build.outcome import Outcome, Task
from backfile.build.sources import look_of
from backfile.digest import digest_bytes
from backfile.errors import Problem, Severity
from backfile.site.theme import THEME

STATE = ".backfile"
LEDGER = "ledger.json"
_NOTE = "rest.json"
_READ = ("site.toml", "content", "templates", "static", "seeds")
_WRITTEN = ("output", f"{STATE}/{LEDGER}")


def sources_stamp(site: Path) -> str:
    """What the files that a build reads look like from outside, and the generator that reads them; "" if unreadable."""
    with suppress(OSError):
        return _stamp([generator_digest(), *_looks_below(str(THEME)), *_looks(site, _READ)])
    return ""


def at_rest(site: Path) -> Outcome | None:
    """What there is to say of a site in which nothing changed since its last build; None if something did."""
    try:
        note = json.loads((site / STATE / _NOTE).read_bytes())
        if note["sources"] != sources_stamp(site) or note["output"] != _output_stamp(site):
            return None
        return Outcome(
            articles=note["articles"],
            unchanged=note["unchanged"],
            problems=tuple(Problem(**{**row, "severity": Severity(row["severity"])}) for row in note["problems"]),
            tasks=tuple(Task(**row) for row in note["tasks"]),
            strangers=tuple(note["strangers"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def note_rest(site: Path, stamp: str, outcome: Outcome) -> None:
    """Note that a build which began when the sources looked like this ended like this."""
    if not stamp:
        return
    # Without this note the next build only takes longer.
    with suppress(OSError):
        note = {
            "sources": stamp,
            "output": _output_stamp(site),
            "articles": outcome.articles,
            "unchanged": outcome.unchanged + len(outcome.written),
            "problems": [asdict(problem) for problem in outcome.problems],
            "tasks": [asdict(task) for task in outcome.tasks],
            "strangers": outcome.strangers,
        }
        beside = site / STATE / f"{_NOTE}.new"
        beside.write_text(json.dumps(note, ensure_ascii=False), "utf-8")
        beside.replace(site / STATE / _NOTE)


def _output_stamp(site: Path) -> str:
    return _stamp(_looks(site, _WRITTEN))


def _stamp(looks: Iterable[str]) -> str:
    return digest_bytes("\n".join(sorted(looks)).encode("utf-8", "surrogateescape"))


def _looks(site: Path, names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        path = site / name
        if path.is_dir():
            yield f"{name}/ {look_of(path.stat())}"
            yield from _looks_below(str(path))
        elif path.exists():
            yield f"{name} {look_of(path.stat())}"


def _looks_below(folder: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                # Whatever is added to a folder and taken out again leaves a mark on its times.
                yield f"{entry.path}/ {look_of(entry.stat(follow_symlinks=False))}"
                yield from _looks_below(entry.path)
            else:
                yield f"{entry.path} {look_of(entry.stat())}"
