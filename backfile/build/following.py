"""Manuscripts that follow their seeds: each article of a seed into the manuscripts that were made from it.

Each manuscript is merged as a whole or not at all. What was read is kept last, so that a run that is killed before is
done once more by the next one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import unified_diff
from functools import cached_property
from itertools import islice
from pathlib import Path

from backfile.archive.article import Article
from backfile.build.conversion import SeedRead, add_manuscript
from backfile.build.ingest import Desk, differences_of
from backfile.build.outcome import Conversion, Difference, Update
from backfile.build.readings import (
    drop_reading,
    has_reading,
    is_kept,
    keep_reading,
    kept_reading,
    move_reading,
    number_held,
)
from backfile.build.reception import write_pictures
from backfile.build.recount import GONE, Held, Recount, gone_sources, recounted
from backfile.build.seeds import SEEDS, Survey, last_places, note_on, seed_of, sources_of, write_whole
from backfile.build.sources import Sources
from backfile.errors import Problem, Severity
from backfile.intake.record import Reading
from backfile.manuscript.likeness import gist_of, gist_then
from backfile.manuscript.merging import Merged, Then, merge_manuscripts
from backfile.manuscript.paragraphs import marks_in
from backfile.manuscript.yaml_header import write_manuscript


@dataclass(kw_only=True)  # what was done and found is gathered while seeds are read
class Editor:
    """Merges manuscripts, which it knows by their sources."""

    desk: Desk
    manuscripts: Mapping[str, Sequence[Article]]
    survey: Survey
    writes: bool
    updates: list[Update] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    conversions: list[Conversion] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def _site(self) -> Path:
        return self.desk.seeds.site

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The last place in each seed of which there is a manuscript."""
        return last_places(self.manuscripts)

    def update(self, read: SeedRead) -> None:
        """Merge the manuscripts of one seed, and note that they follow it."""
        if read.fault:
            self.problems.append(read.fault)
            return
        former = self._former(read.seed)
        number = max(number_held(self._site, name, self.places) for name in {read.seed, former})
        if max(number, len(read.articles)) > 1 and self._is_settled(read, number):
            return
        places = zip(sources_of(read.seed), sources_of(former), read.articles, strict=False)
        done = [self._follow(read.seed, names, article) for *names, article in places if names[0] in self.manuscripts]
        if all(done) and self.writes:
            self.desk.seeds.note(read.seed, read.digest)

    def _is_settled(self, read: SeedRead, number: int) -> bool:
        """Whether the articles of a seed, once so many, came, went or moved; if so, this was told and seen to."""
        mine, known_as = self._by_seed.get(read.seed, []), self._known_as(read.seed)
        held = self._held(known_as, number, mine)
        if not held and number == len(read.articles):
            return False  # nothing was kept: each begins anew at its place
        gists = [(each.source, gist_of(self._text(each))) for each in mine]
        sources = list(islice(sources_of(known_as), len(read.articles)))
        plan = recounted(held, [gist_of(text) for _, text in read.articles], gists, sources)
        if plan.is_in_place(held, sources):
            return False
        if plan.is_whole and known_as == read.seed:
            self._see_to(read, held, plan)
        else:
            # Without what was read then, or under another name, it can only be told.
            self.problems.append(_recounted(read.seed, number, len(read.articles)))
        return True

    def _known_as(self, seed: str) -> str:
        """The name under which it was kept what was read from a seed."""
        return seed if has_reading(self._site, seed) else self._former(seed)

    def _held(self, seed: str, number: int, manuscripts: Iterable[Article]) -> list[Held]:
        """What was read from a seed, as far as it was kept, and what it no longer holds."""
        sources = Sources(self._site)
        gone = sorted({each.source for each in manuscripts if GONE in each.source})
        thens = [(source, kept_reading(sources, source)) for source in (*islice(sources_of(seed), number), *gone)]
        self.problems += sources.problems
        return [Held(source=source, then=then, gist=gist_then(then)) for source, then in thens if then]

    @cached_property
    def _by_seed(self) -> Mapping[str, list[Article]]:
        found: defaultdict[str, list[Article]] = defaultdict(list)
        for source, manuscripts in self.manuscripts.items():
            for seed in {source, seed_of(source.partition(GONE)[0])}:
                found[seed] += manuscripts
        return found

    def _text(self, manuscript: Article) -> str:
        return (self._site / manuscript.prose.file).read_bytes().decode()

    def _see_to(self, read: SeedRead, held: Sequence[Held], plan: Recount) -> None:
        """Merge what is still there, write what is new, name what is gone; what was read is kept last."""
        mine, sources = self._by_seed.get(read.seed, []), list(islice(sources_of(read.seed), len(read.articles)))
        gone = _gone(read.seed, held, plan, [each.source for each in mine])
        done = []
        for number, old in plan.of.items():
            if old in gone:
                done.append(self._detach(mine[number], gone[old], read.seed))
            else:
                then = replace(held[old].then, fields={**held[old].then.fields, "source": mine[number].source})
                done.append(self._merge(then, mine[number], *read.articles[plan.now[old]]))
        for place, number in plan.begun.items():
            self.differences += differences_of(read.seed, read.articles[place][1], mine[number])
        for place in plan.new(len(sources)):
            self._add(sources[place], *read.articles[place])
        if not (self.writes and all(done)):
            return
        for old, source in gone.items():
            move_reading(self._site, held[old].source, source)
        for place in _in_order(plan, held, sources):
            keep_reading(self._site, sources[place], read.articles[place][1])
        for each in held:
            if each.source not in {*sources, *gone.values()}:
                drop_reading(self._site, each.source)
        self.desk.seeds.note(read.seed, read.digest)

    def _add(self, source: str, reading: Reading, text: str) -> None:
        """Write an article that the seed did not hold before, or say that it would be."""
        if not self.writes:
            self.problems.append(_added(source, reading.title))
            return
        write_pictures(self._site, reading)
        manuscript = add_manuscript(self._site, reading, text)
        self.conversions.append(Conversion(seed=f"{SEEDS}/{source}", manuscript=manuscript))

    def _detach(self, manuscript: Article, source: str, seed: str) -> bool:
        """Name what a seed no longer holds, and see to it that nothing else is merged into its manuscript."""
        if manuscript.source == source:
            return True
        file, line = manuscript.prose.file, manuscript.line_of("source")
        self.problems.append(_vanished(manuscript, seed))
        lines = self._text(manuscript).split("\n")
        if (self._site / file).is_symlink() or not lines[line - 1].startswith("source:"):
            self.problems.append(_unusual(file))
            return False
        end = "\r" if lines[line - 1].endswith("\r") else ""
        lines[line - 1] = write_manuscript({"source": source}, "").split("\n")[1] + end
        if self.writes:
            write_whole(self._site / file, "\n".join(lines))
        return True

    def _former(self, seed: str) -> str:
        """The name that the seed had when it was converted."""
        return self.survey.renamed.get(seed, seed)

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


def _gone(seed: str, held: Sequence[Held], plan: Recount, sources: Sequence[str]) -> dict[int, str]:
    """What a seed no longer holds, and its source from now on; `sources` are those that the manuscripts name.

    Nothing is kept of what has no manuscript.
    """
    settled = {old: sources[number] for number, old in plan.of.items() if GONE in sources[number]}
    free = (source for source in gone_sources(seed) if source not in sources)
    return {
        old: each.source if each.is_gone else settled.get(old) or next(free)
        for old, each in enumerate(held)
        if old not in plan.now and (each.is_gone or old in plan.of.values())
    }


def _in_order(plan: Recount, held: Sequence[Held], sources: Sequence[str]) -> Iterator[int]:
    """The places of a seed, so that what was kept of an article is replaced only after it was kept in its new place."""
    moves = sorted(
        (new, sources.index(held[old].source)) for old, new in plan.now.items() if held[old].source in sources
    )
    yield from (new for new, old in reversed(moves) if new > old)
    yield from (new for new, old in moves if new <= old)
    moved = {new for new, _ in moves}
    yield from (place for place in range(len(sources)) if place not in moved)


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


def _recounted(seed: str, held: int, now: int) -> Problem:
    message = f"this seed is now read as {now} articles, and was as {held}; its manuscripts are left as they are"
    if held == now:
        message = f"of the {now} articles of this seed some came, went or moved; its manuscripts are left as they are"
    hint = "put each article into a file of its own; or remove these manuscripts, and convert the seed again"
    return replace(note_on(seed, message, hint, "several-articles"), severity=Severity.WARNING)


def _vanished(manuscript: Article, seed: str) -> Problem:
    message = (
        f"“{manuscript.title}” is no longer in {SEEDS}/{seed}; the manuscript is kept, and follows that seed no more"
    )
    hint = "remove it if the article was withdrawn; if it was only lost in the seed, put it back there and update again"
    return Problem(
        severity=Severity.WARNING, file=manuscript.prose.file, line=1, message=message, hint=hint, key="article-gone"
    )


def _added(source: str, title: str) -> Problem:
    message = f"“{title or 'Untitled'}” is new in this seed"
    return note_on(source, message, "`ingest --update` makes a manuscript of it", "article-added")


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
