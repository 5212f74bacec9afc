"""The pages of articles, and the pages of prose beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from backfile.archive.article import Article, ProsePage
from backfile.archive.serial import Issue
from backfile.site.addresses import article_address, issue_address
from backfile.site.desk import Desk
from backfile.site.fragments import LinkView, RelationView, TranslationView
from backfile.site.gallery import figure_of, told_of
from backfile.site.image_fragments import FigureView, ImageView, SharedView
from backfile.site.pages import Page
from backfile.site.record_pages import citation_files, record_of
from backfile.site.related import Circles, circles_of, related_to
from backfile.site.sharing import share_of
from backfile.site.views import ArticleView, ProseView

_LONGEST_DESCRIPTION = 200


class _Company(NamedTuple):
    """The articles beside one: its neighbours in the issue, those that it belongs to, and whom it shares lists with."""

    before: Article | None
    after: Article | None
    relates_to: tuple[Article, ...]
    related_by: tuple[Article, ...]
    translations: tuple[Article, ...]
    circles: Circles


class _Plates(NamedTuple):
    """The images of an article: its figure, those in its prose by their addresses, and its picture for sharing."""

    figure: ImageView | None
    images: tuple[tuple[str, FigureView], ...]
    share: SharedView | None


def article_pages(desk: Desk) -> Iterator[Page]:
    """A page for each article."""
    neighbours = _neighbours(desk.catalogue.all_issues)
    for article in desk.catalogue.articles:
        plates = _plates(desk, article)
        company = _company(desk, article, neighbours.get(article.id, (None, None)))
        book = desk.address_book if article.prose.links else ""
        yield Page(
            permalink=article_address(article.id),
            template="article.html",
            source=article.prose.file,
            basis=(article, article.prose, *company, book, *plates),
            compose=partial(_article_view, desk, article, company, plates),
        )


def prose_pages(desk: Desk) -> Iterator[Page]:
    """A page for each file in `content/pages/`."""
    for page in desk.catalogue.pages:
        images = desk.gallery.in_prose(page.prose, {})
        compose = partial(_prose_view, desk, page, images)
        yield Page(
            permalink=f"{page.id}/",
            template="prose.html",
            source=page.prose.file,
            basis=(page.title, page.description, page.prose, desk.address_book, images),
            compose=compose,
        )


def _company(desk: Desk, article: Article, neighbours: tuple[Article | None, Article | None]) -> _Company:
    relations = desk.catalogue.relations
    return _Company(
        *neighbours,
        relates_to=relations.to.get(article.id, ()),
        related_by=relations.of.get(article.id, ()),
        translations=relations.translations.get(article.id, ()),
        circles=circles_of(desk.catalogue, article) if desk.settings.related else (),
    )


def _neighbours(issues: tuple[Issue, ...]) -> dict[str, tuple[Article | None, Article | None]]:
    found: dict[str, tuple[Article | None, Article | None]] = {}
    for issue in issues:
        row = (None, *issue.articles, None)
        found.update({article.id: (row[at], row[at + 2]) for at, article in enumerate(issue.articles)})
    return found


def _plates(desk: Desk, article: Article) -> _Plates:
    gallery = desk.gallery
    return _Plates(
        figure=gallery.image(article.figure.src) if article.figure else None,
        images=gallery.in_prose(article.prose, dict(told_of(article))) if article.prose.links else (),
        share=share_of(desk, article) if desk.settings.url else None,
    )


def _article_view(desk: Desk, article: Article, company: _Company, plates: _Plates) -> ArticleView:
    publication = desk.publication_of(article)
    frame = desk.frame(article_address(article.id), article.title, _description(article), article.language)
    body = desk.body(article.prose)
    return ArticleView(
        site=desk.site,
        page=replace(frame, share=plates.share) if plates.share else frame,
        title=article.title,
        subtitle=article.subtitle,
        kind=article.kind,
        credits=desk.credits(article),
        abstract=article.abstract,
        figure=figure_of(article.figure, plates.figure) if article.figure else None,
        tags=_tags(desk, article),
        publication=publication.title,
        issn=publication.issn,
        volume=desk.volume_link(article.volume) if article.volume else None,
        issue=_issue(desk, article) if article.issue else None,
        pages=article.pages,
        date=desk.date(article.date),
        updated=desk.date(article.updated),
        doi=article.doi,
        licence=article.licence or desk.settings.imprint.licence,
        record=record_of(desk, article),
        citation_files=citation_files(desk, article),
        relates_to=tuple(_relation(desk, other, article.kind) for other in company.relates_to),
        related_by=tuple(_relation(desk, other, other.kind) for other in company.related_by),
        related=desk.entries(related_to(article, company.circles, desk.settings.related)),
        translations=tuple(_translation(desk, other) for other in company.translations),
        previous=_link(company.before),
        next=_link(company.after),
        body=replace(body, images=plates.images, is_led=bool(article.figure and article.figure.src)),
    )


def _issue(desk: Desk, article: Article) -> LinkView:
    label = desk.words.say("issue", article.issue)
    return LinkView(label=label, address=issue_address(article.volume, article.issue))


def _link(article: Article | None) -> LinkView | None:
    return LinkView(label=article.title, address=article_address(article.id)) if article else None


def _relation(desk: Desk, other: Article, kind: str) -> RelationView:
    language = other.language or desk.settings.language
    return RelationView(kind=kind, title=other.title, address=article_address(other.id), language=language)


def _translation(desk: Desk, other: Article) -> TranslationView:
    frame = desk.frame(article_address(other.id), other.title, language=other.language)
    return TranslationView(title=frame.title, address=frame.permalink, language=frame.language, url=frame.canonical)


def _tags(desk: Desk, article: Article) -> tuple[LinkView, ...]:
    return tuple(dict.fromkeys(map(desk.tag_link, article.tags)))


def _description(article: Article) -> str:
    text = " ".join(article.abstract.split()) or article.subtitle
    if len(text) <= _LONGEST_DESCRIPTION:
        return text
    return text[:_LONGEST_DESCRIPTION].rpartition(" ")[0].rstrip(",;:") + " …"


def _prose_view(desk: Desk, page: ProsePage, images: tuple[tuple[str, FigureView], ...]) -> ProseView:
    frame = desk.frame(f"{page.id}/", page.title, page.description)
    return ProseView(site=desk.site, page=frame, title=page.title, body=replace(desk.body(page.prose), images=images))
