"""The Nu HTML checker, by which the W3C judges pages: nothing to say of the toy archive, nor of the archive beside it.

`.ci/run` fetches the checker into `.venv/`; elsewhere it is taken from there if it was put there.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from backfile.build.run import Options, build

SITE = Path(__file__).resolve().parent.parent.parent
CHECKER = SITE / ".venv" / "vnu.jar"
JAVA = shutil.which("java")

pytestmark = [
    pytest.mark.skipif(JAVA is None, reason="no java on PATH (Debian: apt install default-jre-headless)"),
    pytest.mark.skipif(
        not CHECKER.is_file(), reason="no .venv/vnu.jar (it is in the npm package vnu-jar; see .ci/run)"
    ),
]


def remarks(*paths: Path) -> list[str]:
    """What the checker says of pages, style sheets and drawings, a line each: errors, warnings and all else."""
    command = (str(JAVA), "-jar", str(CHECKER), "--stdout", "--format", "gnu", "--also-check-css", "--also-check-svg")
    said = subprocess.run([*command, *map(str, paths)], capture_output=True, text=True, check=False)
    return said.stdout.splitlines()


def test_the_checker_has_nothing_to_say(built_toy: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    for name in ("content", "static"):
        shutil.copytree(SITE / name, own / name)
    shutil.copyfile(SITE / "site.toml", own / "site.toml")
    build(own, Options())
    checked = [
        file
        for site in (built_toy, own)
        for kind in ("html", "css", "svg")
        for file in (site / "output").rglob(f"*.{kind}")
    ]
    assert len(checked) > 80
    assert remarks(*checked) == []


def test_the_checker_says_what_is_wrong(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        '<!DOCTYPE html><html lang="en"><title>x</title><p><img src="x.png"><section><p>Words</section>', "utf-8"
    )
    style = tmp_path / "style.css"
    style.write_text("p { colour: red }", "utf-8")
    said = " ".join(remarks(page, style))
    assert "alt" in said
    assert "Section lacks heading" in said
    assert "colour" in said
