"""The ledger: what was published last and from what. It says what is fresh; what lives is said by the plan.

It is kept beside the site in `.backfile/ledger.json` and can be deleted at any time: the next build then renders all
pages again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_FORM = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """What a published file was made from, and what it is.

    `view`, `template` and `data` are digests ("" where a build was cut short before it could note them); `size` and
    `modified` (in nanoseconds) are those of the file as it was left in `output/`.
    """

    view: str = ""
    template: str = ""
    data: str = ""
    size: int = -1
    modified: int = -1


Ledger = Mapping[str, Trace]
"""The traces of all published files, by permalink."""


def load_ledger(path: Path) -> Ledger:
    """The ledger of the last build; an empty one where there is none that can be read."""
    try:
        form, rows = json.loads(path.read_bytes())
        if form != _FORM:
            return {}
        return {
            permalink: Trace(view=view, template=template, data=data, size=size, modified=modified)
            for permalink, (view, template, data, size, modified) in rows.items()
            if _stays_in_output(permalink)
        }
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return {}


def _stays_in_output(permalink: str) -> bool:
    # What the ledger names and the plan lacks is deleted, so a damaged one must not lead elsewhere.
    path = Path(permalink)
    return not path.anchor and ".." not in path.parts and "\0" not in permalink


def save_ledger(path: Path, ledger: Ledger) -> None:
    """Write the ledger in place of the old one, in a single step."""
    rows = {
        permalink: (trace.view, trace.template, trace.data, trace.size, trace.modified)
        for permalink, trace in sorted(ledger.items())
    }
    beside = path.with_suffix(".new")
    beside.write_text(json.dumps([_FORM, rows], ensure_ascii=False, separators=(",", ":")), "utf-8")
    beside.replace(path)


def is_untouched(trace: Trace, file: Path) -> bool:
    """Whether a published file is still as it was left."""
    try:
        facts = file.lstat()  # a link in the place of the file is not what was left there
    except OSError:
        return False
    return (facts.st_size, facts.st_mtime_ns) == (trace.size, trace.modified)


def is_fresh(trace: Trace, view: str, template: str) -> bool:
    """Whether a page was made from this view and this template."""
    return (trace.view, trace.template) == (view, template)
