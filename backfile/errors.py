"""Faults: what is wrong in someone's files, said so that they can mend it.

A `Problem` is a value that is gathered beside the results, so that a run can report all of them at once.
A `BackfileError` means that the run cannot go on; it carries the problems that stopped it.

    BackfileError
    ├── ContentError      the archive's own files are at fault (exit code 1)
    ├── UsageError        the command line is at fault (exit code 2)
    ├── EnvironmentFault  the machine is at fault: disk, permissions, network (exit code 3)
    └── OwnFault          Backfile itself is at fault (exit code 4)
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

from backfile.frozen import frozen


class Severity(IntEnum):
    """How much a problem matters: an error stops the build before a page is written."""

    ADVICE = 0
    WARNING = 1
    ERROR = 2

    @property
    def label(self) -> str:
        """The word printed in front of the message."""
        return self.name.lower()


@frozen
class Problem:
    """One fault in one place.

    `file` is the path from the site's folder with forward slashes ("" for the whole site); `line` and `column` count
    from 1, and 0 means that the whole file is meant; `hint` says what to do; `key` is a stable name for machines.
    """

    severity: Severity = Severity.ERROR
    file: str = ""
    line: int = 0
    column: int = 0
    message: str
    hint: str = ""
    key: str = ""

    @property
    def place(self) -> str:
        """The file, line and column as compilers and editors write them: `content/a.md:3:9`."""
        numbers = [str(number) for number in (self.line, self.column) if number]
        return ":".join([self.file, *numbers]) if self.file else ""

    def __str__(self) -> str:
        start = f"{self.place}: " if self.place else ""
        end = f" ({self.hint})" if self.hint else ""
        return f"{start}{self.severity.label}: {self.message}{end}"


class BackfileError(Exception):
    """The run cannot go on; `problems` says why, in the order in which they are to be printed."""

    exit_code = 1

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


class ContentError(BackfileError):
    """The archive's own files are at fault: content, templates or `site.toml`."""


class UsageError(BackfileError):
    """The command line asks for something that is not there."""

    exit_code = 2


class EnvironmentFault(BackfileError):
    """The machine refuses: a folder that cannot be written, no network, a full disk."""

    exit_code = 3


class OwnFault(BackfileError):
    """Backfile itself is at fault, and this should be reported."""

    exit_code = 4


def errors_in(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Those of the problems that stop a build."""
    return tuple(problem for problem in problems if problem.severity is Severity.ERROR)


def refuse(problems: Iterable[Problem]) -> None:
    """Raise ContentError with all of the problems if one of them stops a build."""
    found = tuple(problems)
    if errors_in(found):
        raise ContentError(*found)
