"""Builds that are killed: what is published is whole at every moment, and the next build puts everything right."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.processes import Fate, Processes, nobody_is_left
from tests.sites import (
    TOY,
    folders_without_files,
    manuscript,
    published,
    small_site,
    sources,
    with_sources_of,
    write,
)

KILLS = int(os.environ.get("BACKFILE_KILLS", "24"))
"""How many builds are killed by all tests of this file together, or a few more."""
MANY = 210

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What a site was and what it becomes: the two sites, each built, and one between them, which is killed.

    `between` has the sources of `new`, and has published what `old` has, or nothing. An undisturbed build of it has so
    many `effects`.
    """

    old: Path
    new: Path
    between: Path
    command: tuple[str, ...]
    effects: int


def old_site(site: Path) -> Path:
    return write(
        small_site(site),
        {
            "content/articles/knots.md": manuscript("On Knots", header="volume: 9\nissue: 1\ndate: 2020\n"),
            "content/people.toml": '[marsh]\nname = "Anna Marsh"\n',
            "static/notes": "a file",
            "static/plans/pier.txt": "a pier",
            "static/map.svg": "<svg/>",
            "templates/tag.html": '{% extends "default/tag.html" %}{% block head %}<!-- x -->{% endblock %}',
        },
    )


def new_site(site: Path) -> Path:
    """The old one after all kinds of changes."""
    old_site(site)
    (site / "content/articles/knots.md").unlink()
    (site / "content/articles/ropes.md").rename(site / "content/articles/cordage.md")
    (site / "static/notes").unlink()
    shutil.rmtree(site / "static/plans")
    shutil.copytree(TOY / "seeds", site / "seeds")
    header = "authors: [Anna Marsh]\nvolume: 1\nissue: 2\ndate: 2019-03\n"
    return write(
        site,
        {
            "content/articles/lamps.md": manuscript("Lamps anew", "See [ropes](cordage.md).", header),
            "content/articles/deep/er/tides.md": manuscript("On Tides", header="volume: 2\nissue: 1\ntags: [sea]\n"),
            "content/people.toml": '[anna]\nname = "Anna Marsh"\nbiography = "Wrote *on lamps*."\n',
            "static/notes/first.txt": "a file in a folder",
            "static/plans": "a file where a folder was",
            "static/map.svg": "<svg><path/></svg>",
            "templates/assets/style.css": "body { color: teal }\n",
            "templates/tag.html": '{% extends "default/tag.html" %}{% block head %}<!-- y -->{% endblock %}',
        },
    )


def many(site: Path, word: str) -> Path:
    header = "volume: {0}\nissue: 1\ntags: [rope]\n"
    return write(
        small_site(site),
        {
            f"content/articles/{number}.md": manuscript(f"{word} {number}", header=header.format(number // 50 + 1))
            for number in range(MANY)
        },
    )


def step(processes: Processes, old: Path, new: Path, jobs: int = 1, *, cold: bool = False) -> Step:
    built = {site: site.with_name(f"{site.name} built") for site in (old, new)}
    for site, target in built.items():
        shutil.copytree(site, target)
        assert processes.run("-C", target, "-q").code == 0
    between = with_sources_of(shutil.copytree(new if cold else built[old], new.with_name("between")), new)
    if cold:
        shutil.rmtree(built[old] / "output")
    command = ("build", "--json", "-j", str(jobs))
    undisturbed = shutil.copytree(between, new.with_name("undisturbed"))
    effects = processes.run("-C", undisturbed, *command).effects
    assert published(undisturbed) == published(built[new])
    assert sources(undisturbed) == sources(built[new])
    return Step(old=built[old], new=built[new], between=between, command=command, effects=effects)


@pytest.fixture(scope="module", params=["cold", "edited"])
def small_step(processes: Processes, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Step:
    folder = tmp_path_factory.mktemp("small")
    return step(processes, old_site(folder / "old"), new_site(folder / "new"), cold=request.param == "cold")


@pytest.fixture(scope="module")
def large_step(processes: Processes, tmp_path_factory: pytest.TempPathFactory) -> Step:
    folder = tmp_path_factory.mktemp("large")
    return step(processes, many(folder / "old", "Words"), many(folder / "new", "Other words"), jobs=2)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return tmp_path / "site"


# -- what must hold --------------------------------------------------------------------------------------------------


def is_waiting(name: str) -> bool:
    """Whether a file of `output/` lies where nobody looks: in a hidden folder at its top."""
    return name.startswith(".") and "/" in name


def check_that_nothing_is_half(site: Path, step: Step) -> None:
    old, new, now = published(step.old), published(step.new), published(site)
    for name, data in now.items():
        assert is_waiting(name) or data in (old.get(name), new.get(name)), name
    assert old.keys() & new.keys() <= now.keys()
    before, after = sources(step.between), sources(step.new)
    for name, data in sources(site).items():
        assert Path(name).name.startswith(".") or data in (before.get(name), after.get(name)), name


def check_that_it_is_right(processes: Processes, site: Path, step: Step, wanted: Path) -> None:
    end = processes.run("-C", site, *step.command)
    assert end.code == 0, end.said
    assert json.loads(end.said)["strangers"] == []
    assert published(site) == published(wanted)
    assert folders_without_files(site) == []
    assert sources(site).keys() == sources(wanted).keys()
    assert {path.name for path in (site / ".backfile").iterdir()} == {
        path.name for path in (step.new / ".backfile").iterdir()
    }
    again = processes.run("-C", site, *step.command)
    done = json.loads(again.said)
    assert (again.code, done["written"], done["removed"], done["strangers"]) == (0, [], [], [])
    assert published(site) == published(wanted)


def check_a_kill(processes: Processes, site: Path, step: Step, fates: tuple[Fate, ...], *, back: bool = False) -> None:
    """Kill builds of a site one after the other; the next one leaves all as if nothing had been.

    Or, where someone went `back` meanwhile, as it was before.
    """
    shutil.copytree(step.between, site)
    for fate in fates:
        pid = processes.start("-C", site, *step.command, fate=fate)
        processes.wait(pid)
        assert nobody_is_left(pid)
        check_that_nothing_is_half(site, step)
    if back:
        with_sources_of(site, step.old)
        # What is left of a manuscript that was being written is no business of this test.
        for path in (site / "content").rglob(".*.new"):
            path.unlink()
    check_that_it_is_right(processes, site, step, step.old if back else step.new)
    shutil.rmtree(site)


def spread(count: int, last: int) -> Iterator[int]:
    """So many numbers from 1 to the last one, evenly."""
    yield from sorted({1 + (2 * index + 1) * last // (2 * count) for index in range(min(count, last))})


# -- the points at which they are killed -----------------------------------------------------------------------------


def test_a_build_killed_before_any_of_its_effects_is_finished_by_the_next(
    processes: Processes, small_step: Step, site: Path
) -> None:
    for effect in spread(KILLS // 4, small_step.effects):
        check_a_kill(processes, site, small_step, (Fate(effect=effect),))


@pytest.mark.parametrize("small_step", ["edited"], indirect=True)
def test_what_a_killed_build_published_is_taken_back_if_the_edit_is(
    processes: Processes, small_step: Step, site: Path
) -> None:
    for effect in spread(KILLS // 12, small_step.effects):
        check_a_kill(processes, site, small_step, (Fate(effect=effect),), back=True)


def test_a_build_killed_again_and_again_is_finished_by_the_next(
    processes: Processes, small_step: Step, site: Path
) -> None:
    for effect in spread(max(1, KILLS // 24), small_step.effects):
        fates = tuple(Fate(effect=1 + (effect * factor) % small_step.effects) for factor in (1, 3, 7))
        check_a_kill(processes, site, small_step, fates)


def test_a_build_killed_in_the_middle_of_a_file_is_finished_by_the_next(
    processes: Processes, small_step: Step, site: Path
) -> None:
    sizes = {len(data) for data in published(small_step.new).values()}
    sizes |= {path.stat().st_size for path in (small_step.new / ".backfile").iterdir()}
    limits = sorted({0, *(size // 2 for size in sizes), *(size - 1 for size in sizes if size)})
    for place in spread(KILLS // 12, len(limits)):
        check_a_kill(processes, site, small_step, (Fate(limit=limits[place - 1]),))


@pytest.mark.parametrize("group", [False, True], ids=["alone", "with its workers"])
def test_a_build_with_workers_killed_before_any_of_its_effects_is_finished_by_the_next(
    processes: Processes, large_step: Step, site: Path, *, group: bool
) -> None:
    for effect in spread(max(1, KILLS // 24), large_step.effects):
        check_a_kill(processes, site, large_step, (Fate(effect=effect, group=group),))


def test_a_build_with_workers_killed_at_any_time_is_finished_by_the_next(
    processes: Processes, large_step: Step, site: Path
) -> None:
    for hundredth in spread(max(1, KILLS // 24), 40):
        check_a_kill(processes, site, large_step, (Fate(seconds=hundredth / 100),))
