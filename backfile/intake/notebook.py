"""The notebook of one reading: which line has been taken for what, what was left out, what a person should look at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from backfile.intake.lines import Line
from backfile.intake.record import Evidence, LeftOut, Remark


class Notebook:
    """Grows while a seed is read; every line is either taken once or belongs to the body."""

    def __init__(self) -> None:
        self._evidence: dict[int, list[Evidence]] = {}
        self._left_out: dict[int, list[LeftOut]] = {}
        self._remarks: dict[Remark, None] = {}
        self._kinds: dict[int, str] = {}
        self._last = ""

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The lines that fields were read from, in their order."""
        return tuple(one for number in sorted(self._evidence) for one in self._evidence[number])

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """What was left out, in its order."""
        return tuple(one for number in sorted(self._left_out) for one in self._left_out[number])

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """What a person should look at, what concerns the whole at the end."""
        return tuple(sorted(self._remarks, key=lambda remark: (not remark.line, remark.line)))

    def take(self, line: Line, kind: str, rule: str = "") -> None:
        """Note that a field was read from the line; `rule` says why, if nothing in the line does."""
        self._kinds[line.number] = self._last = kind
        evidence = Evidence(field=kind, line=line.number, text=line.text, rule=rule)
        self._evidence.setdefault(line.number, []).append(evidence)

    def leave_out(self, line: Line, reason: str) -> None:
        """Note that the whole line is no part of the article."""
        self._kinds[line.number] = "left out"
        self.leave_out_words(line, [line.text], reason)

    def leave_out_words(self, line: Line, words: Iterable[str], reason: str) -> None:
        """Note words of a taken line that no field holds."""
        for text in words:
            left = LeftOut(line=line.number, text=text, reason=reason)
            self._left_out.setdefault(line.number, []).append(left)

    def give_back(self, line: Line) -> None:
        """Return a line that was left out to the body."""
        self.return_number(line.number)

    def return_number(self, number: int) -> None:
        """Return the line of this number to the body, whatever it was taken for."""
        for known in (self._kinds, self._left_out, self._evidence):
            known.pop(number, None)

    def is_kind(self, number: int, kind: str) -> bool:
        """Whether the line of this number was taken for that."""
        return self._kinds.get(number) == kind

    def remark(self, key: str, line: int, sentence: str) -> None:
        """Note something for a person to look at, once for each key and line."""
        self._remarks[Remark(key=key, line=line, sentence=sentence)] = None

    def kind_of(self, line: Line) -> str:
        """What the line was taken for; "" while it belongs to the body."""
        return self._kinds.get(line.number, "")

    @property
    def last_kind(self) -> str:
        """What the line was taken for that was taken last."""
        return self._last

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

    def goes_on_from(self, line: Line) -> bool:
        """Whether the line right above, with no empty one between, was left out."""
        return not line.gap and self.is_kind(line.number - 1, "left out")

    def is_free(self, line: Line) -> bool:
        """Whether the line still belongs to the body."""
        return line.number not in self._kinds
