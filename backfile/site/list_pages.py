"""The lists that cut across issues: home, authors, tags and years."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from backfile.archive.article import Article
from backfile.archive.catalogue import UNDATED
from backfile.archive.order import initial
from backfile.archive.people import Contributor, name_key
from backfile.archive.vocabulary import Tag
from backfile.frozen import frozen
from backfile.site.addresses import (
    AUTHORS,
    HOME,
    TAGS,
    YEARS,
    author_address,
    page_of_list,
    tag_address,
    year_address,
)
from backfile.site.desk import Desk
from backfile.site.fragments import CountedLinkView, FrameView, LetterView, LinkView, ShortProseView
from backfile.site.issue_entries import covers_of, issue_entry
from backfile.site.linked_pages import author_data, home_data
from backfile.site.pages import Page
from backfile.site.trends import bars_by_volume, bars_by_year, co_authors, related_tags, timeline
from backfile.site.views import AuthorsView, AuthorView, HomeView, TagsView, TagView, YearsView, YearView


def home_pages(desk: Desk) -> Iterator[Page]:
    """The front page."""
    basis = (desk.catalogue.articles, desk.catalogue.holdings.issues, covers_of(desk))
    yield Page(permalink=HOME, template="home.html", source="site.toml", basis=basis, compose=partial(_home_view, desk))


def author_pages(desk: Desk) -> Iterator[Page]:
    """The index of contributors and a page, or several, for each."""
    yield _index(desk, AUTHORS, "authors", _authors_view, desk.catalogue.holdings.issues)
    edited = desk.catalogue.edited
    for contributor in desk.catalogue.contributors:
        articles = desk.catalogue.by_contributor[contributor.id]
        place = _Place(
            template="author.html",
            address=author_address(contributor.id),
            name=contributor.name.printed,
            owner=contributor,
            first=tuple(issue_entry(desk, issue, in_full=True) for issue in edited.get(contributor.id, ())),
        )
        yield from _parts(desk, place, articles, partial(_author_view, desk, contributor, articles))


def tag_pages(desk: Desk) -> Iterator[Page]:
    """The index of tags and a page, or several, for each."""
    yield _index(desk, TAGS, "tags", _tags_view)
    sizes = tuple((slug, len(articles)) for slug, articles in desk.catalogue.by_tag.items())
    archive = (_numbers(desk), sizes, len(desk.catalogue.articles))
    for tag in desk.catalogue.tags:
        articles = desk.catalogue.by_tag[tag.slug]
        place = _Place(
            template="tag.html", address=tag_address(tag.slug), name=f"the tag {tag.label}", owner=tag, first=archive
        )
        yield from _parts(desk, place, articles, partial(_tag_view, desk, tag, articles))


def year_pages(desk: Desk) -> Iterator[Page]:
    """The index of years and a page, or several, for each."""
    yield _index(desk, YEARS, "years", _years_view)
    for year, articles in desk.catalogue.by_year.items():
        place = _Place(
            template="year.html", address=year_address(year), name=f"the year {year or 'undated'}", owner=year
        )
        yield from _parts(desk, place, articles, partial(_year_view, desk, year, articles))


def _index(desk: Desk, permalink: str, name: str, compose: Callable[[Desk], object], *further: object) -> Page:
    return Page(
        permalink=permalink,
        template=f"{name}.html",
        source=f"the list of {name}",
        basis=(desk.catalogue.articles, *further),
        compose=partial(compose, desk),
    )


@frozen
class _Place:
    """Where a long list begins, what renders it, what it is called, and whose list it is.

    `first` is what the first page shows of the archive besides.
    """

    template: str
    address: str
    name: str
    owner: object
    first: object = None


def _parts(
    desk: Desk, place: _Place, articles: tuple[Article, ...], compose: Callable[[int], object]
) -> Iterator[Page]:
    for number in desk.long_list(place.address, articles).numbers:
        permalink = page_of_list(place.address, number)
        yield Page(
            permalink=permalink,
            template=place.template,
            source=place.name,
            basis=(place.owner, articles, number, *((place.first,) if number == 1 else ())),
            compose=partial(compose, number),
        )


def _home_view(desk: Desk) -> HomeView:
    catalogue = desk.catalogue
    issue = next(iter(catalogue.all_issues), None)
    shown = {article.id for article in issue.articles} if issue else set()
    others = (article for article in catalogue.articles if article.id not in shown)
    latest = [article for article, _ in zip(others, range(desk.settings.latest), strict=False)]
    return HomeView(
        site=desk.site,
        page=desk.frame(HOME, desk.settings.title, desk.settings.description),
        latest_issue=issue_entry(desk, issue, in_full=True) if issue else None,
        contents=desk.entries(issue.articles) if issue else (),
        latest=desk.entries(latest),
        article_count=len(catalogue.articles),
        linked_data=home_data(desk),
    )


def _author_view(desk: Desk, contributor: Contributor, articles: Sequence[Article], number: int) -> AuthorView:
    address, name = author_address(contributor.id), contributor.name.printed
    credits, edited = desk.catalogue.credited[contributor.id], desk.catalogue.edited.get(contributor.id, ())
    variants = _variants(name, {credit.name.printed for credit in credits})
    orcid = contributor.orcid or _only({credit.orcid for credit in credits if credit.orcid})
    feeds = desk.feeds_of(address, articles, desk.settings.feeds.authors)
    frame = desk.frame(page_of_list(address, number), name, feeds=feeds)
    return AuthorView(
        site=desk.site,
        page=_below(frame, desk.words.say("authors"), AUTHORS),
        name=name,
        variants=variants,
        orcid=orcid,
        biography=ShortProseView(markdown=contributor.biography) if contributor.biography else None,
        years=bars_by_year(articles) if number == 1 else (),
        co_authors=co_authors(desk.catalogue, contributor, articles) if number == 1 else (),
        edited=tuple(issue_entry(desk, issue, in_full=True) for issue in edited) if number == 1 else (),
        count=len(articles),
        articles=desk.entries(desk.long_list(address, articles).part(number)),
        pagination=desk.long_list(address, articles).pagination(number),
        linked_data=author_data(desk, contributor, orcid, variants) if number == 1 else None,
    )


def _below(frame: FrameView, label: str, address: str) -> FrameView:
    """The frame of a page that belongs to one of the indexes."""
    return replace(frame, trail=(LinkView(label=label, address=address),))


def _variants(name: str, printed: set[str]) -> tuple[str, ...]:
    """The names that differ from the preferred one by more than the kind of an apostrophe."""
    others = {name_key(each): each for each in sorted(printed) if name_key(each) != name_key(name)}
    return tuple(sorted(others.values()))


def _only(values: set[str]) -> str:
    return values.pop() if len(values) == 1 else ""


def _authors_view(desk: Desk) -> AuthorsView:
    entries = [
        (each.name.family or each.name.printed, _index_label(each), author_address(each.id), len(articles))
        for each in desk.catalogue.contributors
        for articles in [desk.catalogue.by_contributor[each.id]]
    ]
    return AuthorsView(
        site=desk.site,
        page=desk.frame(AUTHORS, desk.words.say("authors")),
        letters=_letters(entries),
        count=len(entries),
    )


def _index_label(contributor: Contributor) -> str:
    name = contributor.name
    if name.literal or not name.given or not name.family:
        return name.printed
    given = " ".join(filter(None, [name.given, name.particle]))
    return ", ".join(filter(None, [name.family, given, name.suffix]))


def _letters(entries: Iterable[tuple[str, str, str, int]]) -> tuple[LetterView, ...]:
    """The entries (sorted by, label, address, count), which come in order, under their letters."""
    found: dict[str, list[CountedLinkView]] = {}
    for word, label, address, count in entries:
        found.setdefault(initial(word), []).append(CountedLinkView(label=label, address=address, count=count))
    return tuple(
        LetterView(letter=letter, anchor=f"letter-{letter.lower() if letter != '#' else '0'}", entries=tuple(links))
        for letter, links in found.items()
    )


def _tag_view(desk: Desk, tag: Tag, articles: Sequence[Article], number: int) -> TagView:
    address, used = tag_address(tag.slug), desk.catalogue.by_tag
    vocabulary = desk.catalogue.holdings.vocabulary
    feeds = desk.feeds_of(address, articles, desk.settings.feeds.tags)
    broader = vocabulary.find(tag.broader) if tag.broader in used else None
    return TagView(
        site=desk.site,
        page=_below(desk.frame(page_of_list(address, number), tag.label, feeds=feeds), desk.words.say("tags"), TAGS),
        label=tag.label,
        broader=_tag_link(broader) if broader else None,
        narrower=tuple(_tag_link(each) for each in vocabulary.narrower.get(tag.slug, ()) if each.slug in used),
        volumes=bars_by_volume(articles, _numbers(desk)) if number == 1 else (),
        related=related_tags(desk.catalogue, tag, articles) if number == 1 else (),
        count=len(articles),
        articles=desk.entries(desk.long_list(address, articles).part(number)),
        pagination=desk.long_list(address, articles).pagination(number),
    )


def _numbers(desk: Desk) -> tuple[str, ...]:
    return tuple(volume.number for volume in reversed(desk.catalogue.volumes))


def _tag_link(tag: Tag) -> LinkView:
    return LinkView(label=tag.label, address=tag_address(tag.slug))


def _tags_view(desk: Desk) -> TagsView:
    entries = [
        (tag.label, tag.label, tag_address(tag.slug), len(desk.catalogue.by_tag[tag.slug]))
        for tag in desk.catalogue.tags
    ]
    return TagsView(
        site=desk.site, page=desk.frame(TAGS, desk.words.say("tags")), letters=_letters(entries), count=len(entries)
    )


def _years_view(desk: Desk) -> YearsView:
    return YearsView(
        site=desk.site,
        page=desk.frame(YEARS, desk.words.say("years")),
        years=timeline(desk.catalogue.by_year, desk.words.say("undated")),
    )


def _year_view(desk: Desk, year: int, articles: Sequence[Article], number: int) -> YearView:
    address = year_address(year)
    return YearView(
        site=desk.site,
        page=_below(desk.frame(page_of_list(address, number), _year_label(desk, year)), desk.words.say("years"), YEARS),
        heading=_year_label(desk, year),
        count=len(articles),
        articles=desk.entries(desk.long_list(address, articles).part(number)),
        pagination=desk.long_list(address, articles).pagination(number),
    )


def _year_label(desk: Desk, year: int) -> str:
    return desk.words.say("undated") if year == UNDATED else str(year)
