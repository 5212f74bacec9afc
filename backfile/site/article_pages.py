"""The pages of articles, and the pages of prose beside them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from urllib.parse import quote

from backfile.archive.article import Article, Figure, ProsePage
from backfile.archive.serial import Issue
from backfile.site.addresses import article_address, tag_address
from backfile.site.citation import citation_of, highwire_of
from backfile.site.desk import Desk, issue_link, volume_link
from backfile.site.fragments import FigureView, LinkView, RelationView, TranslationView
from backfile.site.pages import Page
from backfile.site.views import ArticleView, ProseView

_LONGEST_DESCRIPTION = 200


def article_pages(desk: Desk) -> Iterator[Page]:
    """A page for each article."""
    neighbours = _neighbours(desk.catalogue.all_issues)
    relations = desk.catalogue.relations
    for article in desk.catalogue.articles:
        before, after = neighbours.get(article.id, (None, None))
        others = tuple(each.get(article.id, ()) for each in (relations.to, relations.of, relations.translations))
        yield Page(
            permalink=article_address(article.id),
            template="article.html",
            source=article.prose.file,
            basis=(article, article.prose, before, after, others, desk.address_book if article.prose.links else ""),
            compose=partial(_article_view, desk, article, before, after),
        )


def prose_pages(desk: Desk) -> Iterator[Page]:
    """A page for each file in `content/pages/`."""
    for page in desk.catalogue.pages:
        compose = partial(_prose_view, desk, page)
        yield Page(
            permalink=f"{page.id}/",
            template="prose.html",
            source=page.prose.file,
            basis=(page.title, page.description, page.prose, desk.address_book),
            compose=compose,
        )


def _neighbours(issues: tuple[Issue, ...]) -> dict[str, tuple[Article | None, Article | None]]:
    found: dict[str, tuple[Article | None, Article | None]] = {}
    for issue in issues:
        row = (None, *issue.articles, None)
        found.update({article.id: (row[at], row[at + 2]) for at, article in enumerate(issue.articles)})
    return found


def _article_view(desk: Desk, article: Article, before: Article | None, after: Article | None) -> ArticleView:
    publication, relations = desk.settings.publication, desk.catalogue.relations
    name = article.publication or publication.title
    return ArticleView(
        site=desk.site,
        page=desk.frame(article_address(article.id), article.title, _description(article), article.language),
        title=article.title,
        subtitle=article.subtitle,
        kind=article.kind,
        credits=desk.credits(article),
        abstract=article.abstract,
        figure=_figure(article.figure),
        tags=_tags(desk, article),
        publication=name,
        issn=article.issn or (publication.issn if name == publication.title else ""),
        volume=volume_link(article.volume) if article.volume else None,
        issue=LinkView(label=f"Issue {article.issue}", address=_issue(article).address) if article.issue else None,
        pages=article.pages,
        date=desk.date(article.date),
        updated=desk.date(article.updated),
        doi=article.doi,
        licence=article.licence or desk.settings.imprint.licence,
        citation=citation_of(article, name),
        highwire=highwire_of(article),
        relates_to=tuple(_relation(desk, other, article.kind) for other in relations.to.get(article.id, ())),
        related_by=tuple(_relation(desk, other, other.kind) for other in relations.of.get(article.id, ())),
        translations=tuple(_translation(desk, other) for other in relations.translations.get(article.id, ())),
        previous=_link(before),
        next=_link(after),
        body=desk.body(article.prose),
    )


def _issue(article: Article) -> LinkView:
    return issue_link(article.volume, article.issue)


def _link(article: Article | None) -> LinkView | None:
    return LinkView(label=article.title, address=article_address(article.id)) if article else None


def _relation(desk: Desk, other: Article, kind: str) -> RelationView:
    language = other.language or desk.settings.language
    return RelationView(kind=kind, title=other.title, address=article_address(other.id), language=language)


def _translation(desk: Desk, other: Article) -> TranslationView:
    frame = desk.frame(article_address(other.id), other.title, language=other.language)
    return TranslationView(title=frame.title, address=frame.permalink, language=frame.language, url=frame.canonical)


def _tags(desk: Desk, article: Article) -> tuple[LinkView, ...]:
    tags = map(desk.catalogue.holdings.vocabulary.tag_for, article.tags)
    return tuple(dict.fromkeys(LinkView(label=tag.label, address=tag_address(tag.slug)) for tag in tags))


def _figure(figure: Figure | None) -> FigureView | None:
    if figure is None:
        return None
    return FigureView(
        address=quote(figure.src), alt=figure.alt, caption=figure.caption, credit=figure.credit, licence=figure.licence
    )


def _description(article: Article) -> str:
    text = " ".join(article.abstract.split()) or article.subtitle
    if len(text) <= _LONGEST_DESCRIPTION:
        return text
    return text[:_LONGEST_DESCRIPTION].rpartition(" ")[0].rstrip(",;:") + " …"


def _prose_view(desk: Desk, page: ProsePage) -> ProseView:
    frame = desk.frame(f"{page.id}/", page.title, page.description)
    return ProseView(site=desk.site, page=frame, title=page.title, body=desk.body(page.prose))
