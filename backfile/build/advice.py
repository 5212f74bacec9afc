"""What people should hear of a site that is built: what it lacks and what that costs, and what is still to be done."""

from __future__ import annotations

from collections.abc import Iterator

from backfile.archive.article import Article
from backfile.build.edition import Edition
from backfile.build.outcome import Task
from backfile.errors import Problem, Severity
from backfile.site.gallery import Gallery, images_of, untold

_LARGE = 500_000  # bytes; a page of text with its fonts has a fifth of that


def advice_on(edition: Edition) -> Iterator[Problem]:
    """What the site lacks, and what that costs; nothing where that is among the problems already."""
    if not edition.plan.is_whole:
        return
    articles = edition.catalogue.published
    if undated := sum(article.date is None for article in articles):
        what = "1 article states" if undated == 1 else f"{undated} articles state"
        message = (
            f"{what} no date: no date is printed, the feed leaves such articles out, they stand under “Without a date”,"
            " and Google Scholar does not index them"
        )
        yield _note("content/articles", message, "add `date:` to the header as precisely as you know it", "undated")
    if nameless := sum(not any(each.role == "author" for each in article.byline.credits) for article in articles):
        what = "1 article names" if nameless == 1 else f"{nameless} articles name"
        message = f"{what} no author, and Google Scholar does not index articles without one"
        yield _note("content/articles", message, "add `authors:` to the header if the text names any", "no-author")
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
