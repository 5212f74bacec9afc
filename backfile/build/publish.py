"""From staged files to published ones: the ledger notes what is to come, files are moved, it notes what is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from backfile.build.draft import Draft
from backfile.build.ledger import Ledger, Trace, save_ledger
from backfile.build.outcome import Outcome
from backfile.build.output import InTheWayError, Output, cannot_write
from backfile.build.rest import LEDGER, OUTPUT
from backfile.build.stages import Stages
from backfile.site.addresses import file_of


def ledger_file(site: Path) -> Path:
    """Where the ledger of a site is kept."""
    return site / LEDGER


def publish(site: Path, draft: Draft, stages: Stages) -> Outcome:
    """Move every staged file into its place and take away what is no longer planned; what was done."""
    output, doomed = draft.freshness.output, draft.doomed
    output.refuse_seen_links((*draft.traces, *doomed))
    before = draft.freshness.ledger
    _claim(site, before, output)
    written, blocked = _publish_staged(output, stages)
    removed = tuple(permalink for permalink in doomed if output.remove(permalink))
    # What stood in the way of these is gone now, if it was ours.
    written += (permalink for permalink in blocked if _publish_late(output, permalink))
    output.now()
    ledger = _ledger_of(draft)
    _save(site, before, ledger)
    stages.count("files", [len(written)])
    stages.count("bytes_written", (ledger.traces[permalink].look[0] for permalink in written))
    stages.count("removed", [len(removed)])
    return Outcome(
        written=_files(written),
        removed=_files(removed),
        unchanged=len(draft.traces) - len(written),
        rendered=draft.rendered,
    )


def _files(permalinks: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"{OUTPUT}/{file_of(permalink)}" for permalink in permalinks)


def _claim(site: Path, before: Ledger, output: Output) -> None:
    # A build that dies now leaves files which only this note tells apart from strangers.
    unknown = output.staged.keys() - before.traces.keys()
    if unknown:
        _save(site, before, replace(before, traces={**before.traces, **dict.fromkeys(unknown, Trace())}))


def _publish_staged(output: Output, stages: Stages) -> tuple[list[str], list[str]]:
    """The addresses that were written, and those that could not be because something stands in their way."""
    written: list[str] = []
    blocked: list[str] = []
    for permalink in output.staged:
        try:
            if output.publish(permalink):
                written.append(permalink)
        except InTheWayError:
            blocked.append(permalink)
        stages.done()
    return written, blocked


def _publish_late(output: Output, permalink: str) -> bool:
    try:
        return output.publish(permalink)
    except InTheWayError as error:
        raise error.fault from error


def _ledger_of(draft: Draft) -> Ledger:
    freshness = draft.freshness
    return Ledger(
        traces={**draft.traces, **dict(_traces_of(draft))},
        common=freshness.common,
        templates={name: files for name, (_, files) in freshness.templates.items()},
    )


def _traces_of(draft: Draft) -> Iterator[tuple[str, Trace]]:
    output = draft.freshness.output
    for permalink, staged in output.staged.items():
        yield permalink, draft.traces[permalink].with_data(staged.data, output.look_at(permalink))


def _save(site: Path, before: Ledger, after: Ledger) -> None:
    if after != before:
        try:
            save_ledger(ledger_file(site), after)
        except OSError as error:
            raise cannot_write(ledger_file(site), error) from error
