"""Pages of the plan to staged files: what a worker does with a batch, in reach of the site's folder or not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from backfile.build.errand import Errand, PackedTheme, packed
from backfile.build.freshness import Freshness, Verdict
from backfile.build.ledger import Trace
from backfile.build.output import write_staged
from backfile.build.sources import read_file
from backfile.digest import digest_bytes
from backfile.errors import Problem
from backfile.frozen import frozen
from backfile.manuscript.header import Manuscript, split_manuscript
from backfile.site.pages import Page, body_of
from backfile.site.render import Job, Rendered, Theme


@frozen
class Order:
    """A page that may have to be made anew, and the file in which it is to wait if so."""

    permalink: str
    staged: str


@frozen
class Proof:
    """What became of a page: its trace, and the file in which it waits, "" if it need not be made anew.

    The trace holds the digest of the bytes. Where something is wrong with the page, it does not wait.
    """

    permalink: str
    trace: Trace
    staged: str = ""
    problems: tuple[Problem, ...] = ()

    @property
    def is_rendered(self) -> bool:
        """Whether the page was made anew, or was to be."""
        return bool(self.staged or self.problems)


@dataclass(frozen=True, kw_only=True)  # it keeps the templates that it packed
class Press:
    """A press in reach of the site's folder: it composes pages, fetches their prose, and stages what it renders.

    All that it goes by is handed to a worker once, so that an order is but an address.
    """

    site: Path
    theme: Theme
    pages: Mapping[str, Page]
    freshness: Freshness

    def __call__(self, orders: Sequence[Order]) -> list[Proof]:
        """The proofs of some orders, in their order. Raises EnvironmentFault where a file cannot be written."""
        return list(map(self._proof, orders))

    def _proof(self, order: Order) -> Proof:
        verdict = self._verdict(order)
        if not verdict.reason:
            return Proof(permalink=order.permalink, trace=verdict.trace)
        ready = self._ready(order, verdict)
        return _staged(order, verdict.trace, self.theme.render(ready) if isinstance(ready, Job) else ready)

    def errand(self, orders: Sequence[Order]) -> Errand[Proof]:
        """The same for a worker that sees no folder of ours: pages are composed here, and only rendered there."""
        judged = [(order, self._verdict(order)) for order in orders]

        def keep(pages: list[Rendered]) -> list[Proof]:
            made = iter(pages)
            return [
                _staged(order, verdict.trace, next(made))
                if verdict.reason
                else Proof(permalink=order.permalink, trace=verdict.trace)
                for order, verdict in judged
            ]

        goods = [self._ready(order, verdict) for order, verdict in judged if verdict.reason]
        return Errand(make=self._packed, goods=goods, keep=keep)

    def _verdict(self, order: Order) -> Verdict:
        return self.freshness.judge_view(self.pages[order.permalink])

    def _ready(self, order: Order, verdict: Verdict) -> Job | Rendered:
        page, view = self.pages[order.permalink], verdict.view
        body = body_of(view)
        if body is None:
            return Job(permalink=page.permalink, template=page.template, view=view)
        manuscript = manuscript_of(self.site, body.source, body.digest)
        if manuscript is None:
            return Rendered(permalink=page.permalink, data=b"", problems=(changed(body.source),))
        return Job(
            permalink=page.permalink,
            template=page.template,
            view=view,
            markdown=manuscript.body,
            line=manuscript.body_line,
        )

    @cached_property
    def _packed(self) -> PackedTheme:
        return packed(self.theme, {name: files for name, (_, files) in self.freshness.templates.items()})


def _staged(order: Order, trace: Trace, rendered: Rendered) -> Proof:
    if rendered.problems:
        return Proof(permalink=order.permalink, trace=trace, problems=rendered.problems)
    write_staged(order.staged, rendered.data)
    return Proof(permalink=order.permalink, trace=trace.with_data(digest_bytes(rendered.data)), staged=order.staged)


def manuscript_of(site: Path, file: str, digest: str) -> Manuscript | None:
    """The manuscript in a file; None where its text has another digest by now."""
    with suppress(OSError, UnicodeDecodeError):
        text = read_file(f"{site}/{file}").decode()
        manuscript = split_manuscript(text, file)[0]
        if digest_bytes(manuscript.body.encode()) == digest:
            return manuscript
    return None


def changed(file: str) -> Problem:
    """What is wrong with a file that was edited between being read and being rendered."""
    message, hint = "changed while it was being built", "run the build again"
    return Problem(file=file, message=message, hint=hint, key="changed")
