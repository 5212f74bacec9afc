"""Small sites for tests: written from strings, and looked at as bytes."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from struct import pack
from zlib import compress, crc32

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


def png(width: int, height: int, grey: int) -> bytes:
    """An image of so many pixels, all of one grey."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return pack(">I", len(data)) + kind + data + pack(">I", crc32(kind + data))

    header = pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pixels = compress((b"\0" + bytes([grey]) * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


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


def folders_without_files(site: Path) -> list[str]:
    """The folders of `output/` in which there is nothing at all; no build leaves any."""
    output = site / "output"
    found = [path for path in output.rglob("*") if path.is_dir() and not any(path.iterdir())]
    return sorted(path.relative_to(output).as_posix() for path in found)


def sources(site: Path) -> dict[str, bytes]:
    """Every file of a site that is neither published nor a note of Backfile's own."""
    kept = [path for path in site.rglob("*") if path.is_file()]
    names = {path.relative_to(site).as_posix(): path for path in kept}
    return {name: path.read_bytes() for name, path in names.items() if not name.startswith(("output/", ".backfile/"))}


def with_sources_of(site: Path, other: Path) -> Path:
    """A site whose sources are taken away and replaced by those of another; what was built stays."""
    for name in ("site.toml", "content", "static", "templates", "seeds"):
        path = site / name
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    return write(site, sources(other))
