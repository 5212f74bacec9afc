"""A build that has something to do."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from time import perf_counter

from backfile.build.edition import faults_of
from backfile.build.ingest import ingest_new
from backfile.build.outcome import Intake, Outcome
from backfile.build.rest import note_rest, sources_stamp
from backfile.build.run import Options, build
from backfile.commands.telling import told_to_wait
from backfile.errors import ContentError
from backfile.report import Report


def full_build(arguments: argparse.Namespace, report: Report) -> tuple[Intake, Outcome]:
    """Convert the new seeds and build; what was done, told by the report as far as it concerns the seeds."""
    started = perf_counter()
    options = _options(arguments, report)
    intake = _ingest(arguments.site, options)
    report.intake(intake)
    # Whoever edits while this runs is answered by the next build.
    stamp = sources_stamp(arguments.site)

    def with_intake(outcome: Outcome) -> Outcome:
        return replace(outcome, problems=(*intake.problems, *outcome.problems), seconds=perf_counter() - started)

    def finished(outcome: Outcome) -> None:
        note_rest(arguments.site, stamp, with_intake(outcome))

    return intake, with_intake(build(arguments.site, replace(options, finished=finished)))


def _ingest(site: Path, options: Options) -> Intake:
    try:
        return ingest_new(site, options.waiting)
    except ContentError as fault:
        # The build knows of more faults than the intake, and all are told at once.
        raise ContentError(*dict.fromkeys((*fault.problems, *faults_of(site)))) from fault


def _options(arguments: argparse.Namespace, report: Report) -> Options:
    return Options(workers=arguments.jobs, progress=report.progress, waiting=told_to_wait(report))
