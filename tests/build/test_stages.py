"""What is told of a build while it goes on: nothing that is not so, and every second of it under one name."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from backfile.build.run import Options, build
from backfile.build.stages import Stages
from tests.sites import manuscript, small_site, write

ARTICLES = 230  # more than one process is given at once


def spin(seconds: float) -> None:
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


def test_time_counts_for_one_stage_only_and_nothing_is_lost() -> None:
    began = time.perf_counter()
    stages = Stages(is_profiled=True)

    def items() -> Iterator[int]:
        for number in range(3):
            spin(0.01)
            stages.count("made", [1])
            yield number

    stages.begin("outer")
    for _ in stages.apart("inner", items()):
        spin(0.002)
        stages.add_workers(2.0)
    stages.begin("last")
    profile = {stage.name: stage for stage in stages.profile}
    assert list(profile) == ["outer", "inner", "last", "the rest"]
    assert profile["inner"].cpu >= 0.03 > profile["outer"].cpu >= 0.006
    assert (profile["outer"].workers, profile["inner"].workers) == (6.0, 0.0)
    assert (profile["outer"].counts, profile["inner"].counts) == ((), (("made", 3),))
    assert sum(stage.wall for stage in profile.values()) <= time.perf_counter() - began


def test_a_stage_that_comes_again_is_the_same() -> None:
    stages = Stages(is_profiled=True)
    for name in ("a", "b", "a"):
        stages.begin(name)
        stages.count("things", (each for each in (1, 2)))
    assert [(stage.name, stage.counts) for stage in stages.profile] == [
        ("a", (("things", 6),)), ("b", (("things", 3),)), ("the rest", ()),
    ]  # fmt: skip


def test_nothing_is_looked_at_unless_someone_wants_to_know() -> None:
    stages, looked = Stages(), list[int]()
    items = iter([1, 2])
    stages.begin("a")
    stages.count("things", (looked.append(each) or each for each in (1, 2)))  # type: ignore[func-returns-value]
    stages.add_workers(1.0)
    assert stages.apart("b", items) is items
    assert (stages.profile, looked) == ((), [])


def test_what_is_over_in_a_moment_is_not_told() -> None:
    told: list[object] = []
    stages = Stages(lambda *each: told.append(each), patience=3600)
    stages.begin("a", 2)
    stages.done()
    assert told == []


def test_it_is_told_now_and_again_only() -> None:
    told: list[object] = []
    stages = Stages(lambda *each: told.append(each), patience=0, pause=3600)
    stages.begin("a", 1000)
    for _ in range(1000):
        stages.done()
    assert told == [("a", 0, 1000)]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_build_tells_how_far_it_is_and_counts_up_to_its_end(workers: int, tmp_path: Path) -> None:
    site = write(
        small_site(tmp_path), {f"content/articles/{number}.md": manuscript("Words") for number in range(ARTICLES)}
    )
    told: list[tuple[str, int, int]] = []
    stages = Stages(lambda *each: told.append(each), patience=0, pause=0)
    outcome = build(site, Options(workers=workers, stages=stages))
    ends = {}
    for stage in ("reading", "rendering", "publishing"):
        steps = [(done, total) for name, done, total in told if name == stage and total >= ARTICLES]
        assert [done for done, _ in steps] == list(range(steps[-1][1] + 1))
        ends[stage] = steps[-1]
    pages = outcome.rendered
    files = len(outcome.written)
    articles = outcome.articles
    assert ends == {"reading": (articles,) * 2, "rendering": (pages,) * 2, "publishing": (files,) * 2}


def test_pages_that_are_left_as_they_are_count_as_done(tmp_path: Path) -> None:
    site = small_site(tmp_path)
    build(site, Options())
    write(site, {"content/articles/lamps.md": manuscript("On Lamps", "Other words.")})
    told: list[tuple[str, int, int]] = []
    outcome = build(site, Options(stages=Stages(lambda *each: told.append(each), patience=0, pause=0)))
    _, done, total = [each for each in told if each[0] == "rendering"][-1]
    assert done == total > outcome.rendered
