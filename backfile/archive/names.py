"""Names of people and bodies, as parts that can be printed, cited and sorted."""

from __future__ import annotations

import re
import unicodedata

from backfile.archive.order import CollationKey, collation_key
from backfile.frozen import frozen

PARTICLES = frozenset([
    "da", "dal", "dalla", "das", "de", "dei", "del", "della", "den", "der", "des", "di", "do", "dos", "du", "e", "el",
    "la", "las", "le", "les", "los", "lo",
    "ten", "ter", "tot", "van", "vom", "von", "y", "zu", "zum", "zur", "af", "av",
    "al", "ibn", "bin", "bint", "фон", "ван", "де", "дер",
])  # fmt: skip
# Written with a capital, these begin the family name: Mac Aodha, Ben Ali, Freiherr von Aue.
_CAPITAL_PARTICLES = frozenset([
    "mac", "mc", "nic", "ní", "ó", "abu", "abou", "ben", "bou", "ould", "freiherr", "freifrau", "freiin", "graf",
    "gräfin", "fürst", "fürstin", "edler", "edle", "ritter", "baron", "baronin",
])  # fmt: skip
# Spanish family names that stand first of two more often than they are given names, without their accents.
_FIRST_OF_TWO = frozenset([
    "alonso", "alvarez", "blanco", "calvo", "castillo", "castro", "cortes", "delgado", "diaz", "diez", "dominguez",
    "fernandez", "flores", "fuentes", "gallego", "garcia", "garrido", "gil", "gimenez", "gomez", "gonzalez",
    "guerrero", "gutierrez", "hernandez", "herrera", "ibanez", "iglesias", "jimenez", "lopez", "lozano", "marquez",
    "martinez", "medina", "mendez", "molina", "montero", "morales", "moreno", "munoz", "navarro", "nunez", "ortega",
    "ortiz", "pena", "perez", "prieto", "ramirez", "ramos", "reyes", "rodriguez", "romero", "rubio", "ruiz",
    "sanchez", "sanz", "serrano", "suarez", "torres", "vargas", "vazquez", "velasco", "vidal",
])  # fmt: skip
# Portuguese ones, of which the last counts, and which may be the mother's or the father's.
_OF_EITHER_PARENT = frozenset([
    "almeida", "alves", "araujo", "barbosa", "cardoso", "carvalho", "correia", "costa", "dias", "fernandes",
    "ferreira", "gomes", "goncalves", "lopes", "marques", "martins", "mendes", "moreira", "nunes", "oliveira",
    "pereira", "pinto", "ribeiro", "rocha", "rodrigues", "santos", "silva", "soares", "sousa", "souza", "teixeira",
    "vieira",
])  # fmt: skip
_MOST_GIVEN = 2
_LONGEST_ABBREVIATION = 2
SUFFIXES = frozenset(["jr", "sr", "ii", "iii", "iv"])
_SUFFIXES_WITH_COMMA = frozenset(["jr", "sr"])
# One initial or several stuck together: K., K.A., J.-P., Ю.
_INITIALS = re.compile(r"(?:[^\W\d_]{1,2}\.-?){1,4}|[^\W\d_]\.?")
_PATRONYMIC = re.compile(r"\w{2,20}(?:ович|евич|ьич|овна|евна|ична|ovich|evich|ovna|evna)", re.IGNORECASE)


@frozen
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


def has_doubtful_split(name: Name) -> bool:
    """Whether the words alone do not tell where the family name begins: double names and long rows of names."""
    given = [word for word in name.given.split() if not _INITIALS.fullmatch(word) and not _PATRONYMIC.fullmatch(word)]
    first = name.family.split()[:1]
    is_double = len(name.family.split()) > 1 and _plain(first[0]) in _FIRST_OF_TWO
    is_last_given_a_family = len(given) > 1 and _plain(given[-1]) in _OF_EITHER_PARENT | _FIRST_OF_TWO
    return is_double or is_last_given_a_family or len(given) > _MOST_GIVEN


def _plain(word: str) -> str:
    letters = unicodedata.normalize("NFKD", word.casefold())
    return "".join(char for char in letters if char.isalpha())


def _reading_order(words: list[str]) -> Name:
    if _family_stands_first(words):
        return Name(family=words[0], given=" ".join(words[1:]))
    start = next((i for i, word in enumerate(words[1:-1], 1) if word in PARTICLES), len(words) - 1)
    if start < 0:
        return Name()
    if _has_capital_particle(words[:start]) or (start > 1 and _plain(words[start - 1]) in _FIRST_OF_TWO):
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
    is_particle = given[-1].lower() in PARTICLES | _CAPITAL_PARTICLES if given else False
    return len(given) > 1 and given[-1][:1].isupper() and is_particle and (len(given[-1]) > 1 or given[-1] == "Ó")


def _family_stands_first(words: list[str]) -> bool:
    first, rest = words[:1], words[1:]
    if not rest or _INITIALS.fullmatch(first[0]):
        return False
    if all(_INITIALS.fullmatch(word) and "." in word for word in rest):
        return True
    if len(first[0]) > _LONGEST_ABBREVIATION and first[0].isupper() and not any(word.isupper() for word in rest):
        return True
    *middle, last = rest
    return len(middle) == 1 and bool(_PATRONYMIC.fullmatch(last)) and not _PATRONYMIC.fullmatch(middle[0])


def _is_suffix(word: str) -> bool:
    return word.rstrip(".").lower() in SUFFIXES and (word[:1].isupper() or word.islower())


def _suffix_mark(suffix: str) -> str:
    if not suffix:
        return ""
    return f", {suffix}" if suffix.rstrip(".").lower() in _SUFFIXES_WITH_COMMA else f" {suffix}"
