# ruff: noqa: E501 -- what is printed stands here as it is printed
from __future__ import annotations

from pathlib import Path

import pytest

from backfile.build.edition import faults_of
from backfile.site.faults import collisions, hostile_names
from backfile.site.pages import Asset, Page
from tests.sites import small_site, write


def page(permalink: str, source: str = "the list of volumes") -> Page:
    return Page(permalink=permalink, template="x.html", source=source, basis=(), compose=object)


def asset(permalink: str) -> Asset:
    return Asset(permalink=permalink, source=f"static/{permalink}", path=f"static/{permalink}")


def messages(*claims: Page | Asset) -> list[str]:
    return [problem.message for problem in collisions(claims)]


@pytest.mark.parametrize(
    "claims",
    [
        (page(""), page("a/"), page("a/b/"), asset("a/c.txt"), asset("d")),
        (page("x/"), asset("x/picture.png"), asset("xy")),
        (page("404.html"), page("404/")),
    ],
)
def test_places_that_differ(claims: tuple[Page | Asset, ...]) -> None:
    assert messages(*claims) == []


@pytest.mark.parametrize(
    ("claims", "message"),
    [
        ((page("a/", "one"), page("a/", "two")), "two sources at one address, /a/: one and two"),
        ((page("a/", "one"), page("A/", "two")), "two sources at one address, /A/: one and two"),
        ((page(""), asset("index.html")), "two sources at one address, /index.html: the list of volumes and static/index.html"),
        ((page("a/", "one"), asset("a")), "two sources at one address, /a: one and static/a"),
        ((page("a/", "one"), asset("a/index.html")), "two sources at one address, /a/index.html: one and static/a/index.html"),
        ((asset("Logo.svg"), asset("logo.svg")), "two sources at one address, /logo.svg: static/Logo.svg and static/logo.svg"),
        ((page("a/b/", "one"), asset("a")), "/a cannot be a file (static/a) and hold /a/b/ (one)"),
        ((page("a/b/c/", "one"), asset("A")), "/A cannot be a file (static/A) and hold /a/b/c/ (one)"),
        (
            (page("feed.xml", "the feed"), asset("feed.xml/x")),
            "/feed.xml cannot be a file (the feed) and hold /feed.xml/x (static/feed.xml/x)",
        ),
        ((asset("a/b"), asset("a/b/c")), "/a/b cannot be a file (static/a/b) and hold /a/b/c (static/a/b/c)"),
    ],
)  # fmt: skip
def test_two_sources_at_one_place(claims: tuple[Page | Asset, ...], message: str) -> None:
    assert messages(*claims) == [message]


def test_a_file_in_the_way_of_many_pages_is_told_once() -> None:
    assert len(messages(asset("articles"), *(page(f"articles/{number}/") for number in range(9)))) == 1


def test_the_file_that_can_be_renamed_is_named() -> None:
    places = [problem.file for problem in collisions((page("a/"), asset("a"), page("feed.xml"), asset("feed.xml/x")))]
    assert places == ["static/a", "static/feed.xml/x"]


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("con.txt", "`con` is the name of a device"),
        ("a/AUX/b.txt", "`AUX` is the name of a device"),
        ("Lpt1", "`Lpt1` is the name of a device"),
        ("nul .tar.gz", "`nul` is the name of a device"),
        ("a:b.txt", "`:` may not stand in a name"),
        ("q?.txt", "`?` may not stand in a name"),
        ('a/"x".png', '`"` may not stand in a name'),
        ("a\\b", "`\\` may not stand in a name"),
        ("dot.", "a name may not end in a dot or a blank"),
        ("blank /x", "a name may not end in a dot or a blank"),
    ],
)
def test_names_that_windows_refuses(name: str, why: str) -> None:
    (problem,) = hostile_names([asset("right.txt"), asset(name)])
    assert str(problem) == (
        f"static/{name}: warning: on Windows {why}, so the file can neither be checked out nor served there (give the file another name)"
    )


@pytest.mark.parametrize(
    "name", ["console.txt", "a.con", ".well-known/x", "com10", "имя.txt", "a b.txt", "it's.txt", "a..b"]
)
def test_names_that_windows_takes(name: str) -> None:
    assert list(hostile_names([asset(name)])) == []


def test_a_build_warns_of_names_that_windows_refuses(tmp_path: Path) -> None:
    site = write(small_site(tmp_path), {"static/con.txt": "x"})
    assert [problem.place for problem in faults_of(site)] == ["static/con.txt"]
