"""The ledger: what was published last, from what, and why. It says what is fresh; what lives is said by the plan.

It is kept beside the site in `.backfile/ledger` and can be deleted at any time: the next build then renders all pages
again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from pathlib import Path

from backfile.build.notes import load_note, save_note
from backfile.build.tree import Look
from backfile.frozen import frozen

_FORM = "ledger 2"
_HARMLESS = re.compile(r"(?:[a-z0-9-]+/)*(?:[a-z0-9-]+\.[a-z]+)?")  # most of all, and quick to tell


@dataclass(frozen=True, slots=True)  # made from rows by the thousand, so by place
class Trace:
    """What a published file was made from, and what it is.

    `basis`, `view`, `template` and `data` are digests ("" where a build was cut short before it could note them);
    `fields` holds a checksum of each field of the view, `look` is that of the file as it was left in `output/`, and
    `reason` says why it was made.
    """

    basis: str = ""
    view: str = ""
    template: str = ""
    fields: tuple[int, ...] = ()
    reason: str = ""
    data: str = ""
    look: Look = ()

    def with_reason(self, reason: str) -> Trace:
        """The same, and why it was made; `replace` takes longer, and there is one for each page."""
        return Trace(self.basis, self.view, self.template, self.fields, reason, self.data, self.look)

    def with_data(self, data: str, look: Look = ()) -> Trace:
        """The same, and what it is."""
        return Trace(self.basis, self.view, self.template, self.fields, self.reason, data, look)


@frozen
class Ledger:
    """The traces of all published files by permalink.

    `common` is the digest of what all pages have in common; `templates` holds, for each template, the digests of the
    files that it is made of.
    """

    traces: Mapping[str, Trace] = field(default_factory=dict)
    common: str = ""
    templates: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def load_ledger(path: Path) -> Ledger:
    """The ledger of the last build; an empty one where there is none that can be read."""
    noted = load_note(path, _FORM)
    if noted is None:
        return Ledger()
    rows, common, templates = noted
    traces = {permalink: Trace(*row) for permalink, row in rows.items() if _stays_in_output(permalink)}
    return Ledger(traces=traces, common=common, templates=templates)


def _stays_in_output(permalink: str) -> bool:
    # What the ledger names and the plan lacks is deleted, so a forged one must not lead elsewhere.
    if _HARMLESS.fullmatch(permalink):
        return True
    path = Path(permalink)
    return not path.anchor and ".." not in path.parts and "\0" not in permalink


_ROW = attrgetter("basis", "view", "template", "fields", "reason", "data", "look")


def save_ledger(path: Path, ledger: Ledger) -> None:
    """Write the ledger in place of the old one, in a single step. Raises OSError."""
    rows = {permalink: _ROW(trace) for permalink, trace in sorted(ledger.traces.items())}
    save_note(path, _FORM, (rows, ledger.common, {name: dict(files) for name, files in ledger.templates.items()}))
