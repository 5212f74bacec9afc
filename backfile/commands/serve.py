"""`serve`: build, show the site at a local address, and rebuild on every change."""

from __future__ import annotations

import argparse
from pathlib import Path

from backfile.build.run import OUTPUT
from backfile.commands.full_build import full_build
from backfile.errors import BackfileError
from backfile.preview.editions import Rebuilt
from backfile.preview.server import serve
from backfile.report import Report


def run(arguments: argparse.Namespace, report: Report) -> int:
    """Serve until interrupted; the exit code."""
    site: Path = arguments.site

    def rebuild() -> Rebuilt:
        try:
            _, outcome = full_build(arguments, report)
        except BackfileError as fault:
            return Rebuilt(problems=fault.problems, changed=())
        changed = tuple(file.removeprefix(f"{OUTPUT}/") for file in (*outcome.written, *outcome.removed))
        return Rebuilt(problems=outcome.problems, changed=changed)

    return serve(site, site / OUTPUT, rebuild, report.say, arguments.port)
