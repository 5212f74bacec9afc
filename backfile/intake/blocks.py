"""Blocks of the body: which lines are headings, lists, tables and paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from backfile.frozen import frozen
from backfile.intake.headings import (
    heading_depth,
    is_known_heading,
    looks_like_heading,
    opens_closing_part,
    split_heading,
)
from backfile.intake.lines import Line, ends_a_sentence, is_sentence
from backfile.intake.markdown import Block, Heading, Items, Paragraph, Table

_BULLET = re.compile(r"[•▪◦‣●○■□►▶→✓✔➢➤⁃∙][ \t]*(?=\S)|[*·–-][ \t]+(?=\S)")
_NUMBER = re.compile(r"\(?([0-9]{1,3})[.)][ \t]+(?=\S)")
_SHORTEST_WRAPPED, _LONGEST_WRAPPED = 35, 110
_SHORT_OF_WIDTH = 0.85


@frozen
class Body:
    """The blocks of the body, and the numbers of lines before which a heading seems to have been lost."""

    blocks: tuple[Block, ...]
    lost_headings: tuple[int, ...] = ()


def read_body(
    lines: Sequence[Line], plain: AbstractSet[int] = frozenset(), sure: AbstractSet[int] = frozenset()
) -> Body:
    """The lines of the body as blocks.

    `plain` are the numbers of lines that are no headings; where `sure` names lines that are, no others are.
    """
    groups = list(_groups(lines))
    blocks: list[Block] = []
    is_closing = False
    for place, group in enumerate(groups):
        following = groups[place + 1 : place + 3]
        first = group[0]
        heads, rest = ([_heading(first.text, first.number)], group[1:]) if first.number in sure else ([], group)
        if rest and not sure and rest[0].number not in plain:
            more, rest = _headings(rest, following, is_closing=is_closing)
            heads += more
        blocks.extend(heads)
        is_closing = is_closing or any(opens_closing_part(head.text) for head in heads)
        blocks.extend(_content(rest))
    return Body(blocks=tuple(_joined_lists(blocks)), lost_headings=_lost_headings(groups))


def _groups(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines between empty lines; in a text without any, a heading still stands apart from what it heads."""
    group: list[Line] = []
    for line in lines:
        if group and (line.gap or _is_cut(group[-1].text, line.text)):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _is_cut(before: str, after: str) -> bool:
    """Whether a line end parts two paragraphs: the first one ends a sentence, the next begins one or is a heading."""
    if before.endswith((":", "–", "—")):
        return False
    if is_known_heading(after) or (heading_depth(after) and looks_like_heading(after) and not _NUMBER.match(before)):
        return True
    return len(before) > _LONGEST_WRAPPED and ends_a_sentence(before) and not _is_marked(after)


def _headings(
    group: list[Line], following: Sequence[list[Line]], *, is_closing: bool
) -> tuple[list[Heading], list[Line]]:
    """The headings at the top of a group, and what is left of it."""
    if is_closing and not is_known_heading(group[0].text):
        return [], group
    if following and (joined := split_heading(group)) and not _is_marked(group[1].text):
        return [_heading(joined, group[0].number)], []
    heads: list[Heading] = []
    rest = list(group)
    while rest and _is_heading(rest, following):
        heads.append(_heading(rest[0].text, rest[0].number))
        rest = rest[1:]
    return heads, rest


def _is_heading(rest: list[Line], following: Sequence[list[Line]]) -> bool:
    text = rest[0].text
    if is_known_heading(text):
        return bool(rest[1:] or following)
    if not looks_like_heading(text) or _BULLET.match(text):
        return False
    if rest[1:]:
        return not rest[1].text[0].islower() and is_sentence(rest[1].text) and len(rest[1].text) > len(text)
    if not following:
        return False
    is_numbered = bool(heading_depth(text))
    return is_numbered != _is_numbered_alike(text, following[0][0].text) if is_numbered else _heads(following)


def _heads(following: Sequence[list[Line]]) -> bool:
    """Whether what comes next is a text that has a heading, directly or below one more heading."""
    first = following[0][0].text
    if not looks_like_heading(first) or len(following[0]) > 1 or heading_depth(first):
        return True
    return is_known_heading(first) or (len(following) > 1 and not looks_like_heading(following[1][0].text))


def _is_numbered_alike(one: str, other: str) -> bool:
    """Whether two lines are items 1 and 2 of a list rather than headings of a text."""
    first, second = _NUMBER.match(one), _NUMBER.match(other)
    return bool(first and second and int(second[1]) == int(first[1]) + 1)


def _heading(text: str, line: int) -> Heading:
    return Heading(text=" ".join(text.split()), level=min(6, 1 + max(1, heading_depth(text))), line=line)


def _content(group: list[Line]) -> Iterator[Block]:
    place = 0
    while place < len(group):
        for read in (_table_at, _list_at):
            block, count = read(group, place)
            if block:
                yield block
                break
        else:
            count = _end_of_text(group, place) - place
            yield from _paragraphs([line.text for line in group[place : place + count]])
        place += count


def _end_of_text(group: list[Line], start: int) -> int:
    end = start + 1
    while end < len(group) and not _is_marked(group[end].text) and not group[end].text.count("\t"):
        end += 1
    return end


def _paragraphs(texts: list[str]) -> Iterator[Paragraph]:
    """Lines as one paragraph if a page's width broke them, else each as its own."""
    runs = list(_runs(texts))
    if len(runs) < len(texts) and all(len(run) == 1 or _is_wrapped(run) for run in runs):
        yield from (Paragraph(lines=tuple(run)) for run in runs)
        return
    yield from (Paragraph(lines=(text,)) for text in texts)


def _runs(texts: list[str]) -> Iterator[list[str]]:
    """Lines cut where one ends a sentence well before the page's width, as the last line of a paragraph does."""
    width = sorted(map(len, texts))[len(texts) * 2 // 3] * _SHORT_OF_WIDTH
    run: list[str] = []
    for text in texts:
        run.append(text)
        if len(text) < width and ends_a_sentence(text):
            yield run
            run = []
    if run:
        yield run


def _is_wrapped(texts: list[str]) -> bool:
    inner = texts[:-1]
    if any(not _SHORTEST_WRAPPED <= len(text) <= _LONGEST_WRAPPED for text in inner):
        return False
    return sum(ends_a_sentence(text) for text in inner) * 2 <= len(inner)


def _is_marked(text: str) -> bool:
    return bool(_BULLET.match(text) or _NUMBER.match(text))


def _list_at(group: list[Line], place: int) -> tuple[Block | None, int]:
    bullet, number = _BULLET.match(group[place].text), _NUMBER.match(group[place].text)
    items: list[str] = []
    count = 0
    for line in group[place:]:
        found = (_BULLET if bullet else _NUMBER).match(line.text)
        if found and (bullet or (number and int(found[1]) == int(number[1]) + len(items))):
            items.append(line.text[found.end() :])
        elif items and line.text[:1].islower():
            items[-1] += f" {line.text}"
        else:
            break
        count += 1
    is_note = len(items) == 1 and group[place].text.startswith("*")  # "* The author teaches at Sella."
    if not items or is_note or (number and not bullet and int(number[1]) == 0):
        return None, 0
    return Items(items=tuple(items), first=int(number[1]) if number and not bullet else 0), count


def _table_at(group: list[Line], place: int) -> tuple[Block | None, int]:
    width = group[place].text.count("\t")
    count = 0
    while width and place + count < len(group) and group[place + count].text.count("\t") == width:
        count += 1
    if count < 2:  # noqa: PLR2004 -- a single row is no table
        return None, 0
    rows = (line.text.split("\t") for line in group[place : place + count])
    return Table(rows=tuple(tuple(cell.strip() for cell in row) for row in rows)), count


def _joined_lists(blocks: Sequence[Block]) -> Iterator[Block]:
    """Items that empty lines part are one list still."""
    waiting: Block | None = None
    for block in blocks:
        if isinstance(waiting, Items) and isinstance(block, Items) and _goes_on(waiting, block):
            waiting = Items(items=(*waiting.items, *block.items), first=waiting.first)
            continue
        if waiting:
            yield waiting
        waiting = block
    if waiting:
        yield waiting


def _goes_on(one: Items, other: Items) -> bool:
    if not one.first:
        return not other.first
    return other.first == one.first + len(one.items)


def _lost_headings(groups: list[list[Line]]) -> tuple[int, ...]:
    """Where two empty lines stand between paragraphs of a text that parts all others by one."""
    gaps = [group[0].gap for group in groups[1:]]
    wide = [group for before, group in pairwise(groups) if _is_wide_gap(before, group)]
    return tuple(group[0].number for group in wide) if len(wide) * 4 <= len(gaps) else ()


def _is_wide_gap(before: list[Line], after: list[Line]) -> bool:
    return after[0].gap > 1 and is_sentence(before[-1].text) and is_sentence(after[0].text)
