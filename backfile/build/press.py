"""Jobs to staged files: what a worker does with a batch, wherever it works."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from backfile.build.output import write_staged
from backfile.digest import digest_bytes
from backfile.errors import Problem
from backfile.manuscript.header import Manuscript, split_manuscript
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """A press in reach of the site's folder: it fetches the prose, and stages what it renders."""

    site: Path
    theme: Theme

    def print(self, orders: Sequence[Order]) -> list[Proof]:
        """The proofs of some orders, in their order. Raises EnvironmentFault where a file cannot be written."""
        return [stage(order.staged, self._render(order.job)) for order in orders]

    def _render(self, job: Job) -> Rendered:
        ready = with_prose(self.site, job)
        if ready is None:
            body = body_of(job.view)
            return Rendered(permalink=job.permalink, data=b"", problems=(changed(body.source if body else ""),))
        return self.theme.render(ready)


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
    manuscript = manuscript_of(site, body.source, body.digest)
    return replace(job, markdown=manuscript.body, line=manuscript.body_line) if manuscript else None


def manuscript_of(site: Path, file: str, digest: str) -> Manuscript | None:
    """The manuscript in a file; None where its text has another digest by now."""
    with suppress(OSError, UnicodeDecodeError):
        text = (site / file).read_bytes().decode()
        manuscript = split_manuscript(text, file)[0]
        if digest_bytes(manuscript.body.encode()) == digest:
            return manuscript
    return None


def changed(file: str) -> Problem:
    """What is wrong with a file that was edited between being read and being rendered."""
    message, hint = "changed while it was being built", "run the build again"
    return Problem(file=file, message=message, hint=hint, key="changed")
