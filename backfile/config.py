"""`site.toml`: what the archive is called, who publishes it and where."""

from __future__ import annotations

from typing import Any, cast

from backfile.archive.serial import Publication
from backfile.errors import Problem
from backfile.frozen import frozen
from backfile.kinds import CITATION_FILES, FEEDS
from backfile.schema import Reader, Values
from backfile.settings import SITE
from backfile.toml import read_toml


@frozen
class MenuLink:
    """A link of the menu or the foot of the page."""

    label: str
    address: str


@frozen
class Imprint:
    """Who publishes the periodical, where, and under what licence; "" for what is not stated."""

    publisher: str = ""
    place: str = ""
    email: str = ""
    licence: str = ""
    licence_url: str = ""


@frozen
class Identity:
    """What readers know the archive by: `accent` is a colour (`#8a2b1d`), `logo` and `icon` are files in `static/`."""

    accent: str = ""
    logo: str = ""
    icon: str = ""


@frozen
class Feeds:
    """The formats of the feeds of the site, and of each author, tag and issue."""

    site: tuple[str, ...] = FEEDS
    authors: tuple[str, ...] = ("atom",)
    tags: tuple[str, ...] = ("atom",)
    issues: tuple[str, ...] = ()


@frozen
class Images:
    """What is made: smaller copies of the images in `static/`, and a card for each article, for those who share it."""

    renditions: bool = False
    cards: bool = False

    @property
    def are_made(self) -> bool:
        """Whether anything is made at all."""
        return self.renditions or self.cards


_MENU = (
    MenuLink(label="Volumes", address="volumes/"),
    MenuLink(label="Years", address="years/"),
    MenuLink(label="Authors", address="authors/"),
    MenuLink(label="Tags", address="tags/"),
)
_SEARCH = MenuLink(label="Search", address="search/")


@frozen
class Site:
    """The settings of one site. `url` ends in a slash, or is "" while nobody has set it."""

    title: str
    publication: Publication
    description: str = ""
    url: str = ""
    language: str = "en"
    imprint: Imprint = Imprint()
    identity: Identity = Identity()
    menu: tuple[MenuLink, ...] = (*_MENU, _SEARCH)
    footer: tuple[MenuLink, ...] | None = None
    latest: int = 10
    per_page: int = 50
    related: int = 3
    feeds: Feeds = Feeds()
    images: Images = Images()
    citation_files: tuple[str, ...] = tuple(CITATION_FILES)
    search: bool = True


UNTITLED = Site(title="", publication=Publication(title=""))


def read_site(text: str) -> tuple[Site, tuple[Problem, ...]]:
    """The settings that the text of `site.toml` states, and what is wrong with it."""
    node, problems = read_toml(text, "site.toml")
    if problems:
        return UNTITLED, problems
    reader = Reader("site.toml")
    values = reader.read(node, SITE)
    return _site_of(values), tuple(reader.problems)


def _site_of(values: Values) -> Site:
    # What is missing is among the problems.
    publication = Publication(**{"title": ""} | cast("dict[str, str]", values.pop("publication", {})))
    lists = cast("Values", values.pop("lists", {}))
    stated: dict[str, Any] = {"title": publication.title} | values | lists
    if "url" in stated:
        stated["url"] = stated["url"].rstrip("/") + "/"
    if "imprint" in stated:
        stated["imprint"] = Imprint(**stated["imprint"])
    if "identity" in stated:
        stated["identity"] = Identity(**stated["identity"])
    if "feeds" in stated:
        stated["feeds"] = Feeds(**{name: tuple(dict.fromkeys(forms)) for name, forms in stated["feeds"].items()})
    if "images" in stated:
        stated["images"] = Images(**stated["images"])
    if "files" in (citations := cast("Values", stated.pop("citations", {}))):
        stated["citation_files"] = tuple(dict.fromkeys(cast("tuple[str, ...]", citations["files"])))
    for name in ("menu", "footer"):
        if name in stated:
            stated[name] = tuple(MenuLink(**link) for link in stated[name] if {"label", "address"} <= link.keys())
    if not stated.get("search", True):
        stated.setdefault("menu", _MENU)
    return Site(publication=publication, **stated)
