"""What is made for the pages of a site besides themselves: copies of images, and cards for those who share a page."""

from __future__ import annotations

from collections.abc import Iterator

from backfile.archive.article import Article
from backfile.images.recipes import Card, Recipe
from backfile.site.desk import Desk
from backfile.site.gallery import ink_of, view_of
from backfile.site.image_fragments import SharedView
from backfile.site.pages import Asset


def share_of(desk: Desk, article: Article) -> SharedView | None:
    """The picture of the page of an article: its own figure where that serves, else its card."""
    url, gallery = desk.settings.url, desk.gallery
    figure = gallery.share(url, article.figure) if article.figure else None
    if figure or not gallery.drawer:
        return figure
    card = card_for(desk, article)
    return view_of(card, url) if card.is_drawable else None


def card_for(desk: Desk, article: Article) -> Card:
    """The card of an article: its title, its authors, and where and when it appeared."""
    issue = desk.issue_link(article.volume, article.issue) if article.issue else None
    volume = desk.volume_link(article.volume) if article.volume and not issue else None
    date = desk.date(article.date)
    below = (issue.label if issue else "", volume.label if volume else "", date.printed if date else "")
    return Card(
        above=desk.publication_of(article).title,
        title=f"{article.title}: {article.subtitle}" if article.subtitle else article.title,
        names=", ".join(credit.name.printed for credit in article.byline.credits if credit.role == "author"),
        below=" · ".join(filter(None, below)),
        accent=ink_of(desk.settings),
        maker=desk.gallery.drawer,
    )


def made_assets(desk: Desk) -> Iterator[Asset]:
    """All that is made, each once: images of the same name and content have one copy in common, and titles one card."""
    made: dict[str, Asset] = {}
    for src, copies in desk.gallery.copies.items():
        for copy in copies:
            made.setdefault(copy.address, _asset(copy, f"a copy of static/{src}"))
    for card, source in _cards(desk):
        made.setdefault(card.address, _asset(card, f"the card for sharing {source}"))
    yield from made.values()


def _cards(desk: Desk) -> Iterator[tuple[Card, str]]:
    if not desk.gallery.drawer or not desk.settings.url:
        return
    of_site = desk.gallery.site_card(desk.settings)
    if of_site:
        yield of_site, "the site"
    for article in desk.catalogue.articles:
        card = card_for(desk, article)
        if card.is_drawable and not desk.gallery.share(desk.settings.url, article.figure):
            yield card, article.prose.file


def _asset(recipe: Recipe, source: str) -> Asset:
    return Asset(permalink=recipe.address, source=source, digest=recipe.key, recipe=recipe)
