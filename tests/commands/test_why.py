"""`why` tells what a page is made from, why it was made, and what the next build does; that build then does it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from backfile.build.ledger import load_ledger, save_ledger
from backfile.build.publish import ledger_file
from backfile.cli import main
from tests.sites import manuscript, published, small_site, write

pytestmark = pytest.mark.usefixtures("compiled_once")

LAMPS = "articles/lamps/index.html"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    files = {
        "templates/issue.html": '{% extends "default/issue.html" %}',
        "static/images/la nterna.txt": "a lantern",
        "content/articles/draft.md": manuscript("Not yet", header="draft: true\n"),
    }
    site = write(small_site(tmp_path / "site"), files)
    assert main(["-q", "-C", str(site)]) == 0
    return site


class Asked:
    """What `why` answered."""

    def __init__(self, site: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self._site, self._capsys = site, capsys

    def json(self, address: str) -> dict[str, Any]:
        self._capsys.readouterr()
        code = main(["--json", "-C", str(self._site), "why", address])
        answer: dict[str, Any] = json.loads(self._capsys.readouterr().out)
        assert answer["exit"] == code
        return answer

    def words(self, address: str) -> str:
        self._capsys.readouterr()
        code = main(["-C", str(self._site), "why", address])
        said = self._capsys.readouterr()
        assert bool(said.err) == bool(code)
        return said.out + said.err


@pytest.fixture
def why(site: Path, capsys: pytest.CaptureFixture[str]) -> Asked:
    return Asked(site, capsys)


# -- an address, however it is pasted --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "pasted",
    [
        "/volumes/1/",
        "volumes/1",
        " volumes/1/index.html ",
        "output/volumes/1/index.html",
        "./output/volumes/1/",
        "https://journal.example/archive/volumes/1/",
        "http://JOURNAL.example/archive/volumes/1/?utm=x#top",
        "journal.example/archive/volumes/1",
        "<https://journal.example/archive/volumes/1/>",
        "http://localhost:8000/volumes/1/",
        "http://127.0.0.1:8000/archive/volumes/1/#x",
        "/archive/volumes/1/",
        "/%76olumes/1/",
    ],
)
def test_an_address_is_taken_as_it_is_pasted(pasted: str, why: Asked) -> None:
    assert why.json(pasted)["address"] == "volumes/1/"


@pytest.mark.parametrize("pasted", ["", "/", "output/", "index.html", "http://localhost:8000"])
def test_the_front_page_has_an_address_as_well(pasted: str, why: Asked) -> None:
    assert (why.json(pasted)["address"], why.json(pasted)["file"]) == ("", "output/index.html")


@pytest.mark.parametrize("spell", [str, os.path.relpath, lambda path: f"file://{path}"])
def test_a_path_on_this_machine_is_an_address(spell: Callable[[Path], str], site: Path, why: Asked) -> None:
    assert why.json(spell(site / "output" / LAMPS))["address"] == "articles/lamps/"
    assert why.json(spell(site / "content/articles/lamps.md"))["address"] == "articles/lamps/"


@pytest.mark.parametrize(
    ("pasted", "address"),
    [
        ("content/articles/lamps.md", "articles/lamps/"),
        ("content/pages/about.md", "about/"),
        ("static/images/la nterna.txt", "images/la nterna.txt"),
        ("/images/la%20nterna.txt", "images/la nterna.txt"),
        ("feed.xml", "feed.xml"),
    ],
)
def test_a_source_leads_to_what_is_made_from_it(pasted: str, address: str, why: Asked) -> None:
    assert why.json(pasted)["address"] == address


def test_a_name_is_found_in_either_of_its_spellings(site: Path, why: Asked) -> None:
    write(site, {"static/caf\u00e9#1.txt": "coffee"})
    for pasted in ("/cafe\u0301#1.txt", "/caf%C3%A9%231.txt", "static/caf\u00e9#1.txt"):
        assert why.json(pasted)["address"] == "caf\u00e9#1.txt"


@pytest.mark.parametrize(
    ("pasted", "said"),
    [
        ("/volumes/2/", "there is no page or file at /volumes/2/ (did you mean /volumes/1/"),
        ("content/articles/lamp.md", "(did you mean content/articles/lamps.md"),
        ("/qqqqqqqqqqqqqqqqqqqqqq", "(paste the address as the browser shows it: /volumes/1/)"),
        ("https://elsewhere.example/volumes/1/", "its `url` in site.toml is https://journal.example/archive/"),
        ("http://[", "is not an address of this site"),
        ("content/articles/draft.md", "content/articles/draft.md: error: this is a draft"),
    ],
)
def test_an_address_where_nothing_stands(pasted: str, said: str, why: Asked) -> None:
    assert said in why.words(pasted)
    assert why.json(pasted)["exit"] == 2


def test_a_file_of_somebody_else_is_told_as_such(site: Path, why: Asked) -> None:
    write(site, {"output/mine.txt": "mine"})
    assert "output/mine.txt: error: this was not written by Backfile" in why.words("/mine.txt")


def test_without_an_address_of_the_site_only_this_machine_is_known(site: Path, why: Asked) -> None:
    write(site, {"site.toml": '[publication]\ntitle = "The Foreland Gazette"\n'})
    assert "site.toml states no `url`" in why.words("https://journal.example/archive/volumes/1/")
    assert why.json("http://localhost:8000/volumes/1/")["address"] == "volumes/1/"


# -- why it was made, and what will become of it ---------------------------------------------------------------------


def test_a_page_that_is_as_it_should_be(why: Asked) -> None:
    assert why.words("/volumes/1/2/").splitlines() == [
        "/volumes/1/2/ (output/volumes/1/2/index.html)",
        "  made from       volume 1, issue 2 (as in content/articles/lamps.md)",
        (
            "  template        issue.html, from templates/issue.html, (theme) issue.html, (theme) base.html,"
            " (theme) parts/open_graph.html, (theme) parts/trail.html, (theme) parts/byline.html,"
            " (theme) parts/cover.html, (theme) parts/figure.html, (theme) parts/entries.html,"
            " (theme) parts/links.html, (theme) words/en.toml"
        ),
        "  last made       because it is new",
        "  the next build  leaves it: it is as the plan wants it",
    ]


def edit(name: str, old: str, new: str) -> Callable[[Path], object]:
    return lambda site: (site / name).write_text((site / name).read_text("utf-8").replace(old, new), "utf-8")


@pytest.mark.parametrize(
    ("change", "address", "reason"),
    [
        (
            edit("content/articles/lamps.md", "On Lamps", "On Oil"),
            LAMPS,
            "what it shows changed: page, title, record",
        ),
        (edit("content/articles/lamps.md", "ropes.md", "./ropes.md"), LAMPS, "what it shows changed: body"),
        (edit("templates/issue.html", "%}", "%} "), "volumes/1/2/", "its template changed: issue.html"),
        (lambda site: (site / "output" / LAMPS).unlink(), LAMPS, "its file was missing"),
        (lambda site: write(site, {f"output/{LAMPS}": "x"}), LAMPS, "its file was changed by someone else"),
        (lambda site: write(site, {"static/a.txt": "a"}), "a.txt", "it is new"),
        (edit("static/images/la nterna.txt", "a l", "A l"), "images/la nterna.txt", "its source changed"),
        (lambda site: (site / "output/images/la nterna.txt").unlink(), "/images/la nterna.txt", "its file was missing"),
        (lambda site: write(site, {"content/pages/more.md": manuscript("More")}), "more/", "it is new"),
    ],
)
def test_what_the_next_build_would_do_is_what_it_does(
    change: Callable[[Path], object], address: str, reason: str, site: Path, why: Asked
) -> None:
    change(site)
    before = why.json(address)
    assert before["next"].startswith(reason)
    assert main(["-q", "-C", str(site)]) == 0
    after = why.json(address)
    assert (after["made"], after["next"]) == (before["next"], "")


def test_another_backfile_makes_all_pages_anew(site: Path, why: Asked) -> None:
    noted = load_ledger(ledger_file(site))
    traces = {address: replace(trace, template="another") for address, trace in noted.traces.items()}
    save_ledger(ledger_file(site), replace(noted, traces=traces))
    assert why.json("/")["next"] == "Backfile or one of its libraries changed"


def test_what_did_not_change_for_a_page_is_not_a_reason(site: Path, why: Asked) -> None:
    edit("content/articles/lamps.md", "See", "Look at")(site)
    assert why.json("articles/ropes/")["next"] == ""
    assert main(["-q", "-C", str(site)]) == 0
    assert why.json("articles/ropes/")["made"] == "it is new"


def test_what_will_be_removed_is_told(site: Path, why: Asked) -> None:
    (site / "content/articles/lamps.md").unlink()
    write(site, {"content/articles/ropes.md": manuscript("On Ropes")})
    assert "the next build  removes it" in why.words("/articles/lamps/")
    assert why.json(LAMPS)["kind"] == "gone"
    assert main(["-q", "-C", str(site)]) == 0
    assert why.json(LAMPS)["exit"] == 2


def test_a_file_of_the_index_follows_from_the_words_of_all_articles(site: Path, why: Asked) -> None:
    told = why.json("/search/words/0.txt")
    assert (told["kind"], told["source"], told["next"]) == ("file", "the words of all articles", "")
    write(site, {"content/articles/ropes.md": manuscript("On Ropes", "hawsers")})
    assert why.json("/search/words/0.txt")["next"] == "words of articles may have come or gone"


def test_a_site_that_was_never_built(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    why = Asked(small_site(tmp_path / "fresh"), capsys)
    said = why.words("/articles/lamps/")
    assert "  last made       never\n  the next build  makes it anew because it is new\n" in said
    assert not (tmp_path / "fresh/.backfile").exists()
    assert not (tmp_path / "fresh/output").exists()


def test_nothing_is_written(site: Path, why: Asked) -> None:
    edit("content/articles/lamps.md", "On Lamps", "On Oil")(site)
    notes = {path: path.read_bytes() for path in (site / ".backfile").iterdir()}
    before = published(site)
    why.json("/articles/lamps/")
    assert published(site) == before
    assert {path: path.read_bytes() for path in (site / ".backfile").iterdir()} == notes


def test_new_seeds_come_first(site: Path, why: Asked) -> None:
    assert not why.json("/")["waits"]
    write(site, {"seeds/new.txt": "A New Title\n\nSome words of a new text.\n"})
    assert "But seeds/ changed since the last build" in why.words("/")


def test_the_faults_of_the_site_are_told_as_by_a_build(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(site, {"content/articles/lamps.md": "no header", "templates/issue.html": "{% extends 'nowhere.html' %}"})
    told = []
    for command in ("build", "why /"):
        assert main(["-C", str(site), *command.split()]) == 1
        told.append(capsys.readouterr().err)
    assert told[0] == told[1] != ""


def test_outside_of_a_site(tmp_path: Path) -> None:
    assert main(["-q", "-C", str(tmp_path), "why", "/"]) == 1
    assert list(tmp_path.iterdir()) == []
