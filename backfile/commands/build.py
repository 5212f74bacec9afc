"""`build`: convert new seeds, then bring `output/` up to date; where nothing changed, next to nothing is imported."""

from __future__ import annotations

import argparse
import gc
from dataclasses import replace
from time import perf_counter

from backfile.build.outcome import Intake, Outcome
from backfile.build.rest import outcome_at_rest, survey
from backfile.build.stages import Stages
from backfile.report import Report


def run(arguments: argparse.Namespace, report: Report) -> int:
    """Build the site; the exit code."""
    gc.disable()  # a build makes few cycles and many values, and looking through these again and again takes a fifth
    started = perf_counter()
    stages = Stages(report.progress, is_profiled=arguments.profile)
    intake, outcome = _build(arguments, report, stages)
    outcome = replace(outcome, seconds=perf_counter() - started, profile=stages.profile)
    report.outcome(outcome)
    if arguments.verify:
        from backfile.commands.full_build import verified  # Jinja, mistune and YAML take longer than most answers

        outcome = verified(arguments, report, outcome)
    gc.freeze()  # the interpreter looks through all values once more before it ends, unless they are set aside
    return report.done(intake, outcome)


def _build(arguments: argparse.Namespace, report: Report, stages: Stages) -> tuple[Intake, Outcome]:
    stages.begin("looking")
    seen = survey(arguments.site)
    stages.count("files_and_folders", seen.sizes)
    outcome = outcome_at_rest(seen)
    if outcome is not None:
        return Intake(), outcome
    stages.begin("loading")
    from backfile.commands.full_build import full_build  # Jinja, mistune and YAML take longer than most answers

    return full_build(arguments, report, seen, stages)
