"""`ingest`: convert new seeds, or the texts that are named, and say how the others would now be read."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from backfile.build.ingest import ingest_all, read_one, seed_workers
from backfile.build.seeds import SEEDS
from backfile.build.stages import Stages
from backfile.commands.telling import told_to_wait
from backfile.errors import Problem, UsageError
from backfile.intake.asjson import reading_as_json
from backfile.report import Report


def run(arguments: argparse.Namespace, report: Report) -> int:
    """Convert, or with `--json` and texts only show how they are read; the exit code."""
    if arguments.texts and arguments.as_json:
        return _show(arguments, report)
    chosen = tuple(dict.fromkeys(_seed_name(arguments.site, text) for text in arguments.texts))
    with seed_workers(arguments.jobs, Stages(report.progress)) as workers:
        intake = ingest_all(arguments.site, chosen, workers, told_to_wait(report))
    report.intake(intake)
    report.problems(intake.problems)
    converted = len(intake.conversions)
    report.say(f"{converted} converted; edit what is in content/articles/, then build" if converted else "no new seed")
    return report.done(intake)


def _show(arguments: argparse.Namespace, report: Report) -> int:
    readings = [(text.stem, *read_one(arguments.site, text)) for text in arguments.texts]
    records = [reading_as_json(*each) for each in readings]
    report.json(records[0] if len(records) == 1 else records)
    return 0


def _seed_name(site: Path, text: Path) -> str:
    seeds = (site / SEEDS).resolve()
    for place in (text, site / text, site / SEEDS / text):
        is_file = os.path.isfile(place)  # noqa: PTH113 -- Path.is_file raises an error where a folder is locked
        if is_file and place.resolve().is_relative_to(seeds):
            return place.resolve().relative_to(seeds).as_posix()
    hint = f"copy it to {site / SEEDS}/, or add --json to see how it would be read"
    raise UsageError(Problem(file=str(text), message=f"there is no such file in {SEEDS}/", hint=hint, key="seed"))
