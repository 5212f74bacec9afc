"""Articles to go on with: those that share rare tags or authors with one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

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
    weights: defaultdict[str, float] = defaultdict(float)
    found: dict[str, Article] = {}
    for articles in circles:
        for other in articles:
            weights[other.id] += 1 / len(articles)
            found[other.id] = other
    weights.pop(article.id, None)
    best = sorted(weights, key=lambda each: (-weights[each], each))[:most]
    return tuple(found[each] for each in best)
