"""`import`: take over the whole archive of another program, as manuscripts."""

from __future__ import annotations

import argparse

from backfile.build.import_archive import import_archive
from backfile.commands.telling import told_to_wait
from backfile.report import Report


def run(arguments: argparse.Namespace, report: Report) -> int:
    """Import an archive; the exit code."""
    intake = import_archive(arguments.site, arguments.archive, told_to_wait(report))
    report.intake(intake)
    report.problems(intake.problems)
    imported = len(intake.conversions)
    report.say(f"{imported} imported; edit what is in content/articles/, then build" if imported else "nothing new")
    return report.done(intake)
