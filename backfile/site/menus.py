"""The links at the head and at the foot of each page."""

from __future__ import annotations

from collections.abc import Sequence

from backfile.archive.catalogue import Catalogue
from backfile.config import MenuLink, Site
from backfile.site.addresses import IMAGES
from backfile.site.fragments import LinkView
from backfile.site.words import Words


def links(menu: Sequence[MenuLink]) -> tuple[LinkView, ...]:
    """The links of a menu."""
    return tuple(LinkView(label=link.label, address=link.address) for link in menu)


def foot(settings: Site, catalogue: Catalogue, words: Words, *, has_images: bool) -> tuple[LinkView, ...]:
    """The links at the foot: to the pages of prose if nothing else is said, and to the credits of images if any are."""
    stated = settings.footer
    if stated is None:
        stated = tuple(MenuLink(label=page.title, address=f"{page.id}/") for page in catalogue.pages)
    if has_images and all(link.address != IMAGES for link in (*settings.menu, *stated)):
        stated = (*stated, MenuLink(label=words.say("images.title"), address=IMAGES))
    return links(stated)
