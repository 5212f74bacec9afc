"""The line that tells how far a long build is, as a real terminal is sent it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from backfile.build.turn import alone
from tests.sites import small_site

pty = pytest.importorskip("pty", reason="there are no pseudo-terminals here")

ROOT = Path(__file__).resolve().parents[2]
LONG = 1.2  # seconds, which is more than a build is given before anyone is told how far it is
WAITS = b"waiting for it"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return small_site(tmp_path / "site")


def sent_by_long_build(site: Path, open_ends: Callable[[], tuple[int, int]]) -> str:
    """What a build sends after another one has kept it waiting for long."""
    ours, theirs = open_ends()
    with alone(site):
        process, sent = start(site, theirs), b""
        while WAITS not in sent:
            sent += os.read(ours, 1000)
        time.sleep(LONG)
    return sent_until_end(process, ours, sent).partition(WAITS.decode())[2]


def start(site: Path, theirs: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, str(ROOT / "build.py"), "-C", str(site), "build"]
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs)
    os.close(theirs)
    return process


def sent_until_end(process: subprocess.Popen[bytes], ours: int, sent: bytes) -> str:
    with suppress(OSError):  # Linux says in this way that the other end of a terminal is closed
        while data := os.read(ours, 1000):
            sent += data
    os.close(ours)
    assert process.wait(timeout=60) == 0
    return sent.decode()


def test_a_long_build_tells_how_far_it_is_in_one_line(site: Path) -> None:
    *lines, last = sent_by_long_build(site, pty.openpty).split("\r\x1b[K")[1:]
    assert list(dict.fromkeys(re.sub(" …|: [0-9]+ of [0-9]+$", "", line) for line in lines if line)) == [
        "looking", "reading", "planning", "judging", "copying", "indexing", "rendering", "publishing", "noting",
    ]  # fmt: skip
    assert last.startswith("2 articles: ")


def test_none_is_shown_in_a_pipe(site: Path) -> None:
    sent = sent_by_long_build(site, os.pipe)
    assert "\x1b" not in sent
    assert "\n2 articles: " in sent


def test_none_is_shown_where_all_is_over_in_a_moment(site: Path) -> None:
    for _ in range(2):  # the first may take its time
        ours, theirs = pty.openpty()
        sent = sent_until_end(start(site, theirs), ours, b"")
    assert "\x1b" not in sent
