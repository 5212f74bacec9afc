"""What lies in a site's own `templates/` is held to what its other folders are held to."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from backfile.build.edition import faults_of
from tests.sites import small_site, write


def faults(site: Path) -> list[str]:
    return [str(problem).partition(" (")[0] for problem in faults_of(site)]


@pytest.mark.skipif(sys.platform == "win32", reason="symbolic links as here are those of Unix")
def test_links_out_of_the_site_and_links_to_folders_are_refused(tmp_path: Path) -> None:
    site = write(small_site(tmp_path / "site"), {"templates/real/a.html": "", "static/x/b.html": ""})
    write(tmp_path, {"secret.html": "secret"})
    (site / "templates/linked").symlink_to(site / "static/x")
    (site / "templates/secret.html").symlink_to(tmp_path / "secret.html")
    (site / "templates/within.html").symlink_to(site / "templates/real/a.html")
    assert faults(site) == [
        "templates/linked: error: a symbolic link to a folder is not followed",
        "templates/secret.html: error: the symbolic link leads out of the site",
    ]


def test_a_file_in_the_place_of_the_folder_and_a_folder_in_the_place_of_a_file(tmp_path: Path) -> None:
    site = write(small_site(tmp_path / "one"), {"templates": "x"})
    assert faults(site) == ["templates: error: there is a file where this folder should be"]
    site = write(small_site(tmp_path / "two"), {"templates/article.html/x.html": "x"})
    assert faults(site) == ["templates/article.html: error: this is a folder, where a template should be"]


def test_a_site_without_templates_has_no_fault(tmp_path: Path) -> None:
    assert faults(small_site(tmp_path)) == []
