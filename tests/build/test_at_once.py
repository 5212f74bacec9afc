"""Several at once: builds take turns, and whoever reads the site meanwhile sees whole pages only."""

from __future__ import annotations

import json
import os
import shutil
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.processes import Processes, stopped
from tests.sites import TOY, folders_without_files, manuscript, published, small_site, write

PATIENCE = 60
POINTS = max(1, int(os.environ.get("BACKFILE_KILLS", "24")) // 12)
"""Before how many of its effects, evenly spread, a process is stopped while another works."""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")


@pytest.fixture(scope="module")
def built(processes: Processes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = small_site(tmp_path_factory.mktemp("built") / "site")
    assert processes.run("-C", site, "-q").code == 0
    return site


@pytest.fixture
def clean(processes: Processes, tmp_path: Path) -> Callable[[Path], dict[str, bytes]]:
    """What a build from nothing publishes."""

    def clean(site: Path) -> dict[str, bytes]:
        copy = shutil.copytree(site, tmp_path / "clean", ignore=shutil.ignore_patterns("output", ".backfile"))
        assert processes.run("-C", copy, "-q").code == 0
        found = published(copy)
        shutil.rmtree(copy)
        return found

    return clean


def edit(site: Path) -> None:
    """An edit, an addition and a removal, with a text that is yet to be converted."""
    header = "authors: [Anna Marsh]\nvolume: 1\nissue: 2\ndate: 2019-03\n"
    write(site, {"content/articles/lamps.md": manuscript("Lamps anew", header=header)})
    write(site, {"content/articles/tides.md": manuscript("On Tides", header="volume: 2\nissue: 1\n")})
    (site / "content/articles/ropes.md").unlink()
    shutil.copytree(TOY / "seeds", site / "seeds")


def effects_of(processes: Processes, site: Path, *command: str) -> int:
    copy = shutil.copytree(site, site.with_name("undisturbed"))
    end = processes.run("-C", copy, *command)
    assert end.code == 0, end.said
    shutil.rmtree(copy)
    return end.effects


def points(effects: int) -> list[int]:
    """Numbers spread evenly over all effects, and the last two: what a build does when all is published."""
    even = {1 + (2 * index + 1) * effects // (2 * POINTS) for index in range(POINTS)}
    return sorted(even | {effects - 1, effects})


def wait_or_end(processes: Processes, pid: int) -> None:
    """Until a process has ended or has said that it waits for another."""
    until = time.monotonic() + PATIENCE
    while not processes.has_ended(pid) and "waiting" not in processes.said(pid):
        assert time.monotonic() < until, processes.said(pid)
        time.sleep(0.005)


def check_rest(processes: Processes, site: Path, wanted: dict[str, bytes]) -> None:
    assert published(site) == wanted
    assert folders_without_files(site) == []
    end = processes.run("-C", site, "--json")
    done = json.loads(end.said)
    assert (end.code, done["written"], done["removed"], done["strangers"]) == (0, [], [], [])
    assert published(site) == wanted


# -- two commands ----------------------------------------------------------------------------------------------------


def test_a_second_build_waits_for_the_first_or_is_done_before_it(
    processes: Processes, built: Path, tmp_path: Path, clean: Callable[[Path], dict[str, bytes]]
) -> None:
    site = shutil.copytree(built, tmp_path / "site")
    edit(site)
    waited = 0
    effects, start = effects_of(processes, site), shutil.copytree(site, tmp_path / "start")
    for effect in points(effects):
        shutil.rmtree(site)
        shutil.copytree(start, site)
        with stopped(processes, "-C", site, effect=effect) as (first, _):
            second = processes.start("-C", site)
            wait_or_end(processes, second)
            waited += not processes.has_ended(second)
        assert [processes.wait(pid).code for pid in (first, second)] == [0, 0]
        # The text was converted once.
        assert len([*(site / "content/articles").glob("*bridge*.md")]) == 1
        check_rest(processes, site, clean(site))
    assert waited > 0


def test_an_edit_and_a_build_while_another_build_stands_still(
    processes: Processes, built: Path, tmp_path: Path, clean: Callable[[Path], dict[str, bytes]]
) -> None:
    site = shutil.copytree(built, tmp_path / "site")
    write(site, {"content/articles/lamps.md": manuscript("Lamps anew")})
    effects, start = effects_of(processes, site), shutil.copytree(site, tmp_path / "start")
    for effect in points(effects):
        shutil.rmtree(site)
        shutil.copytree(start, site)
        with stopped(processes, "-C", site, effect=effect) as (first, _):
            write(site, {"content/articles/tides.md": manuscript("On Tides", header="volume: 2\nissue: 1\n")})
            second = processes.start("-C", site)
            wait_or_end(processes, second)
        assert [processes.wait(pid).code for pid in (first, second)] == [0, 0]
        check_rest(processes, site, clean(site))
        # As if nothing had been: what either of them noted must not hide this.
        (site / "content/articles/tides.md").unlink()
        assert processes.run("-C", site).code == 0
        check_rest(processes, site, clean(site))


@pytest.mark.parametrize(("first", "second"), [("build", "clean"), ("clean", "build"), ("clean", "clean")])
def test_building_and_cleaning_take_turns(
    processes: Processes, built: Path, tmp_path: Path, first: str, second: str
) -> None:
    site = shutil.copytree(built, tmp_path / "site")
    write(site, {"content/articles/lamps.md": manuscript("Lamps anew")})
    effects, start = effects_of(processes, site, first), shutil.copytree(site, tmp_path / "start")
    assert processes.run("-C", start, "-q").code == 0
    wanted = published(start)
    shutil.rmtree(start)
    shutil.copytree(site, start)
    for effect in points(effects):
        shutil.rmtree(site)
        shutil.copytree(start, site)
        with stopped(processes, "-C", site, first, effect=effect) as (one, _):
            other = processes.start("-C", site, second)
            wait_or_end(processes, other)
        assert [processes.wait(pid).code for pid in (one, other)] == [0, 0]
        assert published(site) in (wanted, {}) if (site / "output").exists() else True
        assert processes.run("-C", site, "-q").code == 0
        check_rest(processes, site, wanted)


# -- a build and its readers -----------------------------------------------------------------------------------------


@dataclass(slots=True, kw_only=True)
class Reader:
    """Someone who reads the files of a site again and again, and what was wrong with them."""

    output: Path
    known: dict[str, set[bytes]]
    always: frozenset[str]
    wrong: list[str] = field(default_factory=list)
    reads: int = 0

    def read_until(self, end: threading.Event) -> None:
        while not end.is_set():
            for name, contents in self.known.items():
                try:
                    data = (self.output / name).read_bytes()
                except (FileNotFoundError, NotADirectoryError):
                    self.wrong += [f"{name} is not there"] if name in self.always else []
                    continue
                self.reads += 1
                self.wrong += [] if data in contents else [f"{name} is half there"]


def test_whoever_reads_while_it_is_built_sees_whole_files_only(
    processes: Processes, built: Path, tmp_path: Path, clean: Callable[[Path], dict[str, bytes]]
) -> None:
    site = shutil.copytree(built, tmp_path / "site")
    versions = [small_site(tmp_path / "old"), small_site(tmp_path / "new")]
    edit(versions[1])
    (versions[1] / "seeds").rename(tmp_path / "seeds")
    # So long that nobody could write it in one go.
    for number, version in enumerate(versions):
        write(version, {"content/articles/lamps.md": manuscript(f"Lamps {number}", "Some words.\n\n" * 500)})
        write(version, {"static/large.bin": bytes([number]) * 1_000_000})
    old, new = map(clean, versions)
    known = {name: {each[name] for each in (old, new) if name in each} for name in old | new}
    shutil.rmtree(site / "output")
    shutil.copytree(versions[0], site, dirs_exist_ok=True)
    assert processes.run("-C", site, "-q").code == 0
    reader = Reader(output=site / "output", known=known, always=frozenset(old.keys() & new.keys()))
    end = threading.Event()
    thread = threading.Thread(target=reader.read_until, args=(end,))
    thread.start()
    for number in (1, 0, 1):
        for name in ("content", "static"):
            shutil.rmtree(site / name, ignore_errors=True)
            shutil.copytree(versions[number] / name, site / name)
        assert processes.run("-C", site, "-q").code == 0
        assert published(site) == (old, new)[number]
    end.set()
    thread.join(timeout=PATIENCE)
    assert reader.wrong == []
    assert reader.reads > len(known)
