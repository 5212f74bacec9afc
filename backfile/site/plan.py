"""The plan: what lives at which address. It refuses two sources at one address before a page is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from backfile.errors import Problem
from backfile.site.article_pages import article_pages, prose_pages
from backfile.site.desk import Desk
from backfile.site.list_pages import author_pages, home_pages, tag_pages, year_pages
from backfile.site.machine_pages import machine_pages
from backfile.site.pages import Asset, Page
from backfile.site.serial_pages import serial_pages

NO_JEKYLL = Asset(permalink=".nojekyll", source="the mark that keeps GitHub Pages from running Jekyll")
TEMPLATES = (
    "home.html",
    "article.html",
    "issue.html",
    "volume.html",
    "volumes.html",
    "author.html",
    "authors.html",
    "tag.html",
    "tags.html",
    "year.html",
    "years.html",
    "prose.html",
    "404.html",
    "robots.txt",
    "feed.xml",
    "sitemap.xml",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All that is to be published, by address."""

    pages: Mapping[str, Page]
    assets: Mapping[str, Asset]


def plan_site(desk: Desk, assets: Iterable[Asset]) -> tuple[Plan, tuple[Problem, ...]]:
    """The plan of the site, and the addresses at which two sources meet."""
    pages = list(_pages(desk))
    pages.extend(machine_pages(desk, [page.permalink for page in pages]))
    held = (*assets, NO_JEKYLL)
    plan = Plan(
        pages={page.permalink: page for page in pages},
        assets={asset.permalink: asset for asset in held},
    )
    return plan, (*_collisions(chain(pages, held)), *_missing_images(desk), *_missing_menu_pages(desk))


def _pages(desk: Desk) -> Iterable[Page]:
    return chain(
        home_pages(desk),
        article_pages(desk),
        serial_pages(desk),
        author_pages(desk),
        tag_pages(desk),
        year_pages(desk),
        prose_pages(desk),
    )


def _collisions(claims: Iterable[Page | Asset]) -> tuple[Problem, ...]:
    # Some hosts and disks take A and a for the same letter, and `x` cannot be a file where `x/` is a folder.
    sources: dict[str, Page | Asset] = {}
    problems: list[Problem] = []
    for claim in claims:
        key = claim.permalink.casefold().removesuffix("index.html").rstrip("/")
        other = sources.setdefault(key, claim)
        if other is not claim:
            problems.append(_collision(claim, other))
    return tuple(problems)


def _collision(claim: Page | Asset, other: Page | Asset) -> Problem:
    return Problem(
        file=claim.source if "/" in claim.source else "",
        message=f"two sources at one address, /{claim.permalink}: {other.source} and {claim.source}",
        hint="give one of them another `slug`, or another name",
        key="address",
    )


def _missing_images(desk: Desk) -> Iterator[Problem]:
    for article in sorted(desk.catalogue.articles, key=lambda each: each.prose.file):
        if article.figure and article.figure.src and article.figure.src not in desk.statics:
            yield Problem(
                file=article.prose.file,
                line=article.line_of("figure"),
                message=f"there is no image static/{article.figure.src}",
                hint="put it there, or change `src`",
                key="image",
            )


def _missing_menu_pages(desk: Desk) -> Iterator[Problem]:
    for link in (*desk.settings.menu, *(desk.settings.footer or ())):
        if ":" not in link.address and link.address.partition("#")[0] not in desk.addresses:
            message = f"the link “{link.label}” leads nowhere: `{link.address}`"
            hint = "it takes the address of a page, such as volumes/ or about/, or a full https:// address"
            yield Problem(file="site.toml", message=message, hint=hint, key="link")
