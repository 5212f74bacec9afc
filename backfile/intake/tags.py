"""Tags: which terms of the vocabulary an article is about.

A use counts by its place, and the more the fewer texts of the archive use the term: what nearly all of them name, such
as the region that a periodical is about, tells little of one. It counts by halvings of the share of texts, so that an
archive may grow without any weight changing as long as its subjects stay what they are.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from backfile.intake.record import Frequencies, SuggestedTag, Term
from backfile.intake.stems import phrases_of, stems, terms_among

MOST_TAGS = 8
_WEIGHTS = {"title": 8.0, "keywords": 8.0, "headings": 4.0, "lead": 2.0, "body": 1.0}
_PLACES = {
    "title": "in the title",
    "keywords": "among the keywords",
    "headings": "in a heading",
    "lead": "in the opening",
}
# A term counts if it is used about once in two hundred words and three times at least; in the title once is enough.
_WORDS_PER_USE = 200
_FEWEST_USES = 3
_FEWEST_TEXTS = 20  # fewer tell nothing about what is rare
_MOST_HALVINGS = 5
_COMMON, _RARE = 0, 4  # halvings: in more than half of all texts, in one of sixteen


def suggest_tags(
    parts: Mapping[str, Sequence[str]], vocabulary: Iterable[Term], frequencies: Frequencies | None = None
) -> tuple[SuggestedTag, ...]:
    """The terms that the article is about, the weightiest first.

    `parts` holds the texts of "title", "keywords", "headings", "lead" and "body". A passing mention is not suggested.
    """
    terms = {term.slug: term for term in vocabulary}
    phrases = phrases_of(tuple(terms.values()))
    known = frequencies or Frequencies()
    uses: dict[str, Counter[str]] = defaultdict(Counter)  # by term, then by part
    length = 0
    for part, texts in parts.items() if phrases else ():
        for text in texts:
            words = stems(text)
            length += len(words)
            for slug in terms_among(words, phrases):
                uses[slug][part] += 1
    fewest = max(_FEWEST_USES, length // _WORDS_PER_USE)
    rarity = {slug: halvings(known, slug) for slug in uses}
    chosen = [slug for slug, found in uses.items() if _is_subject(found, fewest, rarity[slug])]
    chosen.sort(key=lambda slug: (-_weight(uses[slug], rarity[slug]), slug))
    return tuple(
        SuggestedTag(slug=slug, label=terms[slug].label, reason=_reason(uses[slug], rarity[slug]))
        for slug in chosen[:MOST_TAGS]
    )


def halvings(known: Frequencies, slug: str) -> int | None:
    """How often all texts must be halved until no more are left than use the term: 0 for more than half of them.

    None where there are too few texts to tell.
    """
    if known.texts < _FEWEST_TEXTS:
        return None
    times = known.texts // max(1, known.terms.get(slug, 0))
    return min(_MOST_HALVINGS, times.bit_length() - 1)


def _is_subject(uses: Counter[str], fewest: int, rarity: int | None) -> bool:
    if uses["title"] or uses["keywords"]:
        return True
    if rarity == _COMMON:
        fewest *= 2
    return uses.total() >= fewest and (uses.total() >= 2 * fewest or len(+uses) > 1)


def _weight(uses: Counter[str], rarity: int | None) -> float:
    return sum(_WEIGHTS[part] * count for part, count in uses.items()) * (1 + (rarity or 0))


def _reason(uses: Counter[str], rarity: int | None) -> str:
    times = "once" if uses.total() == 1 else f"{uses.total()} times"
    places = [words for part, words in _PLACES.items() if uses[part]]
    where = f"{times}, also {' and '.join(places)}" if places and uses.total() > 1 else f"{times}{_only(places)}"
    # No number of texts: with each new seed the reasons in all manuscripts would be other ones.
    return f"{where}, rare in this archive" if rarity is not None and rarity >= _RARE else where


def _only(places: list[str]) -> str:
    return f", {places[0]}" if places else ""
