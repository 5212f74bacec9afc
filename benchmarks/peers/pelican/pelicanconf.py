"""The site that Backfile builds with the templates beside this folder, as Pelican would have it.

An issue is a category here. Pelican knows no volumes, so a plugin of a few lines writes their pages.
"""

from itertools import groupby
from types import SimpleNamespace

from pelican import signals
from pelican.contents import Article
from pelican.generators import ArticlesGenerator
from pelican.writers import Writer

SITENAME = "Ferry & Foreland"
SITEURL = "https://archive.example"
ISSN = "9999-013X"
AUTHOR = SITENAME
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
THEME = "theme"
THEME_STATIC_PATHS = []
PATH = "."
OUTPUT_PATH = "output"
ARTICLE_PATHS = ["content/articles"]
PAGE_PATHS = []
STATIC_PATHS = ["static"]
PATH_METADATA = "(?:static/(?P<path>.*)|content/articles/(?P<slug>.*)[.]md)"
DEFAULT_PAGINATION = False
DELETE_OUTPUT_DIRECTORY = False
USE_FOLDER_AS_CATEGORY = False

ARTICLE_URL = "articles/{slug}/"
ARTICLE_SAVE_AS = "articles/{slug}/index.html"
AUTHOR_URL = "authors/{slug}/"
AUTHOR_SAVE_AS = "authors/{slug}/index.html"
TAG_URL = "tags/{slug}/"
TAG_SAVE_AS = "tags/{slug}/index.html"
CATEGORY_URL = "issues/{slug}/"
CATEGORY_SAVE_AS = "issues/{slug}/index.html"
YEAR_ARCHIVE_URL = "years/{date:%Y}/"
YEAR_ARCHIVE_SAVE_AS = "years/{date:%Y}/index.html"
DIRECT_TEMPLATES = ["index", "authors", "tags", "categories", "years", "404", "robots", "sitemap", "feed"]
AUTHORS_SAVE_AS = "authors/index.html"
TAGS_SAVE_AS = "tags/index.html"
CATEGORIES_SAVE_AS = "issues/index.html"
YEARS_SAVE_AS = "years/index.html"
ROBOTS_SAVE_AS = "robots.txt"
SITEMAP_SAVE_AS = "sitemap.xml"
FEED_SAVE_AS = "feed.xml"

FEED_ALL_ATOM = None
CATEGORY_FEED_ATOM = None
TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = None
AUTHOR_FEED_RSS = None

MARKDOWN = {
    "extension_configs": {"markdown.extensions.meta": {}, "markdown.extensions.tables": {}},
    "output_format": "html5",
}


def _group(generator: ArticlesGenerator) -> None:
    """The volumes and their issues, for all templates."""
    issues = sorted(generator.categories, key=lambda issue: _numbers(issue[1][0]))
    generator.context["volumes"] = [
        (number, list(group)) for number, group in groupby(issues, lambda issue: _numbers(issue[1][0])[0])
    ]


def _numbers(article: Article) -> tuple[int, int]:
    return int(article.volume), int(article.issue)


def _write(generator: ArticlesGenerator, writer: Writer) -> None:
    template = generator.get_template("volume")
    for number, issues in generator.context["volumes"]:
        place = f"volumes/{number}/index.html"
        writer.write_file(place, template, generator.context, number=number, issues=issues, url=f"volumes/{number}/")


def _register() -> None:
    signals.article_generator_finalized.connect(_group)
    signals.article_writer_finalized.connect(_write)


PLUGINS = [SimpleNamespace(__name__="volumes", register=_register)]
