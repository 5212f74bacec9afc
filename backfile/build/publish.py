"""From staged files to published ones: the ledger notes what is to come, files are moved, it notes what is there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from backfile.build.draft import Draft
from backfile.build.ledger import Ledger, Trace, save_ledger
from backfile.build.outcome import Outcome
from backfile.build.output import InTheWayError, Output, cannot_write
from backfile.build.rest import LEDGER, STATE
from backfile.build.sources import look_of


def ledger_file(site: Path) -> Path:
    """Where the ledger of a site is kept."""
    return site / STATE / LEDGER


def publish(site: Path, draft: Draft) -> Outcome:
    """Move every staged file into its place and take away what is no longer planned; what was done."""
    output = draft.output
    output.refuse_links((*draft.traces, *draft.doomed))
    _claim(site, draft)
    written, blocked = _publish_staged(output)
    removed = tuple(permalink for permalink in draft.doomed if output.remove(permalink))
    # What stood in the way of these is gone now, if it was ours.
    written += (permalink for permalink in blocked if _publish_late(output, permalink))
    _save(site, draft.ledger, {**draft.traces, **dict(_traces_of(draft))})
    return Outcome(
        written=tuple(str(output.file(permalink).relative_to(site).as_posix()) for permalink in written),
        removed=tuple(str(output.file(permalink).relative_to(site).as_posix()) for permalink in removed),
        unchanged=len(draft.traces) - len(written),
        strangers=output.strangers(set(draft.traces)),
    )


def _claim(site: Path, draft: Draft) -> None:
    # A build that dies now leaves files which only this note tells apart from strangers.
    unknown = draft.output.staged.keys() - draft.ledger.keys()
    if unknown:
        _save(site, draft.ledger, {**draft.ledger, **{permalink: Trace() for permalink in unknown}})


def _publish_staged(output: Output) -> tuple[list[str], list[str]]:
    """The addresses that were written, and those that could not be because something stands in their way."""
    written: list[str] = []
    blocked: list[str] = []
    for permalink in output.staged:
        try:
            if output.publish(permalink):
                written.append(permalink)
        except InTheWayError:
            blocked.append(permalink)
    return written, blocked


def _publish_late(output: Output, permalink: str) -> bool:
    try:
        return output.publish(permalink)
    except InTheWayError as error:
        raise error.fault from error


def _traces_of(draft: Draft) -> Iterator[tuple[str, Trace]]:
    for permalink, staged in draft.output.staged.items():
        look = look_of(draft.output.file(permalink).stat())
        yield permalink, replace(draft.traces[permalink], data=staged.data, look=look)


def _save(site: Path, before: Ledger, after: Ledger) -> None:
    if after != before:
        try:
            save_ledger(ledger_file(site), after)
        except OSError as error:
            raise cannot_write(ledger_file(site), error) from error
