"""Many seeds at once: read by several processes, written by one, and finished by the next run if that is killed."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.processes import Fate, Processes, nobody_is_left
from tests.sites import small_site, sources, write

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")

MANY = 30
EDITORIAL = "Editorial\n\nBy Anna Marsh\n\nSome words about pier {0}, and then some more words about that same pier.\n"
ISSUE = "".join(
    f"{title}\n\nTide Review Volume 7 Issue 2\n\nAuthor: {author}\n\n"
    "Some words about it, and then some more words about it, so that this is prose at last.\n\n"
    for title, author in (("First Tide", "Anna Marsh"), ("Second Tide", "Bo Quill"), ("Third Tide", "Ada Roe"))
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with more seeds than one process takes, some of which are odd."""
    seeds: dict[str, str | bytes] = {f"seeds/{number:02}.txt": EDITORIAL.format(number) for number in range(MANY)}
    odd: dict[str, str | bytes] = {
        "seeds/copy.txt": EDITORIAL.format(3),
        "seeds/issue.txt": ISSUE,
        "seeds/none.txt": b"\0\1\2" * 9,
    }
    return write(small_site(tmp_path_factory.mktemp("many") / "site"), seeds | odd | {"seeds/00-empty.txt": ""})


def ingest(processes: Processes, site: Path, jobs: int) -> dict[str, Any]:
    end = processes.run("-C", site, "ingest", "--json", "-j", jobs)
    assert end.code == 0, end.said
    told: dict[str, Any] = json.loads(end.said)
    return told


def test_the_number_of_processes_makes_no_difference(processes: Processes, site: Path, tmp_path: Path) -> None:
    sites = [shutil.copytree(site, tmp_path / str(jobs)) for jobs in (1, 2)]
    said = [ingest(processes, each, jobs) for jobs, each in enumerate(sites, 1)]
    assert said[0] == said[1]
    assert sources(sites[0]) == sources(sites[1])
    assert len(list((sites[0] / "content/articles").glob("editorial*.md"))) == MANY
    assert len(list((sites[0] / "content/articles").glob("*-tide.md"))) == 3


@pytest.mark.parametrize("group", [False, True], ids=["alone", "with its workers"])
def test_a_killed_ingest_loses_nothing_and_is_finished_by_the_next(
    processes: Processes, site: Path, tmp_path: Path, *, group: bool
) -> None:
    undisturbed = shutil.copytree(site, tmp_path / "undisturbed")
    effects = processes.run("-C", undisturbed, "ingest", "--json", "-j", "2").effects
    ended_late = False
    for tenth in range(1, 11):
        killed = shutil.copytree(site, tmp_path / str(tenth))
        pid = processes.start(
            "-C", killed, "ingest", "--json", "-j", "2", fate=Fate(effect=effects * tenth // 10 - 1, group=group)
        )
        processes.wait(pid)
        assert nobody_is_left(pid)
        articles = list((killed / "content/articles").glob("editorial*.md"))
        ended_late = ended_late or (len(articles) > MANY // 2 and not (killed / "content/articles/seeds.toml").exists())
        ingest(processes, killed, 2)
        assert sources(killed) == sources(undisturbed)
    assert ended_late  # the register comes last, and once


def test_an_issue_of_which_a_killed_ingest_wrote_a_part_is_completed(processes: Processes, tmp_path: Path) -> None:
    alone = write(small_site(tmp_path / "alone"), {"seeds/issue.txt": ISSUE})
    undisturbed = shutil.copytree(alone, tmp_path / "undisturbed")
    effects = processes.run("-C", undisturbed, "ingest", "--json").effects
    counts = set()
    for effect in range(1, effects + 1):
        killed = shutil.copytree(alone, tmp_path / f"killed {effect}")
        processes.run("-C", killed, "ingest", "--json", fate=Fate(effect=effect))
        counts.add(len(list((killed / "content/articles").glob("*-tide.md"))))
        ingest(processes, killed, 1)
        assert sources(killed) == sources(undisturbed)
    assert counts == {0, 1, 2, 3}
