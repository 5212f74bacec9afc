"""Where pages stand: paths from the root of the site, with no slash at the start and one at the end of a page."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from urllib.parse import unquote

from backfile.archive.slugs import slug

HOME = ""
VOLUMES = "volumes/"
AUTHORS = "authors/"
TAGS = "tags/"
YEARS = "years/"
SEARCH = "search/"
IMAGES = "images/"
CARDS = f"{SEARCH}articles/"
WORDS = f"{SEARCH}words/"
NOT_FOUND = "404.html"
FEED = "feed.xml"
RSS = "rss.xml"
JSON_FEED = "feed.json"
SITEMAP = "sitemap.xml"
ROBOTS = "robots.txt"


def article_address(article_id: str) -> str:
    """The page of an article."""
    return f"articles/{article_id}/"


def citation_address(article_id: str, ending: str) -> str:
    """The file beside an article that holds its record in one format; `ending` is that of its name."""
    return f"{article_address(article_id)}citation.{ending}"


def volume_address(number: str) -> str:
    """The page of a volume, by its number as printed."""
    return f"{VOLUMES}{slug(number)}/"


def issue_address(volume: str, number: str) -> str:
    """The page of an issue, by its numbers as printed; an issue of no volume stands by itself."""
    return f"{volume_address(volume)}{slug(number)}/" if volume else f"issues/{slug(number)}/"


def author_address(contributor_id: str) -> str:
    """The page of a contributor."""
    return f"{AUTHORS}{contributor_id}/"


def tag_address(tag_slug: str) -> str:
    """The page of a tag."""
    return f"{TAGS}{tag_slug}/"


def year_address(year: int) -> str:
    """The page of a year; 0 stands for the articles without a date."""
    return f"{YEARS}{year or 'undated'}/"


def card_file(number: int) -> str:
    """One of the files of cards, from which the search page shows what it found."""
    return f"{CARDS}{number:x}.json"


def word_files(bucket: int) -> Iterator[str]:
    """The files of a bucket of words: its list, and then as many parts as there are."""
    yield f"{WORDS}{bucket:x}.txt"
    yield from (f"{WORDS}{bucket:x}-{part}.bin" for part in count())


def page_of_list(address: str, number: int) -> str:
    """One of the pages of a long list; the first stands at the address of the list itself."""
    return address if number == 1 else f"{address}page/{number}/"


def sitemap_part(number: int) -> str:
    """One of the sitemaps of a site that is too large for one."""
    return f"sitemap-{number}.xml"


def root_from(permalink: str) -> str:
    """The way from a page to the root of the site, such as `../../`."""
    return "../" * permalink.count("/") or "./"


def section_anchor(heading: str) -> str:
    """The id of a section by the words of its heading; the prefix keeps it apart from the ids of the templates."""
    return f"sec-{slug(heading)}"


def anchor_of(fragment: str) -> str:
    """The id that a link to a part of a page means: an author writes `#the-fleet` for the section “The Fleet”."""
    return fragment if fragment.startswith(("sec-", "fn-", "fnref-")) else section_anchor(unquote(fragment))


def file_of(permalink: str) -> str:
    """The file in `output/` that a host serves for an address."""
    return f"{permalink}index.html" if permalink.endswith("/") or not permalink else permalink
