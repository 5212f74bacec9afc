"""`site.toml`: what the archive is called, who publishes it and where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from backfile.archive.serial import Publication
from backfile.errors import Problem
from backfile.kinds import ASSET, COLOUR, COUNT, FLAG, ISSN, LANGUAGE, ROOT, TALLY, TEXT, URL
from backfile.schema import Field, Reader, Table, Values
from backfile.toml import read_toml

_LINK = Table(
    name="a link",
    fields=(
        Field(name="label", kind=TEXT, about="The words of the link.", example='label = "Volumes"', required=True),
        Field(
            name="address",
            kind=TEXT,
            about="Where it leads: an address of this site without a slash at its start.",
            example='address = "volumes/"',
            required=True,
        ),
    ),
)
_PUBLICATION = Table(
    name="[publication]",
    fields=(
        Field(
            name="title",
            kind=TEXT,
            about="The title of the periodical.",
            example='title = "Kavkaz Files"',
            required=True,
        ),
        Field(name="issn", kind=ISSN, about="Its ISSN.", example='issn = "2975-0474"'),
    ),
)
_IMPRINT = Table(
    name="[imprint]",
    fields=(
        Field(name="publisher", kind=TEXT, about="Who publishes the periodical.", example='publisher = "Alba Press"'),
        Field(name="place", kind=TEXT, about="Where it is published.", example='place = "Rome"'),
        Field(name="email", kind=TEXT, about="Where readers can write to.", example='email = "desk@journal.example"'),
        Field(
            name="licence",
            kind=TEXT,
            about="The licence of the articles that state none.",
            example='licence = "CC BY 4.0"',
        ),
        Field(
            name="licence_url",
            kind=URL,
            about="The address of that licence.",
            example='licence_url = "https://creativecommons.org/licenses/by/4.0/"',
        ),
    ),
)
_IDENTITY = Table(
    name="[identity]",
    fields=(
        Field(
            name="accent",
            kind=COLOUR,
            about="The colour of links and marks. Text in it is made darker or lighter until it can be read.",
            example='accent = "#8a2b1d"',
        ),
        Field(
            name="logo",
            kind=ASSET,
            about="The emblem before the name, as a file in static/. It should work on light and dark paper.",
            example='logo = "emblem.svg"',
        ),
        Field(
            name="icon",
            kind=ASSET,
            about="The icon of the site in tabs and bookmarks, as a file in static/.",
            example='icon = "icon.svg"',
        ),
    ),
)
_LISTS = Table(
    name="[lists]",
    fields=(
        Field(name="latest", kind=COUNT, about="Articles on the home page and in the feed.", example="latest = 10"),
        Field(
            name="related",
            kind=TALLY,
            about="Related articles on the page of an article; 0 for none.",
            example="related = 3",
        ),
        Field(name="per_page", kind=COUNT, about="Articles on one page of a long list.", example="per_page = 50"),
    ),
)
SITE = Table(
    name="site.toml",
    fields=(
        Field(
            name="title",
            kind=TEXT,
            about="The name of the site, if it is not that of the periodical.",
            example='title = "The Kavkaz Files Archive"',
        ),
        Field(
            name="description",
            kind=TEXT,
            about="What the archive is, in a sentence.",
            example='description = "The complete archive of Kavkaz Files"',
        ),
        Field(
            name="url",
            kind=ROOT,
            about="The address where the archive is published. Sitemap and canonical addresses need it.",
            example='url = "https://journal.example/archive/"',
        ),
        Field(
            name="language",
            kind=LANGUAGE,
            about="The language of the site and of articles that state none.",
            example='language = "en"',
        ),
        Field(name="publication", table=_PUBLICATION, about="The periodical.", example="[publication]", required=True),
        Field(name="imprint", table=_IMPRINT, about="Who publishes it.", example="[imprint]"),
        Field(name="identity", table=_IDENTITY, about="What the archive is known by.", example="[identity]"),
        Field(
            name="menu",
            table=_LINK,
            many=True,
            about="The links at the top of each page.",
            example='menu = [{ label = "Volumes", address = "volumes/" }]',
        ),
        Field(
            name="footer",
            table=_LINK,
            many=True,
            about="The links at the foot of each page.",
            example='footer = [{ label = "Imprint", address = "imprint/" }]',
        ),
        Field(
            name="search",
            kind=FLAG,
            about="Whether readers can search the full text (true unless it says false).",
            example="search = false",
        ),
        Field(name="lists", table=_LISTS, about="How long the lists are.", example="[lists]"),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuLink:
    """A link of the menu or the foot of the page."""

    label: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """Who publishes the periodical, where, and under what licence; "" for what is not stated."""

    publisher: str = ""
    place: str = ""
    email: str = ""
    licence: str = ""
    licence_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What readers know the archive by: `accent` is a colour (`#8a2b1d`), `logo` and `icon` are files in `static/`."""

    accent: str = ""
    logo: str = ""
    icon: str = ""


_MENU = (
    MenuLink(label="Volumes", address="volumes/"),
    MenuLink(label="Years", address="years/"),
    MenuLink(label="Authors", address="authors/"),
    MenuLink(label="Tags", address="tags/"),
)
_SEARCH = MenuLink(label="Search", address="search/")


@dataclass(frozen=True, slots=True, kw_only=True)
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
    for name in ("menu", "footer"):
        if name in stated:
            stated[name] = tuple(MenuLink(**link) for link in stated[name] if {"label", "address"} <= link.keys())
    if not stated.get("search", True):
        stated.setdefault("menu", _MENU)
    return Site(publication=publication, **stated)
