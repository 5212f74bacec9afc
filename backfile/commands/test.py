"""`test`: run Backfile's own tests."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from backfile.errors import Problem, UsageError
from backfile.report import Report

# All of it on all cores; a part that someone names runs in one process, where a debugger and `-x` do what is expected.
_EVERYTHING = ("--numprocesses", "auto", "--dist", "loadfile")
_CHECKOUT = Path(__file__).resolve().parent.parent.parent


def run(arguments: argparse.Namespace, report: Report) -> int:
    """Run pytest over the checkout, with the arguments if there are any; its exit code."""
    if not (_CHECKOUT / "tests").is_dir():
        hint = "clone the project to run its tests"
        return report.fault(UsageError(Problem(message="the tests are not part of an installed Backfile", hint=hint)))
    return subprocess.call([sys.executable, "-m", "pytest", *(arguments.rest or _EVERYTHING)], cwd=_CHECKOUT)
