"""Names as references print them: the family name first or last, given names in full or as initials."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from backfile.archive.names import Name

_LONGEST_INITIAL = 3
_REMEMBERED = 4096  # the same people come again and again


@lru_cache(maxsize=_REMEMBERED)
def initials(given: str, gap: str = " ") -> str:
    """The initials of given names: "Jean-Paul Q." is "J.-P. Q."; what is short and ends in a dot stays ("Yu.")."""
    words = given.replace(".", ". ").replace(" -", "-").split()
    return gap.join("-".join(_initial(part) for part in word.split("-") if part) for word in words)


def _initial(part: str) -> str:
    return part if part.endswith(".") and len(part) <= _LONGEST_INITIAL else f"{part[0]}."


def has_parts(name: Name) -> bool:
    """Whether a name can be turned round: bodies and single names cannot."""
    return bool(not name.literal and name.given and name.family)


def inverted(name: Name) -> str:
    """Family, Given, Suffix, with the particle before the family name; a body as it is printed."""
    return _inverted(name, name.given) if has_parts(name) else name.printed


def inverted_short(name: Name, gap: str = " ") -> str:
    """The same with initials: "van der Ostrand, W., Jr."."""
    return _inverted(name, initials(name.given, gap)) if has_parts(name) else name.printed


def by_family(name: Name) -> str:
    """Family, Given particle, Suffix: the particle stands where it does not count in sorting."""
    if not has_parts(name):
        return name.printed
    return ", ".join(filter(None, [name.family, " ".join(filter(None, [name.given, name.particle])), name.suffix]))


def short(name: Name, gap: str = " ") -> str:
    """The name in reading order with initials."""
    if not has_parts(name):
        return name.printed
    return " ".join(filter(None, [initials(name.given, gap), name.family_name, name.suffix]))


def _inverted(name: Name, given: str) -> str:
    return ", ".join(filter(None, [name.family_name, given, name.suffix]))


def listed(names: Sequence[str], last: str, *, two: str = "") -> str:
    """The names as a list: `last` joins the last of them to the others, `two` one to the other where there are two."""
    if len(names) > 1:
        return f"{', '.join(names[:-1])}{two if two and len(names) == 2 else last}{names[-1]}"  # noqa: PLR2004
    return "".join(names)
