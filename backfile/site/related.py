"""Articles to go on with: those that share rare tags or authors with one."""

from __future__ import annotations

from collections.abc import Iterator
from heapq import nsmallest

from backfile.archive.article import Article
from backfile.archive.catalogue import Catalogue

# A tag of more articles says little of any, and looking through it would take the longer the larger the archive is.
_LONGEST = 50

Circles = tuple[tuple[Article, ...], ...]


def circles_of(catalogue: Catalogue, article: Article) -> Circles:
    """The lists that an article stands in, of those of its tags and contributors that are rare."""
    return tuple(articles for articles in _lists(catalogue, article) if 1 < len(articles) <= _LONGEST)


def _lists(catalogue: Catalogue, article: Article) -> Iterator[tuple[Article, ...]]:
    tag_for, behind = catalogue.holdings.vocabulary.tag_for, catalogue.holdings.people.behind
    for slug in dict.fromkeys(tag_for(words).slug for words in article.tags):
        yield catalogue.by_tag[slug]
    for contributor in dict.fromkeys(behind(credit).id for credit in article.byline.credits):
        yield catalogue.by_contributor[contributor]


def related_to(article: Article, circles: Circles, most: int) -> tuple[Article, ...]:
    """The articles that stand in the same lists, each list counting the more the shorter it is."""
    found = {other.id: other for articles in circles for other in articles}
    places = dict.fromkeys(found, 0.0)  # the less, the nearer
    for articles in circles:
        share = 1 / len(articles)
        for other in articles:
            places[other.id] -= share
    places.pop(article.id, None)
    best = nsmallest(most, zip(places.values(), places, strict=True))
    return tuple(found[each] for _, each in best)
