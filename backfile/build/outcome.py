"""What an ingest and a build did, as values that can be printed."""

from __future__ import annotations

from backfile.errors import Problem
from backfile.frozen import frozen


@frozen
class Task:
    """What a person should look at in one manuscript: the sentence under `review`, and its place."""

    file: str
    line: int
    sentence: str


@frozen
class Stage:
    """Where time went in a build: seconds of wall time, and of processor time in this process and in its workers.

    `counts` says what was done in it, and how often.
    """

    name: str
    wall: float
    cpu: float
    workers: float
    counts: tuple[tuple[str, int], ...] = ()


@frozen
class Outcome:
    """The end of a build.

    `rendered` counts the pages that were made anew, also those whose bytes turned out to be the same; `written` and
    `removed` are files of `output/`; `unchanged` counts those that were left as they were; `strangers` are files there
    that Backfile did not write; `tasks` are what is left for people; `seconds` is wall time;
    `verified` counts the files that were compared with those of a build from nothing, None where nobody asked for it;
    `profile` is where the time went, empty where nobody asked.
    """

    articles: int = 0
    rendered: int = 0
    written: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: int = 0
    strangers: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    tasks: tuple[Task, ...] = ()
    seconds: float = 0.0
    verified: int | None = None
    profile: tuple[Stage, ...] = ()


@frozen
class Conversion:
    """A seed that became a manuscript, both as paths from the site's folder."""

    seed: str
    manuscript: str


@frozen
class Difference:
    """A field that the seed would now be read differently for than its manuscript states; "" for what is not stated."""

    seed: str
    file: str
    line: int
    field: str
    here: str
    seed_says: str


@frozen
class Update:
    """A manuscript that follows its seed again, or would.

    `fields` took over what the seed says now; `contradicted` are fields that kept what a person wrote; `conflicts`
    counts the places in the text where both stand between marks; `difference` is all of it, a line of a diff each.
    """

    seed: str
    manuscript: str
    fields: tuple[str, ...]
    contradicted: tuple[str, ...]
    conflicts: int
    has_new_text: bool
    difference: tuple[str, ...]


@frozen
class Intake:
    """What an ingest did and noticed."""

    conversions: tuple[Conversion, ...] = ()
    differences: tuple[Difference, ...] = ()
    updates: tuple[Update, ...] = ()
    problems: tuple[Problem, ...] = ()
