"""How a text is read, for the person who dropped it in: every field with its line and its reason, and every line."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from textwrap import wrap

from backfile.build.ingest import Shown
from backfile.frozen import frozen
from backfile.intake.findings import CHECK, LIKELY, SURE, Finding, findings
from backfile.intake.lines import Line
from backfile.intake.record import Reading
from backfile.report import Report

_STYLES = {SURE: "green", LIKELY: "cyan", CHECK: "yellow", "": "faint"}
_ABSENT = "–"
_NARROWEST, _WIDEST, _USUAL = 60, 120, 100
_FIELD, _CONFIDENCE, _KIND, _NUMBER = 12, 8, 14, 6


def explanation(name: str, shown: Shown, report: Report) -> Iterator[str]:
    """The lines to print for one text; long lines of the text are cut short, unless every detail is wanted."""
    width = min(_WIDEST, max(_NARROWEST, shutil.get_terminal_size((_USUAL, 0)).columns))
    page = _Page(report=report, width=width)
    yield page.bold(name)
    number = len(shown.articles)
    if number > 1:
        yield f"There are {number} articles in this text; each becomes a manuscript."
    parts = _parts(shown)
    for place, ((_, reading, _), lines) in enumerate(zip(shown.articles, parts, strict=True), 1):
        yield ""
        if number > 1:
            yield page.bold(f"Article {place} of {number}")
            yield ""
        yield from page.article(reading, lines)


def _parts(shown: Shown) -> list[Sequence[Line]]:
    """The lines of each article: one begins with the first line that a field was read from."""
    firsts = [min((one.line for one in reading.evidence), default=0) for _, reading, _ in shown.articles[1:]]
    edges = pairwise([0, *firsts, max((line.number for line in shown.lines), default=0) + 1])
    return [[line for line in shown.lines if start <= line.number < end] for start, end in edges]


@frozen
class _Page:
    """What the explanation is written on."""

    report: Report
    width: int

    def bold(self, text: str) -> str:
        """A heading."""
        return self.report.paint(text, "bold")

    def article(self, reading: Reading, lines: Sequence[Line]) -> Iterator[str]:
        """The fields, the text, and what is left for a person."""
        told: set[str] = set()
        yield self.bold("What was read")
        for each in findings(reading):
            yield from self._finding(each)
            yield from self._doubts(doubt for doubt in each.doubts if doubt not in told)
            told.update(each.doubts)
        yield ""
        yield self.bold("The text, line by line")
        yield from self._text(reading, lines)
        rest = [remark for remark in reading.remarks if remark.sentence not in told]
        if rest:
            yield ""
            yield self.bold("What else a person should look at")
            for remark in rest:
                place = f" (line {remark.line})" if remark.line else ""
                yield from self._wrapped(f"{remark.sentence}{place}", "  - ", "    ")

    def _finding(self, found: Finding) -> Iterator[str]:
        indent = " " * (2 + _FIELD + _CONFIDENCE)
        word = self.report.paint(f"{found.confidence or _ABSENT:<{_CONFIDENCE}}", _STYLES[found.confidence])
        first, *rest = wrap(found.value or _ABSENT, self.width - len(indent)) or [_ABSENT]
        yield f"  {self.bold(f'{found.field:<{_FIELD}}')}{word}{first}"
        yield from (f"{indent}{line}" for line in rest)
        numbers = ", ".join(map(str, found.lines))
        place = f"line{'s' if len(found.lines) > 1 else ''} {numbers}: " if numbers else ""
        for line in self._wrapped(f"{place}{found.rule}", indent, indent):
            yield self.report.paint(line, "faint")

    def _doubts(self, doubts: Iterable[str]) -> Iterator[str]:
        indent = " " * (2 + _FIELD + _CONFIDENCE)
        for doubt in doubts:
            for line in self._wrapped(doubt, f"{indent}→ ", f"{indent}  "):
                yield self.report.paint(line, "yellow")

    def _text(self, reading: Reading, lines: Sequence[Line]) -> Iterator[str]:
        kinds = {one.line: one.field for one in reading.evidence}
        reasons: dict[int, list[str]] = {}
        for left in reading.left_out:
            words = "" if left.line not in kinds else f"“{left.text}”: "
            reasons.setdefault(left.line, []).append(f"{words}{left.reason}")
        for line in lines:
            if line.gap:
                yield ""
            kind = kinds.get(line.number) or ("left out" if line.number in reasons else "")
            yield self._line(line, kind or ("heading" if _is_heading(line.text, reading.headings) else ""))
            for reason in reasons.get(line.number, ()):
                shown = f"left out: {reason}" if line.number in kinds else f"reason: {reason}"
                indent = " " * (_NUMBER + 2 + _KIND)
                yield from (self.report.paint(each, "red") for each in self._wrapped(shown, indent, indent))

    def _line(self, line: Line, kind: str) -> str:
        room = self.width - _NUMBER - 2 - _KIND
        is_whole = self.report.verbosity > 0 or len(line.text) <= room
        text = line.text if is_whole else f"{line.text[: room - 2].rstrip()} …"
        number = self.report.paint(f"{line.number:>{_NUMBER}}", "faint")
        style = "red" if kind == "left out" else "cyan" if kind else ""
        return f"{number}  {self.report.paint(f'{kind:<{_KIND}}', style)}{text}"

    def _wrapped(self, text: str, first: str, further: str) -> list[str]:
        return wrap(text, self.width, initial_indent=first, subsequent_indent=further, break_on_hyphens=False)


def _is_heading(text: str, headings: Iterable[str]) -> bool:
    """Whether a line is a heading, or one of the two lines that a heading stands on."""
    words = " ".join(text.split())
    return any(words == each or each.startswith(f"{words} ") or each.endswith(f" {words}") for each in headings)
