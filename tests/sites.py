"""Small sites for tests: written from strings, and looked at as bytes."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

TOY = Path(__file__).resolve().parent / "toy_archive"

SITE_TOML = """\
url = "https://journal.example/archive/"

[publication]
title = "The Foreland Gazette"
issn = "9999-013X"
"""


def write(site: Path, files: Mapping[str, str | bytes]) -> Path:
    """Files by their paths below a folder, with the folders that they need."""
    for name, content in files.items():
        path = site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return site


def manuscript(title: str, body: str = "Some words.", header: str = "") -> str:
    """A manuscript; `header` holds further lines of its header, each with its line end."""
    return f"---\ntitle: {title}\n{header}---\n\n{body}\n"


def small_site(site: Path) -> Path:
    """A site of two articles and a page."""
    return write(
        site,
        {
            "site.toml": SITE_TOML,
            "content/articles/lamps.md": manuscript(
                "On Lamps", "See [ropes](ropes.md).", "authors: [Anna Marsh]\nvolume: 1\nissue: 2\ndate: 2019-03\n"
            ),
            "content/articles/ropes.md": manuscript(
                "On Ropes", header="authors: [Bo Quill]\nvolume: 1\nissue: 2\ndate: 2019-03\ntags: [rope]\n"
            ),
            "content/pages/about.md": manuscript("About"),
        },
    )


def toy_site(site: Path) -> Path:
    """A copy of the toy archive without what may have been built in it."""
    shutil.copytree(TOY, site, ignore=shutil.ignore_patterns("output", ".backfile"))
    return site


def published(site: Path) -> dict[str, bytes]:
    """Every file of `output/`, by its path there."""
    output = site / "output"
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in output.rglob("*") if path.is_file()}
