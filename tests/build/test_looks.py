"""An edit that hides: the size and the time of the last change of content are as before, and it is noticed."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from backfile.cli import main
from tests.sites import SITE_TOML, manuscript, published, small_site, write

FILES = {
    "site.toml": SITE_TOML,
    "content/articles/ropes.md": manuscript("On Ropes", "Some words.", "tags: [rope]\nauthors: [Anna Marsh]\n"),
    "content/pages/about.md": manuscript("About"),
    "content/people.toml": '[marsh]\nname = "Anna Marsh"\nbiography = "Some words."\n',
    "content/tags.toml": '[rope]\nlabel = "Rope"\n',
    "static/words.txt": "Some words.",
    "templates/article.html": '{% extends "default/article.html" %}{% block head %}<!-- Some words. -->{% endblock %}',
    "templates/assets/style.css": "/* Some words. */",
}
EDITS = {"site.toml": ("Gazette", "Gazelle"), "content/tags.toml": ('"Rope"', '"Cord"')}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    site = write(small_site(tmp_path / "site"), FILES)
    assert main(["-q", "-C", str(site)]) == 0
    return site


def write_secretly(path: Path, data: bytes) -> None:
    facts = path.stat()
    assert len(data) == facts.st_size
    path.write_bytes(data)
    os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns))
    assert (path.stat().st_size, path.stat().st_mtime_ns) == (facts.st_size, facts.st_mtime_ns)


needs_change_times = pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps no time of a change of status")


@needs_change_times
@pytest.mark.parametrize("file", FILES)
def test_a_source_with_other_words_of_the_same_length_at_the_same_time_is_noticed(
    site: Path, tmp_path: Path, file: str
) -> None:
    old, new = EDITS.get(file, ("Some words.", "Four words."))
    text = FILES[file].replace(old, new)
    assert text != FILES[file]
    write_secretly(site / file, text.encode())
    assert main(["-q", "-C", str(site)]) == 0
    clean = write(small_site(tmp_path / "clean"), FILES | {file: text})
    assert main(["-q", "-C", str(clean)]) == 0
    assert published(site) == published(clean)


@needs_change_times
@pytest.mark.parametrize("name", ["articles/ropes/index.html", "feed.xml", "words.txt", "index.html"])
def test_a_published_file_with_other_bytes_of_the_same_number_at_the_same_time_is_mended(site: Path, name: str) -> None:
    before = published(site)
    write_secretly(site / "output" / name, before[name][::-1])
    assert main(["-q", "-C", str(site)]) == 0
    assert published(site) == before


def test_a_published_file_that_was_only_touched_is_not_written_again(site: Path) -> None:
    page = site / "output/index.html"
    page.touch()
    before = page.stat()
    assert main(["-q", "-C", str(site)]) == 0
    assert (page.stat().st_ino, page.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
