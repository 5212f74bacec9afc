"""What the register of issues says is shown: on the page of the issue, in the lists of issues, and by its editors."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from backfile.build.edition import faults_of
from backfile.build.run import Options, build
from backfile.errors import ContentError
from tests.sites import SITE_TOML, published, small_site, write

pytestmark = pytest.mark.usefixtures("compiled_once")

REGISTER = """\
[piers]
volume = "1"
issue = "2"
title = "On Piers"
date = "2019-02"
editors = ["Anna Marsh", "Cy Reed"]
note = "Not *all* of them are [here](https://journal.example/)."
cover = { src = "pier.svg", alt = "A pier in fog", credit = "Dee Stone", licence = "CC0" }
"""

PIER = '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="40"/>'


def site_with(folder: Path, register: str = REGISTER, **files: str) -> Path:
    return write(small_site(folder), {"content/issues.toml": register, "static/pier.svg": PIER, **files})


def pages_of(site: Path) -> dict[str, str]:
    build(site, Options())
    return {name: data.decode() for name, data in published(site).items() if name.endswith(".html")}


def shown(page: str) -> str:
    main = page.partition("<main")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub("<[^>]*>", " ", main)).split())


def test_the_page_of_an_issue_shows_what_the_register_says(tmp_path: Path) -> None:
    page = pages_of(site_with(tmp_path))["volumes/1/2/index.html"]
    text = shown(page)
    assert "Cover: Dee Stone, CC0 Volume 1, Issue 2 : On Piers edited by Anna Marsh and Cy Reed" in text
    assert "February 2019" in text
    assert "From the editors Not all of them are here . Contents" in text
    assert '<img src="../../../pier.svg" alt="A pier in fog" width="30" height="40" decoding="async">' in page
    assert "<title>Volume 1, Issue 2: On Piers — The Foreland Gazette</title>" in page


def test_an_issue_that_is_not_in_the_register_shows_what_its_articles_say(tmp_path: Path) -> None:
    page = pages_of(small_site(tmp_path))["volumes/1/2/index.html"]
    assert "March 2019" in shown(page)
    assert not re.search("<img|<figure|From the editors|edited by", page)


def test_the_date_of_an_issue_is_not_made_that_of_its_articles(tmp_path: Path) -> None:
    site = site_with(tmp_path)
    write(site, {"content/articles/bells.md": "---\ntitle: On Bells\nvolume: 1\nissue: 2\n---\n\nSome words.\n"})
    page = pages_of(site)["articles/bells/index.html"]
    assert "citation_publication_date" not in page
    assert "February" not in shown(page)


def test_lists_show_small_covers_where_an_issue_of_the_list_has_one(tmp_path: Path) -> None:
    site = site_with(tmp_path)
    header = "---\ntitle: On Bells\nvolume: {}\nissue: 3\n---\n\nSome words.\n"
    write(site, {f"content/articles/{n}.md": header.format(n) for n in (1, 2)})
    pages = pages_of(site)
    lists = re.findall(r'<ul class="(covers|names-list)">(.*?)</ul>', pages["volumes/index.html"], re.DOTALL)
    assert [kind for kind, _ in lists] == ["names-list", "covers"]
    assert lists[1][1].count("<img") == 1
    assert lists[1][1].count('class="blank"') == 1
    assert "On Piers" in lists[1][1]
    assert 'class="covers"' in pages["volumes/1/index.html"]
    assert 'class="covers"' not in pages["volumes/2/index.html"]
    assert (
        '<img src="./pier.svg" alt="A pier in fog" width="30" height="40" decoding="async">' not in pages["index.html"]
    )  # the latest is another


def test_the_front_page_shows_the_cover_of_the_latest_issue(tmp_path: Path) -> None:
    page = pages_of(site_with(tmp_path))["index.html"]
    assert '<img src="./pier.svg" alt="A pier in fog" width="30" height="40" decoding="async">' in page
    assert "Volume 1, Issue 2 : On Piers" in shown(page)


def test_who_edited_issues_has_a_page_that_lists_them(tmp_path: Path) -> None:
    pages = pages_of(site_with(tmp_path))
    assert "Issues edited Volume 1, Issue 2 2 On Piers" in shown(pages["authors/cy-reed/index.html"])
    assert "0 articles" not in shown(pages["authors/cy-reed/index.html"])
    both = shown(pages["authors/anna-marsh/index.html"])
    assert "1 article On Lamps" in both
    assert "Issues edited Volume 1, Issue 2" in both
    assert "Reed, Cy" in shown(pages["authors/index.html"])
    assert '<a href="../../../authors/cy-reed/">Cy Reed</a>' in pages["volumes/1/2/index.html"]
    assert "authors/cy-reed/feed.xml" not in published(tmp_path)


def test_an_editor_is_the_person_who_is_meant(tmp_path: Path) -> None:
    people = '[reed]\nname = "Cyrus Reed"\nvariants = ["Cy Reed"]\nbiography = "Edits."\n'
    pages = pages_of(site_with(tmp_path, **{"content/people.toml": people}))
    assert "Also printed as Cy Reed" in shown(pages["authors/reed/index.html"])
    assert '<a href="../../../authors/reed/">Cy Reed</a>' in pages["volumes/1/2/index.html"]


def test_a_register_that_comes_changes_and_goes_leaves_no_trace(tmp_path: Path) -> None:
    site = small_site(tmp_path)
    build(site, Options())
    before = published(site)
    build(site_with(site), Options())
    changed = {name for name, data in published(site).items() if before.get(name) != data}
    assert {"volumes/1/2/index.html", "authors/cy-reed/index.html", "pier.svg"} <= changed
    assert not {"about/index.html", "tags/index.html", "years/index.html"} & changed
    for name in ("content/issues.toml", "static/pier.svg"):
        (site / name).unlink()
    build(site, Options())
    assert published(site) == before


def test_a_site_changes_a_block_or_a_part_of_the_page_of_an_issue(tmp_path: Path) -> None:
    block = '{% extends "default/issue.html" %}{% block trail %}<p>{{ title }}: {{ cover.alt }}</p>{% endblock %}'
    part = "{% macro cover(cover, root) %}<p>{{ cover.credit }}!</p>{% endmacro %}"
    site = site_with(tmp_path, **{"templates/issue.html": block, "templates/parts/cover.html": part})
    page = pages_of(site)["volumes/1/2/index.html"]
    assert "<p>On Piers: A pier in fog</p>" in page
    assert "<p>Dee Stone!</p>" in page
    assert 'class="trail"' not in page


@pytest.mark.parametrize(
    ("template", "text", "fault"),
    [
        (
            "issue.html",
            '{% extends "default/issue.html" %}\n{% block main %}\n{{ editor }}{% endblock %}',
            (
                "templates/issue.html:3: error: there is no variable `editor` (this page has site, page, heading,"
                " title, volume, date, cover, editors, note, articles, previous, next, linked_data)"
            ),
        ),
        (
            "parts/trail.html",
            (
                "{% macro trail(page, site) %}\n{{ page.trial }}{% endmacro %}{% macro breadcrumb_list(page, site) %}"
                "{% endmacro %}"
            ),
            (
                "templates/parts/trail.html:2: error: `trial` is not in FrameView (it has title, description, language,"
                " permalink, root, canonical, feeds, trail, share)"
            ),
        ),
        (
            "parts/cover.html",
            "{% macro cover(cover, root) %}{{ cover.src }}{% endmacro %}",
            (
                "templates/parts/cover.html:1: error: `src` is not in FigureView (it has address, alt, caption, credit,"
                " licence, image)"
            ),
        ),
        (
            "volumes.html",
            "{% for volume in volumes %}{% for issue in volume.issues %}\n{{ issue.number }}{% endfor %}{% endfor %}",
            (
                "templates/volumes.html:2: error: `number` is not in IssueEntryView (it has label, address, count,"
                " title, date, cover)"
            ),
        ),
        (
            "years.html",
            "{% for year in years %}{{ year.articles }}{% endfor %}",
            "templates/years.html:1: error: `articles` is not in CountedLinkView (it has label, address, count)",
        ),
    ],
)
def test_a_mistake_in_a_template_is_told_with_its_place_and_the_fields(
    tmp_path: Path, template: str, text: str, fault: str
) -> None:
    site = site_with(tmp_path, **{f"templates/{template}": text})
    with pytest.raises(ContentError) as told:
        build(site, Options())
    assert fault in {str(problem) for problem in told.value.problems}


def test_an_entry_that_no_article_names_is_told_and_has_no_page(tmp_path: Path) -> None:
    site = site_with(tmp_path, '[a]\nvolume = "1"\nissue = "20"\neditors = ["Cy Reed"]\n')
    assert [str(problem).partition(" (")[0] for problem in faults_of(site)] == [
        "content/issues.toml:1: warning: [a]: no published article is of volume 1, issue 20"
    ]
    assert not {"volumes/1/20/index.html", "authors/cy-reed/index.html"} & pages_of(site).keys()


def test_every_list_that_has_a_feed_announces_it(tmp_path: Path) -> None:
    site = site_with(tmp_path, **{"site.toml": f'{SITE_TOML}[feeds]\nissues = ["atom", "rss", "json"]\n'})
    pages = pages_of(site)
    for place in ("", "authors/anna-marsh/", "tags/rope/", "volumes/1/2/"):
        page = pages[f"{place}index.html"]
        root = "../" * place.count("/") or "./"
        assert '<link rel="alternate" type="application/atom+xml" title="' in page
        assert f'href="{root}{place}feed.xml"' in page
        assert f"{place}feed.xml" in published(site)
