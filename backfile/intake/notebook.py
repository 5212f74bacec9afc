"""The notebook of one reading: which line has been taken for what, what was left out, what a person should look at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from backfile.intake.lines import Line
from backfile.intake.record import Evidence, LeftOut, Remark


class Notebook:
    """Grows while a seed is read; every line is either taken once or belongs to the body."""

    def __init__(self) -> None:
        self.evidence: list[Evidence] = []
        self.left_out: list[LeftOut] = []
        self.remarks: list[Remark] = []
        self._kinds: dict[int, str] = {}

    def take(self, line: Line, kind: str) -> None:
        """Note that a field was read from the line."""
        self._kinds[line.number] = kind
        self.evidence.append(Evidence(field=kind, line=line.number, text=line.text))

    def leave_out(self, line: Line, reason: str) -> None:
        """Note that the whole line is no part of the article."""
        self._kinds[line.number] = "left out"
        self.left_out.append(LeftOut(line=line.number, text=line.text, reason=reason))

    def leave_out_words(self, line: Line, words: Iterable[str], reason: str) -> None:
        """Note words of a taken line that no field holds."""
        self.left_out.extend(LeftOut(line=line.number, text=text, reason=reason) for text in words)

    def give_back(self, line: Line) -> None:
        """Return a line that was left out to the body."""
        self.return_number(line.number)

    def return_number(self, number: int) -> None:
        """Return the line of this number to the body, whatever it was taken for."""
        self._kinds.pop(number, None)
        self.left_out = [left for left in self.left_out if left.line != number]
        self.evidence = [one for one in self.evidence if one.line != number]

    def is_kind(self, number: int, kind: str) -> bool:
        """Whether the line of this number was taken for that."""
        return self._kinds.get(number) == kind

    def remark(self, key: str, line: int, sentence: str) -> None:
        """Note something for a person to look at, once for each key and line."""
        remark = Remark(key=key, line=line, sentence=sentence)
        if remark not in self.remarks:
            self.remarks.append(remark)

    def kind_of(self, line: Line) -> str:
        """What the line was taken for; "" while it belongs to the body."""
        return self._kinds.get(line.number, "")

    @property
    def last_kind(self) -> str:
        """What the line was taken for that was taken last."""
        return self.evidence[-1].field if self.evidence else ""

    def kind_above(self, line: Line) -> str:
        """What the nearest line above that is no part of the body was taken for; "" if none was."""
        number = max((number for number in self._kinds if number < line.number), default=0)
        return self._kinds.get(number, "")

    def free(self, lines: Iterable[Line]) -> Iterator[Line]:
        """The lines that belong to the body; where others stood between two of them, an empty line does now."""
        is_cut = False
        for line in lines:
            if self.is_free(line):
                yield replace(line, gap=1) if is_cut and not line.gap else line
            is_cut = not self.is_free(line)

    def is_free(self, line: Line) -> bool:
        """Whether the line still belongs to the body."""
        return line.number not in self._kinds
