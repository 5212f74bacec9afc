"""What a run has to say, for people on a terminal or in a log, and for machines as JSON."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from textwrap import shorten
from typing import TextIO

from backfile.build.outcome import Difference, Intake, Outcome, Stage, Task, Update
from backfile.errors import BackfileError, ContentError, Problem, Severity, errors_in

_SHOWN_PROBLEMS = 200
_SHOWN_TASKS = 40
_LONGEST_TASK = 150  # characters; the whole of it stands in the manuscript
_STYLES = {"bold": "1", "faint": "2", "red": "31", "green": "32", "yellow": "33", "cyan": "36"}
_DIFFERENCE = {"-": "red", "+": "green", "@": "cyan"}


@dataclass(slots=True, kw_only=True)  # it remembers what it wrote over last
class Report:
    """The voice of one run: `verbosity` is -1 for errors only, 0 as usual, 1 for every file."""

    verbosity: int = 0
    as_json: bool = False
    out: TextIO = field(default_factory=lambda: sys.stdout)
    err: TextIO = field(default_factory=lambda: sys.stderr)
    _shows_progress: bool = False

    def progress(self, stage: str, done: int, total: int) -> None:
        """One line that is written over, on a terminal only."""
        if self._speaks and self.err.isatty():
            self._shows_progress = True
            how_far = f": {done:,} of {total:,}" if total else " …"
            self.err.write(f"\r\033[K{stage}{how_far}")
            self.err.flush()

    def say(self, line: str) -> None:
        """A line that tells what goes on."""
        if self._speaks:
            self.clear()
            self.out.write(f"{line}\n")
            self.out.flush()

    @property
    def _speaks(self) -> bool:
        return self.verbosity >= 0 and not self.as_json

    def clear(self) -> None:
        """Take the line of progress away."""
        if self._shows_progress:
            self._shows_progress = False
            self.err.write("\r\033[K")
            self.err.flush()

    def problems(self, problems: Iterable[Problem]) -> None:
        """The problems, one line each: errors last, so that they stand where one looks first."""
        found = sorted(set(problems), key=lambda each: (each.severity, each.file, each.line, each.column, each.message))
        shown = [each for each in found if self.verbosity >= 0 or each.severity is Severity.ERROR]
        if self.as_json or not shown:
            return
        self.clear()
        for problem in shown[-_SHOWN_PROBLEMS:]:
            self.err.write(f"{problem}\n")
        if len(shown) > _SHOWN_PROBLEMS:
            self.err.write(f"… and {len(shown) - _SHOWN_PROBLEMS} more (--json lists all)\n")
        self.err.flush()

    def intake(self, intake: Intake) -> None:
        """What was converted, and what seeds would now be read as."""
        for conversion in intake.conversions:
            self.say(f"{conversion.seed} → {conversion.manuscript}")
        for difference in intake.differences:
            self.say(_difference_line(difference))
        for update in intake.updates:
            self.say(_update_line(update))

    def changes(self, updates: Iterable[Update]) -> None:
        """What would be written into manuscripts, line by line."""
        for update in updates:
            for line in update.difference:
                self.say(self.paint(line, _DIFFERENCE.get(line[:1], "")))

    def paint(self, text: str, style: str) -> str:
        """A text in a style, where it is shown on a terminal that wants it (https://no-color.org)."""
        is_plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb" or not self.out.isatty()
        return text if is_plain or not style else f"\033[{_STYLES[style]}m{text}\033[0m"

    def outcome(self, outcome: Outcome) -> None:
        """The end of a build: what was written, and what is left for a person."""
        if self.verbosity > 0:
            for written in outcome.written:
                self.say(f"wrote {written}")
            for removed in outcome.removed:
                self.say(f"removed {removed}")
        self.problems(outcome.problems)
        for stranger in outcome.strangers:
            self.say(f"output/{stranger}: not written by Backfile; left as it is")
        self._tasks(outcome.tasks)
        if not outcome.articles:
            self.say("There is no article yet: put the text of one into seeds/ as a file, and build again.")
        self.say(
            f"{_count(outcome.articles, 'article')}: {_count(len(outcome.written), 'file')} written, "
            f"{outcome.unchanged} unchanged, {len(outcome.removed)} removed, in {outcome.seconds:.2f} s"
        )
        for line in _profile_lines(outcome.profile):
            self.say(line)

    def verified(self, files: int) -> None:
        """That `output/` was compared with what a build from nothing makes."""
        self.say(f"{_count(files, 'file')} verified: output/ is byte for byte what a build from nothing makes")

    def _tasks(self, tasks: tuple[Task, ...]) -> None:
        if not tasks:
            return
        self.say("What needs a person (settle each point, and delete its line where it stands under `review`):")
        for file, points in groupby(tasks[:_SHOWN_TASKS], key=lambda task: task.file):
            self.say(f"  {file}")
            for task in points:
                self.say(f"    - {shorten(task.sentence, _LONGEST_TASK, placeholder=' …')}")
        if len(tasks) > _SHOWN_TASKS:
            self.say(f"  … and {len(tasks) - _SHOWN_TASKS} more points")

    def fault(self, fault: BackfileError) -> int:
        """Why a run could not go on; its exit code."""
        self.problems(fault.problems)
        self.json(_as_data(fault.exit_code, fault.problems))
        errors = len(errors_in(set(fault.problems)))
        if fault.exit_code == ContentError.exit_code:
            self.say(f"{_count(errors, 'error')}; nothing was changed in output/")
        return fault.exit_code

    def done(self, intake: Intake | None = None, outcome: Outcome | None = None) -> int:
        """The end of a run; its exit code, which tells whether it left something to mend before the next build."""
        problems = dict.fromkeys((*(intake.problems if intake else ()), *(outcome.problems if outcome else ())))
        code = ContentError.exit_code if errors_in(problems) else 0
        self.json(_as_data(code, problems) | _intake_data(intake) | _outcome_data(outcome))
        return code

    def answer(self, told: Mapping[str, object], problems: Iterable[Problem]) -> int:
        """The end of a command that only tells; its exit code."""
        self.json(_as_data(0, problems) | dict(told))
        return 0

    def json(self, value: object) -> None:
        """One JSON object on standard output."""
        if self.as_json:
            self.out.write(f"{json.dumps(value, ensure_ascii=False, indent=2)}\n")


def _as_data(exit_code: int, problems: Iterable[Problem]) -> dict[str, object]:
    return {"exit": exit_code, "problems": [_problem_data(problem) for problem in problems]}


def _intake_data(intake: Intake | None) -> dict[str, object]:
    if intake is None:
        return {}
    return {
        "converted": [{"seed": each.seed, "manuscript": each.manuscript} for each in intake.conversions],
        "differences": [_difference_data(each) for each in intake.differences],
        "updated": [_update_data(each) for each in intake.updates],
    }


def _outcome_data(outcome: Outcome | None) -> dict[str, object]:
    if outcome is None:
        return {}
    return {
        "articles": outcome.articles,
        "rendered": outcome.rendered,
        "written": list(outcome.written),
        "removed": list(outcome.removed),
        "unchanged": outcome.unchanged,
        "strangers": list(outcome.strangers),
        "review": [{"file": task.file, "line": task.line, "sentence": task.sentence} for task in outcome.tasks],
        "seconds": round(outcome.seconds, 3),
        **({} if outcome.verified is None else {"verified": outcome.verified}),
        **({"profile": [_stage_data(stage) for stage in outcome.profile]} if outcome.profile else {}),
    }


def _stage_data(stage: Stage) -> dict[str, object]:
    seconds = {name: round(getattr(stage, name), 4) for name in ("wall", "cpu", "workers")}
    return {"stage": stage.name, **seconds, "counts": dict(stage.counts)}


def _problem_data(problem: Problem) -> dict[str, object]:
    names = ("file", "line", "column", "message", "hint", "key")
    return {"severity": problem.severity.label, **{name: getattr(problem, name) for name in names}}


def _difference_data(difference: Difference) -> dict[str, object]:
    return {name: getattr(difference, name) for name in ("seed", "file", "line", "field", "here", "seed_says")}


def _difference_line(difference: Difference) -> str:
    place = f"{difference.file}:{difference.line}" if difference.line else difference.file
    if difference.field == "the text":
        return f"{place}: the text differs from {difference.seed} as it is read now; it is left as it is"
    here, there = (f"“{value}”" if value else "nothing" for value in (difference.here, difference.seed_says))
    return f"{place}: `{difference.field}` says {here}; {difference.seed} would now be read as {there}; left as it is"


def _whole(profile: tuple[Stage, ...]) -> Stage:
    wall, cpu, workers = (sum(getattr(stage, name) for stage in profile) for name in ("wall", "cpu", "workers"))
    return Stage(name="in all", wall=wall, cpu=cpu, workers=workers)


def _profile_lines(profile: tuple[Stage, ...]) -> Iterator[str]:
    if not profile:
        return
    yield f"{'stage':<11}{'wall, s':>8}{'CPU, s':>8}{'workers, s':>12}  done"
    for stage in (*profile, _whole(profile)):
        counts = ", ".join(f"{number:,} {what.replace('_', ' ')}" for what, number in stage.counts)
        times = f"{stage.wall:8.2f}{stage.cpu:8.2f}{stage.workers:12.2f}"
        yield f"{stage.name:<11}{times}  {counts}".rstrip()


def _update_data(update: Update) -> dict[str, object]:
    names = ("seed", "manuscript", "fields", "contradicted", "conflicts", "difference")
    return {name: getattr(update, name) for name in names}


def _update_line(update: Update) -> str:
    parts = [f"`{name}`" for name in update.fields] + (["the text"] if update.has_new_text else [])
    end = f"; {_count(update.conflicts, 'conflict')} to settle" if update.conflicts else ""
    if update.contradicted:
        kept = ", ".join(f"`{name}`" for name in update.contradicted)
        end += f"; what a person wrote was kept for {kept}, see `review`"
    return f"{update.seed} → {update.manuscript}: {', '.join(parts)}{end}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
