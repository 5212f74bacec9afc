"""From the plan to staged files: which pages and assets are not as the plan wants them, and their new bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from unicodedata import normalize

from backfile.build.generator import generator_digest
from backfile.build.ledger import Ledger, Trace, is_fresh, untouched
from backfile.build.output import Output
from backfile.build.sources import look_of
from backfile.build.workers import Workers
from backfile.digest import Digests, digest_bytes, digest_value
from backfile.errors import Problem
from backfile.manuscript.header import Manuscript, split_manuscript
from backfile.site.fragments import BodyView, EntryView, SiteView
from backfile.site.pages import Asset, Page, body_of
from backfile.site.plan import Plan
from backfile.site.render import Job, Theme

Progress = Callable[[int, int], None]


@dataclass(slots=True, kw_only=True)  # it fills while pages are rendered
class Draft:
    """The next state of `output/` before it is published: what is staged there, and the traces of all addresses."""

    site: Path
    plan: Plan
    theme: Theme
    ledger: Ledger
    output: Output
    traces: dict[str, Trace] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def render(self, workers: Workers, progress: Progress) -> None:
        """Stage every page that is not fresh; a page of what changed in the meantime is a problem."""
        used: set[str] = set()
        for rendered in workers.do(self.theme.render_batch, self._jobs(progress)):
            used.add(self.plan.pages[rendered.permalink].template)
            self.problems.extend(rendered.problems)
            if not rendered.problems:
                self._stage(rendered.permalink, rendered.data)
        self.problems.extend(self._edited(used))

    def _edited(self, templates: Iterable[str]) -> Iterator[Problem]:
        now = Theme(self.theme.folder)
        for name in sorted(templates):
            if now.check([name]) or now.digest_of(name) != self.theme.digest_of(name):
                yield _changed(self.theme.place_of(name))

    def _jobs(self, progress: Progress) -> Iterator[Job]:
        digests = Digests(SiteView, EntryView)
        templates = {name: digest_value((generator_digest(), self.theme.digest_of(name))) for name in self._templates()}
        for done, page in enumerate(self.plan.pages.values()):
            progress(done, len(self.plan.pages))
            view = page.compose()
            wanted = Trace(view=digests.of(view), template=templates[page.template])
            if not self._keep(page.permalink, wanted):
                yield from self._job(page, view)

    def _templates(self) -> set[str]:
        return {page.template for page in self.plan.pages.values()}

    def _job(self, page: Page, view: object) -> Iterator[Job]:
        body = body_of(view)
        manuscript = self._manuscript(body) if body else Manuscript(body="")
        if manuscript:
            yield Job(
                permalink=page.permalink,
                template=page.template,
                view=view,
                markdown=manuscript.body,
                line=manuscript.body_line,
            )

    def _manuscript(self, body: BodyView) -> Manuscript | None:
        """The manuscript with this body; None where it has another by now."""
        with suppress(OSError, UnicodeDecodeError):
            text = (self.site / body.source).read_bytes().decode()
            manuscript = split_manuscript(text, body.source)[0]
            if digest_bytes(manuscript.body.encode()) == body.digest:
                return manuscript
        self.problems.append(_changed(body.source))
        return None

    def copy(self) -> None:
        """Stage every asset that is not as it is at its source."""
        for asset in self.plan.assets.values():
            self._copy(asset)

    def _copy(self, asset: Asset) -> None:
        path = self.site / asset.path
        view = digest_bytes(asset.data)
        if asset.path:
            view = look_of(path.stat())
        if not self._keep(asset.permalink, Trace(view=view)):
            self._stage(asset.permalink, path.read_bytes() if asset.path else asset.data)

    def _keep(self, permalink: str, wanted: Trace) -> bool:
        """Whether what is published is what is wanted; if it is not, what is wanted is noted."""
        trace = self.ledger.get(permalink)
        if trace and is_fresh(trace, wanted.view, wanted.template):
            kept = untouched(trace, self.output.file(permalink))
            if kept:
                self.traces[permalink] = kept
                return True
        self.traces[permalink] = wanted
        return False

    def _stage(self, permalink: str, data: bytes) -> None:
        self.output.stage(permalink, data)

    @property
    def doomed(self) -> tuple[str, ...]:
        """The addresses that were published and are no longer in the plan.

        One that some disks cannot tell from an address in the plan is spared if this disk cannot either.
        """
        living = {_folded(permalink): permalink for permalink in self.traces}
        gone = sorted(self.ledger.keys() - self.traces.keys())
        return tuple(permalink for permalink in gone if not self._is_same(permalink, living.get(_folded(permalink))))

    def _is_same(self, permalink: str, living: str | None) -> bool:
        with suppress(OSError):
            return living is not None and self.output.file(permalink).samefile(self.output.file(living))
        return False


def _folded(permalink: str) -> str:
    return normalize("NFC", normalize("NFC", permalink).casefold())


def _changed(file: str) -> Problem:
    message, hint = "changed while it was being built", "run the build again"
    return Problem(file=file, message=message, hint=hint, key="changed")
