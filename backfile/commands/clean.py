"""`clean`: remove what was built."""

from __future__ import annotations

import argparse

from backfile.build.outcome import Outcome
from backfile.build.rest import OUTPUT
from backfile.build.upkeep import clean
from backfile.report import Report


def run(arguments: argparse.Namespace, report: Report) -> int:
    """Remove every file that Backfile wrote; the exit code."""

    def waiting() -> None:
        report.say("a build of this site is running; waiting for it …")

    removed, strangers = clean(arguments.site, waiting)
    for stranger in strangers:
        report.say(f"{OUTPUT}/{stranger}: not written by Backfile; left as it is")
    report.say(f"{len(removed)} files removed")
    return report.done(None, Outcome(removed=removed, strangers=strangers))
