"""Whether a page is as the plan wants it, and if not, why it must be made anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field, replace
from pathlib import Path

from backfile.build.edition import Edition
from backfile.build.ledger import Ledger, Trace
from backfile.build.output import Output
from backfile.build.rest import Templates
from backfile.build.tree import look_of
from backfile.digest import Digests, digest_bytes
from backfile.frozen import frozen
from backfile.site.fragments import EntryView, SiteView
from backfile.site.machine_fragments import FeedEntryView
from backfile.site.pages import Asset, Bases, Page
from backfile.site.render_sources import names_of


@frozen
class Verdict:
    """What to do with a page: its trace as it is to be noted, and its view and the reason if it must be made anew."""

    trace: Trace
    view: object = None
    reason: str = ""


@frozen
class Freshness:
    """What pages are held against: what was noted of the last build, and what is there now.

    `common` is the digest of what the view of any page may depend on.
    """

    ledger: Ledger
    output: Output
    templates: Templates
    common: str
    _bases: Bases = field(default_factory=Bases)
    _digests: Digests = field(default_factory=lambda: Digests(SiteView, EntryView, FeedEntryView))

    def settled(self, page: Page) -> Trace | None:
        """The trace of a page that is in place and has the same basis; None if its view must be looked at."""
        left = self._in_place(page)
        if left and self.common == self.ledger.common and left.basis == self._bases.of(page.basis):
            return left
        return None

    def _in_place(self, page: Page) -> Trace | None:
        """The trace of a page whose file is as it was left, if it was made from the same template."""
        trace = self.ledger.traces.get(page.permalink)
        if trace is None or trace.template != self.templates[page.template][0]:
            return None
        return self.output.left_as(page.permalink, trace)

    def judge(self, page: Page) -> Verdict:
        """Whether a page must be made anew. Its view is composed only if its basis does not say enough."""
        settled = self.settled(page)
        return Verdict(trace=settled) if settled else self.judge_view(page)

    def judge_view(self, page: Page) -> Verdict:
        """The same of a page whose view must be looked at."""
        left, trace = self._in_place(page), self.ledger.traces.get(page.permalink)
        basis, view = self._bases.of(page.basis), page.compose()
        digest, checksums = self._digests.with_checksums(view)
        if left and left.view == digest:
            return Verdict(trace=replace(left, basis=basis))
        wanted = Trace(basis=basis, view=digest, template=self.templates[page.template][0], fields=checksums)
        reason = "; ".join(self._reasons(page, view, trace, wanted)) or self._loss(page.permalink)
        return Verdict(trace=wanted.with_reason(reason), view=view, reason=reason)

    def judge_asset(self, site: Path, asset: Asset) -> Verdict:
        """The same of a file that is published as it is; its view is what it looks like at its source."""
        view = " ".join(map(str, look_of((site / asset.path).stat()))) if asset.path else asset.digest
        view = view or digest_bytes(asset.data)
        trace = self.ledger.traces.get(asset.permalink)
        left = self.output.left_as(asset.permalink, trace) if trace else None
        if left and left.view == view:
            return Verdict(trace=left)
        reason = self._reason_for_asset(asset, view, trace)
        return Verdict(trace=Trace(view=view, reason=reason), reason=reason)

    def _reason_for_asset(self, asset: Asset, view: str, trace: Trace | None) -> str:
        if trace is None or not trace.view:
            return "it is new"
        return "its source changed" if trace.view != view else self._loss(asset.permalink)

    def _reasons(self, page: Page, view: object, trace: Trace | None, wanted: Trace) -> Iterator[str]:
        if trace is None or not trace.view:
            yield "it is new"
            return
        if trace.view != wanted.view:
            names = names_of(view)
            changed = [name for name, was, now in zip(names, trace.fields, wanted.fields, strict=False) if was != now]
            yield f"what it shows changed: {', '.join(changed)}"
        if trace.template != wanted.template:
            yield self._change_of_template(page.template)

    def _change_of_template(self, name: str) -> str:
        was, now = self.ledger.templates.get(name, {}), self.templates[name][1]
        changed = sorted(file for file in was.keys() | now.keys() if was.get(file) != now.get(file))
        return f"its template changed: {', '.join(changed)}" if changed else "Backfile or one of its libraries changed"

    def _loss(self, permalink: str) -> str:
        return "its file was changed by someone else" if self.output.look_at(permalink) else "its file was missing"


def freshness_of(edition: Edition, ledger: Ledger, output: Output) -> Freshness:
    """What the pages of an edition are held against."""
    return Freshness(ledger=ledger, output=output, templates=edition.templates, common=edition.plan.common)
