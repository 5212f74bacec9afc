"""The competitors, Backfile first: how each is set up with the same archive, started, and asked what it did."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.corpus import ISSN, PUBLICATION, Article, Census, Corpus, write_corpus

ROOT = Path(__file__).resolve().parent.parent
THEMES = ("peers", "own")

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
# The peers' lists are not divided into pages, and nothing lies beside their articles.
_PEERS_HAVE = """\
latest = 20
per_page = 1000000
related = 0
[citations]
files = []
[feeds]
site = ["atom"]
authors = []
tags = []
"""
_LISTS = {"peers": _PEERS_HAVE, "own": "latest = 10\nper_page = 50\n"}
_SEARCH = {"peers": "search = false\n", "own": ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class Competitor:
    """One generator with its site below `folder`.

    `template` is the file that all pages are made from; `caches` are what a cold build has to do without;
    `pages` says how many pages a right site has in each folder; `rendered` reads the number of pages from what
    a build says, None where it does not say; `leaves_removed` says that a build leaves the page of a removed article
    where it is.
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
    rendered: Callable[[str], int | None]
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
        version=said([*build, "--version"]).removeprefix("Backfile ").strip(),
        output="output",
        caches=(".backfile",),
        template="templates/base.html",
        pages=lambda census: {**shared_pages(census), "volumes": census.volumes + census.issues + 1},
        issue_page=lambda article: f"volumes/{article.volume}/{article.issue}",
        rendered=_rendered_by_backfile,
    )


def shared_pages(census: Census) -> Mapping[str, int]:
    """How many pages there are in the folders that are the same for all."""
    return {
        "articles": census.articles,
        "authors": census.authors + 1,
        "tags": census.tags + 1,
        "years": census.years + 1,
    }


def _rendered_by_backfile(said: str) -> int:
    return int(json.loads(said)["rendered"])


def said(command: list[str]) -> str:
    """What a command prints."""
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
    flavour = competitor.name.lower()
    shutil.copytree(_PEERS / flavour, folder)
    census = write_corpus(corpus, folder, flavour)
    shutil.copy(_STYLES, folder / "static")
    return census
