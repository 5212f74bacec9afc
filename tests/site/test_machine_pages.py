"""Feed, sitemap, robots and the 404 page, as the programs see them that read them."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import feedparser
import pytest

from backfile.build.edition import read_edition
from backfile.build.rest import survey
from backfile.build.run import Options, build
from backfile.build.workers import Workers
from backfile.manuscript.articles import read_article
from backfile.site.desk import Desk
from backfile.site.machine_fragments import SitemapEntryView
from backfile.site.machine_pages import machine_pages
from backfile.site.machine_views import SitemapView
from backfile.site.render import Job, Theme
from tests.sites import SITE_TOML, manuscript, published, small_site, write

pytestmark = pytest.mark.usefixtures("compiled_once")

ROOT = "https://journal.example/archive/"
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


# -- the feed --------------------------------------------------------------------------------------------------------


def test_the_feed_tells_the_latest_dated_articles_as_their_records_do(built_toy: Path) -> None:
    feed = feedparser.parse(published(built_toy)["feed.xml"])
    assert not feed.bozo
    assert feed.feed.title == "Ferry & Foreland"
    assert len(feed.entries) == 10
    for entry in feed.entries:
        file = f"content/articles/{entry.link.removeprefix(f'{ROOT}articles/').rstrip('/')}.md"
        article, problems = read_article((built_toy / file).read_text("utf-8"), file)
        assert article is not None
        assert problems == ()
        assert article.date is not None
        assert entry.title == article.title
        year, month, day = article.date.sort_key
        assert entry.published == f"{year}-{month or 1:02}-{day or 1:02}T00:00:00Z"
        authors = [credit.name.printed for credit in article.byline.credits if credit.role == "author"]
        assert [author.name for author in entry.get("authors", []) if author] == authors
        assert " ".join(entry.get("summary", "").split()) == " ".join(article.abstract.split())


def test_the_feed_names_itself_and_the_site(built_toy: Path) -> None:
    feed = feedparser.parse(published(built_toy)["feed.xml"])
    assert {link.rel: link.href for link in feed.feed.links} == {"self": f"{ROOT}feed.xml", "alternate": ROOT}
    assert feed.feed.updated == max(entry.updated for entry in feed.entries)


def test_the_feed_holds_what_atom_demands(built_toy: Path) -> None:
    feed = ET.fromstring(published(built_toy)["feed.xml"])  # noqa: S314 -- it is our own
    for element in (feed, *feed.iter(f"{ATOM}entry")):
        assert [len(element.findall(f"{ATOM}{name}")) for name in ("id", "title", "updated")] == [1, 1, 1]
        updated = element.findtext(f"{ATOM}updated")
        assert updated
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", updated)
    ids = [element.text for element in feed.iter(f"{ATOM}id")]
    assert len(set(ids)) == len(ids)
    assert all((each or "").startswith("urn:uuid:") for each in ids)


def test_ids_of_the_feed_outlive_another_address_and_title(tmp_path: Path) -> None:
    site = small_site(tmp_path)
    build(site, Options())
    before = ids_of(site)
    write(
        site,
        {
            "site.toml": SITE_TOML.replace("journal.example/archive", "elsewhere.example"),
            "content/articles/lamps.md": manuscript("Lamps anew", header="date: 2020\n"),
        },
    )
    build(site, Options())
    assert sorted(ids_of(site)) == sorted(before)


def ids_of(site: Path) -> list[str]:
    return [entry.id for entry in feedparser.parse(published(site)["feed.xml"]).entries]


def test_an_archive_without_dates_has_no_feed_and_no_page_that_speaks_of_one(tmp_path: Path) -> None:
    site = write(tmp_path, {"site.toml": SITE_TOML, "content/articles/lamps.md": manuscript("On Lamps")})
    build(site, Options())
    assert "feed.xml" not in published(site)
    assert not [name for name, data in published(site).items() if b"feed.xml" in data]


# -- the sitemap and robots.txt --------------------------------------------------------------------------------------


def test_the_sitemap_lists_exactly_the_pages(built_toy: Path) -> None:
    listed = locations(built_toy)
    pages = [name for name in published(built_toy) if name.endswith(".html") and name != "404.html"]
    assert sorted(listed) == sorted(ROOT + name.removesuffix("index.html") for name in pages)


def test_the_sitemap_states_a_change_only_where_an_article_does(built_toy: Path) -> None:
    urls = ET.fromstring(published(built_toy)["sitemap.xml"])  # noqa: S314 -- it is our own
    changed = {url.findtext(f"{SITEMAP}loc"): url.findtext(f"{SITEMAP}lastmod") for url in urls}
    assert changed[f"{ROOT}articles/2020/how-to-count-ferries/"] == "2020-12"
    assert changed[f"{ROOT}articles/2021/night-watch/"] == "2021-06-15"
    assert changed[f"{ROOT}articles/gazetteer-of-small-piers/"] is None
    assert changed[ROOT] is None


def test_a_large_sitemap_is_split_at_its_limits(tmp_path: Path) -> None:
    build(small_site(tmp_path), Options())
    edition = read_edition(tmp_path, survey(tmp_path), Workers())
    desk = Desk(settings=edition.settings, catalogue=edition.catalogue, stylesheet="")
    for count, length in ((50_000, 60), (50_001, 60), (120_000, 60), (60_000, 900), (50_000, 2_000)):
        permalinks = [f"{number:0{length}}/" for number in range(count)]
        maps = {each.permalink: each for each in machine_pages(desk, permalinks) if "sitemap" in each.permalink}
        views = {name: page.compose() for name, page in maps.items()}
        urls = [[entry.url for entry in each.entries] for each in views.values() if isinstance(each, SitemapView)]
        parts = [each for each in urls if "sitemap-" not in each[0]]
        assert [url for part in parts for url in part] == [f"{ROOT}{each}" for each in permalinks]
        assert all(len(part) <= 50_000 and sum(len(url) + 60 for url in part) <= 50_000_000 for part in parts)
        if len(parts) == 1:
            assert list(maps) == ["sitemap.xml"]
        else:
            assert maps["sitemap.xml"].template == "sitemap-index.xml"
            assert urls[-1] == [f"{ROOT}sitemap-{number}.xml" for number in range(1, len(parts) + 1)]


def test_an_index_of_sitemaps_is_what_the_protocol_wants(tmp_path: Path) -> None:
    entry = SitemapEntryView(url=f"{ROOT}sitemap-1.xml", modified="")
    job = Job(permalink="sitemap.xml", template="sitemap-index.xml", view=SitemapView(entries=(entry,)))
    index = ET.fromstring(Theme(tmp_path).render(job).data)  # noqa: S314 -- it is our own
    assert index.tag == f"{SITEMAP}sitemapindex"
    assert [each.findtext(f"{SITEMAP}loc") for each in index.findall(f"{SITEMAP}sitemap")] == [entry.url]


def locations(site: Path) -> list[str]:
    urls = ET.fromstring(published(site)["sitemap.xml"])  # noqa: S314 -- it is our own
    return [url.findtext(f"{SITEMAP}loc") or "" for url in urls]


def test_robots_are_welcome_and_find_the_sitemap(built_toy: Path) -> None:
    assert published(built_toy)["robots.txt"].decode().split() == [
        "User-agent:", "*", "Disallow:", "Sitemap:", f"{ROOT}sitemap.xml",
    ]  # fmt: skip


def test_a_site_that_does_not_know_its_address_states_none(tmp_path: Path) -> None:
    site = write(small_site(tmp_path), {"site.toml": '[publication]\ntitle = "The Foreland Gazette"\n'})
    outcome = build(site, Options())
    assert "sitemap.xml" not in published(site)
    assert b"Sitemap" not in published(site)["robots.txt"]
    assert not [name for name, data in published(site).items() if b'rel="canonical"' in data]
    assert [problem.key for problem in outcome.problems] == ["url"]


def test_addresses_of_other_scripts_are_quoted_in_the_sitemap(tmp_path: Path) -> None:
    site = write(small_site(tmp_path), {"content/articles/東京.md": manuscript("Tokyo")})
    build(site, Options())
    assert f"{ROOT}articles/%E6%9D%B1%E4%BA%AC/" in locations(site)
    assert "articles/東京/index.html" in published(site)


# -- the 404 page ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "root"),
    [("https://journal.example/archive", "/archive/"), ("https://journal.example", "/"), ("", "/")],
)
def test_the_404_page_works_at_any_depth(tmp_path: Path, url: str, root: str) -> None:
    settings = SITE_TOML.replace('url = "https://journal.example/archive/"', f'url = "{url}"' if url else "")
    site = write(small_site(tmp_path), {"site.toml": settings})
    build(site, Options())
    page = published(site)["404.html"].decode()
    addresses = re.findall(r'(?:href|src)="([^"]*)"', page)
    assert len(addresses) > 5
    assert all(each.startswith((root, "#", "data:,")) for each in addresses)
