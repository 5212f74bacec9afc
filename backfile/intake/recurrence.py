"""Lines that recur across an archive: what stands in many of its seeds belongs to the pages and not to the articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from backfile.intake.draft import Draft
from backfile.intake.headings import is_known_heading
from backfile.intake.lines import Line, is_prose, is_sentence, sameness_key, word_count
from backfile.intake.record import Recurrence

_FEWEST = 5
_SHARE = 10  # one seed in so many
_LONGEST = 1000
_LONGEST_QUOTE = 70


def keys_of(lines: Iterable[Line]) -> frozenset[str]:
    """The lines of a seed, each as what is the same in all of its forms."""
    return frozenset(sameness_key(line.text) for line in lines if len(line.text) <= _LONGEST)


def recurrence_of(seeds: Iterable[frozenset[str]]) -> Recurrence:
    """The lines that stand in so many seeds that no author can have written them."""
    sets = list(seeds)
    counts = Counter(key for keys in sets for key in keys)
    fewest = max(_FEWEST, len(sets) // _SHARE)
    return Recurrence(seeds=len(sets), lines={key: count for key, count in counts.items() if key and count >= fewest})


def recurs(draft: Draft, line: Line) -> bool:
    """Whether a line stands in many other seeds, too."""
    return sameness_key(line.text) in draft.context.recurrence.lines


def leave_out_above(draft: Draft, candidates: Sequence[Line]) -> None:
    """Leave out the lines above an article that recur and are no field, such as the motto of the site."""
    for line in candidates:
        if draft.notebook.is_free(line) and recurs(draft, line):
            _leave_out(draft, line)


def leave_out_recurring(draft: Draft, lines: Sequence[Line], start: int) -> None:
    """Leave out the sentences that recur, and below the last paragraph also shorter lines, each with its count.

    Headings of the house, such as Key Findings, recur as well; but they stand above a paragraph.
    """
    found = [line for line in lines[start:] if recurs(draft, line)] if draft.context.recurrence.lines else []
    if not found:
        return
    recurring = {line.number for line in found}
    own = [line.number for line in lines[start:] if is_prose(line.text) and line.number not in recurring]
    last = own[-1] if own else lines[-1].number
    for line in found:
        is_whole = is_sentence(line.text) and word_count(line.text) > 3  # noqa: PLR2004 -- "So it is." may be anybody's
        if draft.notebook.is_free(line) and (is_whole or line.number > last) and not is_known_heading(line.text):
            _leave_out(draft, line)


def _leave_out(draft: Draft, line: Line) -> None:
    count, seeds = draft.context.recurrence.lines[sameness_key(line.text)], draft.context.recurrence.seeds
    draft.notebook.leave_out(line, f"a line that stands in {count} of {seeds} seeds")
    quoted = line.text if len(line.text) <= _LONGEST_QUOTE else f"{line.text[:_LONGEST_QUOTE].rpartition(' ')[0]} …"
    sentence = (
        f"“{quoted}” stands in {count} of the {seeds} seeds that were compared, so it was taken for a part of the page "
        "and left out; put it back if it belongs to the article."
    )
    draft.notebook.remark("recurring-line", line.number, sentence)
