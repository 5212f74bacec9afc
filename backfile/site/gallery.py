"""The images that pages show: their sizes and copies, and the picture of a page for those who share it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import quote, unquote

from backfile.archive.article import Article, Figure, Prose
from backfile.archive.catalogue import Catalogue
from backfile.config import Site
from backfile.images.facts import Facts
from backfile.images.recipes import CARD_HEIGHT, CARD_WIDTH, Card, Picture, Rendition, renditions_of
from backfile.site.colours import ACCENT, INK, PAPER, readable
from backfile.site.image_fragments import FigureView, ImageView, RenditionView, SharedView

_ENDINGS = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg")
_SHARED_KINDS = frozenset({"jpeg", "png"})  # what all who show links to others can show
_NARROWEST, _LOWEST, _LARGEST = 600, 315, 5_000_000  # pixels and bytes; below, only a small picture is shown
_TALLEST, _WIDEST = 1.0, 2.5  # what is cut to 1.91 to 1 without losing its subject


def images_in(prose: Prose) -> Iterator[str]:
    """The addresses of the images that a text shows, or leads to."""
    for target in prose.links:
        path = unquote(target.partition("#")[0].partition("?")[0]).removeprefix("/")
        if path.lower().endswith(_ENDINGS):
            yield path


def images_of(article: Article) -> dict[str, Figure]:
    """The images of an article in their order, by their addresses, each with what its header tells of it."""
    told = {figure.src: figure for figure in article.images.figures} if article.images else {}
    own = {article.figure.src: article.figure} if article.figure and article.figure.src else {}
    known = own | told  # the text may show the figure once more
    shown = {src: known.get(src) or Figure(src=src) for src in images_in(article.prose)} if article.prose.links else {}
    return own | shown


def all_images(catalogue: Catalogue) -> dict[str, str]:
    """The addresses of all images that articles, pages and issues show, each with the file that says so first."""
    found = [(src, article.prose.file) for article in catalogue.published for src in images_of(article)]
    found += [(src, page.prose.file) for page in catalogue.pages for src in images_in(page.prose)]
    found += [(entry.cover.src, "content/issues.toml") for entry in catalogue.holdings.issues if entry.cover]
    return dict(reversed(found))


@dataclass(frozen=True, kw_only=True)  # it keeps the views that many pages share
class Gallery:
    """The images that are shown, by their addresses in `static/`.

    `copier` and `drawer` name what makes copies and cards; "" is nothing. `are_credited` says that articles show some,
    which have a page of credits; `logo` is the size of the site's.
    """

    pictures: Mapping[str, Picture] = field(default_factory=dict)
    copier: str = ""
    drawer: str = ""
    are_credited: bool = False
    logo: ImageView | None = None

    @cached_property
    def copies(self) -> Mapping[str, tuple[Rendition, ...]]:
        """The copies of each image."""
        if not self.copier:
            return {}
        return {src: tuple(renditions_of(picture, self.copier)) for src, picture in self.pictures.items()}

    def image(self, src: str) -> ImageView | None:
        """The size of an image and its copies; None where the size is not known."""
        picture = self.pictures.get(src)
        if picture is None or picture.facts is None:
            return None
        return ImageView(
            width=picture.facts.width,
            height=picture.facts.height,
            renditions=tuple(
                RenditionView(address=copy.address, width=copy.width) for copy in self.copies.get(src, ())
            ),
        )

    def figure(self, figure: Figure | None) -> FigureView | None:
        """A figure or a cover as pages show it, if there is one."""
        return figure_of(figure, self.image(figure.src)) if figure else None

    def in_prose(self, prose: Prose, told: Mapping[str, Figure]) -> tuple[tuple[str, FigureView], ...]:
        """The images of a text by their addresses, each with what is told of it."""
        known = (src for src in dict.fromkeys(images_in(prose)) if src in self.pictures)
        views = ((quote(src), figure_of(told.get(src, Figure(src=src)), self.image(src))) for src in known)
        return tuple(views)

    def site_card(self, settings: Site) -> Card | None:
        """The card of the site itself, which stands for all pages that have none of their own."""
        if not self.drawer or not settings.url:
            return None
        publication = settings.publication
        below = f"ISSN {publication.issn}" if publication.issn else ""
        title, names = settings.title, settings.description
        card = Card(above="", title=title, names=names, below=below, accent=ink_of(settings), maker=self.drawer)
        return card if card.is_drawable else None

    def site_share(self, settings: Site) -> SharedView | None:
        """That card as the picture of these pages."""
        card = self.site_card(settings)
        return view_of(card, settings.url) if card else None

    def share(self, url: str, figure: Figure | None) -> SharedView | None:
        """The figure of an article as the picture of its page, if it is made for that."""
        picture = self.pictures.get(figure.src) if figure else None
        facts = picture.facts if picture else None
        if figure is None or picture is None or facts is None or not _is_for_sharing(facts, picture.size):
            return None
        return SharedView(
            url=f"{url}{quote(figure.src)}", width=facts.width, height=facts.height, alt=figure.description
        )


def view_of(card: Card, url: str) -> SharedView:
    """A card as the picture of a page."""
    alt = ". ".join(filter(None, (card.title, card.names, card.below)))
    return SharedView(url=f"{url}{card.address}", width=CARD_WIDTH, height=CARD_HEIGHT, alt=alt)


def ink_of(settings: Site) -> str:
    """The accent of the site as it can be read on light paper."""
    return readable(settings.identity.accent or ACCENT, PAPER, INK)


def _is_for_sharing(facts: Facts, size: int) -> bool:
    return (
        facts.kind in _SHARED_KINDS
        and facts.width >= _NARROWEST
        and facts.height >= _LOWEST
        and _TALLEST <= facts.width / facts.height <= _WIDEST
        and size <= _LARGEST
    )


def figure_of(figure: Figure, image: ImageView | None = None) -> FigureView:
    """A figure with what its header tells of it."""
    return FigureView(
        address=quote(figure.src),
        alt=figure.description,
        caption=figure.caption,
        credit=figure.credit,
        licence=figure.licence,
        image=image,
    )


def untold(figure: Figure) -> str:
    """What is not told of an image, in words; "" where all is."""
    return " and ".join(name for name, value in (("credit", figure.credit), ("licence", figure.licence)) if not value)


def told_of(article: Article) -> Iterable[tuple[str, Figure]]:
    """The images in the text of an article that its header tells of."""
    return ((figure.src, figure) for figure in article.images.figures) if article.images else ()
