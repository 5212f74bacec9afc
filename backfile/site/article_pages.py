"""The pages of articles, and the pages of prose beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import chain
from typing import NamedTuple

from backfile.archive.article import Article, Prose, ProsePage
from backfile.site.addresses import article_address, issue_address
from backfile.site.desk import Desk
from backfile.site.fragments import LinkView, RelationView, TranslationView
from backfile.site.gallery import told_of
from backfile.site.image_fragments import FigureView, SharedView
from backfile.site.issue_entries import volumes_link
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

    figure: FigureView | None
    images: tuple[tuple[str, FigureView], ...]
    share: SharedView | None


def article_pages(desk: Desk) -> Iterator[Page]:
    """A page for each article."""
    return (article_page(desk, article) for article in desk.catalogue.articles)


def article_page(desk: Desk, article: Article) -> Page:
    """The page of one article."""
    company, entry, plates = _company(desk, article), desk.catalogue.entry_of(article), _plates(desk, article)
    return Page(
        permalink=article_address(article.id),
        template="article.html",
        source=article.prose.file,
        basis=(article, article.prose, entry.title, entry.date, *company, *_places(desk, article.prose), *plates),
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
            basis=(page.title, page.description, page.prose, *_places(desk, page.prose), images),
            compose=compose,
        )


def _places(desk: Desk, prose: Prose) -> Iterator[str]:
    return chain.from_iterable(desk.address_book.places(prose))


def _company(desk: Desk, article: Article) -> _Company:
    relations = desk.catalogue.relations
    return _Company(
        *desk.catalogue.neighbours(article),
        relates_to=relations.to.get(article.id, ()),
        related_by=relations.of.get(article.id, ()),
        translations=relations.translations.get(article.id, ()),
        circles=circles_of(desk.catalogue, article) if desk.settings.related else (),
    )


def _plates(desk: Desk, article: Article) -> _Plates:
    gallery = desk.gallery
    return _Plates(
        figure=gallery.figure(article.figure),
        images=gallery.in_prose(article.prose, dict(told_of(article))) if article.prose.links else (),
        share=share_of(desk, article) if desk.settings.url else None,
    )


def _article_view(desk: Desk, article: Article, company: _Company, plates: _Plates) -> ArticleView:
    publication = desk.publication_of(article)
    frame = desk.frame(article_address(article.id), article.title, _description(article), article.language)
    volume = desk.volume_link(article.volume) if article.volume else None
    issue = _issue(desk, article) if article.issue else None
    return ArticleView(
        site=desk.site,
        page=replace(frame, trail=_trail(desk, volume, issue), share=plates.share),
        title=article.title,
        subtitle=article.subtitle,
        kind=article.kind,
        credits=desk.credits(article.byline),
        abstract=article.abstract,
        figure=plates.figure,
        tags=_tags(desk, article),
        publication=publication.title,
        issn=publication.issn,
        volume=volume,
        issue=issue,
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
        body=replace(desk.body(article.prose), images=plates.images, is_led=_is_led(article)),
    )


def _is_led(article: Article) -> bool:
    return article.figure is not None and bool(article.figure.src)


def _issue(desk: Desk, article: Article) -> LinkView:
    label = desk.words.say("issue", article.issue)
    return LinkView(label=label, address=issue_address(article.volume, article.issue))


def _trail(desk: Desk, *parts: LinkView | None) -> tuple[LinkView, ...]:
    stated = tuple(part for part in parts if part)
    return (volumes_link(desk), *stated) if stated else ()


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
