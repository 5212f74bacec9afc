"""`ingest --update`: manuscripts follow their seeds, and what a person wrote stays.

Needed when a seed was corrected, or when Backfile has learnt to read it better. Each manuscript is merged as a whole or
not at all; nothing but `content/` is written, and images that a document brings along.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from backfile.archive.article import Article
from backfile.build.following import Editor
from backfile.build.holdings import read_settings
from backfile.build.ingest import open_desk, read_manuscripts
from backfile.build.outcome import Intake
from backfile.build.seeds import SEEDS, note_on
from backfile.build.sources import Sources
from backfile.build.turn import alone
from backfile.build.workers import Workers
from backfile.errors import Problem


def update_all(
    site: Path, chosen: tuple[str, ...], workers: Workers, waiting: Callable[[], None], *, writes: bool = True
) -> Intake:
    """Merge the manuscripts of all seeds, or of the chosen ones, with what these are read as now.

    Raises ContentError while a manuscript is faulty, and EnvironmentFault where one cannot be written.
    """
    read_settings(Sources(site))  # a folder that is no site is left as it is
    with alone(site, waiting):
        desk, manuscripts = open_desk(site, workers).with_evidence(), read_manuscripts(site, workers)
        readable = [seed for seed in chosen or desk.seeds.names if desk.seeds.can_be_read(seed)]
        editor = Editor(
            desk=desk, manuscripts=_by_source(manuscripts), survey=desk.seeds.survey(readable), writes=writes
        )
        known = [seed for seed in readable if seed in editor.places]
        try:
            workers.stages.begin("comparing", len(known))
            for read in workers.do(desk.reader.read, known):
                workers.stages.done()
                editor.update(read)
        finally:
            desk.seeds.save()
    unknown = map(_unknown, (seed for seed in chosen if seed in readable and seed not in known))
    problems = (*desk.seeds.problems, *unknown, *editor.problems)
    return Intake(
        conversions=tuple(editor.conversions),
        updates=tuple(editor.updates),
        differences=tuple(editor.differences),
        problems=problems,
    )


def _by_source(articles: Iterable[Article]) -> dict[str, list[Article]]:
    found: dict[str, list[Article]] = {}
    for article in articles:
        found.setdefault(article.source, []).append(article)
    return found


def _unknown(seed: str) -> Problem:
    message = "no manuscript was made from this seed, or it is gone"
    return note_on(seed, message, f"to convert it: ingest {SEEDS}/{seed}", "orphan")
