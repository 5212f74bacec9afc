"""A site as it was read: settings, catalogue, theme and plan, with all that is wrong and all that is worth saying."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from backfile.archive.article import Article
from backfile.archive.catalogue import Catalogue, catalogue_of
from backfile.archive.checks import check
from backfile.build.assets import assets_of
from backfile.build.generator import generator_digest
from backfile.build.holdings import read_holdings, read_settings
from backfile.build.language import words_of
from backfile.build.notes import STATE
from backfile.build.outcome import Task
from backfile.build.pictures import gallery_of
from backfile.build.records import Records, load_records, save_records
from backfile.build.rest import Survey, Templates, survey
from backfile.build.sources import Sources
from backfile.build.workers import Workers
from backfile.config import Site
from backfile.digest import digest_value
from backfile.errors import Problem, Severity
from backfile.site.desk import Desk
from backfile.site.gallery import Gallery, images_of, untold
from backfile.site.plan import TEMPLATES, Plan, plan_site
from backfile.site.render import Theme
from backfile.site.search_pages import theme_files

_LARGE = 500_000  # bytes; a page of text with its fonts has a fifth of that
_RECORDS = f"{STATE}/records"


def faults_of(site: Path) -> tuple[Problem, ...]:
    """What is wrong with the files of a site, as far as it shows before a page is rendered."""
    return read_edition(site, survey(site), Workers()).problems


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A site as it was read, and the plan to publish it.

    `templates` holds what is known of each template that the plan names; it is empty while one of them is faulty.
    """

    settings: Site
    catalogue: Catalogue
    theme: Theme
    templates: Templates
    gallery: Gallery
    plan: Plan
    problems: tuple[Problem, ...]


def read_edition(site: Path, seen: Survey, workers: Workers) -> Edition:
    """The site in a folder; what is read is noted for the next time. Raises ContentError where there is no site."""
    records = records_of(site)
    edition = edition_from(site, seen, records, workers)
    save_records(site / _RECORDS, records)
    return edition


def records_of(site: Path) -> Records:
    """What was read from the manuscripts last time."""
    return load_records(site / _RECORDS)


def edition_from(site: Path, seen: Survey, records: Records, workers: Workers) -> Edition:
    """The same by some records, which are renewed; nothing is written."""
    sources = Sources(site, seen.sources)
    settings = read_settings(sources)
    holdings = read_holdings(sources, settings, records, workers)
    records.count(workers.stages)
    workers.stages.begin("planning")
    catalogue = catalogue_of(holdings)
    words, missing = words_of(site / "templates", settings.language)
    theme = Theme(site / "templates", words)
    tuple(sources.below("templates"))  # Jinja finds them by itself; here they are only looked at
    assets = assets_of(sources, theme.folder, settings.identity, _further(settings, catalogue))
    gallery = gallery_of(site, settings, catalogue, assets, records.pictures)
    desk = Desk(
        settings=settings,
        catalogue=catalogue,
        words=words,
        stylesheet=assets.stylesheet.permalink,
        script=assets.script.permalink,
        fonts=assets.fonts(settings.language),
        statics=frozenset(asset.permalink for asset in assets.statics),
        theme={name: asset.permalink for name, asset in assets.further.items()},
        gallery=gallery,
    )
    plan, clashes = plan_site(desk, assets.all)
    workers.stages.count("pages", [len(plan.pages)])
    workers.stages.count("files", [len(plan.assets)])
    templates, faults = _templates(theme, seen)
    return Edition(
        settings=settings,
        catalogue=catalogue,
        theme=theme,
        templates=templates,
        plan=plan,
        gallery=gallery,
        problems=(
            *(*sources.problems, *missing, *assets.problems, *records.pictures.problems),
            *(*check(catalogue), *clashes, *faults),
        ),
    )


def _templates(theme: Theme, seen: Survey) -> tuple[Templates, tuple[Problem, ...]]:
    if seen.templates:
        return seen.templates, ()
    faults = theme.check(TEMPLATES)
    if faults:
        return {}, faults
    files = {name: theme.files_of(name) for name in TEMPLATES}
    return {
        name: (digest_value((generator_digest(), tuple(sorted(each.items())))), each) for name, each in files.items()
    }, ()


def _further(settings: Site, catalogue: Catalogue) -> tuple[str, ...]:
    languages = {settings.language, *(article.language for article in catalogue.articles)}
    return theme_files(languages) if settings.search else ()


def advice_on(edition: Edition) -> Iterator[Problem]:
    """What the site lacks, and what that costs."""
    undated = sum(article.date is None for article in edition.catalogue.articles)
    if undated:
        what = "1 article states" if undated == 1 else f"{undated} articles state"
        message = (
            f"{what} no date: no date is printed, the feed leaves such articles out, they stand under “Without a date”,"
            " and Google Scholar does not index them"
        )
        yield _note("content/articles", message, "add `date:` to the header as precisely as you know it", "undated")
    yield from _advice_on_images(edition)
    if not edition.settings.url:
        message = "the address of the site is not set, so there is no sitemap.xml and no canonical address"
        yield _note("site.toml", message, 'add a line such as url = "https://journal.example/archive/"', "url")


def _advice_on_images(edition: Edition) -> Iterator[Problem]:
    pictures = edition.gallery.pictures.values()
    placed = [picture.file for picture in pictures if picture.facts and picture.facts.tells_place]
    if placed:
        what = f"{placed[0]} says" if len(placed) == 1 else f"{len(placed)} images, {placed[0]} among them, say"
        message = f"{what} in its data where it was taken, and is published with that"
        yield _note("static", message, "save it without its data if readers need not know", "place")
    large = [picture for picture in pictures if picture.can_be_smaller and picture.size > _LARGE]
    if large and not edition.settings.images.renditions:
        size = sum(picture.size for picture in large) // len(large) // 1000
        what = "1 image has" if len(large) == 1 else f"{len(large)} images have"
        message = f"{what} {size:,} kB{'' if len(large) == 1 else ' on average'}, which every reader loads in full"
        hint = "write `renditions = true` under [images], and each reader gets the size that fits"
        yield _note("static", message, hint, "large")
    if edition.settings.images.cards and not edition.settings.url:
        yield _note("site.toml", "no cards for sharing are made, since they need `url`", "set `url`", "cards")


def _note(file: str, message: str, hint: str, key: str) -> Problem:
    return Problem(severity=Severity.ADVICE, file=file, message=message, hint=hint, key=key)


def tasks_of(edition: Edition) -> tuple[Task, ...]:
    """What people should still look at, in the order of the manuscripts' files."""
    articles = sorted(edition.catalogue.holdings.articles, key=lambda article: article.prose.file)
    return tuple(task for article in articles for task in (*_reviews(article), *_untold(article, edition.gallery)))


def _reviews(article: Article) -> Iterator[Task]:
    for sentence in article.review:
        yield Task(file=article.prose.file, line=article.line_of("review"), sentence=sentence)


def _untold(article: Article, gallery: Gallery) -> Iterator[Task]:
    if not gallery.pictures:
        return
    lacking: dict[tuple[str, str], list[str]] = {}
    for src, figure in images_of(article).items():
        if src in gallery.pictures and (what := untold(figure)):
            field = "figure" if article.figure and article.figure.src == src else "images"
            lacking.setdefault((field, what), []).append(src)
    for (field, what), sources in lacking.items():
        sentence = f"Write the {what} under `{field}`, if you know: {', '.join(sources)}."
        yield Task(file=article.prose.file, line=article.line_of(field), sentence=sentence)
