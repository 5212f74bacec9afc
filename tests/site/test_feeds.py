"""Which feeds there are, what they are called, and who finds them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import feedparser
import pytest

from backfile.build.run import Options, build
from tests.sites import SITE_TOML, published, small_site, write

pytestmark = pytest.mark.usefixtures("compiled_once")

ROOT = "https://journal.example/archive/"
ALL = """
[feeds]
site = ["atom"]
authors = ["atom", "rss", "json"]
tags = []
issues = ["rss"]
"""


def feeds_of(site: Path) -> list[str]:
    return sorted(name for name in published(site) if re.search(r"(^|/)(feed\.xml|rss\.xml|feed\.json)$", name))


def announced(page: bytes) -> list[str]:
    links = re.findall(r'<link rel="alternate" type="application/(?:atom|rss|feed)[^>]*href="([^"]*)"', page.decode())
    return [re.sub(r"^[./]+/", "", link) for link in links]


def test_the_site_has_all_formats_its_authors_and_tags_have_atom(tmp_path: Path) -> None:
    site = small_site(tmp_path)
    build(site, Options())
    assert feeds_of(site) == [
        "authors/anna-marsh/feed.xml",
        "authors/bo-quill/feed.xml",
        "feed.json",
        "feed.xml",
        "rss.xml",
        "tags/rope/feed.xml",
    ]


def test_which_feeds_there_are_is_a_setting(tmp_path: Path) -> None:
    site = write(small_site(tmp_path), {"site.toml": SITE_TOML + ALL})
    build(site, Options())
    ends = ("feed.json", "feed.xml", "rss.xml")
    assert feeds_of(site) == [
        *(f"authors/anna-marsh/{end}" for end in ends),
        *(f"authors/bo-quill/{end}" for end in ends),
        "feed.xml",
        "volumes/1/2/rss.xml",
    ]
    write(site, {"site.toml": SITE_TOML + "[feeds]\nsite = []\nauthors = []\ntags = []\n"})
    build(site, Options())
    assert feeds_of(site) == []


def test_pages_announce_the_feed_of_what_they_list_before_those_of_the_site(tmp_path: Path) -> None:
    site = write(small_site(tmp_path), {"site.toml": SITE_TOML + ALL})
    build(site, Options())
    files = published(site)
    assert announced(files["authors/bo-quill/index.html"]) == [
        *(f"authors/bo-quill/{end}" for end in ("feed.xml", "rss.xml", "feed.json")),
        "feed.xml",
    ]
    assert announced(files["volumes/1/2/index.html"]) == ["volumes/1/2/rss.xml", "feed.xml"]
    assert announced(files["articles/lamps/index.html"]) == ["feed.xml"]


def test_every_announced_feed_is_there(built_toy: Path) -> None:
    files = published(built_toy)
    pages = [data for name, data in files.items() if name.endswith(".html") and name != "404.html"]
    assert {link for page in pages for link in announced(page)} == set(feeds_of(built_toy))


def test_a_feed_tells_of_its_list_only_and_leads_to_it(built_toy: Path) -> None:
    files = published(built_toy)
    feed = feedparser.parse(files["authors/zaozerskaya/feed.xml"])
    assert feed.feed.title == "Ferry & Foreland: Лукерья Тихоновна Заозерская"
    assert {link.rel: link.href for link in feed.feed.links} == {
        "self": f"{ROOT}authors/zaozerskaya/feed.xml",
        "alternate": f"{ROOT}authors/zaozerskaya/",
    }
    links = [entry.link.removeprefix(f"{ROOT}articles/") for entry in feed.entries]
    assert links == ["2021/night-watch/", "2019/nochnaya-vahta/"]


def test_an_article_has_one_id_in_all_feeds(built_toy: Path) -> None:
    files, ids = published(built_toy), set[tuple[str, str]]()
    for name in feeds_of(built_toy):
        if name.endswith("json"):
            ids |= {(item["url"], item["id"]) for item in json.loads(files[name])["items"]}
        else:
            ids |= {(entry.link, entry.id) for entry in feedparser.parse(files[name]).entries}
    assert len({url for url, _ in ids}) == len(ids) == len({each for _, each in ids})


def test_without_an_address_there_is_atom_only(tmp_path: Path) -> None:
    site = write(small_site(tmp_path), {"site.toml": '[publication]\ntitle = "Gazette"\n'})
    build(site, Options())
    assert feeds_of(site) == [
        "authors/anna-marsh/feed.xml",
        "authors/bo-quill/feed.xml",
        "feed.xml",
        "tags/rope/feed.xml",
    ]


def test_a_list_of_articles_without_dates_has_no_feed(tmp_path: Path) -> None:
    text = "---\ntitle: On Bells\nauthors: [Cy Reed]\n---\n\nWords.\n"
    site = write(small_site(tmp_path), {"content/articles/bells.md": text})
    build(site, Options())
    assert "authors/cy-reed/index.html" in published(site)
    assert "authors/cy-reed/feed.xml" not in published(site)
    assert announced(published(site)["authors/cy-reed/index.html"]) == ["feed.xml", "rss.xml", "feed.json"]


@pytest.mark.parametrize(
    ("feeds", "said"),
    [
        ('site = ["xml"]', "there is no format “xml”; the formats are atom, rss, json"),
        ('files = ["bib"]', "unknown field `files` in [feeds]"),
    ],
)
def test_a_format_that_there_is_not_is_named(tmp_path: Path, feeds: str, said: str) -> None:
    site = write(small_site(tmp_path), {"site.toml": f"{SITE_TOML}[feeds]\n{feeds}\n"})
    with pytest.raises(Exception, match=re.escape(said)):
        build(site, Options())
