"""Taking away what was built."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path

from backfile.build.ledger import load_ledger
from backfile.build.output import Output
from backfile.build.rest import STATE
from backfile.build.run import OUTPUT, ledger_file


def clean(site: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Remove every file that Backfile published, and its notes; the addresses removed, and the files of others left."""
    output = Output(site / OUTPUT)
    removed = tuple(permalink for permalink in load_ledger(ledger_file(site)) if output.remove(permalink))
    shutil.rmtree(site / STATE, ignore_errors=True)
    with suppress(OSError):
        output.folder.rmdir()
    return removed, output.strangers(set())
