"""A manuscript that a person edited, merged with what its seed is read as now.

Three ways: what was read then, what is read now, what a person wrote. A field or paragraph that a person touched stays;
the rest follows the seed. Whatever else stands in the header, comments and the order of fields, stays as it is.
"""

from __future__ import annotations

import re
from collections import Counter

from backfile.errors import Problem
from backfile.frozen import frozen
from backfile.manuscript.header import Manuscript, read_header, split_manuscript
from backfile.manuscript.paragraphs import digests, merge_bodies
from backfile.manuscript.yaml_header import LINE_ENDS, comments_in, write_manuscript
from backfile.schema import Mapping, Node, Scalar, Sequence

Plain = str | tuple["Plain", ...] | dict[str, "Plain"]
Fields = dict[str, Plain]

_OF_SEED = re.compile(r"\b([Ll]ines?) [0-9]+(?:, [0-9]+)*")
_REVIEW = "review"


@frozen
class Then:
    """What was read from a seed when its manuscript was made or merged last; of paragraphs, their digests."""

    fields: Fields
    paragraphs: tuple[str, ...]


@frozen
class Merged:
    """A manuscript after the merge.

    `followed` are the fields that took over what the seed says now, `contradicted` those that kept what a person wrote
    although the seed says something new; `conflicts` counts the places in the body where both stand between marks.
    """

    text: str
    has_new_text: bool = False
    followed: tuple[str, ...] = ()
    contradicted: tuple[str, ...] = ()
    conflicts: int = 0


def written_reading(text: str) -> str:
    """What is kept of a reading, by the manuscript that it makes: its header, and a digest of each paragraph."""
    manuscript, _ = split_manuscript(text, "")
    head = "\n# What was read from the seed, for `ingest --update`. Not to be edited.\n"
    header = f"{head}{manuscript.header.strip()}\n"
    return f"---{header}---\n\n" + "".join(f"{each}\n" for each in digests(manuscript.body))


def read_reading(text: str, file: str) -> tuple[Then | None, tuple[Problem, ...]]:
    """What was kept of a reading, or None where that is damaged."""
    manuscript, problems = split_manuscript(text, file)
    if problems:
        return None, problems
    fields, problems = read_header(manuscript, file)
    return None if problems else Then(fields=_fields(fields), paragraphs=tuple(manuscript.body.split())), problems


def merge_manuscripts(then: Then, yours: str, seed: str) -> Merged | None:
    """The manuscript of a person with what the seed now says; None where its header has an unusual form.

    Both are manuscripts without faults, with line feeds as their line ends.
    """
    own, other = _header(yours), _header(seed)
    if not own.is_plain:
        return None
    merge = _Merge(then=_flat(then.fields), yours=_flat(own.fields), seed=_flat(other.fields))
    fields = merge.fields
    header = _rewritten(own, other, fields)
    body = merge_bodies(then.paragraphs, own.manuscript.body, other.manuscript.body)
    closing = own.manuscript.closing
    if not own.manuscript.body.strip() and body.text.strip():
        closing = f"{closing.rstrip()}\n\n"
    text = f"{own.manuscript.opening}{header}{closing}{body.text}"
    if _header(text).fields != fields:
        return None
    return Merged(
        text=text,
        has_new_text=body.text != own.manuscript.body,
        followed=tuple(name for name in {**own.fields, **fields} if own.fields.get(name) != fields.get(name)),
        contradicted=merge.contradicted,
        conflicts=body.conflicts,
    )


# -- values ----------------------------------------------------------------------------------------------------------


def _fields(node: Mapping) -> Fields:
    return {key.text: plain for key, value in node.pairs if (plain := _plain(value))}


def _plain(node: Node) -> Plain:
    """What is stated, without how it is written; nothing that is empty is stated."""
    if isinstance(node, Scalar):
        return node.text.strip()
    if isinstance(node, Sequence):
        return tuple(plain for item in node.items if (plain := _plain(item)))
    return _fields(node)


def _shown(value: Plain) -> str:
    if isinstance(value, str):
        return value
    parts = value.values() if isinstance(value, dict) else value
    return ("; " if isinstance(value, tuple) else " ").join(map(_shown, parts))


def _flat(fields: Fields) -> Fields:
    """The fields with those of a group on a level of their own: a person may name the image of a figure."""
    found: Fields = {}
    for name, value in fields.items():
        found |= {f"{name}.{part}": each for part, each in value.items()} if isinstance(value, dict) else {name: value}
    return found


def _grouped(flat: Fields) -> Fields:
    found: Fields = {}
    for name, value in flat.items():
        group, _, part = name.partition(".")
        inner = found.setdefault(group, {}) if part else None
        if isinstance(inner, dict):
            inner[part] = value
        else:
            found[name] = value
    return found


@frozen
class _Merge:
    """The fields of three headers, flat."""

    then: Fields
    yours: Fields
    seed: Fields

    @property
    def fields(self) -> Fields:
        """The fields of the merge, in groups."""
        found = {name: self._value(name) for name in {**self.yours, **self.seed} if name != _REVIEW}
        found[_REVIEW] = self._review()
        return _grouped({name: value for name, value in found.items() if value})

    @property
    def contradicted(self) -> tuple[str, ...]:
        """The fields that both a person and the seed changed, and not to the same."""
        names = {**self.yours, **self.then, **self.seed}
        return tuple(name for name in names if name != _REVIEW and self._is_contradicted(name))

    def _is_contradicted(self, name: str) -> bool:
        then, yours, seed = self._three(name)
        return yours not in (then, seed) and then != seed

    def _three(self, name: str) -> tuple[Plain, Plain, Plain]:
        return self.then.get(name, ""), self.yours.get(name, ""), self.seed.get(name, "")

    def _value(self, name: str) -> Plain:
        then, yours, seed = self._three(name)
        return seed if yours == then else yours

    def _review(self) -> Plain:
        """The points of a person and of the seed; what a person settled stays settled."""
        then, yours, seed = (_points(side.get(_REVIEW, ())) for side in (self.then, self.yours, self.seed))
        changed = [name for name in {**self.then, **self.seed} if self.then.get(name) != self.seed.get(name)]
        outdated = {_contradiction(name, self.then.get(name, "")) for name in changed}
        kept = [
            seed[key] if key in seed and text == then.get(key) else text
            for key, text in yours.items()
            if text not in outdated and (key in seed or key not in then)
        ]
        if yours == then:  # in the order of the seed
            kept = [*seed.values()]
        else:
            kept += [text for key, text in seed.items() if key not in then and key not in yours]
        said = (_contradiction(name, self.seed.get(name, "")) for name in self.contradicted)
        return tuple(dict.fromkeys((*kept, *said)))


def _points(review: Plain) -> dict[tuple[str, int], str]:
    """The points by what they say apart from the lines they name, and by how often that was said before."""
    found: dict[tuple[str, int], str] = {}
    counts: Counter[str] = Counter()
    for point in review if isinstance(review, tuple) else ():
        said = _OF_SEED.sub(r"\1", str(point))
        counts[said] += 1
        found[said, counts[said]] = str(point)
    return found


def _contradiction(name: str, value: Plain) -> str:
    says = f"now says “{_shown(value)}” for `{name}`" if value else f"no longer states `{name}`"
    return f"The seed {says}; what a person wrote was kept. Take over what is right."


# -- text ------------------------------------------------------------------------------------------------------------


@frozen
class _Header:
    """A header as its fields and as the lines that they stand on; `above` is what stands over the first of them.

    It is plain if each field begins a line.
    """

    manuscript: Manuscript
    fields: Fields
    above: str
    lines: dict[str, str]
    is_plain: bool


def _header(text: str) -> _Header:
    manuscript, _ = split_manuscript(text, "")
    node, _ = read_header(manuscript, "")
    header = manuscript.header
    starts = [0, *(end.end() for end in LINE_ENDS.finditer(header))]
    first = manuscript.opening.count("\n") + 1
    places = [starts[key.line - first] for key, _ in node.pairs]
    edges = zip(node.pairs, places, [*places[1:], len(header)], strict=True)
    is_plain = all(key.column == 1 for key, _ in node.pairs)
    lines = {key.text: header[start:end] for (key, _), start, end in edges}
    return _Header(
        manuscript=manuscript,
        fields=_fields(node),
        above=header[: min(places, default=0)],
        lines=lines,
        is_plain=is_plain,
    )


def _rewritten(own: _Header, other: _Header, merged: Fields) -> str:
    """The header of a person with the merged fields; those that are new stand where intake writes them."""
    found = {name: _block(name, lines, own, other, merged) for name, lines in own.lines.items()}
    before = ""
    for name in {**other.fields, **merged}:
        if name in merged and name not in found:
            found = _inserted(found, name, _written(name, merged[name], other), before)
        before = name if name in found else before
    text = own.above + "".join(found.values())
    return text if text.endswith("\n") else f"{text}\n"


def _block(name: str, lines: str, own: _Header, other: _Header, merged: Fields) -> str:
    """The lines of one field after the merge; the comments of a person among them stay."""
    if own.fields.get(name) == merged.get(name):
        return lines
    comments = "".join(f"{comment}\n" for comment in comments_in(lines))
    return comments + (_written(name, merged[name], other) if name in merged else "")


def _written(name: str, value: Plain, other: _Header) -> str:
    if other.fields.get(name) == value:
        return f"{other.lines[name].rstrip()}\n"
    manuscript, _ = split_manuscript(write_manuscript({name: value}, ""), "")
    return f"{manuscript.header.strip()}\n"


def _inserted(lines: dict[str, str], name: str, text: str, before: str) -> dict[str, str]:
    pairs = [*lines.items()]
    place = next((place + 1 for place, (known, _) in enumerate(pairs) if known == before), 0)
    return dict([*pairs[:place], (name, text), *pairs[place:]])
