"""Names of people and bodies, as parts that can be printed, cited and sorted."""

from __future__ import annotations

import re
from dataclasses import dataclass

from backfile.archive.order import CollationKey, collation_key

PARTICLES = frozenset([
    "da", "dal", "dalla", "das", "de", "dei", "del", "della", "den", "der", "des", "di", "do", "dos", "du", "e", "el",
    "la", "las", "le", "les", "los", "lo",
    "ten", "ter", "tot", "van", "vom", "von", "y", "zu", "zum", "zur", "af", "av",
    "al", "ibn", "bin", "bint", "фон", "ван", "де", "дер",
])  # fmt: skip
SUFFIXES = frozenset(["jr", "sr", "ii", "iii", "iv"])
_SUFFIXES_WITH_COMMA = frozenset(["jr", "sr"])
# One initial or several stuck together: K., K.A., J.-P., Ю.
_INITIALS = re.compile(r"(?:[^\W\d_]{1,2}\.-?){1,4}|[^\W\d_]\.?")
_PATRONYMIC = re.compile(r"\w{2,20}(?:ович|евич|ьич|овна|евна|ична|ovich|evich|ovna|evna)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name in parts, or the `literal` name of a body such as an editorial team, which has no parts.

    `particle` holds words in lower case before the family name that do not count in sorting (van der, de); a particle
    with a capital (De Luca) belongs to `family`. `suffix` is Jr., III and their like.
    """

    given: str = ""
    family: str = ""
    particle: str = ""
    suffix: str = ""
    literal: str = ""

    @property
    def printed(self) -> str:
        """The name in reading order: Given particle Family, Jr."""
        if self.literal:
            return self.literal
        name = " ".join(filter(None, [self.given, self.family_name]))
        return f"{name}{_suffix_mark(self.suffix)}" if name else self.suffix

    @property
    def family_name(self) -> str:
        """The family name with its particle."""
        return " ".join(filter(None, [self.particle, self.family]))

    @property
    def sort_key(self) -> tuple[CollationKey, CollationKey, CollationKey]:
        """The place in a list of names: by family name, then given name, then particle and suffix."""
        rest = f"{self.particle} {self.suffix}"
        return collation_key(self.family or self.literal or self.given), collation_key(self.given), collation_key(rest)


def parse_name(text: str) -> Name:
    """The parts of one person's name: "Family, Given", "Given particle Family Jr." or "Family G.P.".

    A single word is a family name. Forms of address and degrees are not looked for.
    """
    parts = [part.strip() for part in text.replace("\N{NO-BREAK SPACE}", " ").split(",") if part.strip()]
    suffix = next((part for part in parts[1:] if _is_suffix(part)), "")
    if suffix:
        parts.remove(suffix)
    words = " ".join(parts[:1]).split()
    if not suffix and len(words) > 1 and _is_suffix(words[-1]):
        suffix = words.pop()
    given = ", ".join(parts[1:]).split()
    name = _family_first(words, given) if given else _reading_order(words)
    return Name(given=name.given, particle=name.particle, family=name.family, suffix=suffix)


def _reading_order(words: list[str]) -> Name:
    if _family_stands_first(words):
        return Name(family=words[0], given=" ".join(words[1:]))
    start = next((i for i, word in enumerate(words[1:-1], 1) if word in PARTICLES), len(words) - 1)
    if start < 0:
        return Name()
    if _has_capital_particle(words[:start]):
        start -= 1
    given, family = words[:start], words[start:]
    return _with_particle(" ".join(given), family)


def _family_first(family: list[str], given: list[str]) -> Name:
    end = len(given)
    while end > 1 and given[end - 1] in PARTICLES:
        end -= 1
    return _with_particle(" ".join(given[:end]), [*given[end:], *family])


def _with_particle(given: str, family: list[str]) -> Name:
    count = 0
    while count < len(family) - 1 and family[count] in PARTICLES:
        count += 1
    return Name(given=given, particle=" ".join(family[:count]), family=" ".join(family[count:]))


def _has_capital_particle(given: list[str]) -> bool:
    """Italian and Flemish names: "Anna De Luca", where the particle is the start of the family name."""
    return len(given) > 1 and given[-1][:1].isupper() and given[-1].lower() in PARTICLES and len(given[-1]) > 1


def _family_stands_first(words: list[str]) -> bool:
    first, rest = words[:1], words[1:]
    if not rest or _INITIALS.fullmatch(first[0]):
        return False
    if all(_INITIALS.fullmatch(word) and "." in word for word in rest):
        return True
    *middle, last = rest
    return len(middle) == 1 and bool(_PATRONYMIC.fullmatch(last)) and not _PATRONYMIC.fullmatch(middle[0])


def _is_suffix(word: str) -> bool:
    return word.rstrip(".").lower() in SUFFIXES and (word[:1].isupper() or word.islower())


def _suffix_mark(suffix: str) -> str:
    if not suffix:
        return ""
    return f", {suffix}" if suffix.rstrip(".").lower() in _SUFFIXES_WITH_COMMA else f" {suffix}"
