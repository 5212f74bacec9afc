"""What all commands tell in the same words: that they wait, and what felled them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from backfile.errors import BackfileError, EnvironmentFault, OwnFault, Problem
from backfile.report import Report

OWN_FAULT = OwnFault.exit_code


def told_to_wait(report: Report) -> Callable[[], None]:
    """What to call when another process has the site."""
    return lambda: report.say("another build of this site is running; waiting for it …")


def as_fault(error: Exception, site: Path) -> BackfileError:
    """Whatever ended a command, as a fault that can be told; the traceback of a fault of our own is kept in a file."""
    if isinstance(error, BackfileError):
        return error
    if isinstance(error, OSError):
        what = f"{error.filename}: {error.strerror}" if error.filename else str(error)
        return EnvironmentFault(Problem(message=what, hint="mend that and run the command again"))
    return _own_fault(error, site)


def _own_fault(error: Exception, site: Path) -> BackfileError:
    import traceback  # it is seldom wanted, and takes a twentieth of a build with nothing to do

    place = site / ".backfile" / "fault.txt"
    try:
        place.parent.mkdir(exist_ok=True)
        place.write_text("".join(traceback.format_exception(error)), "utf-8")
        hint = f"please report it, with the file {place}"
    except OSError:
        hint = "please report it"
    message = f"a fault in Backfile itself ({type(error).__name__}); your files are as they were"
    return OwnFault(Problem(message=message, hint=hint, key="own-fault"))
