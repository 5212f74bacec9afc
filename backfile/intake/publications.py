"""Names of publications: what looks like one, and which known one a misspelt name may mean."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_WORDS = _words(
    "journal review report reports bulletin quarterly magazine notes annals studies proceedings files monitor gazette "
    "messenger courier tribune telegraph papers letters herald digest newsletter observer chronicle yearbook archives "
    "transactions perspectives "
    "corriere gazzettino rivista quaderni giornale bollettino annali studi rassegna gazzetta notiziario archivio "
    "cronache zeitung kurier tageblatt tagblatt zeitschrift hefte blätter jahrbuch archiv rundschau mitteilungen "
    "berichte beiträge anzeiger "
    "ведомости листок вестник журнал обзор бюллетень известия записки ежегодник труды сборник газета альманах"
)
_LONGEST = 12
_ALIKE = 0.85


def is_publication_like(name: str, known: Sequence[tuple[str, str]]) -> bool:
    """Whether words are, or look like, the name of a periodical."""
    words = name.casefold().split()
    if len(words) > _LONGEST or name.endswith((".", "?", "!", ":")):
        return False
    return nearest(name, known) is not None or any(word.strip(",:;") in _WORDS for word in words)


def nearest(name: str, known: Sequence[tuple[str, str]]) -> tuple[str, str] | None:
    """The known publication of this name or of one that differs by a slip of the pen."""
    exact = next(((title, issn) for title, issn in known if title == name), None)
    if exact:
        return exact
    rated = [(SequenceMatcher(None, name.casefold(), title.casefold()).ratio(), (title, issn)) for title, issn in known]
    best = max(rated, default=None)
    return best[1] if best and best[0] >= _ALIKE else None
