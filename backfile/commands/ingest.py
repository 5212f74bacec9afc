"""`ingest`: convert new seeds, or the texts that are named, and say how the others would now be read."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from backfile.build.ingest import ingest_all, read_one, seed_workers
from backfile.build.seeds import SEEDS
from backfile.build.stages import Stages
from backfile.build.terms import as_data, as_toml, proposed_terms
from backfile.build.update import update_all
from backfile.commands.explaining import explanation
from backfile.commands.telling import told_to_wait
from backfile.errors import Problem, UsageError
from backfile.intake.asjson import reading_as_json
from backfile.report import Report

_SHOWN_TERMS = 60
_HEAD = (
    "# Names that recur in this archive and have no entry in content/tags.toml. Paste there what readers may look for,",
    "# mend the label, and add other words for it as aliases. Until then none of them is used.",
)


def run(arguments: argparse.Namespace, report: Report) -> int:
    """Convert or update, or only show how texts are read; the exit code."""
    is_update = arguments.update or arguments.diff
    if arguments.explain and not arguments.texts:
        raise UsageError(Problem(message="--explain needs a text", hint="ingest --explain seeds/my-article.txt"))
    if arguments.terms:
        return _terms(arguments, report)
    if arguments.texts and (arguments.explain or (arguments.as_json and not is_update)):
        return _show(arguments, report)
    chosen = tuple(dict.fromkeys(_seed_name(arguments.site, text) for text in arguments.texts))
    if is_update:
        return _update(arguments, chosen, report)
    with seed_workers(arguments.jobs, Stages(report.progress)) as workers:
        intake = ingest_all(arguments.site, chosen, workers, told_to_wait(report))
    report.intake(intake)
    report.problems(intake.problems)
    converted = len(intake.conversions)
    report.say(f"{converted} converted; edit what is in content/articles/, then build" if converted else "no new seed")
    return report.done(intake)


def _update(arguments: argparse.Namespace, chosen: tuple[str, ...], report: Report) -> int:
    waiting = told_to_wait(report)
    with seed_workers(arguments.jobs, Stages(report.progress)) as workers:
        intake = update_all(arguments.site, chosen, workers, waiting, writes=arguments.update)
    if arguments.diff:
        report.changes(intake.updates)
    report.intake(intake)
    report.problems(intake.problems)
    changed = len(intake.updates)
    what = f"{changed} of the manuscripts" if changed != 1 else "1 manuscript"
    report.say(f"{what} {'changed' if arguments.update else 'would change'}" if changed else "no manuscript to change")
    return report.done(intake)


def _terms(arguments: argparse.Namespace, report: Report) -> int:
    if arguments.texts:
        hint = "leave the names of files away: ingest --terms"
        raise UsageError(Problem(message="--terms looks at the whole archive", hint=hint))
    with seed_workers(arguments.jobs, Stages(report.progress)) as workers:
        found = proposed_terms(arguments.site, workers)
    report.json([as_data(proposal) for proposal in found])
    if not found:
        report.say("# No name recurs in this archive that content/tags.toml does not know.")
    for line in _HEAD if found else ():
        report.say(line)
    for proposal in found[:_SHOWN_TERMS]:
        for line in ("", *as_toml(proposal)):
            report.say(line)
    if len(found) > _SHOWN_TERMS:
        report.say(f"\n# … and {len(found) - _SHOWN_TERMS} more (--json lists all)")
    return 0


def _show(arguments: argparse.Namespace, report: Report) -> int:
    texts = [(text, read_one(arguments.site, text)) for text in arguments.texts]
    if report.as_json:
        records = [
            reading_as_json(_case(text, source), reading, content)
            for text, shown in texts
            for source, reading, content in shown.articles
        ]
        report.json(records[0] if len(records) == 1 else records)
    for text, shown in texts:
        for line in explanation(str(text), shown, report):
            report.say(line)
    return 0


def _case(text: Path, source: str) -> str:
    """The name of a text without its ending, and the place of a further article in it."""
    return f"{text.stem}{source.removeprefix(text.name)}"


def _seed_name(site: Path, text: Path) -> str:
    seeds = (site / SEEDS).resolve()
    for place in (text, site / text, site / SEEDS / text):
        is_file = os.path.isfile(place)  # noqa: PTH113 -- Path.is_file raises an error where a folder is locked
        if is_file and place.resolve().is_relative_to(seeds):
            return place.resolve().relative_to(seeds).as_posix()
    hint = f"copy it to {site / SEEDS}/, or add --json to see how it would be read"
    raise UsageError(Problem(file=str(text), message=f"there is no such file in {SEEDS}/", hint=hint, key="seed"))
