"""Everything the archive holds, in fixed order and indexed once; read only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from backfile.archive.article import Article, ProsePage
from backfile.archive.credits import Credit
from backfile.archive.dates import PartialDate
from backfile.archive.order import collation_key, number_key
from backfile.archive.people import Contributor, People
from backfile.archive.relations import NO_RELATIONS, Relations, relations_of
from backfile.archive.serial import NO_ENTRY, Issue, IssueEntry, Publication, Volume
from backfile.archive.vocabulary import Tag, Vocabulary
from backfile.frozen import frozen

UNDATED = 0
_Key = TypeVar("_Key")
_Held = TypeVar("_Held")
_Entries = Mapping[tuple[str, str], IssueEntry]


@frozen
class Holdings:
    """What was read from `content/`, in no particular order."""

    publication: Publication
    articles: tuple[Article, ...] = ()
    pages: tuple[ProsePage, ...] = ()
    people: People = People()
    vocabulary: Vocabulary = Vocabulary()
    issues: tuple[IssueEntry, ...] = ()


@dataclass(frozen=True, kw_only=True)  # it keeps what it was once asked for
class Catalogue:
    """The published part of some holdings; what nobody asks for is not looked up."""

    holdings: Holdings

    @cached_property
    def published(self) -> tuple[Article, ...]:
        """All articles that are no drafts, in no particular order."""
        return tuple(article for article in self.holdings.articles if not article.draft)

    @cached_property
    def articles(self) -> tuple[Article, ...]:
        """The same, the latest first as in all lists of articles; but within an issue they stand in printed order."""
        return _latest_first(self.published, self.volumes)

    @cached_property
    def pages(self) -> tuple[ProsePage, ...]:
        """The pages of prose, by their addresses."""
        return tuple(sorted((page for page in self.holdings.pages if not page.draft), key=lambda page: page.id))

    @cached_property
    def volumes(self) -> tuple[Volume, ...]:
        """The volumes, the latest first."""
        return _volumes(self.published, self._rows, self.entries)

    @cached_property
    def issues(self) -> tuple[Issue, ...]:
        """The issues of no volume, the latest first."""
        numbers = dict.fromkeys(each.issue for each in self.published if not each.volume)
        return tuple(reversed(_issues("", numbers, self._rows, self.entries)))

    @property
    def all_issues(self) -> tuple[Issue, ...]:
        """Every issue, the latest first; those of no volume come last."""
        return (*(issue for volume in self.volumes for issue in reversed(volume.issues)), *self.issues)

    @cached_property
    def entries(self) -> _Entries:
        """What the register says of issues, by their numbers."""
        return {(entry.volume, entry.number): entry for entry in self.holdings.issues}

    def entry_of(self, article: Article) -> IssueEntry:
        """What the register of issues says of the issue that an article appeared in."""
        return self.entries.get((article.volume, article.issue), NO_ENTRY)

    def neighbours(self, article: Article) -> tuple[Article | None, Article | None]:
        """The articles before and after one in its issue."""
        if not article.issue:
            return None, None
        row = self._rows[article.volume, article.issue]
        at = [each.id for each in row].index(article.id)
        return row[at - 1] if at else None, row[at + 1] if at + 1 < len(row) else None

    @cached_property
    def _rows(self) -> _Rows:
        return _Rows(self.published)

    @cached_property
    def relations(self) -> Relations:
        """How the articles belong to one another."""
        has_any = any(article.relates_to or article.translation_of for article in self.published)
        return relations_of(self.articles) if has_any else NO_RELATIONS

    @property
    def contributors(self) -> tuple[Contributor, ...]:
        """Those who are credited, or edited an issue, in alphabetical order."""
        return self._credits[0]

    @property
    def by_contributor(self) -> Mapping[str, tuple[Article, ...]]:
        """The articles of each contributor, by id."""
        return self._credits[1]

    @property
    def credited(self) -> Mapping[str, tuple[Credit, ...]]:
        """The different credits in which each contributor was printed, by id."""
        return self._credits[2]

    @property
    def edited(self) -> Mapping[str, tuple[Issue, ...]]:
        """The issues, the latest first, of each contributor who edited any, by id."""
        return self._credits[3]

    @cached_property
    def _credits(self) -> _Credits:
        contributors, by_contributor, credited = _by_contributor(self.articles, self.holdings.people)
        edited = _by_editor(self.all_issues, self.holdings.people, contributors, credited)
        return (
            tuple(sorted(contributors.values(), key=lambda each: (each.name.sort_key, each.id))),
            {key: by_contributor.get(key, ()) for key in contributors},
            {key: tuple(dict.fromkeys(credits.values())) for key, credits in credited.items()},
            edited,
        )

    @property
    def tags(self) -> tuple[Tag, ...]:
        """The tags of the articles, in alphabetical order."""
        return self._tagged[0]

    @property
    def by_tag(self) -> Mapping[str, tuple[Article, ...]]:
        """The articles of each tag, by its slug."""
        return self._tagged[1]

    @cached_property
    def _tagged(self) -> tuple[tuple[Tag, ...], Mapping[str, tuple[Article, ...]]]:
        return _by_tag(self.articles, self.holdings.vocabulary)

    @cached_property
    def by_year(self) -> Mapping[int, tuple[Article, ...]]:
        """The articles of each year, the latest first; those without a date stand under `UNDATED`."""
        return _by_year(self.articles)


_Credits = tuple[
    tuple[Contributor, ...],
    Mapping[str, tuple[Article, ...]],
    Mapping[str, tuple[Credit, ...]],
    Mapping[str, tuple[Issue, ...]],
]


class _Rows(dict[tuple[str, str], tuple[Article, ...]]):
    """The articles of each issue in printed order, by its numbers; they are sorted when they are asked for."""

    def __init__(self, articles: Iterable[Article]) -> None:
        super().__init__()
        self._held: defaultdict[tuple[str, str], list[Article]] = defaultdict(list)
        for article in articles:
            self._held[article.volume, article.issue].append(article)

    def __missing__(self, numbers: tuple[str, str]) -> tuple[Article, ...]:
        row = self[numbers] = tuple(sorted(self._held.get(numbers, ()), key=_printed_order))
        return row


def catalogue_of(holdings: Holdings) -> Catalogue:
    """The catalogue of all holdings that are not drafts."""
    return Catalogue(holdings=holdings)


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


def _volumes(articles: Iterable[Article], rows: _Rows, entries: _Entries) -> tuple[Volume, ...]:
    by_number: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for article in articles:
        if article.volume:
            by_number[article.volume][article.issue] = None
    return tuple(
        Volume(number=number, issues=_issues(number, held, rows, entries), articles=rows[number, ""])
        for number, held in sorted(by_number.items(), key=lambda item: number_key(item[0]), reverse=True)
    )


def _issues(volume: str, numbers: Iterable[str], rows: _Rows, entries: _Entries) -> tuple[Issue, ...]:
    return tuple(
        Issue(
            volume=volume,
            number=number,
            articles=rows[volume, number],
            entry=entries.get((volume, number), NO_ENTRY),
        )
        for number in sorted(filter(None, numbers), key=number_key)
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
