from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

import pytest

from backfile.errors import ContentError, Problem, Severity
from backfile.preview.server import Rebuilt, report, safely

# A site whose build copies content/*.md into pages, and fails as the text tells it to.
SERVE = """
import sys
from pathlib import Path
from backfile.errors import ContentError, Problem
from backfile.preview.server import Rebuilt, serve

site = Path(sys.argv[1])
output = site / "output"

def rebuild():
    text = (site / "content/a.md").read_text("utf-8")
    if text == "crash":
        raise SystemExit("crashed")
    if text.startswith("fault"):
        raise ContentError(Problem(file="content/a.md", line=3, message=text, hint="write it <em>well</em>"))
    output.mkdir(exist_ok=True)
    (output / "index.html").write_text(
        "<!doctype html><html lang=en><title>A</title><body style='height:9000px'><p id=text>"
        + text + "<p><a href=other.html>other</a></body></html>", "utf-8")
    return Rebuilt(changed=("",))

sys.exit(serve(site, output, rebuild, lambda line: print(line, flush=True), int(sys.argv[2])))
"""


class Preview:
    """`serve` in a process of its own, and what it says."""

    def __init__(self, site: Path, port: int = 0) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", SERVE, str(site), str(port)],
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
        self.lines: list[str] = []
        self.address = self.hears(r"preview at (\S+) ")

    def hears(self, pattern: str) -> str:
        assert self.process.stdout
        for line in self.process.stdout:
            self.lines.append(line)
            if match := re.search(pattern, line):
                return match[match.re.groups]
        raise AssertionError(f"{pattern} was not said, but: {self.lines}")

    def end(self) -> int:
        self.process.send_signal(signal.SIGINT)
        out, _err = self.process.communicate(timeout=20)
        self.lines += out.splitlines()
        return self.process.returncode


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/a.md").write_text("one", "utf-8")
    return tmp_path


def page(preview: Preview) -> str:
    with urlopen(preview.address, timeout=10) as response:  # noqa: S310 - the address is our own
        return str(response.read().decode())


def test_it_builds_serves_builds_again_and_ends(site: Path) -> None:
    preview = Preview(site)
    preview.hears("1 address changed")
    assert ">one<" in page(preview)
    (site / "content/a.md").write_text("two", "utf-8")
    preview.hears("1 address changed")
    assert ">two<" in page(preview)
    assert preview.end() == 0
    assert preview.lines[-1] == "preview ended"


def test_it_outlives_every_fault(site: Path) -> None:
    preview = Preview(site)
    preview.hears("changed")
    (site / "content/a.md").write_text("fault", "utf-8")
    preview.hears(r"content/a\.md:3: error: fault")
    preview.hears("last good pages")
    assert ">one<" in page(preview)
    (site / "content/a.md").write_text("crash", "utf-8")
    preview.hears("SystemExit: crashed")
    (site / "content/a.md").unlink()
    preview.hears("FileNotFoundError")
    (site / "content/a.md").write_text("mended", "utf-8")
    preview.hears("changed")
    assert ">mended<" in page(preview)
    assert preview.end() == 0


def test_ctrl_c_during_the_first_build_ends_it_too(site: Path) -> None:
    preview = Preview(site)
    time.sleep(0.01)
    assert preview.end() == 0


def test_an_interruption_is_no_fault() -> None:
    def interrupted() -> Rebuilt:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        safely(interrupted, print)


def test_a_fault_without_problems_is_one_all_the_same() -> None:
    def empty() -> Rebuilt:
        raise ContentError

    assert len(safely(empty, print).problems) == 1


def test_what_is_raised_is_said_in_one_line() -> None:
    def crash() -> Rebuilt:
        raise ZeroDivisionError("one\ntwo")

    said: list[str] = []
    assert len(safely(crash, said.append).problems) == 1
    assert said == ["error: the build stopped at a fault of Backfile itself: ZeroDivisionError: one two"]


def test_warnings_do_not_hold_the_pages_up() -> None:
    said: list[str] = []
    report(Rebuilt(problems=(Problem(severity=Severity.WARNING, message="no date"),), changed=("", "a/")), said.append)
    report(Rebuilt(), said.append)
    assert said == ["2 addresses changed", "nothing changed"]
