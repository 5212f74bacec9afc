"""Lines of a masthead as fields: each reader gives back how many lines it took, 0 for a line that is something else."""

from __future__ import annotations

import re
from collections.abc import Sequence

from backfile.intake.draft import Draft
from backfile.intake.labels import Labelled
from backfile.intake.lines import Line, ends_a_sentence, word_count
from backfile.intake.masthead import Masthead, joined, read_masthead
from backfile.intake.publications import is_publication_like

_SOURCE = re.compile(r"(?:source|fonte|quelle|источник) ?: ", re.IGNORECASE)


def masthead(draft: Draft, line: Line, text: str = "") -> int:
    """A line that names the publication or the issue; `text` is what is read instead of its own."""
    source = _SOURCE.match(line.text)
    cited = read_masthead(line.text[source.end() :]) if source else None
    read = cited if cited and cited.volume else read_masthead(text or line.text)
    if not read:
        return 0
    is_known = is_publication_like(read.publication, draft.context.publications)
    if read.is_weak and not is_known and not draft.has_masthead:
        return 0
    return add_masthead(draft, read, line)


def add_masthead(draft: Draft, read: Masthead, line: Line) -> int:
    """Join what a line says to the masthead of the draft."""
    draft.masthead = joined(draft.masthead, read)
    draft.masthead_line = draft.masthead_line or line.number
    draft.notebook.take(line, "masthead")
    draft.notebook.leave_out_words(line, read.unread, "part of the masthead that has no field")
    return 1


def number(draft: Draft, label: Labelled, lines: Sequence[Line]) -> int:
    """A volume, issue, ISSN or page range on a line of its own, its number perhaps on the next."""
    count = 1 if label.value or len(lines) == 1 else 2
    canonical = "pp." if label.field == "pages" else label.field
    read = masthead(draft, lines[0], f"{canonical} {label.value or lines[count - 1].text}")
    if read and count > 1:
        draft.notebook.take(lines[1], "masthead")
    return read and count


def publication(draft: Draft, label: Labelled, lines: Sequence[Line]) -> int:
    """The name of the publication behind its label or on the next line, with whatever else a masthead says there."""
    count = 1 if label.value or len(lines) == 1 else 2
    name = label.value or lines[count - 1].text
    if not name or ends_a_sentence(name) or word_count(name) > 20:  # noqa: PLR2004 -- names are short
        return 0
    read = read_masthead(name)
    if not read and not label.has_colon:
        return 0
    add_masthead(draft, read or Masthead(publication=name), lines[0])
    if count > 1:
        draft.notebook.take(lines[1], "masthead")
    return count
