"""The search page, and the cards from which it shows what it found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import partial

from backfile.archive.article import Article
from backfile.errors import Problem
from backfile.search.numbers import MOST_ARTICLES, numbers_of, shape_of
from backfile.site.addresses import CARDS, SEARCH, WORDS, card_file
from backfile.site.desk import Desk
from backfile.site.machine_fragments import CardView, IndexView
from backfile.site.machine_views import CardsView
from backfile.site.pages import Asset, Page
from backfile.site.views import SearchView

STEMMERS = ("de", "en", "it", "ru")
SCRIPT, STYLES, STEMMER = "search.js", "search.css", "stemmer.js"
FOUND, SLIPS, FILTERS = "search-found.js", "search-slips.js", "search-filters.js"


def stemmer_of(language: str) -> str:
    """The script of the theme that finds the stems of a language."""
    return f"stemmer-{language}.js"


def theme_files(languages: Iterable[str]) -> tuple[str, ...]:
    """The files of the theme that the search page of an archive in some languages needs."""
    spoken = {language.partition("-")[0] for language in languages}
    stemmers = (stemmer_of(language) for language in STEMMERS if language in spoken)
    return (SCRIPT, STYLES, FOUND, SLIPS, FILTERS, STEMMER, *stemmers)


def search_pages(desk: Desk) -> Iterator[Page]:
    """The search page."""
    if desk.settings.search:
        yield Page(
            permalink=SEARCH,
            template="search.html",
            source="the search page",
            basis=(len(desk.catalogue.articles), _volumes(desk), _years(desk), tuple(desk.theme.values())),
            compose=partial(_search_view, desk),
        )


def card_pages(desk: Desk) -> Iterator[Page]:
    """The files of cards, each with the articles whose numbers lie close to each other."""
    if not desk.settings.search or len(desk.catalogue.articles) > MOST_ARTICLES:
        return
    numbers = numbers_of(article.id for article in desk.catalogue.articles)
    shape = shape_of(len(numbers))
    files: defaultdict[int, list[tuple[int, Article]]] = defaultdict(list)
    for article in desk.catalogue.articles:
        number = numbers[article.id]
        files[shape.card_file(number)].append((number, article))
    for file, cards in sorted(files.items()):
        cards.sort(key=lambda card: card[0])
        held, articles = zip(*cards, strict=True)
        yield Page(
            permalink=card_file(file),
            template="search.json",
            source="the search page",
            basis=(articles, ",".join(map(str, held))),
            compose=partial(_cards_view, desk, held, articles),
        )


def search_faults(desk: Desk, assets: Iterable[Asset]) -> Iterator[Problem]:
    """What keeps the full text from being searched."""
    if not desk.settings.search:
        return
    if len(desk.catalogue.articles) > MOST_ARTICLES:
        message = f"the search holds up to {MOST_ARTICLES:,} articles, and there are more"
        hint = "write search = false, so that the site is built without it"
        yield Problem(file="site.toml", message=message, hint=hint, key="search")
    for asset in assets:
        if f"{asset.permalink.casefold()}/".startswith(WORDS):
            message = f"/{WORDS} is where the index of the search lies, so nothing else may be published there"
            yield Problem(file=asset.source, message=message, hint="give the file another place", key="address")


def _volumes(desk: Desk) -> tuple[str, ...]:
    return tuple(volume.number for volume in desk.catalogue.volumes)


def _years(desk: Desk) -> tuple[str, ...]:
    return tuple(str(year) for year in desk.catalogue.by_year if year)


def _search_view(desk: Desk) -> SearchView:
    shape = shape_of(len(desk.catalogue.articles))
    stemmers = (desk.theme.get(stemmer_of(language), "") for language in STEMMERS)
    return SearchView(
        site=desk.site,
        page=desk.frame(SEARCH, desk.words.say("search.title")),
        count=len(desk.catalogue.articles),
        volumes=_volumes(desk),
        years=_years(desk),
        index=IndexView(
            script=desk.theme.get(SCRIPT, ""),
            styles=desk.theme.get(STYLES, ""),
            words=WORDS,
            buckets=shape.buckets,
            cards=CARDS,
            card_files=shape.cards,
            found=desk.theme.get(FOUND, ""),
            slips=desk.theme.get(SLIPS, ""),
            filters=desk.theme.get(FILTERS, ""),
            stemmer=desk.theme.get(STEMMER, ""),
            stemmers=tuple(filter(None, stemmers)),
        ),
    )


def _cards_view(desk: Desk, numbers: tuple[int, ...], articles: tuple[Article, ...]) -> CardsView:
    entries = desk.entries(articles)
    return CardsView(
        cards=tuple(CardView(number=number, entry=entry) for number, entry in zip(numbers, entries, strict=True))
    )
