"""Whether there is anything to do at all: one look at the tree, before anything is read or imported.

After a build, the names, sizes and times of all that it read and wrote are noted. While they are the same, a build
would change nothing, and what the last one had to say is said again. Only a system that does not keep the time of the
last change of status (Windows) can hide an edit here: one that leaves the size and sets back the time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import fields, replace
from pathlib import Path
from time import sleep, time_ns
from typing import Any

from backfile.build.generator import generator_digest
from backfile.build.notes import STATE, load_note, save_note
from backfile.build.outcome import Intake, Outcome, Task
from backfile.build.tree import Tree, scan, youngest
from backfile.errors import Problem, Severity
from backfile.frozen import frozen
from backfile.lock import turn_of
from backfile.site.theme import THEME

Templates = Mapping[str, tuple[str, Mapping[str, str]]]
"""For each template, the digest of it with all it refers to and the generator; and the digests of its files."""

OUTPUT = "output"
READINGS = "content/readings"
LEDGER = f"{STATE}/ledger"
RECORDS = f"{STATE}/records"
LOCK = f"{STATE}/lock"
_NOTE = f"{STATE}/rest"
_FORM = "rest 2"
_TICK = 20_000_000  # nanoseconds; the clocks of file systems tick every 1 to 10 ms
_READ = ("site.toml", "content", "content/articles/seeds.toml", "templates", "static", "seeds")
_ARTICLES = "content/articles"
_SEEDS = ("seeds", "content/articles/seeds.toml")
# A build that failed leaves records, too, that are not those of what is published.
_NOTED = (LEDGER, RECORDS)
_WRITTEN = (OUTPUT, *_NOTED)
PASSED_OVER = (f"{OUTPUT}/.git", f"{OUTPUT}/.staging")


@frozen
class Survey:
    """A site as it looks from outside, before anything in it is read, and what was noted when it was built last.

    The trees are empty where a folder cannot be looked at, and the note is empty where there is none. `turn` is the one
    in which it was looked at (`build/turn.py`).
    """

    turn: int = 0
    note: Mapping[str, Any]
    sources: Tree
    output: Tree

    @property
    def sizes(self) -> Iterator[int]:
        """How much was looked at in each folder, itself included."""
        return (len(files) + 1 for tree in (self.sources, self.output) for _, files, _, _ in tree.values())

    @property
    def is_at_rest(self) -> bool:
        """Whether a build would change nothing."""
        return bool(self.note) and (self.note["sources"], self.note["output"]) == (self.sources, self.output)

    @property
    def differs_in_articles_only(self) -> bool:
        """Whether nothing looks otherwise than it did but manuscripts of articles, and none came or went."""
        if not self.note or self.note["output"] != self.output or self.note["sources"].keys() != self.sources.keys():
            return False
        for name, (_, files, *others) in self.sources.items():
            _, known, *known_others = was = self.note["sources"][name]
            if was == self.sources[name]:
                continue
            if not _holds_articles(name) or files.keys() != known.keys() or others != known_others:
                return False
        return True

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What the last build said of the site."""
        return _problems(self.note["problems"])

    @property
    def common(self) -> str:
        """The digest of what the views of all pages could depend on in the last build."""
        return str(self.note["common"])

    @property
    def intake(self) -> Intake | None:
        """What the last look at the seeds found, if they are as they were then."""
        if not self.note or _part(self.note["sources"], _SEEDS) != _part(self.sources, _SEEDS):
            return None
        return Intake(problems=_problems(self.note["intake"]))

    @property
    def templates(self) -> Templates:
        """What was known of the templates, if they are as they were then; else nothing."""
        if not self.note or _part(self.note["sources"], _templates()) != _part(self.sources, _templates()):
            return {}
        known: Templates = self.note["templates"]
        return known

    def shows_templates(self, site: Path) -> bool:
        """Whether the templates still look like this."""
        seen = _part(self.sources, _templates())
        with suppress(OSError):
            return bool(self.sources) and scan(str(site), _templates(), seen) == seen
        return False


def _templates() -> tuple[str, ...]:
    return "templates", str(THEME)


def _holds_articles(name: str) -> bool:
    return f"{name}/".startswith(f"{_ARTICLES}/") and name not in _SEEDS


def _part(tree: Tree, names: tuple[str, ...]) -> Tree:
    starts = tuple(f"{name}/" for name in names)
    return {name: folder for name, folder in tree.items() if name in names or name.startswith(starts)}


@frozen
class Ended:
    """How a build ended: what the intake before it and the build found, what is in `output/`, and the templates."""

    intake: Intake
    outcome: Outcome
    output: Tree
    templates: Templates


def survey(site: Path) -> Survey:
    """Look at a site."""
    turn = turn_of(site / LOCK)
    note = load_note(site / _NOTE, _FORM + generator_digest()) or {}
    try:
        sources = _settled(site, note.get("sources", {}))
        output = scan(str(site), _WRITTEN, note.get("output", {}), PASSED_OVER)
    except OSError:
        return Survey(note={}, sources={}, output={})
    return Survey(turn=turn, note=note, sources=sources, output=output)


def _settled(site: Path, known: Tree) -> Tree:
    # A file that changes again before the file system's clock has ticked would keep its look.
    sources = scan(str(site), (*_READ, str(THEME)), known, (READINGS,))
    rest = youngest(sources, known) + _TICK - time_ns()
    if 0 < rest <= _TICK:
        sleep(rest / 1e9)
        return scan(str(site), (*_READ, str(THEME)), {}, (READINGS,))
    return sources


def at_rest(site: Path) -> Outcome | None:
    """What there is to say of a site in which nothing changed since its last build; None if something did."""
    return outcome_at_rest(survey(site))


def outcome_at_rest(seen: Survey) -> Outcome | None:
    """The same of a site that was looked at."""
    if not seen.is_at_rest:
        return None
    return Outcome(
        articles=seen.note["articles"],
        unchanged=seen.note["unchanged"],
        problems=_problems((*seen.note["intake"], *seen.note["problems"])),
        tasks=tuple(Task(file=file, line=line, sentence=sentence) for file, line, sentence in seen.note["tasks"]),
        strangers=seen.note["strangers"],
    )


def note_rest(site: Path, seen: Survey, ended: Ended, common: str) -> None:
    """Note that a build of a site which looked like this in the beginning ended like this.

    `common` is the digest of what the view of any page may depend on.
    """
    if not seen.sources:
        return
    outcome = ended.outcome
    note = {
        "sources": seen.sources,
        "output": {**ended.output, **scan(str(site), _NOTED, {})},
        "templates": ended.templates,
        "common": common,
        "articles": outcome.articles,
        "unchanged": outcome.unchanged + len(outcome.written),
        "intake": tuple(map(_row, ended.intake.problems)),
        "problems": tuple(map(_row, outcome.problems)),
        "tasks": tuple((task.file, task.line, task.sentence) for task in outcome.tasks),
        "strangers": outcome.strangers,
    }
    with suppress(OSError):  # without this note the next build only takes longer
        save_note(site / _NOTE, _FORM + generator_digest(), note)


_FIELDS = tuple(field.name for field in fields(Problem))


def _row(problem: Problem) -> tuple[object, ...]:
    return tuple(
        int(value) if isinstance(value, Severity) else value for value in map(problem.__getattribute__, _FIELDS)
    )


def _problems(rows: tuple[tuple[Any, ...], ...]) -> tuple[Problem, ...]:
    found = (Problem(**dict(zip(_FIELDS, row, strict=True))) for row in rows)
    return tuple(replace(problem, severity=Severity(problem.severity)) for problem in found)
