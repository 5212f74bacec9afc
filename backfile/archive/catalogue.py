"""Everything the archive holds, in fixed order and indexed once; read only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from backfile.archive.article import Article, ProsePage
from backfile.archive.credits import Credit
from backfile.archive.dates import PartialDate
from backfile.archive.order import collation_key, number_key
from backfile.archive.people import Contributor, People
from backfile.archive.relations import NO_RELATIONS, Relations, relations_of
from backfile.archive.serial import NO_ENTRY, Issue, IssueEntry, Publication, Volume
from backfile.archive.vocabulary import Tag, Vocabulary

UNDATED = 0
_Key = TypeVar("_Key")
_Held = TypeVar("_Held")
_Entries = Mapping[tuple[str, str], IssueEntry]


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """What was read from `content/`, in no particular order."""

    publication: Publication
    articles: tuple[Article, ...] = ()
    pages: tuple[ProsePage, ...] = ()
    people: People = People()
    vocabulary: Vocabulary = Vocabulary()
    issues: tuple[IssueEntry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """The published part of the holdings.

    `articles` and all lists of articles have the latest first, but within an issue they stand in printed order.
    `volumes` and `issues` (those of no volume) have the latest first; `contributors` and `tags` are in alphabetical
    order; who edited an issue is a contributor as well. The mappings go by id of the contributor, slug of the tag, year
    (`UNDATED` for articles without a date), and the numbers of the issue (`entries`); `credited` holds the different
    credits in which a contributor was printed, `edited` the issues, the latest first, for those who edited any.
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
    edited: Mapping[str, tuple[Issue, ...]]
    entries: _Entries
    relations: Relations = NO_RELATIONS

    @property
    def all_issues(self) -> tuple[Issue, ...]:
        """Every issue, the latest first; those of no volume come last."""
        return (*_latest_issues(self.volumes), *self.issues)

    def entry_of(self, article: Article) -> IssueEntry:
        """What the register of issues says of the issue that an article appeared in."""
        return self.entries.get((article.volume, article.issue), NO_ENTRY)


def catalogue_of(holdings: Holdings) -> Catalogue:
    """The catalogue of all holdings that are not drafts."""
    published = [article for article in holdings.articles if not article.draft]
    entries = {(entry.volume, entry.number): entry for entry in holdings.issues}
    volumes = _volumes(published, entries)
    outside = [article for article in published if article.issue and not article.volume]
    issues = tuple(reversed(_issues("", outside, entries)))
    articles = _latest_first(published, volumes)
    contributors, by_contributor, credited = _by_contributor(articles, holdings.people)
    edited = _by_editor((*_latest_issues(volumes), *issues), holdings.people, contributors, credited)
    tags, by_tag = _by_tag(articles, holdings.vocabulary)
    return Catalogue(
        holdings=holdings,
        articles=articles,
        pages=tuple(sorted((page for page in holdings.pages if not page.draft), key=lambda page: page.id)),
        volumes=volumes,
        issues=issues,
        contributors=tuple(sorted(contributors.values(), key=lambda each: (each.name.sort_key, each.id))),
        tags=tags,
        by_contributor={key: by_contributor.get(key, ()) for key in contributors},
        by_tag=by_tag,
        by_year=_by_year(articles),
        credited={key: tuple(dict.fromkeys(credits.values())) for key, credits in credited.items()},
        edited=edited,
        entries=entries,
        relations=relations_of(articles),
    )


_Contributors = dict[str, Contributor]
_Credited = defaultdict[str, dict[int, Credit]]  # by id of the contributor and of the credit, which takes long to hash


def _by_contributor(
    articles: Iterable[Article], people: People
) -> tuple[_Contributors, Mapping[str, tuple[Article, ...]], _Credited]:
    contributors: dict[str, Contributor] = {}
    found: defaultdict[str, list[Article]] = defaultdict(list)
    credited: _Credited = defaultdict(dict)
    for article in articles:
        for credit in article.byline.credits:
            contributor = contributors.setdefault((met := people.behind(credit)).id, met)
            written = found[contributor.id]
            if not written or written[-1] is not article:
                written.append(article)
            credited[contributor.id][id(credit)] = credit
    return contributors, _frozen(found), credited


def _by_editor(
    issues: Iterable[Issue], people: People, contributors: _Contributors, credited: _Credited
) -> Mapping[str, tuple[Issue, ...]]:
    """The issues by who edited them; those who did come to the contributors, with the credits that name them."""
    found: defaultdict[str, list[Issue]] = defaultdict(list)
    for issue in issues:
        for credit in issue.entry.editors.credits:
            editor = contributors.setdefault((met := people.behind(credit)).id, met)
            credited[editor.id][id(credit)] = credit
            if issue not in found[editor.id][-1:]:
                found[editor.id].append(issue)
    return _frozen(found)


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


def _volumes(articles: Iterable[Article], entries: _Entries) -> tuple[Volume, ...]:
    by_number: defaultdict[str, list[Article]] = defaultdict(list)
    for article in articles:
        if article.volume:
            by_number[article.volume].append(article)
    return tuple(
        Volume(
            number=number,
            issues=_issues(number, [article for article in held if article.issue], entries),
            articles=tuple(sorted((article for article in held if not article.issue), key=_printed_order)),
        )
        for number, held in sorted(by_number.items(), key=lambda item: number_key(item[0]), reverse=True)
    )


def _latest_issues(volumes: Iterable[Volume]) -> Iterator[Issue]:
    return (issue for volume in volumes for issue in reversed(volume.issues))


def _issues(volume: str, articles: Iterable[Article], entries: _Entries) -> tuple[Issue, ...]:
    by_number: defaultdict[str, list[Article]] = defaultdict(list)
    for article in articles:
        by_number[article.issue].append(article)
    return tuple(
        Issue(
            volume=volume,
            number=number,
            articles=tuple(sorted(held, key=_printed_order)),
            entry=entries.get((volume, number), NO_ENTRY),
        )
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


def _frozen(found: Mapping[_Key, list[_Held]]) -> dict[_Key, tuple[_Held, ...]]:
    return {key: tuple(held) for key, held in found.items()}
