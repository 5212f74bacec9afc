"""A disk that is full, or not to be written: it is said, nothing published is lost, and the next build is right."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from backfile.site.theme import THEME
from tests.processes import NOBODY, End, Fate, Processes
from tests.sites import TOY, folders_without_files, manuscript, published, small_site, sources, with_sources_of, write

PAGE = 4096
MOST = 400
EVERY = 1 if "BACKFILE_KILLS" in os.environ else 13
"""How many pages, or files, more there is room for in each build than in the one before it."""
ENOUGH = 10 if EVERY == 1 else 1

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="disks and users as here are those of Unix")
needs_other_users = pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() != 0, reason="only the superuser can become someone whom permissions bind"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """A site as it was and as it becomes, both built, and what it is edited to: a seed is yet to be converted there."""

    old: Path
    edited: Path
    new: Path


@pytest.fixture(scope="module")
def versions(processes: Processes, tmp_path_factory: pytest.TempPathFactory) -> Versions:
    folder = tmp_path_factory.mktemp("versions")
    old, edited = small_site(folder / "old"), small_site(folder / "edited")
    header = "authors: [Anna Marsh]\nvolume: 1\nissue: 2\ndate: 2019-03\n"
    write(edited, {"content/articles/lamps.md": manuscript("Lamps anew", "Words. " * 3000, header)})
    write(edited, {"content/articles/tides.md": manuscript("On Tides", header="volume: 2\nissue: 1\n")})
    (edited / "content/articles/ropes.md").unlink()
    shutil.copytree(TOY / "seeds", edited / "seeds")
    new = shutil.copytree(edited, folder / "new")
    for site in (old, new):
        assert processes.run("-C", site, "-q").code == 0
    return Versions(old=old, edited=edited, new=new)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Callable[[str], Path]]:
    """A small disk of its own, in memory; give the options of its mounting."""
    place = tmp_path / "disk"
    place.mkdir()

    def mount(options: str) -> Path:
        command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)]
        try:
            done = subprocess.run(command, capture_output=True, text=True, check=False)
        except FileNotFoundError:
            pytest.skip("there is no mount here")
        if done.returncode:
            pytest.skip(f"a disk may not be mounted here: {done.stderr.strip()}")
        return place

    yield mount
    if place.is_mount():
        subprocess.run(["umount", "--lazy", str(place)], check=True)


def check_that_it_is_told(end: End, reason: str, hint: str) -> None:
    assert end.code == 3, end.said
    for words in (reason, hint, "run the same command again"):
        assert words in end.said
    assert "Traceback" not in end.said


def check_that_nothing_is_half(site: Path, old: dict[str, bytes], new: dict[str, bytes]) -> None:
    now = published(site)
    for name, data in now.items():
        assert data in (old.get(name), new.get(name)), name
    assert old.keys() & new.keys() <= now.keys()


def check_that_the_next_is_right(processes: Processes, site: Path, new: Path) -> None:
    end = processes.run("-C", site)
    assert end.code == 0, end.said
    assert "not written by Backfile" not in end.said
    assert published(site) == published(new)
    assert folders_without_files(site) == []
    assert sources(new).items() <= sources(site).items()
    assert "0 files written" in processes.run("-C", site).said


# -- full ------------------------------------------------------------------------------------------------------------


def fill(disk: Path, pages: int) -> None:
    """Leave room for so many pages."""
    facts = os.statvfs(disk)
    (disk / "filler").write_bytes(bytes(facts.f_bavail * facts.f_frsize - pages * PAGE))


def fill_with_files(disk: Path, files: int) -> None:
    """Leave room for so many files and folders."""
    (disk / "fillers").mkdir()
    for number in range(os.statvfs(disk).f_favail - files):
        (disk / "fillers" / str(number)).touch()


def empty(disk: Path) -> None:
    (disk / "filler").unlink(missing_ok=True)
    shutil.rmtree(disk / "fillers", ignore_errors=True)


@pytest.mark.parametrize(("options", "fill"), [("size=4m", fill), ("size=8m,nr_inodes=200", fill_with_files)])
@pytest.mark.parametrize("is_first", [True, False], ids=["first build", "after an edit"])
def test_a_disk_that_is_full_at_any_moment_is_told_and_nothing_is_lost(
    processes: Processes,
    disk: Callable[[str], Path],
    versions: Versions,
    options: str,
    fill: Callable[[Path, int], None],
    *,
    is_first: bool,
) -> None:
    place, codes = disk(options), list[int]()
    old, new = {} if is_first else published(versions.old), published(versions.new)
    for room in range(0, MOST, EVERY):
        site = shutil.copytree(versions.edited if is_first else versions.old, place / "site")
        with_sources_of(site, versions.edited)
        fill(place, room)
        end = processes.run("-C", site)
        codes.append(end.code)
        if end.code:
            check_that_it_is_told(end, "No space left on device", "make room on the disk")
        check_that_nothing_is_half(site, old if end.code else new, new)
        empty(place)
        check_that_the_next_is_right(processes, site, versions.new)
        shutil.rmtree(site)
        if codes[-ENOUGH:] == [0] * ENOUGH:
            break
    assert (codes[0], codes[-1]) == (3, 0)


# -- not to be written -----------------------------------------------------------------------------------------------


def test_a_disk_that_may_only_be_read_is_told(
    processes: Processes, disk: Callable[[str], Path], versions: Versions
) -> None:
    place = disk("size=4m")
    site = with_sources_of(shutil.copytree(versions.old, place / "site"), versions.new)
    subprocess.run(["mount", "-o", "remount,ro", str(place)], check=True)
    for command in ("build", "clean"):
        end = processes.run("-C", site, command)
        check_that_it_is_told(end, "Read-only file system", "change the permissions")
        assert published(site) == published(versions.old)
    subprocess.run(["mount", "-o", "remount,rw", str(place)], check=True)
    check_that_the_next_is_right(processes, site, versions.new)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder in which everybody may write, as may nobody where pytest keeps its folders."""
    folder = Path(tempfile.mkdtemp(prefix="backfile-"))
    folder.chmod(0o777)
    yield folder
    shutil.rmtree(folder)


def with_theme(site: Path) -> Path:
    """A site with templates of its own, as those of Backfile may lie where not everybody can read them."""
    return shutil.copytree(THEME, site / "templates", dirs_exist_ok=True).parent


@needs_other_users
@pytest.mark.parametrize(
    ("locked", "mode"),
    [
        ("output", 0o555),
        ("output/articles", 0o555),
        ("output/articles", 0o000),
        ("output/articles/lamps", 0o555),
        ("output/articles/ropes", 0o555),
        (".backfile", 0o555),
        (".backfile", 0o000),
    ],
)
def test_a_folder_that_may_not_be_written_is_told_and_nothing_is_lost(
    processes: Processes, versions: Versions, open_folder: Path, locked: str, mode: int
) -> None:
    site = with_theme(with_sources_of(shutil.copytree(versions.old, open_folder / "site"), versions.new))
    for path in (site, *site.rglob("*")):
        os.chown(path, NOBODY, NOBODY)
    os.chown(site / locked, 0, 0)
    (site / locked).chmod(mode)
    end = processes.run("-C", site, fate=Fate(user=NOBODY))
    check_that_it_is_told(end, "Permission denied", "change the permissions")
    assert locked in end.said
    check_that_nothing_is_half(site, published(versions.old), published(versions.new))
    os.chown(site / locked, NOBODY, NOBODY)
    (site / locked).chmod(0o755)
    check_that_the_next_is_right(processes, site, versions.new)


@needs_other_users
def test_a_site_that_may_not_be_written_is_told(processes: Processes, versions: Versions, open_folder: Path) -> None:
    site = with_theme(shutil.copytree(versions.edited, open_folder / "site"))
    site.chmod(0o755)
    end = processes.run("-C", site, fate=Fate(user=NOBODY))
    check_that_it_is_told(end, "Permission denied", "change the permissions")
    assert not (site / "output").exists()
