"""Three-way merge of sequences: what was there then, what a person made of it, what it would be now.

What is equal is found by difflib, which passes over what occurs very often, and so stays quick with any text. The
package `merge3` is made for this, but stands under the GPL, and takes two changes side by side for one conflict.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from backfile.frozen import frozen

Range = tuple[int, int]


@frozen
class Piece:
    """The next piece of a merge: a range of `yours` or one of `seed`; both where they contradict each other."""

    yours: Range | None = None
    seed: Range | None = None


def merge(then: Sequence[str], yours: Sequence[str], seed: Sequence[str]) -> Iterator[Piece]:
    """What a person changed since then stays, the rest follows the seed; a change by both is a conflict."""
    here, there, place = 0, 0, 0
    for own, other in _meetings(_changes(then, yours), _changes(then, seed)):
        start, end = min(each.start for each in (*own, *other)), max(each.end for each in (*own, *other))
        here, there = here + start - place, there + start - place
        yield Piece(yours=(here - start + place, here))
        mine = here, _last(own, here, start, end)
        theirs = there, _last(other, there, start, end)
        if not other or yours[slice(*mine)] == seed[slice(*theirs)]:
            yield Piece(yours=mine)
        else:
            yield Piece(yours=mine if own else None, seed=theirs)
        here, there, place = mine[1], theirs[1], end
    yield Piece(yours=(here, len(yours)))


@frozen
class _Change:
    """What one side put in the place of `then[start:end]`, up to `last` in its own sequence."""

    start: int
    end: int
    last: int

    def meets(self, other: _Change) -> bool:
        """Whether both are about the same place: they overlap, or both insert something there."""
        if (self.start, self.end) == (other.start, other.end):
            return True
        return self.start < other.end and other.start < self.end


def _changes(then: Sequence[str], side: Sequence[str]) -> Iterator[_Change]:
    for kind, start, end, first, last in SequenceMatcher(None, then, side).get_opcodes():
        if kind == "equal":
            continue
        if end - start == last - first:  # paragraph by paragraph: each of them may be changed by the other side, too
            for place in range(start, end):
                yield _Change(start=place, end=place + 1, last=first + place - start + 1)
        else:
            yield _Change(start=start, end=end, last=last)


def _meetings(own: Iterator[_Change], other: Iterator[_Change]) -> Iterator[tuple[list[_Change], list[_Change]]]:
    """The changes in their order, those of both sides together that are about the same place."""
    found = [*((each.start, each.end, 0, each) for each in own), *((each.start, each.end, 1, each) for each in other)]
    group: tuple[list[_Change], list[_Change]] = ([], [])
    for _, _, side, change in sorted(found, key=lambda each: each[:3]):
        if any(group) and not any(change.meets(each) for each in (*group[0], *group[1])):
            yield group
            group = ([], [])
        group[side].append(change)
    if any(group):
        yield group


def _last(changes: Sequence[_Change], first: int, start: int, end: int) -> int:
    """Where a side ends that goes from `first` over `then[start:end]` with some changes."""
    return changes[-1].last + end - changes[-1].end if changes else first + end - start
