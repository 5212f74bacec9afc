"""A site as it was read: settings, catalogue, theme and plan, with all that is wrong and all that is worth saying."""

from __future__ import annotations

from pathlib import Path

from backfile.archive.catalogue import Catalogue, catalogue_of
from backfile.archive.checks import check
from backfile.build.assets import Assets, assets_of
from backfile.build.generator import generator_digest
from backfile.build.holdings import read_holdings, read_settings
from backfile.build.language import words_of
from backfile.build.pictures import Pictures, gallery_of
from backfile.build.records import Records, load_records, save_records
from backfile.build.rest import RECORDS, Survey, Templates, survey
from backfile.build.sources import Sources
from backfile.build.workers import Workers
from backfile.config import Site
from backfile.digest import digest_value
from backfile.errors import Problem
from backfile.frozen import frozen
from backfile.site.desk import Desk
from backfile.site.gallery import Gallery
from backfile.site.plan import TEMPLATES, Plan, plan_rewritten, plan_site
from backfile.site.render import Theme
from backfile.site.search_pages import theme_files


def faults_of(site: Path) -> tuple[Problem, ...]:
    """What is wrong with the files of a site, as far as it shows before a page is rendered."""
    return edition_from(site, survey(site), records_of(site), Workers()).problems


@frozen
class Edition:
    """A site as it was read, and the plan to publish it.

    `templates` holds what is known of each template that the plan names; it is empty while one of them is faulty.
    Where the plan is not whole, `problems` are what the last build said.
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
    material = _material(site, seen, records, workers)
    edition = _rewritten(material, seen, records) or _edition(material, seen, workers)
    save_records(site / RECORDS, records)
    return edition


def records_of(site: Path) -> Records:
    """What was read from the manuscripts last time."""
    return load_records(site / RECORDS)


def edition_from(site: Path, seen: Survey, records: Records, workers: Workers) -> Edition:
    """The same by some records, which are renewed; nothing is written, and the plan is whole."""
    return _edition(_material(site, seen, records, workers), seen, workers)


@frozen
class _Material:
    """What was read: the sources with what is wrong with them, settings, catalogue, and what is known of images."""

    sources: Sources
    settings: Site
    catalogue: Catalogue
    pictures: Pictures


def _material(site: Path, seen: Survey, records: Records, workers: Workers) -> _Material:
    sources = Sources(site, seen.sources)
    settings = read_settings(sources)
    holdings = read_holdings(sources, settings, records, workers)
    records.count(workers.stages)
    workers.stages.begin("planning")
    return _Material(sources=sources, settings=settings, catalogue=catalogue_of(holdings), pictures=records.pictures)


def _rewritten(material: _Material, seen: Survey, records: Records) -> Edition | None:
    """The edition in which nothing is new but the texts of some articles; None if more may be."""
    if not (seen.differs_in_articles_only and seen.templates) or material.sources.problems:
        return None
    rewritten = records.rewritten()
    if rewritten is None:
        return None
    desk, theme, _, _ = _desk(material)
    return Edition(
        settings=material.settings,
        catalogue=material.catalogue,
        theme=theme,
        templates=seen.templates,
        gallery=desk.gallery,
        plan=plan_rewritten(desk, rewritten, seen.common),
        problems=seen.problems,
    )


def _edition(material: _Material, seen: Survey, workers: Workers) -> Edition:
    sources, catalogue = material.sources, material.catalogue
    tuple(sources.below("templates"))  # Jinja finds them by itself; here they are only looked at
    desk, theme, assets, missing = _desk(material)
    plan, clashes = plan_site(desk, assets.all)
    workers.stages.count("pages", [len(plan.pages)])
    workers.stages.count("files", [len(plan.assets)])
    templates, faults = _templates(theme, seen)
    return Edition(
        settings=material.settings,
        catalogue=catalogue,
        theme=theme,
        templates=templates,
        gallery=desk.gallery,
        plan=plan,
        problems=(
            *(*sources.problems, *missing, *assets.problems, *material.pictures.problems),
            *(*check(catalogue), *clashes, *faults),
        ),
    )


def _desk(material: _Material) -> tuple[Desk, Theme, Assets, tuple[Problem, ...]]:
    settings, catalogue, sources = material.settings, material.catalogue, material.sources
    words, missing = words_of(sources.site / "templates", settings.language)
    theme = Theme(sources.site / "templates", words)
    assets = assets_of(sources, theme.folder, settings.identity, _further(settings, catalogue))
    gallery = gallery_of(sources.site, settings, catalogue, assets, material.pictures)
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
    return desk, theme, assets, missing


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
    languages = {settings.language, *(article.language for article in catalogue.published)}
    return theme_files(languages) if settings.search else ()
