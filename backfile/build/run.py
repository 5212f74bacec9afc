"""A build from end to end: read, catalogue, plan, render, publish."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter

from backfile.build.draft import Draft, Progress
from backfile.build.edition import advice_on, read_edition, tasks_of
from backfile.build.holdings import read_settings
from backfile.build.ledger import load_ledger
from backfile.build.outcome import Outcome
from backfile.build.output import Output
from backfile.build.publish import ledger_file, publish
from backfile.build.sources import Sources
from backfile.build.turn import alone
from backfile.build.workers import Workers
from backfile.errors import ContentError, Problem, errors_in

OUTPUT = "output"


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How to build: the number of worker processes, and whom to tell how far the build is.

    `finished` is called with the outcome before another process may change the site.
    """

    workers: int = 1
    progress: Progress = lambda _done, _total: None
    waiting: Callable[[], None] = lambda: None
    finished: Callable[[Outcome], None] = lambda _outcome: None


def build(site: Path, options: Options) -> Outcome:
    """Bring `output/` up to date. Raises BackfileError with all that is wrong, and then nothing is changed."""
    started = perf_counter()
    read_settings(Sources(site))  # a folder that is no site is left as it is
    with alone(site, options.waiting), Workers(options.workers) as workers:
        edition = read_edition(site, workers)
        _refuse(edition.problems)
        output = Output(site / OUTPUT)
        ledger = load_ledger(ledger_file(site))
        draft = Draft(site=site, plan=edition.plan, theme=edition.theme, ledger=ledger, output=output)
        with output.staging():
            draft.copy()
            draft.render(workers, options.progress)
            _refuse((*edition.problems, *draft.problems))
            outcome = publish(site, draft)
        outcome = replace(
            outcome,
            articles=len(edition.catalogue.articles),
            problems=(*edition.problems, *advice_on(edition)),
            tasks=tasks_of(edition),
            seconds=perf_counter() - started,
        )
        options.finished(outcome)
    return outcome


def _refuse(problems: Iterable[Problem]) -> None:
    found = tuple(problems)
    if errors_in(found):
        raise ContentError(*found)
