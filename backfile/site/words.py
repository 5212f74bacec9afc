"""What pages say of themselves, in the language of the site: a catalogue for each language, `templates/words/*.toml`.

English is the measure: a catalogue has the same names, with as many places for numbers and names ({}).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, zip_longest

from backfile.errors import Problem
from backfile.schema import Mapping as Group
from backfile.schema import Node, Scalar, Sequence
from backfile.toml import read_toml

ENGLISH = "en"
_PLACE = "{}"
_SLAVIC = frozenset({"be", "bs", "hr", "ru", "sr", "uk"})
_Entry = str | tuple[str, ...]
_Said = str | Callable[..., str]


@dataclass(frozen=True, kw_only=True)
class Words:
    """A catalogue: names with their texts, and groups of such. A text with several forms is a tuple of them."""

    language: str
    entries: tuple[tuple[str, _Entry], ...] = ()
    groups: tuple[tuple[str, tuple[tuple[str, _Entry], ...]], ...] = ()

    @cached_property
    def texts(self) -> dict[str, _Said | dict[str, _Said]]:
        """What templates see as `words`: texts, and functions for those that have places or several forms."""
        said = {name: self._said(entry) for name, entry in self.entries}
        return {**said, **{name: {key: self._said(each) for key, each in group} for name, group in self.groups}}

    def __getstate__(self) -> dict[str, object]:
        """What travels to other processes: not the functions, which each makes for itself."""
        return {name: value for name, value in vars(self).items() if name != "texts"}

    def say(self, name: str, *values: object) -> str:
        """A text, with its places filled; one of a group is named as `search.title`."""
        group, _, key = name.rpartition(".")
        said = self._group(group)[key] if group else self.texts[key]
        return said(*values) if callable(said) else str(said)

    def _group(self, name: str) -> dict[str, _Said]:
        group = self.texts[name]
        return group if isinstance(group, dict) else {}

    def _said(self, entry: _Entry) -> _Said:
        if isinstance(entry, str):
            return _filler(entry) if _PLACE in entry else entry
        fillers = tuple(map(_filler, entry))
        return lambda number, *others: fillers[_form(self.language, number, len(fillers))](number, *others)


NO_WORDS = Words(language=ENGLISH)


def _filler(text: str) -> Callable[..., str]:
    parts = text.split(_PLACE)

    def filled(*values: object) -> str:
        pieces = [piece for pair in zip_longest(parts, values) for piece in pair if piece is not None]
        # Markup stays markup, and what it is joined with is escaped.
        glue = next((value[:0] for value in values if isinstance(value, str) and hasattr(value, "__html__")), "")
        return glue.join(piece if isinstance(piece, str) else str(piece) for piece in pieces)

    return filled


def _form(language: str, number: int, count: int) -> int:
    """Which of the forms of a word goes with a number (Unicode CLDR, plural rules)."""
    if language not in _SLAVIC:
        return min(int(number != 1), count - 1)
    if number % 10 == 1 and number % 100 != 11:  # noqa: PLR2004 -- eleven is no one
        return 0
    is_few = number % 10 in {2, 3, 4} and number % 100 not in {12, 13, 14}
    return min(1 if is_few else 2, count - 1)


def read_words(text: str, language: str, file: str) -> tuple[Words, tuple[Problem, ...]]:
    """The catalogue that a TOML file holds, and what is wrong with its form."""
    node, problems = read_toml(text, file)
    entries = tuple((key.text, _entry(value)) for key, value in node.pairs if not isinstance(value, Group))
    groups = tuple((key.text, _entries(value)) for key, value in node.pairs if isinstance(value, Group))
    return Words(language=language, entries=entries, groups=groups), problems


def _entries(group: Group) -> tuple[tuple[str, _Entry], ...]:
    return tuple((key.text, _entry(value)) for key, value in group.pairs)


def _entry(node: Node) -> _Entry:
    if isinstance(node, Sequence):
        return tuple(item.text for item in node.items if isinstance(item, Scalar))
    return node.text if isinstance(node, Scalar) else ""


def check_words(words: Words, measure: Words, file: str) -> Iterator[Problem]:
    """Where a catalogue differs from another in its names, or in the places of its texts."""
    own, wanted = _flat(words), _flat(measure)
    for name in wanted.keys() - own.keys():
        yield _fault(file, f"the text `{name}` is missing", f"in English it reads: {_printed(wanted[name])}")
    for name in own.keys() - wanted.keys():
        yield _fault(file, f"there is no text `{name}`", "take the line out, or correct its name")
    for name in wanted.keys() & own.keys():
        if _places(own[name]) != _places(wanted[name]):
            message = f"the text `{name}` has not as many {{}} as the English one"
            yield _fault(file, message, f"in English it reads: {_printed(wanted[name])}")


def _flat(words: Words) -> Mapping[str, _Entry]:
    inner = ((f"{group}.{name}", entry) for group, entries in words.groups for name, entry in entries)
    return dict(chain(words.entries, inner))


def _places(entry: _Entry) -> tuple[bool, set[int]]:
    forms = (entry,) if isinstance(entry, str) else entry
    return isinstance(entry, str), {form.count(_PLACE) for form in forms}


def _printed(entry: _Entry) -> str:
    return entry if isinstance(entry, str) else " / ".join(entry)


def _fault(file: str, message: str, hint: str) -> Problem:
    return Problem(file=file, message=message, hint=hint, key="words")
