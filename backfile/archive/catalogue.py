"""Everything the archive holds, in fixed order and indexed once; read only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TypeVar

from backfile.archive.article import Article, ProsePage
from backfile.archive.credits import Credit
from backfile.archive.dates import PartialDate
from backfile.archive.order import collation_key, number_key
from backfile.archive.people import Contributor, People
from backfile.archive.relations import NO_RELATIONS, Relations, relations_of
from backfile.archive.serial import Issue, Publication, Volume
from backfile.archive.vocabulary import Tag, Vocabulary
from backfile.frozen import frozen

UNDATED = 0
_Key = TypeVar("_Key")


@frozen
class Holdings:
    """What was read from `content/`, in no particular order."""

    publication: Publication
    articles: tuple[Article, ...] = ()
    pages: tuple[ProsePage, ...] = ()
    people: People = People()
    vocabulary: Vocabulary = Vocabulary()


@frozen
class Catalogue:
    """The published part of the holdings.

    `articles` and all lists of articles have the latest first, but within an issue they stand in printed order.
    `volumes` and `issues` (those of no volume) have the latest first; `contributors` and `tags` are in alphabetical
    order. The mappings go by id of the contributor, slug of the tag, and year (`UNDATED` for articles without a date);
    `credited` holds the different credits in which a contributor was printed.
    """

    holdings: Holdings
    articles: tuple[Article, ...]
    pages: tuple[ProsePage, ...]
    volumes: tuple[Volume, ...]
    issues: tuple[Issue, ...]
    contributors: tuple[Contributor, ...]
    tags: tuple[Tag, ...]
    by_contributor: Mapping[str, tuple[Article, ...]]
    by_tag: Mapping[str, tuple[Article, ...]]
    by_year: Mapping[int, tuple[Article, ...]]
    credited: Mapping[str, tuple[Credit, ...]]
    relations: Relations = NO_RELATIONS

    @property
    def all_issues(self) -> tuple[Issue, ...]:
        """Every issue, the latest first; those of no volume come last."""
        return (*(issue for volume in self.volumes for issue in reversed(volume.issues)), *self.issues)


def catalogue_of(holdings: Holdings) -> Catalogue:
    """The catalogue of all holdings that are not drafts."""
    published = [article for article in holdings.articles if not article.draft]
    volumes = _volumes(published)
    articles = _latest_first(published, volumes)
    contributors, by_contributor, credited = _by_contributor(articles, holdings.people)
    tags, by_tag = _by_tag(articles, holdings.vocabulary)
    return Catalogue(
        holdings=holdings,
        articles=articles,
        pages=tuple(sorted((page for page in holdings.pages if not page.draft), key=lambda page: page.id)),
        volumes=volumes,
        issues=tuple(reversed(_issues("", [article for article in published if article.issue and not article.volume]))),
        contributors=contributors,
        tags=tags,
        by_contributor=by_contributor,
        by_tag=by_tag,
        by_year=_by_year(articles),
        credited=credited,
        relations=relations_of(articles),
    )


def _by_contributor(
    articles: Iterable[Article], people: People
) -> tuple[tuple[Contributor, ...], Mapping[str, tuple[Article, ...]], Mapping[str, tuple[Credit, ...]]]:
    contributors: dict[str, Contributor] = {}
    found: defaultdict[str, list[Article]] = defaultdict(list)
    credited: defaultdict[str, dict[int, Credit]] = defaultdict(dict)  # by id, as a credit takes long to hash
    for article in articles:
        for credit in article.byline.credits:
            contributor = contributors.setdefault((met := people.behind(credit)).id, met)
            written = found[contributor.id]
            if not written or written[-1] is not article:
                written.append(article)
            credited[contributor.id][id(credit)] = credit
    in_order = sorted(contributors.values(), key=lambda each: (each.name.sort_key, each.id))
    return (
        tuple(in_order),
        _frozen(found),
        {key: tuple(dict.fromkeys(credits.values())) for key, credits in credited.items()},
    )


def _by_tag(
    articles: Iterable[Article], vocabulary: Vocabulary
) -> tuple[tuple[Tag, ...], Mapping[str, tuple[Article, ...]]]:
    tags: dict[str, Tag] = {}
    found: defaultdict[str, list[Article]] = defaultdict(list)
    for article in articles:
        for tag in map(vocabulary.tag_for, article.tags):
            tags.setdefault(tag.slug, tag)
            marked = found[tag.slug]
            if not marked or marked[-1] is not article:
                marked.append(article)
    return tuple(sorted(tags.values(), key=lambda each: (collation_key(each.label), each.slug))), _frozen(found)


def _by_year(articles: Iterable[Article]) -> Mapping[int, tuple[Article, ...]]:
    found: defaultdict[int, list[Article]] = defaultdict(list)
    for article in articles:
        found[article.date.year if article.date else UNDATED].append(article)
    return dict(sorted(_frozen(found).items(), reverse=True))


def _volumes(articles: Iterable[Article]) -> tuple[Volume, ...]:
    by_number: defaultdict[str, list[Article]] = defaultdict(list)
    for article in articles:
        if article.volume:
            by_number[article.volume].append(article)
    return tuple(
        Volume(
            number=number,
            issues=_issues(number, [article for article in held if article.issue]),
            articles=tuple(sorted((article for article in held if not article.issue), key=_printed_order)),
        )
        for number, held in sorted(by_number.items(), key=lambda item: number_key(item[0]), reverse=True)
    )


def _issues(volume: str, articles: Iterable[Article]) -> tuple[Issue, ...]:
    by_number: defaultdict[str, list[Article]] = defaultdict(list)
    for article in articles:
        by_number[article.issue].append(article)
    return tuple(
        Issue(volume=volume, number=number, articles=tuple(sorted(held, key=_printed_order)))
        for number, held in sorted(by_number.items(), key=lambda item: number_key(item[0]))
    )


def _printed_order(article: Article) -> tuple[object, ...]:
    return (not article.pages, number_key(article.pages), _date_key(article.date), article.id)


def _latest_first(articles: Iterable[Article], volumes: Iterable[Volume]) -> tuple[Article, ...]:
    supposed = _supposed_dates(volumes)

    def place(article: Article) -> tuple[object, ...]:
        date = _date_key(article.date) if article.date else supposed.get((article.volume, article.issue), _NO_DATE)
        return (date, number_key(article.volume), number_key(article.issue))

    in_printed_order = sorted(articles, key=_printed_order)
    return tuple(sorted(in_printed_order, key=place, reverse=True))


def _supposed_dates(volumes: Iterable[Volume]) -> dict[tuple[str, str], tuple[int, int, int]]:
    """Where issues without a date stand among dated ones: with the issue before them. For sorting, never shown."""
    supposed: dict[tuple[str, str], tuple[int, int, int]] = {}
    latest = _NO_DATE
    for volume in reversed(tuple(volumes)):
        for issue in volume.issues:
            latest = max((_date_key(article.date) for article in issue.articles if article.date), default=latest)
            supposed[volume.number, issue.number] = latest
        supposed[volume.number, ""] = latest
    return supposed


_NO_DATE = (0, 0, 0)


def _date_key(date: PartialDate | None) -> tuple[int, int, int]:
    return date.sort_key if date else _NO_DATE


def _frozen(found: Mapping[_Key, list[Article]]) -> dict[_Key, tuple[Article, ...]]:
    return {key: tuple(articles) for key, articles in found.items()}
