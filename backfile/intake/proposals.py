"""New terms: names that recur in an archive and that its vocabulary does not know, for a person to accept.

They are proposed by what the texts show: how often and in how many texts a name is used, that it has capitals where no
sentence begins, and that it is not in most of them. Inflected forms count as one. Nothing here becomes a tag by itself.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

from backfile.archive.slugs import slug
from backfile.frozen import frozen
from backfile.intake.names import JOINTS, Names, Words, is_of_the_calendar
from backfile.intake.record import Term
from backfile.intake.stems import phrases_of, stem, stems

_FEWEST_USES = 5
_FEWEST_KEYWORDS = 2
_FEWEST_TEXTS = ((20, 3), (5, 2), (0, 1))  # of so many texts, so many must use a term
_ENOUGH_TO_BE_COMMON = 20
_CAPITALS = 0.8
_ALONE = 3
_TOGETHER = 0.8
_MOST_FORMS = 6


@frozen
class Proposal:
    """A term that may be worth an entry: its slug, its label, and the other names that are spelled alike.

    `forms` are the forms in which it is used; `uses` and `texts` count them; `keyword_of` is how many texts state it as
    a keyword; `tag` is the slug of the entry that it may belong to as an alias, or "".
    """

    slug: str
    label: str
    aliases: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    uses: int = 0
    texts: int = 0
    keyword_of: int = 0
    tag: str = ""


@frozen
class TextNames:
    """The names of one text of the archive, and the keywords that it states."""

    names: Names
    keywords: tuple[str, ...] = ()


@dataclass(slots=True, kw_only=True)  # it grows text by text
class _Found:
    within: Counter[str] = field(default_factory=Counter)
    first: Counter[str] = field(default_factory=Counter)
    texts: set[int] = field(default_factory=set)
    keyword_of: int = 0

    @property
    def uses(self) -> int:
        return self.within.total() + self.first.total()


def proposals(
    texts: Sequence[TextNames], vocabulary: tuple[Term, ...], passed_over: Iterable[str] = ()
) -> tuple[Proposal, ...]:
    """The terms that are proposed, the weightiest first; those of `passed_over` are not, such as names of authors."""
    known = {phrase for phrases in phrases_of(vocabulary).values() for phrase, _ in phrases}
    known |= {tuple(stems(words)) for words in passed_over}
    candidates = _candidates(texts, known)
    fewest = next(needed for number, needed in _FEWEST_TEXTS if len(texts) >= number)
    chosen = [
        _proposal(found)
        for key, found in candidates.items()
        if key not in known and _is_term(found, fewest, len(texts))
    ]
    return tuple(sorted(_together(chosen, vocabulary), key=lambda each: (-each.texts * each.uses, each.slug)))


def _is_term(found: _Found, fewest: int, texts: int) -> bool:
    if found.keyword_of >= _FEWEST_KEYWORDS:
        return True
    is_common = texts >= _ENOUGH_TO_BE_COMMON and len(found.texts) * 2 > texts
    return found.uses >= _FEWEST_USES and len(found.texts) >= fewest and not is_common


def _candidates(texts: Sequence[TextNames], known: AbstractSet[Words]) -> dict[Words, _Found]:
    capitals = _Capitals(texts, known)
    found: dict[Words, _Found] = defaultdict(_Found)
    for number, text in enumerate(texts):
        for words, count in text.names.within.items():
            for name in capitals.names_in(words):
                one = found[_key(name)]
                _add(one, one.within, name, count, number)
        for keyword in dict.fromkeys(text.keywords):
            one = found[tuple(stems(keyword))]
            one.keyword_of += 1
            one.within[keyword] += 1
            one.texts.add(number)
    for number, text in enumerate(texts):
        for words, count in text.names.first.items():
            # The first word of a sentence may be any; what stands elsewhere as a name is one here.
            name = next((words[start:] for start in range(len(words)) if _key(words[start:]) in found), ())
            if name:
                one = found[_key(name)]
                _add(one, one.first, name, count, number)
    return _with_small_words(found, texts)


def _add(found: _Found, forms: Counter[str], name: Words, count: int, number: int) -> None:
    forms[" ".join(name)] += count
    found.texts.add(number)


class _Capitals:
    """How often words have a capital where no sentence begins, and what of a run of them is a name."""

    def __init__(self, texts: Sequence[TextNames], known: AbstractSet[Words]) -> None:
        self._known = known
        self._capital: Counter[str] = Counter()
        self._small: Counter[str] = Counter()
        self._alone: Counter[Words] = Counter()
        for text in texts:
            self._small.update(text.names.small)
            for words, count in text.names.within.items():
                self._alone[_key(words)] += count
                for word in words:
                    self._capital[stem(word)] += count

    def names_in(self, words: Words) -> Iterator[Words]:
        """What of a run of capitals is a name, be it two that “of” joins; titles and adjectives in front are not."""
        joint = next((place for place, word in enumerate(words) if word in JOINTS), 0)
        behind = joint
        while joint and words[behind] in JOINTS:
            behind += 1
        if joint and self._alone[_key(words)] < _FEWEST_USES and self._alone[_key(words[behind:])] >= _ALONE:
            yield from self.names_in(words[:joint])
            yield from self.names_in(words[behind:])
            return
        while len(words) > 1 and self._is_beside(words[0]) and self._alone[_key(words[1:])] >= _ALONE:
            words = words[1:]
        is_dated = any(is_of_the_calendar(stem(word)) for word in words)
        if not is_dated and (len(words) > 1 or self._is_capital(words[0])):
            yield words

    def _is_beside(self, word: str) -> bool:
        return not self._is_capital(word) or (stem(word),) in self._known

    def _is_capital(self, word: str) -> bool:
        capital, small = self._capital[stem(word)], self._small[stem(word)]
        return capital >= _CAPITALS * (capital + small)


def _with_small_words(found: dict[Words, _Found], texts: Sequence[TextNames]) -> dict[Words, _Found]:
    """The names, those in the place of which a longer one nearly always stands being taken as that."""
    longer: dict[Words, _Found] = defaultdict(_Found)
    for number, text in enumerate(texts):
        for words, count in text.names.longer.items():
            _add(longer[_key(words)], longer[_key(words)].within, words, count, number)
    result = dict(found)
    for key, other in sorted(longer.items(), key=lambda item: len(item[0])):
        shorter = result.get(key[:-1])
        if shorter and other.uses >= max(_FEWEST_USES, _TOGETHER * shorter.uses):
            del result[key[:-1]]
            result[key] = other
    return result


def _proposal(found: _Found) -> Proposal:
    # At the beginning of a sentence a name mostly stands in the form of a dictionary.
    every = found.within + found.first
    label = min(every, key=lambda form: (-found.first[form], -every[form], len(form), form))
    forms = sorted(every, key=lambda form: (-every[form], form))
    return Proposal(
        slug=slug(label),
        label=label,
        forms=tuple(form for form in forms if form != label)[:_MOST_FORMS],
        uses=found.uses,
        texts=len(found.texts),
        keyword_of=found.keyword_of,
    )


def _together(found: Iterable[Proposal], vocabulary: Iterable[Term]) -> Iterable[Proposal]:
    """Names that are spelled alike in two scripts are one, and may be one with an entry that there is."""
    entries = {slug(words): term.slug for term in vocabulary for words in (*term.aliases, term.label, term.slug)}
    merged: dict[str, Proposal] = {}
    for each in sorted(found, key=lambda each: (-each.uses, each.label)):
        first = merged.get(each.slug)
        if first is None:
            merged[each.slug] = replace(each, tag=entries.get(each.slug, ""))
            continue
        aliases = dict.fromkeys((*first.aliases, each.label))
        merged[each.slug] = replace(
            first,
            aliases=tuple(alias for alias in aliases if alias != first.label),
            forms=(*first.forms, *each.forms)[:_MOST_FORMS],
            uses=first.uses + each.uses,
            texts=first.texts + each.texts,
            keyword_of=first.keyword_of + each.keyword_of,
        )
    return merged.values()


def _key(words: Words) -> Words:
    return tuple(stems(" ".join(words)))
