"""What a list of articles tells when it is counted: over the years, over the volumes, with whom, beside which tags."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import log

from backfile.archive.article import Article
from backfile.archive.catalogue import UNDATED, Catalogue
from backfile.archive.people import Contributor
from backfile.archive.vocabulary import Tag
from backfile.site.addresses import author_address, tag_address, year_address
from backfile.site.fragments import BarView, CountedLinkView, LinkView

_FEWEST = 2
_MOST_RELATED = 8


def bars_by_year(articles: Iterable[Article]) -> tuple[BarView, ...]:
    """The number of articles in each year from the first to the last; none where all are of one year or undated."""
    counts = Counter(article.date.year for article in articles if article.date)
    years = range(min(counts, default=0), max(counts, default=0) + 1)
    return tuple(BarView(label=str(year), count=counts[year]) for year in years) if len(years) >= _FEWEST else ()


def timeline(by_year: Mapping[int, Sequence[Article]], undated: str) -> tuple[CountedLinkView, ...]:
    """The years with their numbers of articles, the latest first, and the years between them from which there is none.

    Several such years are one entry (1921–1949); `undated` is what the articles without a date stand under, the last.
    """
    return tuple(_timeline(by_year, undated))


def _timeline(by_year: Mapping[int, Sequence[Article]], undated: str) -> Iterator[CountedLinkView]:
    later = 0
    for year, articles in by_year.items():
        if year != UNDATED and later - year > 1:
            first, last = year + 1, later - 1
            yield CountedLinkView(label=str(first) if first == last else f"{first}–{last}", address="", count=0)
        later = year
        label = undated if year == UNDATED else str(year)
        yield CountedLinkView(label=label, address=year_address(year), count=len(articles))


def bars_by_volume(articles: Iterable[Article], numbers: Sequence[str]) -> tuple[BarView, ...]:
    """The number of articles in each volume of the archive; none where there is but one volume."""
    counts = Counter(article.volume for article in articles)
    return tuple(BarView(label=number, count=counts[number]) for number in numbers) if len(numbers) >= _FEWEST else ()


def co_authors(
    catalogue: Catalogue, contributor: Contributor, articles: Iterable[Article]
) -> tuple[CountedLinkView, ...]:
    """Who else is credited in the articles of a contributor, those of most articles first."""
    behind = catalogue.holdings.people.behind
    met = {
        each.id: each
        for article in articles
        for each in map(behind, article.byline.credits)
        if each.id != contributor.id
    }
    counts = Counter(
        each for article in articles for each in {behind(credit).id for credit in article.byline.credits} & met.keys()
    )
    return tuple(
        CountedLinkView(label=met[each].name.printed, address=author_address(each), count=count)
        for each, count in sorted(counts.items(), key=lambda item: (-item[1], met[item[0]].name.sort_key, item[0]))
    )


def related_tags(catalogue: Catalogue, tag: Tag, articles: Iterable[Article]) -> tuple[LinkView, ...]:
    """The tags that stand beside a tag oftener than elsewhere: by articles in common, and by how rare each is."""
    tag_for = catalogue.holdings.vocabulary.tag_for
    slugs = (slug for article in articles for slug in {tag_for(words).slug for words in article.tags})
    together = Counter(slugs)
    whole = len(catalogue.articles)
    weights = {
        slug: count * log(whole / len(catalogue.by_tag[slug]))
        for slug, count in together.items()
        if slug != tag.slug and count >= _FEWEST
    }
    best = sorted(weights, key=lambda slug: (-weights[slug], slug))[:_MOST_RELATED]
    found = {each.slug: each for article in articles for each in map(tag_for, article.tags) if each.slug in best}
    return tuple(LinkView(label=found[slug].label, address=tag_address(slug)) for slug in best if weights[slug] > 0)
