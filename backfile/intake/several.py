"""Several articles in one text: where each begins, if that is certain.

Each of them has a masthead with a labelled byline below it; its title is what stands between the last sentence of the
article before and that masthead.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from backfile.frozen import frozen
from backfile.intake.boilerplate import boilerplate_reason, opens_related_posts
from backfile.intake.captions import is_image_text, parse_caption
from backfile.intake.labels import read_label
from backfile.intake.lines import Line, is_prose, is_sentence, sameness_key
from backfile.intake.masthead import read_masthead
from backfile.intake.titles import could_be_title

_BYLINE_WITHIN = 3
_MOST_ABOVE = 8
_MOST = 300  # no issue has more articles


@frozen
class Division:
    """A text cut into its articles; `unsure` are lines of mastheads before which it could not be cut."""

    parts: tuple[Sequence[Line], ...]
    unsure: tuple[int, ...] = ()


def divide(lines: Sequence[Line], tops: AbstractSet[int] = frozenset()) -> Division:
    """The articles that a text holds; `tops` are numbers of lines that the format makes headings of the first level."""
    heads = _heads(lines)
    if len(heads) > _MOST:
        return Division(parts=(lines,), unsure=tuple(lines[place].number for place in heads[:9]))
    starts = [_start(lines, before, place, tops) for before, place in pairwise(heads)]
    titles = [sameness_key(lines[start].text) for start in starts if start is not None]
    above = {sameness_key(line.text) for line in lines[: heads[0] if heads else 0]}
    # The same title again is the same article again, such as a page that was printed twice.
    if len(titles) < len(starts) or len({*titles} - above) < len(titles):
        return Division(parts=(lines,), unsure=tuple(lines[place].number for place in heads))
    edges = [0, *(start for start in starts if start is not None), len(lines)]
    return Division(parts=tuple(lines[start:end] for start, end in pairwise(edges)))


def _heads(lines: Sequence[Line]) -> list[int]:
    """The places of mastheads that have a byline close below them."""
    bylines = [place for place, line in enumerate(lines) if ":" in line.text and _is_byline(line.text)]
    above = {place for byline in bylines[: _MOST + 1] for place in range(max(0, byline - _BYLINE_WITHIN), byline)}
    return [place for place in sorted(above) if _is_masthead(lines[place].text)]


def _is_byline(text: str) -> bool:
    label = None if is_prose(text) else read_label(text)
    return bool(label and label.field == "author" and label.has_colon and label.value)


def _is_masthead(text: str) -> bool:
    masthead = None if is_prose(text) else read_masthead(text)
    if masthead is None or masthead.is_weak:
        return False
    return bool((masthead.publication or masthead.issns) and (masthead.volume or masthead.issue))


def _start(lines: Sequence[Line], before: int, head: int, tops: AbstractSet[int]) -> int | None:
    """The place of the title above a masthead; None where it is not certain."""
    start = head
    while start - 1 > before and head - start < _MOST_ABOVE and _is_above(lines[start - 1]):
        start -= 1
    group = list(range(start, head))
    if marked := [place for place in group if lines[place].number in tops]:
        return marked[-1]
    while group and (boilerplate_reason(lines[group[0]].text) or opens_related_posts(lines[group[0]].text)):
        if opens_related_posts(lines[group[0]].text):
            return None
        group.pop(0)
    words = [place for place in group if not parse_caption(lines[place].text)]
    if not words or not could_be_title(lines[words[0]].text) or not lines[words[0]].gap:
        return None
    has_image = len(words) == 2 and words[1] + 1 < head and is_image_text(lines[words[1]].text)  # noqa: PLR2004
    return words[0] if len(words) == 1 or has_image else None


def _is_above(line: Line) -> bool:
    return bool(parse_caption(line.text)) or not is_sentence(line.text)
