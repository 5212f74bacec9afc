"""A build from end to end: look, read, catalogue, plan, render, publish, note."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field, replace
from pathlib import Path
from time import perf_counter

from backfile.build.advice import advice_on, tasks_of
from backfile.build.darkroom import Darkroom
from backfile.build.draft import Draft
from backfile.build.edition import Edition, read_edition
from backfile.build.freshness import freshness_of
from backfile.build.holdings import read_settings
from backfile.build.index import Index
from backfile.build.ledger import load_ledger
from backfile.build.outcome import Intake, Outcome
from backfile.build.output import Output, strangers_in
from backfile.build.publish import ledger_file, publish
from backfile.build.rest import OUTPUT, Ended, Survey, note_rest, survey
from backfile.build.sources import Sources
from backfile.build.stages import Stages
from backfile.build.turn import alone
from backfile.build.workers import Workers
from backfile.errors import refuse
from backfile.frozen import frozen


@frozen
class Options:
    """How to build: the number of worker processes, and what follows the build through its stages.

    `cluster` is the address of a scheduler whose workers take their place, `seen` what a look at the site has shown
    just now, and `intake` what became of its seeds.
    """

    workers: int = 1
    stages: Stages = field(default_factory=Stages)
    cluster: str = ""
    waiting: Callable[[], None] = lambda: None
    seen: Survey | None = None
    intake: Intake = field(default_factory=Intake)


def build(site: Path, options: Options) -> Outcome:
    """Bring `output/` up to date. Raises BackfileError with all that is wrong, and then nothing is changed."""
    started, stages = perf_counter(), options.stages
    read_settings(Sources(site))  # a folder that is no site is left as it is
    with alone(site, options.waiting) as turn, Workers(options.workers, stages, options.cluster) as workers:
        stages.begin("looking")
        seen = options.seen if options.seen and options.seen.turn == turn else _look(site, stages)
        stages.begin("reading")
        edition = read_edition(site, seen, workers)
        refuse(edition.problems)
        stages.begin("judging")
        output = Output(site / OUTPUT, seen.output)
        freshness = freshness_of(edition, load_ledger(ledger_file(site)), output)
        draft = Draft(site=site, seen=seen, plan=edition.plan, theme=edition.theme, freshness=freshness)
        with output.staging():
            stages.begin("copying")
            draft.copy()
            darkroom = Darkroom(site=site, plan=edition.plan, freshness=freshness)
            for asset in darkroom.assets(workers):
                draft.take(asset)
            stages.begin("indexing")
            index = Index(site=site, edition=edition, freshness=freshness)
            for asset in index.assets(workers):
                draft.take(asset)
            stages.begin("rendering", len(edition.plan.pages))
            draft.render(workers)
            refuse((*edition.problems, *darkroom.problems, *index.problems, *draft.problems))
            stages.begin("publishing", len(output.staged))
            outcome = publish(site, draft, stages)
            index.save()
            darkroom.save()
        stages.begin("noting")
        left = output.now()
        outcome = _told(outcome, edition, strangers_in(left, draft.traces))
        ended = Ended(intake=options.intake, outcome=outcome, output=left, templates=edition.templates)
        note_rest(site, seen, ended, edition.plan.common)
    return replace(outcome, seconds=perf_counter() - started)


def _told(outcome: Outcome, edition: Edition, strangers: tuple[str, ...]) -> Outcome:
    """The outcome with all that there is to say."""
    return replace(
        outcome,
        articles=len(edition.catalogue.published),
        strangers=strangers,
        problems=(*edition.problems, *advice_on(edition)),
        tasks=tasks_of(edition),
    )


def _look(site: Path, stages: Stages) -> Survey:
    seen = survey(site)
    stages.count("files_and_folders", seen.sizes)
    return seen
