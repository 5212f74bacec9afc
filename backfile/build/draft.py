"""From the plan to staged files: which pages and assets are not as the plan wants them, and their new bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from unicodedata import normalize

from backfile.build.freshness import Freshness
from backfile.build.ledger import Trace
from backfile.build.press import Order, Press, changed
from backfile.build.rest import Survey
from backfile.build.stages import Stages
from backfile.build.workers import Workers
from backfile.errors import Problem
from backfile.site.addresses import WORDS
from backfile.site.pages import Asset, Page
from backfile.site.plan import Plan
from backfile.site.render import Theme


@dataclass(slots=True, kw_only=True)  # it fills while pages are rendered
class Draft:
    """The next state of `output/` before it is published: what is staged there, and the traces of all addresses."""

    site: Path
    seen: Survey
    plan: Plan
    theme: Theme
    freshness: Freshness
    traces: dict[str, Trace] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    rendered: int = 0

    def render(self, workers: Workers) -> None:
        """Stage every page that is not fresh; a page of what changed in the meantime is a problem."""
        used: set[str] = set()
        press = Press(site=self.site, theme=self.theme, pages=self.plan.pages, freshness=self.freshness)
        for proof in workers.do(press, self._orders(workers.stages), self._compile):
            workers.stages.done()
            self.traces[proof.permalink] = proof.trace
            if proof.is_rendered:
                self.rendered += 1
                used.add(self.plan.pages[proof.permalink].template)
            self.problems.extend(proof.problems)
            if proof.staged:
                self.freshness.output.take(proof.permalink, proof.staged, proof.trace.data)
        workers.stages.count("pages", [self.rendered])
        if not self.seen.shows_templates(self.site):
            self.problems.extend(self._edited(used))

    def _compile(self) -> None:
        self.theme.compile({page.template for page in self.plan.pages.values()})

    def _edited(self, templates: Iterable[str]) -> Iterator[Problem]:
        now = Theme(self.theme.folder, self.theme.words)
        for name in sorted(templates):
            if now.check([name]) or now.digest_of(name) != self.theme.digest_of(name):
                yield changed(self.theme.place_of(name))

    def _orders(self, stages: Stages) -> Iterator[Order]:
        for page, settled in stages.apart("judging", self._judged(stages)):
            if settled:
                self.traces[page.permalink] = settled
                stages.done()
            else:
                yield Order(permalink=page.permalink, staged=self.freshness.output.next_place())

    def _judged(self, stages: Stages) -> Iterator[tuple[Page, Trace | None]]:
        composed = 0
        for page in self.plan.pages.values():
            settled = self.freshness.settled(page)
            composed += settled is None
            yield page, settled
        stages.count("pages", [len(self.plan.pages)])
        stages.count("composed", [composed])

    def copy(self) -> None:
        """Stage every asset that is not as it is at its source; the rest stays, where the plan is not whole."""
        if not self.plan.is_whole:
            known = self.freshness.ledger.traces.items()
            self.traces.update(each for each in known if not each[0].startswith(WORDS))  # the index names all its files
        for asset in self.plan.assets.values():
            if asset.recipe is None:
                self.take(asset)

    def take(self, asset: Asset) -> None:
        """Stage an asset, if it is not as it is at its source."""
        verdict = self.freshness.judge_asset(self.site, asset)
        self.traces[asset.permalink] = verdict.trace
        if verdict.reason:
            data = (self.site / asset.path).read_bytes() if asset.path else asset.data
            self.freshness.output.stage(asset.permalink, data)

    @property
    def doomed(self) -> tuple[str, ...]:
        """The addresses that were published and are no longer in the plan.

        One that some disks cannot tell from an address in the plan is spared if this disk cannot either.
        """
        gone = sorted(self.freshness.ledger.traces.keys() - self.traces.keys())
        living = {_folded(permalink): permalink for permalink in self.traces} if gone else {}
        return tuple(permalink for permalink in gone if not self._is_same(permalink, living.get(_folded(permalink))))

    def _is_same(self, permalink: str, living: str | None) -> bool:
        output = self.freshness.output
        with suppress(OSError):
            return living is not None and output.file(permalink).samefile(output.file(living))
        return False


def _folded(permalink: str) -> str:
    return normalize("NFC", normalize("NFC", permalink).casefold())
