"""A seed whose articles are no longer those it was converted with: which of them follows which, which is new or gone.

What is gone from a seed stays as a manuscript; its source then ends in `#gone-1`, so that no other article is merged
into it, and that it is known again should it come back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import count

from backfile.frozen import frozen
from backfile.manuscript.likeness import ALIKE, Gist, likeness, pairs
from backfile.manuscript.merging import Then

GONE = "#gone-"


@frozen
class Held:
    """An article as it was read from a seed, under the source by which that was kept."""

    source: str
    then: Then
    gist: Gist

    @property
    def is_gone(self) -> bool:
        """Whether the seed has no longer held it the last time."""
        return GONE in self.source


@frozen
class Recount:
    """What is to be done, by places: of what was held, of what the seed holds now, and of the manuscripts.

    `now` says for what was held where it stands now; `of` what each manuscript was made from; `begun` are articles that
    have a manuscript of which nothing was kept, by its number; `is_whole` says that every manuscript is accounted for.
    """

    now: Mapping[int, int]
    of: Mapping[int, int]
    begun: Mapping[int, int]
    is_whole: bool

    def is_in_place(self, held: Sequence[Held], sources: Sequence[str]) -> bool:
        """Whether each article stands where it stood, and none came or went."""
        places = {each.source: self.now.get(old) for old, each in enumerate(held) if not each.is_gone}
        return not self.begun and places == {source: place for place, source in enumerate(sources)}

    def new(self, number: int) -> Iterator[int]:
        """The articles of so many that no manuscript was ever made from."""
        return (place for place in range(number) if place not in self.now.values() and place not in self.begun)


def recounted(
    held: Sequence[Held], now: Sequence[Gist], manuscripts: Sequence[tuple[str, Gist]], sources: Sequence[str]
) -> Recount:
    """Which is which; manuscripts come with their sources, and `sources` are those of what is read now."""
    follow = pairs([each.gist for each in held], now)
    added = {sources[place]: place for place in range(len(now)) if place not in follow.values()}
    of: dict[int, int] = {}
    begun: dict[int, int] = {}
    for number, (source, gist) in enumerate(manuscripts):
        alike = [likeness(gist, each.gist) for each in held]
        own = next((place for place, each in enumerate(held) if each.source == source), None)
        best = max(range(len(held)), key=lambda place: (alike[place], place == own), default=None)
        if best is not None and alike[best] >= ALIKE:
            of[number] = best
        elif source in added and likeness(gist, now[added[source]]) >= ALIKE:
            begun[added[source]] = number
        elif own is not None:
            of[number] = own
    return Recount(now=follow, of=of, begun=begun, is_whole=len(of) + len(begun) == len(manuscripts))


def gone_sources(seed: str) -> Iterator[str]:
    """The sources of what is no longer in a seed."""
    return (f"{seed}{GONE}{number}" for number in count(1))
