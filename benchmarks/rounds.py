"""The rounds: every competitor goes through the same phases, in turn, and each result is looked at."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from benchmarks.checks import faults_of_presence, faults_of_site, faults_of_text
from benchmarks.corpus import Census, Corpus, manuscript
from benchmarks.measure import cost_of, facts_of, written_between
from benchmarks.sites import Competitor

PHASES = (
    "cold",
    "nothing changed",
    "body edited",
    "title edited",
    "template edited",
    "article added",
    "article removed",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One build. Watched builds state a `peak` (bytes) and the `gap` between looks; timed ones state times."""

    competitor: str
    phase: str
    wall: float = 0.0
    cpu: float = 0.0
    peak: int = 0
    gap: float = 0.0
    rendered: int | None = None
    files: int = 0
    bytes: int = 0


@dataclass(slots=True, kw_only=True)  # it gathers what went wrong
class Track:
    """One competitor's site on its way through the phases, and the faults found there.

    `template_text` is the template that all pages are made from, as it was before the first phase.
    """

    competitor: Competitor
    corpus: Corpus
    census: Census
    template_text: str
    faults: list[str] = field(default_factory=list)

    def change(self, phase: str, turn: int) -> None:
        """Do to the site what a phase is called after."""
        changes: dict[str, Callable[[], object]] = {
            "cold": self._restore,
            "body edited": lambda: self._edit(self._text, lambda text: f"{text}\n{_body_mark(turn)}\n"),
            "title edited": lambda: self._edit(self._text, with_title(turn)),
            "template edited": lambda: self._edit(self._template, _with_mark(turn)),
            "article added": lambda: self._added.write_text(self._manuscript(self.corpus.articles), "utf-8"),
            "article removed": self._added.unlink,
        }
        changes.get(phase, lambda: None)()

    def _restore(self) -> None:
        self._text.write_text(self._manuscript(self._middle), "utf-8")
        self._template.write_text(self.template_text, "utf-8")
        self._added.unlink(missing_ok=True)
        self.competitor.clean()

    def _manuscript(self, place: int) -> str:
        return manuscript(self.corpus.article(place), self.competitor.name.lower())

    @property
    def _middle(self) -> int:
        return self.corpus.articles // 2

    @property
    def _text(self) -> Path:
        return self.competitor.manuscript(self.corpus.article(self._middle))

    @property
    def _added(self) -> Path:
        return self.competitor.manuscript(self.corpus.article(self.corpus.articles))

    @property
    def _template(self) -> Path:
        return self.competitor.folder / self.competitor.template

    def _edit(self, file: Path, change: Callable[[str], str]) -> None:
        file.write_text(change(file.read_text("utf-8")), "utf-8")

    def check(self, phase: str, turn: int) -> None:
        """Look whether the site shows what was done to it."""
        self.faults.extend(f"{self.competitor.name}, {phase}: {fault}" for fault in self._faults(phase, turn))

    def _faults(self, phase: str, turn: int) -> Iterator[str]:
        competitor, article = self.competitor, self.corpus.article(self._middle)
        page, home = competitor.page(f"articles/{article.slug}"), competitor.page("")
        if phase == "cold":
            yield from faults_of_site(competitor, self.corpus, self.census)
        elif phase == "body edited":
            yield from faults_of_text(page, _body_mark(turn))
        elif phase == "title edited":
            issue = competitor.page(competitor.issue_page(article))
            yield from chain.from_iterable(faults_of_text(each, _title_mark(turn)) for each in (page, issue))
        elif phase == "template edited":
            yield from chain.from_iterable(faults_of_text(each, _template_mark(turn)) for each in (page, home))
        elif phase.startswith("article"):
            added = self.corpus.article(self.corpus.articles)
            yield from faults_of_presence(competitor, added, there=phase == "article added")


def _body_mark(turn: int) -> str:
    return f"This sentence was added in turn {turn}."


def _title_mark(turn: int) -> str:
    return f"in its edition {turn}"


def _template_mark(turn: int) -> str:
    return f"Set anew for turn {turn}."


def with_title(turn: int) -> Callable[[str], str]:
    """What adds the words of a turn to the title in a manuscript of any flavour."""
    return lambda text: re.sub(r'^(title: .*?)("?)$', rf"\1, {_title_mark(turn)}\2", text, count=1, flags=re.MULTILINE)


def _with_mark(turn: int) -> Callable[[str], str]:
    return lambda text: text.replace("</footer>", f"<small>{_template_mark(turn)}</small></footer>", 1)


def run_rounds(tracks: Sequence[Track], repeats: int, phases: Sequence[str] = PHASES) -> Iterator[Sample]:
    """One watched round for the memory, then so many timed ones; the competitors take turns at going first."""
    for turn in range(repeats + 1):
        order = tracks if turn % 2 else tuple(reversed(tracks))
        for phase in phases:
            for track in order:
                yield _build(track, phase, turn)


def _build(track: Track, phase: str, turn: int) -> Sample:
    competitor = track.competitor
    track.change(phase, turn)
    before = facts_of(competitor.folder / competitor.output)
    cost = cost_of(competitor.command, competitor.folder, watched=turn == 0)
    files, size = written_between(before, facts_of(competitor.folder / competitor.output))
    track.check(phase, turn)
    is_timed = turn > 0
    return Sample(
        competitor=competitor.name,
        phase=phase,
        peak=cost.peak,
        gap=cost.gap,
        rendered=competitor.rendered(cost.said),
        files=files,
        bytes=size,
        wall=cost.wall if is_timed else 0.0,
        cpu=cost.cpu if is_timed else 0.0,
    )
