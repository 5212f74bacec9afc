"""The credits of all images that articles show, on one page or, where there are many, on several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import PurePosixPath

from backfile.archive.article import Article
from backfile.archive.order import collation_key
from backfile.site.addresses import IMAGES, article_address, page_of_list
from backfile.site.desk import Desk
from backfile.site.fragments import CreditedImageView, LinkView, PaginationView
from backfile.site.gallery import figure_of, images_of
from backfile.site.pages import Page
from backfile.site.views import ImagesView


def image_pages(desk: Desk) -> Iterator[Page]:
    """The pages of credits, in the order of the articles' titles."""
    if not desk.gallery.are_credited:
        return
    showing = [article for article in desk.catalogue.articles if _shown(desk, article)]
    every = desk.long_list(IMAGES, sorted(showing, key=lambda each: (collation_key(each.title), each.id)))
    for number in every.numbers:
        articles = tuple(every.part(number))
        shown = tuple(_shown(desk, each) for each in articles)
        yield Page(
            permalink=page_of_list(IMAGES, number),
            template="images.html",
            source="the credits of images",
            basis=(articles, shown, number, len(every.numbers)),
            compose=partial(_view, desk, articles, every.pagination(number)),
        )


def _shown(desk: Desk, article: Article) -> tuple[str, ...]:
    return tuple(src for src in images_of(article) if src in desk.gallery.pictures)


def _view(desk: Desk, articles: Sequence[Article], pagination: PaginationView) -> ImagesView:
    return ImagesView(
        site=desk.site,
        page=desk.frame(page_of_list(IMAGES, pagination.number), desk.words.say("images.title")),
        images=tuple(image for article in articles for image in _credits(desk, article)),
        pagination=pagination,
    )


def _credits(desk: Desk, article: Article) -> Iterator[CreditedImageView]:
    link = LinkView(label=article.title, address=article_address(article.id))
    told, language = images_of(article), article.language or desk.settings.language
    for src in _shown(desk, article):
        name = PurePosixPath(src).name
        yield CreditedImageView(name=name, figure=figure_of(told[src]), article=link, language=language)
