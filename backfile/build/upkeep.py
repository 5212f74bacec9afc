"""Taking away what was built."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from backfile.build.holdings import read_settings
from backfile.build.ledger import load_ledger
from backfile.build.notes import STATE
from backfile.build.output import Output, strangers_in
from backfile.build.publish import ledger_file
from backfile.build.rest import LOCK, OUTPUT, PASSED_OVER
from backfile.build.sources import Sources
from backfile.build.tree import scan
from backfile.build.turn import alone


def clean(site: Path, waiting: Callable[[], None] = lambda: None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Remove every file that Backfile published, and its notes; the addresses removed, and the files of others left.

    Raises ContentError where there is no `site.toml`; `waiting` is called once if another process is at work.
    """
    read_settings(Sources(site))  # a folder that is no site is left as it is
    with alone(site, waiting):
        output = Output(site / OUTPUT)
        ledger = load_ledger(ledger_file(site)).traces
        output.refuse_links(ledger)
        with output.staging():
            removed = tuple(permalink for permalink in ledger if output.remove(permalink))
        _forget(site)
        with suppress(OSError):
            output.folder.rmdir()
        return removed, strangers_in(scan(str(site), (OUTPUT,), {}, PASSED_OVER), ())


def _forget(site: Path) -> None:
    # The lock stays: who waits for it would otherwise soon hold a file that nobody else finds.
    for entry in (site / STATE).iterdir():
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry, ignore_errors=True)
        elif entry != site / LOCK:
            with suppress(OSError):
                entry.unlink()
