"""`serve`: build, show the site at a local address, and rebuild on every change."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from backfile.build.holdings import read_settings
from backfile.build.outcome import Outcome, Task
from backfile.build.rest import OUTPUT, survey
from backfile.build.sources import Sources
from backfile.build.stages import Stages
from backfile.commands.full_build import full_build
from backfile.commands.telling import as_fault
from backfile.preview.editions import Rebuilt
from backfile.preview.server import serve
from backfile.report import Report


def run(arguments: argparse.Namespace, report: Report) -> int:
    """Serve until interrupted; the exit code. Raises ContentError where there is no site."""
    site: Path = arguments.site
    read_settings(Sources(site))
    tasks: tuple[Task, ...] = ()

    def rebuild() -> Rebuilt:
        nonlocal tasks
        try:
            intake, outcome = full_build(arguments, report, survey(site), Stages(report.progress))
        except BrokenPipeError:
            raise  # whoever listened has heard enough
        except Exception as error:  # noqa: BLE001 -- the preview goes on, and no one is shown a traceback
            fault = as_fault(error, site)
            report.fault(fault)
            return Rebuilt(problems=fault.problems)
        # What is left for a person is told once, and again when it is something else.
        report.outcome(replace(outcome, tasks=() if outcome.tasks == tasks else outcome.tasks))
        report.done(intake, outcome)
        tasks = outcome.tasks
        return Rebuilt(problems=outcome.problems, changed=_changed(outcome))

    return serve(site, site / OUTPUT, rebuild, report.say, arguments.port)


def _changed(outcome: Outcome) -> tuple[str, ...]:
    return tuple(file.removeprefix(f"{OUTPUT}/") for file in (*outcome.written, *outcome.removed))
