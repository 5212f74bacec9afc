"""Whether `output/` is what a build from nothing would make: all of it is made anew beside, and compared.

Nothing that an earlier build noted is believed, so this finds what the ledger wrongly takes for fresh.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from backfile.build.darkroom import Darkroom
from backfile.build.draft import Draft
from backfile.build.edition import edition_from
from backfile.build.freshness import freshness_of
from backfile.build.index import Index
from backfile.build.ledger import Ledger, load_ledger
from backfile.build.notes import STATE
from backfile.build.output import Output
from backfile.build.publish import ledger_file
from backfile.build.records import Records
from backfile.build.rest import OUTPUT, Survey, survey
from backfile.build.run import Options
from backfile.build.turn import alone
from backfile.build.workers import Workers
from backfile.digest import digest_bytes
from backfile.errors import ContentError, EnvironmentFault, OwnFault, Problem, refuse
from backfile.frozen import frozen
from backfile.site.addresses import file_of

_BESIDE = f"{STATE}/anew"
_UNSEEN = Survey(note={}, sources={}, output={})
_AGAIN = "delete .backfile/ and build again: that makes every file anew"


@frozen
class _Flaw:
    """A published file that is not as it should be, and whether Backfile left it so."""

    problem: Problem
    is_ours: bool = True


def verify(site: Path, options: Options) -> int:
    """The number of files in `output/` that are right, which is all of them.

    Raises OwnFault with each file that is not, or EnvironmentFault where these were changed by someone else, and
    ContentError where the site changed since it was built. Nothing is written but a folder in `.backfile/`, which is
    gone in the end.
    """
    team = Workers(options.workers, options.stages, options.cluster)
    with alone(site, options.waiting), _beside(site) as folder, team as workers:
        edition = edition_from(site, _UNSEEN, Records(), workers)
        refuse(edition.problems)
        freshness = freshness_of(edition, Ledger(), Output(folder))
        draft = Draft(site=site, seen=_UNSEEN, plan=edition.plan, theme=edition.theme, freshness=freshness)
        with freshness.output.staging():
            draft.copy()
            darkroom = Darkroom(site=site, plan=edition.plan, freshness=freshness, is_noted=False)
            for asset in darkroom.assets(workers):
                draft.take(asset)
            index = Index(site=site, edition=edition, freshness=freshness, is_noted=False)
            for asset in index.assets(workers):
                draft.take(asset)
            options.stages.begin("verifying", len(edition.plan.pages))
            draft.render(workers)
            refuse((*edition.problems, *darkroom.problems, *index.problems, *draft.problems))
            published = freshness_of(edition, load_ledger(ledger_file(site)), Output(site / OUTPUT))
            flaws = tuple(_flaws(draft, replace(draft, freshness=published)))
    if flaws:
        _blame(site, flaws)
    return len(draft.traces)


@contextmanager
def _beside(site: Path) -> Iterator[Path]:
    folder = site / _BESIDE
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _blame(site: Path, flaws: tuple[_Flaw, ...]) -> None:
    seen = survey(site)
    if seen.note and not seen.is_at_rest:
        message, hint = "something in the site changed since it was built", "run the same command again"
        raise ContentError(Problem(message=message, hint=hint, key="changed"))
    problems = (flaw.problem for flaw in flaws)
    raise (OwnFault if any(flaw.is_ours for flaw in flaws) else EnvironmentFault)(*problems)


def _flaws(anew: Draft, published: Draft) -> Iterator[_Flaw]:
    """What differs between a draft that was made of everything, and the same one held against what is published."""
    output, traces = published.freshness.output, published.freshness.ledger.traces
    for permalink, staged in anew.freshness.output.staged.items():
        file = output.file(permalink)
        data = file.read_bytes() if file.is_file() and not file.is_symlink() else None
        if data is None:
            yield _flaw(permalink, "the file is missing, and the build did not notice", _AGAIN)
        elif data != Path(staged.path).read_bytes():
            noted = traces[permalink].data if permalink in traces else ""
            yield _stale(permalink) if digest_bytes(data) == noted else _foreign(permalink)
    for permalink in published.doomed:
        if output.file(permalink).exists():
            yield _flaw(permalink, "the file should have been removed: nothing in the site leads to it", "delete it")


def _stale(permalink: str) -> _Flaw:
    return _flaw(permalink, "the file differs from what a build from nothing makes", _AGAIN)


def _foreign(permalink: str) -> _Flaw:
    message = "someone else, or a failing disk, changed the file without a trace of it in its size and times"
    problem = Problem(file=_named(permalink), message=message, hint=_AGAIN, key="verify")
    return _Flaw(problem=problem, is_ours=False)


def _flaw(permalink: str, message: str, hint: str) -> _Flaw:
    hint = f"{hint}; and please report it, as this is a fault in Backfile"
    return _Flaw(problem=Problem(file=_named(permalink), message=message, hint=hint, key="verify"))


def _named(permalink: str) -> str:
    return f"{OUTPUT}/{file_of(permalink)}"
