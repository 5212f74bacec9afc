"""A build that has something to do."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from time import perf_counter

from backfile.build.edition import faults_of
from backfile.build.outcome import Intake, Outcome
from backfile.build.rest import Survey
from backfile.build.run import Options, build
from backfile.build.seeds import advice_where_none_is_new
from backfile.build.stages import Stages
from backfile.commands.telling import told_to_wait
from backfile.errors import ContentError
from backfile.report import Report


def full_build(arguments: argparse.Namespace, report: Report, seen: Survey, stages: Stages) -> tuple[Intake, Outcome]:
    """Convert the new seeds and build; what was done, told by the report as far as it concerns the seeds."""
    started = perf_counter()
    options = Options(workers=arguments.jobs, stages=stages, cluster=arguments.cluster, waiting=told_to_wait(report))
    intake = seen.intake
    if intake is None:
        intake = _ingest(arguments.site, options)
        report.intake(intake)
    # What was converted just now was not yet seen.
    options = replace(options, intake=intake, seen=None if intake.conversions else seen)
    outcome = build(arguments.site, options)
    return intake, replace(outcome, problems=(*intake.problems, *outcome.problems), seconds=perf_counter() - started)


def verified(arguments: argparse.Namespace, report: Report, outcome: Outcome) -> Outcome:
    """The outcome of a build whose files all proved right. Raises BackfileError if one did not."""
    from backfile.build.verify import verify  # few builds are verified

    stages, waiting = Stages(report.progress), told_to_wait(report)
    options = Options(workers=arguments.jobs, stages=stages, cluster=arguments.cluster, waiting=waiting)
    files = verify(arguments.site, options)
    report.verified(files)
    return replace(outcome, verified=files)


def _ingest(site: Path, options: Options) -> Intake:
    options.stages.begin("converting")
    advice = advice_where_none_is_new(site)
    if advice is not None:
        return Intake(problems=advice)
    from backfile.build.ingest import (  # most builds follow no new seed, and reading seeds takes much code
        ingest_new,
        seed_workers,
    )

    try:
        with seed_workers(options.workers, options.stages) as workers:
            return ingest_new(site, workers, options.waiting)
    except ContentError as fault:
        # The build knows of more faults than the intake, and all are told at once.
        raise ContentError(*dict.fromkeys((*fault.problems, *faults_of(site)))) from fault
