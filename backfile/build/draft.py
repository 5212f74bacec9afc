"""From the plan to staged files: which pages and assets are not as the plan wants them, and their new bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from unicodedata import normalize

from backfile.build.freshness import Freshness
from backfile.build.ledger import Trace
from backfile.build.press import Order, Press, changed
from backfile.build.rest import Survey
from backfile.build.workers import Workers
from backfile.errors import Problem
from backfile.site.pages import Asset
from backfile.site.plan import Plan
from backfile.site.render import Job, Theme

Progress = Callable[[int, int], None]


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

    def render(self, workers: Workers, progress: Progress) -> None:
        """Stage every page that is not fresh; a page of what changed in the meantime is a problem."""
        used: set[str] = set()
        press = Press(site=self.site, theme=self.theme)
        for proof in workers.do(press.print, self._orders(progress)):
            self.rendered += 1
            used.add(self.plan.pages[proof.permalink].template)
            self.problems.extend(proof.problems)
            if not proof.problems:
                self.freshness.output.take(proof.permalink, proof.staged, proof.data)
        if not self.seen.shows_templates(self.site):
            self.problems.extend(self._edited(used))

    def _edited(self, templates: Iterable[str]) -> Iterator[Problem]:
        now = Theme(self.theme.folder)
        for name in sorted(templates):
            if now.check([name]) or now.digest_of(name) != self.theme.digest_of(name):
                yield changed(self.theme.place_of(name))

    def _orders(self, progress: Progress) -> Iterator[Order]:
        for done, page in enumerate(self.plan.pages.values()):
            progress(done, len(self.plan.pages))
            verdict = self.freshness.judge(page)
            self.traces[page.permalink] = verdict.trace
            if verdict.reason:
                job = Job(permalink=page.permalink, template=page.template, view=verdict.view)
                yield Order(job=job, staged=self.freshness.output.next_place())

    def copy(self) -> None:
        """Stage every asset that is not as it is at its source."""
        for asset in self.plan.assets.values():
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
