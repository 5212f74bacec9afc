"""Jobs to staged files: what a worker does with a batch, in reach of the site's folder or not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from backfile.build.errand import Errand, PackedTheme, packed
from backfile.build.output import write_staged
from backfile.digest import digest_bytes
from backfile.errors import Problem
from backfile.manuscript.header import Manuscript, split_manuscript
from backfile.site.fragments import BodyView
from backfile.site.pages import body_of
from backfile.site.render import Job, Rendered, Theme


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A job, and the file in which its page is to wait."""

    job: Job
    staged: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """A page that was rendered: the file in which it waits and the digest of its bytes, or what is wrong."""

    permalink: str
    staged: str
    data: str
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, kw_only=True)  # it keeps the templates that it packed
class Press:
    """A press in reach of the site's folder: it fetches the prose, and stages what is rendered, here or elsewhere.

    `files` has the digests of each template and of all it refers to, by name.
    """

    site: Path
    theme: Theme
    files: Mapping[str, Mapping[str, str]]

    def __call__(self, orders: Sequence[Order]) -> list[Proof]:
        """The proofs of some orders, in their order. Raises EnvironmentFault where a file cannot be written."""
        return [stage(order.staged, self._render(order.job)) for order in orders]

    def _render(self, job: Job) -> Rendered:
        ready = self._ready(job)
        return self.theme.render(ready) if isinstance(ready, Job) else ready

    def errand(self, orders: Sequence[Order]) -> Errand[Proof]:
        """The same for a worker that sees no folder of ours."""

        def keep(pages: list[Rendered]) -> list[Proof]:
            return [stage(order.staged, page) for order, page in zip(orders, pages, strict=True)]

        return Errand(make=self._packed, goods=[self._ready(order.job) for order in orders], keep=keep)

    @cached_property
    def _packed(self) -> PackedTheme:
        return packed(self.theme, self.files)

    def _ready(self, job: Job) -> Job | Rendered:
        ready = with_prose(self.site, job)
        if ready is None:
            body = body_of(job.view)
            return Rendered(permalink=job.permalink, data=b"", problems=(changed(body.source if body else ""),))
        return ready


def stage(staged: str, rendered: Rendered) -> Proof:
    """Write a page into the file in which it is to wait, unless something is wrong with it."""
    if rendered.problems:
        return Proof(permalink=rendered.permalink, staged="", data="", problems=rendered.problems)
    write_staged(staged, rendered.data)
    return Proof(permalink=rendered.permalink, staged=staged, data=digest_bytes(rendered.data))


def with_prose(site: Path, job: Job) -> Job | None:
    """The job with the Markdown that its view refers to; None where the manuscript holds another by now."""
    body = body_of(job.view)
    if body is None:
        return job
    manuscript = _manuscript(site, body)
    return replace(job, markdown=manuscript.body, line=manuscript.body_line) if manuscript else None


def _manuscript(site: Path, body: BodyView) -> Manuscript | None:
    with suppress(OSError, UnicodeDecodeError):
        text = (site / body.source).read_bytes().decode()
        manuscript = split_manuscript(text, body.source)[0]
        if digest_bytes(manuscript.body.encode()) == body.digest:
            return manuscript
    return None


def changed(file: str) -> Problem:
    """What is wrong with a file that was edited between being read and being rendered."""
    message, hint = "changed while it was being built", "run the build again"
    return Problem(file=file, message=message, hint=hint, key="changed")
