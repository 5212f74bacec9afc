"""`ingest --update`: manuscripts follow their seeds, and what a person wrote stays.

Needed when a seed was corrected, or when Backfile has learnt to read it better. Each manuscript is merged as a whole or
not at all; nothing but `content/` is written, and images that a document brings along.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import unified_diff
from itertools import islice
from pathlib import Path

from backfile.archive.article import Article
from backfile.build.conversion import SeedRead
from backfile.build.holdings import read_settings
from backfile.build.ingest import Desk, differences_of, open_desk, read_manuscripts
from backfile.build.outcome import Difference, Intake, Update
from backfile.build.readings import has_reading, is_kept, keep_reading, kept_reading
from backfile.build.reception import write_pictures
from backfile.build.seeds import SEEDS, Survey, note_on, sources_of, write_whole
from backfile.build.sources import Sources
from backfile.build.turn import alone
from backfile.build.workers import Workers
from backfile.errors import Problem, Severity
from backfile.intake.record import Reading
from backfile.manuscript.merging import Merged, Then, merge_manuscripts
from backfile.manuscript.paragraphs import marks_in

_MOST = 300  # no seed holds more articles


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
        editor = _Editor(
            desk=desk, manuscripts=_by_source(manuscripts), survey=desk.seeds.survey(readable), writes=writes
        )
        known = [seed for seed in readable if editor.has_manuscript(seed)]
        try:
            workers.stages.begin("comparing", len(known))
            for read in workers.do(desk.reader.read, known):
                workers.stages.done()
                editor.update(read)
        finally:
            desk.seeds.save()
    unknown = map(_unknown, (seed for seed in chosen if seed in readable and seed not in known))
    problems = (*desk.seeds.problems, *unknown, *editor.problems)
    return Intake(updates=tuple(editor.updates), differences=tuple(editor.differences), problems=problems)


def _by_source(articles: Iterable[Article]) -> dict[str, list[Article]]:
    found: dict[str, list[Article]] = {}
    for article in articles:
        found.setdefault(article.source, []).append(article)
    return found


@dataclass(slots=True, kw_only=True)  # what was done and found is gathered while seeds are read
class _Editor:
    """Merges manuscripts, which it knows by their sources."""

    desk: Desk
    manuscripts: Mapping[str, Sequence[Article]]
    survey: Survey
    writes: bool
    updates: list[Update] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def _site(self) -> Path:
        return self.desk.seeds.site

    def has_manuscript(self, seed: str) -> bool:
        """Whether a manuscript names the seed, or an article in it, as its source."""
        return any(source in self.manuscripts for source in islice(sources_of(seed), _MOST))

    def update(self, read: SeedRead) -> None:
        """Merge the manuscripts of one seed, and note that they follow it."""
        if read.fault:
            self.problems.append(read.fault)
            return
        places = list(zip(sources_of(read.seed), sources_of(self._former(read.seed)), range(_MOST)))  # noqa: B905
        held = max((number for *names, number in places if self._is_held(*names)), default=0) + 1
        if held != len(read.articles):
            self.problems.append(_recounted(read.seed, held, len(read.articles)))
            return
        done = [
            self._follow(read.seed, names, article)
            for (*names, _), article in zip(places, read.articles)  # noqa: B905
            if names[0] in self.manuscripts
        ]
        if all(done) and self.writes:
            self.desk.seeds.note(read.seed, read.digest)

    def _former(self, seed: str) -> str:
        """The name that the seed had when it was converted."""
        return self.survey.renamed.get(seed, seed)

    def _is_held(self, source: str, former: str) -> bool:
        return source in self.manuscripts or any(has_reading(self._site, name) for name in {source, former})

    def _follow(self, seed: str, names: Sequence[str], article: tuple[Reading, str]) -> bool:
        """Merge what was made from one article of a seed; whether that could be done."""
        source, former = names
        if is_kept(self._site, source, article[1]):
            return True
        sources = Sources(self._site)
        then = kept_reading(sources, source) or kept_reading(sources, former)
        self.problems += sources.problems
        if sources.problems:
            return False
        if then is None:
            return self._begin(seed, source, article[1])
        done = [self._merge(then, each, *article) for each in self.manuscripts[source]]
        if self.writes and all(done):
            keep_reading(self._site, source, article[1])  # last: a run that is killed before this merges once more
        return all(done)

    def _merge(self, then: Then, manuscript: Article, reading: Reading, seed_says: str) -> bool:
        file = manuscript.prose.file
        if (self._site / file).is_symlink():
            self.problems.append(_link(file))
            return False
        text = (self._site / file).read_bytes().decode()
        yours = text.replace("\r\n", "\n")
        merged = merge_manuscripts(then, yours, seed_says)
        if merged is None:
            self.problems.append(_unusual(file))
            return False
        if merged.text == yours:
            return True
        self.updates.append(_update(manuscript, merged, yours))
        if self.writes:
            self.problems += marks_in(merged.text, file)
            write_pictures(self._site, reading)
            write_whole(self._site / file, merged.text.replace("\n", "\r\n") if "\r\n" in text else merged.text)
        return True

    def _begin(self, seed: str, source: str, seed_says: str) -> bool:
        """Keep what is read now where nothing was kept, as long as it is the seed that was converted."""
        if seed in self.survey.changed:
            self.problems.append(_nothing_kept(seed))
            return False
        for article in self.manuscripts[source]:
            self.differences += differences_of(seed, seed_says, article)
        if self.writes:
            keep_reading(self._site, source, seed_says)
        return True


def _update(manuscript: Article, merged: Merged, yours: str) -> Update:
    file = manuscript.prose.file
    lines = unified_diff(yours.splitlines(), merged.text.splitlines(), file, file, lineterm="")
    return Update(
        seed=f"{SEEDS}/{manuscript.source}",
        manuscript=file,
        fields=merged.followed,
        contradicted=merged.contradicted,
        conflicts=merged.conflicts,
        has_new_text=merged.has_new_text,
        difference=tuple(lines),
    )


def _unknown(seed: str) -> Problem:
    message = "no manuscript was made from this seed, or it is gone"
    return note_on(seed, message, f"to convert it: ingest {SEEDS}/{seed}", "orphan")


def _recounted(seed: str, held: int, now: int) -> Problem:
    message = f"this seed is now read as {now} articles, and was as {held}; its manuscripts are left as they are"
    hint = "put each article into a file of its own; or remove these manuscripts, and convert the seed again"
    return replace(note_on(seed, message, hint, "several-articles"), severity=Severity.WARNING)


def _nothing_kept(seed: str) -> Problem:
    message = "this seed changed, and nothing was kept of what was read before; its manuscript is left as it is"
    hint = "put back the seed as it was, run `ingest --update`, and then put in the corrected one"
    return replace(note_on(seed, message, hint, "nothing-kept"), severity=Severity.WARNING)


def _link(file: str) -> Problem:
    message = "this is a symbolic link, and nothing is written behind it; it is left as it is"
    return Problem(severity=Severity.WARNING, file=file, message=message, hint="put the file itself there", key="link")


def _unusual(file: str) -> Problem:
    message = "the header is written in a form in which single fields cannot be replaced; it is left as it is"
    hint = "begin each field on a line of its own"
    return Problem(severity=Severity.WARNING, file=file, line=1, message=message, hint=hint, key="header")
