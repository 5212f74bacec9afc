"""`site.toml` and `content/` from the disk into values: the one place where a build reads what people wrote."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from backfile.archive.article import Article
from backfile.archive.catalogue import Holdings
from backfile.archive.people import People
from backfile.archive.vocabulary import Vocabulary
from backfile.build.sources import Sources
from backfile.config import UNTITLED, Site, read_site
from backfile.errors import ContentError, Problem
from backfile.manuscript.articles import read_article, read_page
from backfile.manuscript.registers import PEOPLE, TAGS, read_people, read_tags

SITE_FILE = "site.toml"
ARTICLES = "content/articles"
PAGES = "content/pages"
SEED_REGISTER = f"{ARTICLES}/seeds.toml"

_Record = TypeVar("_Record")


def read_settings(sources: Sources) -> Site:
    """The settings of the site. Raises ContentError where there is no `site.toml`."""
    source = sources.single(SITE_FILE)
    if source is None:
        message = f"there is no site.toml in {sources.site}"
        hint = "go to the folder of a site, or name it with -C FOLDER"
        raise ContentError(*sources.problems or [Problem(file=SITE_FILE, message=message, hint=hint, key="no-site")])
    text = sources.text(source)
    if text is None:
        return UNTITLED
    site, problems = read_site(text)
    sources.problems.extend(problems)
    return site


def read_holdings(sources: Sources, site: Site) -> Holdings:
    """All that `content/` holds; what is wrong with it is left with the sources."""
    return Holdings(
        publication=site.publication,
        articles=read_articles(sources),
        pages=tuple(_records(sources, PAGES, read_page)),
        people=_register(sources, PEOPLE, read_people, People()),
        vocabulary=read_vocabulary(sources),
    )


def read_articles(sources: Sources) -> tuple[Article, ...]:
    """All articles of `content/articles/`."""
    return tuple(_records(sources, ARTICLES, read_article))


def read_vocabulary(sources: Sources) -> Vocabulary:
    """The tags of `content/tags.toml`."""
    return _register(sources, TAGS, read_tags, Vocabulary())


def _records(
    sources: Sources, folder: str, read: Callable[[str, str], tuple[_Record | None, tuple[Problem, ...]]]
) -> Iterator[_Record]:
    for source in sources.below(folder):
        if source.file == SEED_REGISTER:
            continue
        if not source.file.endswith(".md"):
            sources.warn(source.file, "only files that end in .md are read here", "rename it, or move it to static/")
            continue
        text = sources.text(source)
        if text is not None:
            record, problems = read(text, source.file)
            sources.problems.extend(problems)
            if record is not None:
                yield record


def _register(
    sources: Sources, file: str, read: Callable[[str], tuple[_Record, tuple[Problem, ...]]], nothing: _Record
) -> _Record:
    source = sources.single(file)
    text = sources.text(source) if source else None
    if text is None:
        return nothing
    record, problems = read(text)
    sources.problems.extend(problems)
    return record
