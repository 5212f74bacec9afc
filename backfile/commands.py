"""What each command does: the joints between intake, build and preview."""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from backfile.build.ingest import SEEDS, ingest_all, ingest_new, read_one
from backfile.build.outcome import Outcome
from backfile.build.run import OUTPUT, Options, build
from backfile.build.upkeep import clean
from backfile.errors import BackfileError, Problem, UsageError
from backfile.intake.asjson import reading_as_json
from backfile.preview.editions import Rebuilt
from backfile.preview.server import serve
from backfile.report import Report

_CHECKOUT = Path(__file__).resolve().parent.parent


def _build(arguments: argparse.Namespace, report: Report) -> int:
    intake = ingest_new(arguments.site)
    report.intake(intake)
    outcome = build(arguments.site, _options(arguments, report))
    report.problems(intake.problems)
    report.outcome(outcome)
    return report.done(intake, outcome)


def _options(arguments: argparse.Namespace, report: Report) -> Options:
    def waiting() -> None:
        report.say("another build of this site is running; waiting for it …")

    return Options(workers=arguments.jobs, progress=report.progress, waiting=waiting)


def _ingest(arguments: argparse.Namespace, report: Report) -> int:
    if arguments.texts and arguments.as_json:
        return _read_texts(arguments, report)
    intake = ingest_all(arguments.site, tuple(_seed_name(arguments.site, text) for text in arguments.texts))
    report.intake(intake)
    report.problems(intake.problems)
    report.say(f"{len(intake.conversions)} converted; edit them in content/articles/, then: build")
    return report.done(intake)


def _read_texts(arguments: argparse.Namespace, report: Report) -> int:
    for text in arguments.texts:
        reading, manuscript = read_one(arguments.site, text)
        report.json(reading_as_json(text.stem, reading, manuscript))
    return 0


def _seed_name(site: Path, text: Path) -> str:
    seeds = (site / SEEDS).resolve()
    for place in (text, site / text, site / SEEDS / text):
        if place.is_file() and place.resolve().is_relative_to(seeds):
            return place.resolve().relative_to(seeds).as_posix()
    hint = f"copy it to {site / SEEDS}/, or add --json to see how it would be read"
    raise UsageError(Problem(file=str(text), message=f"there is no such file in {SEEDS}/", hint=hint, key="seed"))


def _serve(arguments: argparse.Namespace, report: Report) -> int:
    site: Path = arguments.site

    def rebuild() -> Rebuilt:
        try:
            intake = ingest_new(site)
            report.intake(intake)
            outcome = build(site, _options(arguments, report))
        except BackfileError as fault:
            return Rebuilt(problems=fault.problems, changed=())
        changed = tuple(file.removeprefix(f"{OUTPUT}/") for file in (*outcome.written, *outcome.removed))
        return Rebuilt(problems=(*intake.problems, *outcome.problems), changed=changed)

    return serve(site, site / OUTPUT, rebuild, report.say, arguments.port)


def _test(arguments: argparse.Namespace, report: Report) -> int:
    if not (_CHECKOUT / "tests").is_dir():
        hint = "clone the project to run its tests"
        return report.fault(UsageError(Problem(message="the tests are not part of an installed Backfile", hint=hint)))
    return subprocess.call([sys.executable, "-m", "pytest", *arguments.rest], cwd=_CHECKOUT)


def _clean(arguments: argparse.Namespace, report: Report) -> int:
    removed, strangers = clean(arguments.site)
    for stranger in strangers:
        report.say(f"{OUTPUT}/{stranger}: not written by Backfile; left as it is")
    report.say(f"{len(removed)} files removed")
    return report.done(None, Outcome(removed=removed, strangers=strangers))


COMMANDS: Mapping[str, Callable[[argparse.Namespace, Report], int]] = {
    "build": _build,
    "ingest": _ingest,
    "serve": _serve,
    "test": _test,
    "clean": _clean,
}


def report_of(arguments: argparse.Namespace) -> Report:
    """The voice that the command line asks for."""
    return Report(verbosity=arguments.verbosity, as_json=arguments.as_json)
