"""The body of a manuscript as paragraphs, and what becomes of them when the seed is read anew.

Paragraphs are what empty lines part; each keeps the empty lines below it, so that what nobody touched keeps its bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from backfile.digest import digest_bytes
from backfile.errors import Problem
from backfile.frozen import frozen
from backfile.manuscript.threeway import Range, merge

_LENGTH = 16  # of a digest, in hexadecimal digits: enough to tell the paragraphs of one text from each other
YOURS, BETWEEN, SEED = "<<<<<<< yours", "=======", ">>>>>>> seed"
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_MARK = re.compile(r"^(?:<<<<<<<|>>>>>>>) .*", re.MULTILINE)


@frozen
class MergedBody:
    """The paragraphs of a merge as text, and how many contradictions stand in it between marks."""

    text: str
    conflicts: int = 0


def paragraphs(body: str) -> tuple[str, ...]:
    """The paragraphs of a body; empty lines above the first belong to none."""
    found: list[str] = []
    is_open = False
    for line in _LINE.findall(body):
        if not line.strip():
            found[-1:] = [found[-1] + line] if found else []
        elif is_open:
            found[-1] += line
        else:
            found.append(line)
        is_open = bool(line.strip())
    return tuple(found)


def digests(body: str) -> tuple[str, ...]:
    """A short digest of each paragraph, without what stands behind it."""
    return tuple(digest_bytes(each.rstrip().encode())[:_LENGTH] for each in paragraphs(body))


def merge_bodies(then: Sequence[str], yours: str, seed: str) -> MergedBody:
    """The body that a person wrote, with the paragraphs that the seed changed since then.

    `then` are digests; where a paragraph was changed by both, both stand between marks like those of git.
    """
    own, other = paragraphs(yours), paragraphs(seed)
    pieces = tuple(merge(then, digests(yours), digests(seed)))
    if not any(piece.seed for piece in pieces):
        return MergedBody(text=yours)
    found: list[str] = []
    for piece in pieces:
        mine, theirs = _taken(own, piece.yours), _taken(other, piece.seed)
        found += [_conflict(mine, theirs)] if piece.yours and piece.seed else [*mine, *theirs]
    above = yours[: len(yours) - len(yours.lstrip("\n"))] if own else ""
    conflicts = sum(bool(piece.yours and piece.seed) for piece in pieces)
    return MergedBody(text=above + _joined(found), conflicts=conflicts)


def _taken(texts: Sequence[str], taken: Range | None) -> Sequence[str]:
    return texts[slice(*taken)] if taken else ()


def _conflict(mine: Sequence[str], theirs: Sequence[str]) -> str:
    return "\n".join([YOURS, *_side(mine), BETWEEN, *_side(theirs), SEED])


def _side(texts: Sequence[str]) -> Iterator[str]:
    if texts:
        yield _joined(texts).rstrip("\n")


def _joined(texts: Iterable[str]) -> str:
    found = list(texts)
    apart = (text if text.endswith("\n\n") else f"{text.rstrip()}\n\n" for text in found[:-1])
    return "".join([*apart, *(f"{text.rstrip()}\n" for text in found[-1:])])


def marks_in(text: str, file: str) -> Iterator[Problem]:
    """A fault for each conflict that nobody has settled yet, be it of this merge or of git's."""
    if "<<<<<<< " not in text and ">>>>>>> " not in text:
        return
    is_open = False
    for mark in _MARK.finditer(text):
        opens = mark[0].startswith("<")
        if opens or not is_open:
            message = "a conflict is not settled: two versions stand here, one above the other"
            yield Problem(
                file=file,
                line=text.count("\n", 0, mark.start()) + 1,
                message=message if opens else "a mark was left here of a conflict that was settled",
                hint="keep what is right of both, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>",
                key="conflict",
            )
        is_open = opens
