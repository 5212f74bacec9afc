"""What the lines of a PDF's pages are by where they stand: running heads, footnotes, rows of a table.

Only what is sure is taken for one of these; whatever else stays text in the order in which it stands.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from backfile.formats.runs import Run, plain
from backfile.intake.lines import sameness_key

RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LEVEL = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_NUMBER = re.compile(r"[0-9]+")
# Captions count up, too, and stand at the top of page after page where tables fill them.
_CAPTION = re.compile(
    r"(?:table|figure|fig\.|tab\.|tabella|figura|tabelle|abbildung|abb\.|таблица|табл\.|рисунок|рис\.) ?[0-9]",
    re.IGNORECASE,
)
_NOTE = re.compile(r"([0-9⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})[.)]?[ \t]*(?=[^\W\d_]|[“«„\"'(])")
_EDGE = 2  # lines at the top of a page, and as many at its bottom, may belong to the page
_FEWEST_PAGES, _SHARE_OF_PAGES = 3, 0.4  # heads may differ between left and right pages
_SMALL = 0.92  # of the usual letters, in a note
_WIDTH_OF_LETTER, _GAP_OF_CELLS = 0.5, 1.0  # of the size of letters
_ALIGNED = 3.0  # points
_FEWEST_ROWS = 3
_LONGEST_CELL, _SHORT_CELL = 60, 20  # letters; the latter on the average of a column


@dataclass(slots=True, kw_only=True)  # it grows letter by letter
class Row:
    """A line of a page: its height on the page, the size of its letters, its words, and where each run begins.

    `cells` are its columns where it belongs to a table, the first line of which opens it.
    """

    y: float
    size: float
    runs: list[Run] = field(default_factory=list)
    starts: list[float] = field(default_factory=list)
    gap: float = 0.0
    cells: list[list[Run]] = field(default_factory=list)
    opens_table: bool = False

    @property
    def text(self) -> str:
        """The words of the line."""
        return plain(self.runs)


Pages = Sequence[list[Row]]


def set_gaps(page: Sequence[Row]) -> None:
    """Give each line of a page its distance from the one above it; the first has none."""
    for place, row in enumerate(page):
        row.gap = page[place - 1].y - row.y if place else 0.0


def take_heads(pages: Pages) -> tuple[list[list[Row]], tuple[str, ...]]:
    """The pages without running heads and page numbers, and what these said; the first page keeps its words."""
    edges = [list(_edges(page)) for page in pages]
    counts = Counter(key for edge in edges for key in dict(edge))
    fewest = max(_FEWEST_PAGES, _SHARE_OF_PAGES * len(pages))
    kept: list[list[Row]] = []
    said: dict[str, None] = {}
    for number, (page, edge) in enumerate(zip(pages, edges, strict=True)):
        heads = [row for key, row in edge if counts[key] >= fewest and (number or not key[1].strip("# "))]
        said |= dict.fromkeys(row.text for row in heads)
        kept.append([row for row in page if not any(row is head for head in heads)])
    return kept, tuple(said)


def _edges(page: list[Row]) -> Iterator[tuple[tuple[str, str], Row]]:
    rows = sorted(page, key=lambda row: -row.y)
    for side, found in (("top", rows[:_EDGE]), ("bottom", rows[_EDGE:][-_EDGE:])):
        for row in found:
            if _CAPTION.match(row.text):
                continue
            yield (side, _NUMBER.sub("#", sameness_key(row.text))), row


def take_notes(pages: Pages, size: float) -> tuple[list[list[Row]], dict[str, list[Row]]]:
    """The pages without their footnotes, the marks of which become references, and the lines of each by its label."""
    kept: list[list[Row]] = []
    notes: dict[str, list[Row]] = {}
    for page in pages:
        end = len(page)
        while end and page[end - 1].size <= _SMALL * size:
            end -= 1
        body, small = page[:end], page[end:]
        for found in _notes(small):
            label = str(len(notes) + 1)
            if _refer(body, _number(found[0]), label):
                notes[label] = found
                small = [row for row in small if not any(row is each for each in found)]
        kept.append([*body, *small])
    return kept, notes


def _notes(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """The lines of each note at the foot of a page; their numbers count up."""
    found: list[Row] = []
    for row in rows:
        is_next = _NOTE.match(row.text) and (not found or _number(row) == _number(found[0]) + 1)
        if is_next and found:
            yield found
            found = []
        if is_next or found:
            found.append(row)
    if found:
        yield found


def _number(row: Row) -> int:
    found = _NOTE.match(row.text)
    return int(found[1].translate(_LEVEL)) if found else 0


def _refer(rows: Sequence[Row], number: int, label: str) -> bool:
    """Put a reference in the place of the raised number in some lines; whether there is one."""
    mark = str(number).translate(RAISED)
    for row in rows:
        for place, run in enumerate(row.runs):
            if place and run.text.strip() == mark:
                row.runs[place] = Run(note=label)
                return True
    return False


def without_number(runs: Sequence[Run]) -> list[Run]:
    """The words of a note without its number."""
    found = _NOTE.match(plain(runs))
    return without(runs, found.end()) if found else list(runs)


def without(runs: Sequence[Run], letters: int) -> list[Run]:
    """The runs without their first letters."""
    left: list[Run] = []
    for run in runs:
        cut = min(letters, len(run.text))
        letters -= cut
        if run.text[cut:] or not run.is_text:
            left.append(replace(run, text=run.text[cut:]))
    return left


def mark_tables(page: Sequence[Row]) -> None:
    """Give the lines of a table their cells: three or more that follow each other with their columns aligned."""
    split = [list(_columns(row)) for row in page]
    start = 0
    while start < len(page):
        end = start + 1
        while end < len(page) and _is_aligned(split[end - 1], split[end]):
            end += 1
        if end - start >= _FEWEST_ROWS and _has_short_column(split[start:end]):
            for row, columns in zip(page[start:end], split[start:end], strict=True):
                row.cells = [runs for _, runs in columns]
            page[start].opens_table = True
        start = end


def _has_short_column(rows: Sequence[Sequence[tuple[float, list[Run]]]]) -> bool:
    """Whether a column holds words or numbers rather than lines of running text, as two columns of a page do."""
    columns = zip(*rows, strict=True)
    return any(sum(len(plain(runs)) for _, runs in column) <= _SHORT_CELL * len(rows) for column in columns)


def _columns(row: Row) -> Iterator[tuple[float, list[Run]]]:
    """The runs of a line between wide gaps, each group with where it begins."""
    start, end, runs = 0.0, 0.0, list[Run]()
    for run, x in zip(row.runs, row.starts, strict=True):
        if runs and run.text.strip() and x - end > _GAP_OF_CELLS * row.size:
            yield start, runs
            runs = []
        start = start if runs else x
        runs.append(run)
        if run.text.strip():
            end = x + _WIDTH_OF_LETTER * row.size * len(run.text.strip())
    if runs:
        yield start, runs


def _is_aligned(one: Sequence[tuple[float, list[Run]]], other: Sequence[tuple[float, list[Run]]]) -> bool:
    if len(one) != len(other) or len(one) < 2:  # noqa: PLR2004 -- one column is no table
        return False
    is_short = all(len(plain(runs)) <= _LONGEST_CELL for _, runs in (*one, *other))
    return is_short and all(abs(x - y) <= _ALIGNED for (x, _), (y, _) in zip(one, other, strict=True))
