"""Which article is which, told by titles and paragraphs, where their order no longer tells it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from backfile.archive.vocabulary import word_key
from backfile.frozen import frozen
from backfile.manuscript.header import read_header, split_manuscript
from backfile.manuscript.merging import Then
from backfile.manuscript.paragraphs import digests
from backfile.schema import Scalar

ALIKE = 0.5
_TITLE = 1.0


@frozen
class Gist:
    """What an article is known by: its title, and the digests of its paragraphs."""

    title: str
    paragraphs: frozenset[str]


def gist_of(manuscript: str) -> Gist:
    """What a manuscript is known by."""
    parts, _ = split_manuscript(manuscript.replace("\r\n", "\n"), "")
    fields, _ = read_header(parts, "")
    titles = [value.text for key, value in fields.pairs if key.text == "title" and isinstance(value, Scalar)]
    return Gist(title=word_key("".join(titles)), paragraphs=frozenset(digests(parts.body)))


def gist_then(then: Then) -> Gist:
    """What an article was known by when it was read."""
    title = then.fields.get("title", "")
    return Gist(title=word_key(title) if isinstance(title, str) else "", paragraphs=frozenset(then.paragraphs))


def likeness(one: Gist, other: Gist) -> float:
    """From 0 for two articles that share nothing to 2 for two that are the same."""
    shared = len(one.paragraphs & other.paragraphs) / max(1, len(one.paragraphs), len(other.paragraphs))
    return shared + (_TITLE if one.title and one.title == other.title else 0.0)


def pairs(then: Sequence[Gist], now: Sequence[Gist]) -> Mapping[int, int]:
    """For each article of then that is alike one of now, its place there: the likest first, then the nearest."""
    scores = [
        (-score, abs(old - new), old, new)
        for old, one in enumerate(then)
        for new, other in enumerate(now)
        if (score := likeness(one, other)) >= ALIKE
    ]
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, old, new in sorted(scores):
        if old not in found and new not in taken:
            found[old] = new
            taken.add(new)
    return found
