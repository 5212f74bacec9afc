"""The ledger: what was published last and from what. It says what is fresh; what lives is said by the plan.

It is kept beside the site in `.backfile/ledger.json` and can be deleted at any time: the next build then renders all
pages again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from stat import S_ISREG

from backfile.build.sources import look_of
from backfile.digest import digest_bytes

_FORM = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """What a published file was made from, and what it is.

    `view`, `template` and `data` are digests ("" where a build was cut short before it could note them); `look` is
    what the file in `output/` looked like when it was left there.
    """

    view: str = ""
    template: str = ""
    data: str = ""
    look: str = ""


Ledger = Mapping[str, Trace]
"""The traces of all published files, by permalink."""


def load_ledger(path: Path) -> Ledger:
    """The ledger of the last build; an empty one where there is none that can be read."""
    try:
        form, rows = json.loads(path.read_bytes())
        if form != _FORM:
            return {}
        return {
            permalink: Trace(view=view, template=template, data=data, look=look)
            for permalink, (view, template, data, look) in rows.items()
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
        permalink: (trace.view, trace.template, trace.data, trace.look) for permalink, trace in sorted(ledger.items())
    }
    beside = path.with_suffix(".new")
    beside.write_text(json.dumps([_FORM, rows], ensure_ascii=False, separators=(",", ":")), "utf-8")
    beside.replace(path)


def untouched(trace: Trace, file: Path) -> Trace | None:
    """The trace of a published file that is still as it was left; None for any other.

    One that only looks different, as in a copy of the site, is known by its bytes.
    """
    with suppress(OSError):
        facts = file.lstat()  # a link in the place of the file is not what was left there
        look = look_of(facts)
        if look == trace.look:
            return trace
        if S_ISREG(facts.st_mode) and digest_bytes(file.read_bytes()) == trace.data:
            return replace(trace, look=look)
    return None


def is_fresh(trace: Trace, view: str, template: str) -> bool:
    """Whether a page was made from this view and this template."""
    return (trace.view, trace.template) == (view, template)
