"""The plan: what lives at which address. It refuses two sources at one address before a page is written."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from itertools import chain

from backfile.errors import Problem
from backfile.frozen import frozen
from backfile.site.article_pages import article_page, article_pages, prose_pages
from backfile.site.desk import Desk
from backfile.site.faults import collisions, dead_ends, hostile_names
from backfile.site.feed_pages import feed_pages
from backfile.site.image_pages import image_pages
from backfile.site.list_pages import author_pages, home_pages, tag_pages, year_pages
from backfile.site.machine_pages import machine_pages
from backfile.site.pages import Asset, Page
from backfile.site.record_pages import citation_pages
from backfile.site.search_pages import card_pages, search_faults, search_pages
from backfile.site.serial_pages import serial_pages
from backfile.site.sharing import made_assets

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
    "images.html",
    "citation.bib",
    "citation.ris",
    "citation.json",
    "citation.enw",
    "search.html",
    "search.json",
    "404.html",
    "robots.txt",
    "feed.xml",
    "rss.xml",
    "feed.json",
    "sitemap.xml",
    "sitemap-index.xml",
)


@frozen
class Plan:
    """All that is to be published, by address; `common` is the digest of what any page may depend on.

    A plan that is not whole names some pages only: all else is to stay as it was published last.
    """

    common: str
    pages: Mapping[str, Page]
    assets: Mapping[str, Asset]
    is_whole: bool = True


def plan_site(desk: Desk, assets: Iterable[Asset]) -> tuple[Plan, tuple[Problem, ...]]:
    """The plan of the site, and what keeps it from being carried out."""
    pages = list(_pages(desk))
    pages.extend(machine_pages(desk, [page.permalink for page in pages]))
    pages.extend(chain(feed_pages(desk), citation_pages(desk), card_pages(desk)))
    held = (*assets, NO_JEKYLL, *made_assets(desk))
    plan = Plan(
        common=desk.common,
        pages={page.permalink: page for page in pages},
        assets={asset.permalink: asset for asset in held},
    )
    faults = chain(collisions((*pages, *held)), dead_ends(desk), hostile_names(held), search_faults(desk, held))
    return plan, tuple(faults)


def plan_rewritten(desk: Desk, files: Container[str], common: str) -> Plan:
    """The plan of a site in which nothing is new but the texts in some files, of which only their own pages tell."""
    rewritten = (article for article in desk.catalogue.published if article.prose.file in files)
    pages = [article_page(desk, article) for article in rewritten]
    return Plan(common=common, pages={page.permalink: page for page in pages}, assets={}, is_whole=False)


def _pages(desk: Desk) -> Iterable[Page]:
    return chain(
        home_pages(desk),
        article_pages(desk),
        serial_pages(desk),
        author_pages(desk),
        tag_pages(desk),
        year_pages(desk),
        prose_pages(desk),
        image_pages(desk),
        search_pages(desk),
    )
