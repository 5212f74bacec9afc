"""A seed whose articles come, go and move: each manuscript follows its own, the new is written, the gone is named."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backfile.cli import main
from tests.processes import Fate, Processes
from tests.sites import small_site, sources, write

SEED = "seeds/all.txt"
THINGS = ("Piers", "Buoys", "Lamps", "Ropes")


def article(thing: str) -> str:
    one = thing.lower()
    return f"""\
The Book of {thing}

The Foreland Gazette ISSN 9999-013X Volume 3 Issue 4

Author: Anna Marsh

The first of the {one} was built of oak and stood there for a hundred years.

The second of the {one} was built of iron, and nobody liked the looks of it.

The third of the {one} was never finished, for want of money and of patience.
"""


def seed_of(*things: str) -> dict[str, str | bytes]:
    return {SEED: "\n".join(map(article, things))}


def site_of(folder: Path, *things: str) -> Path:
    site = write(small_site(folder), seed_of(*things))
    assert main(["-q", "-C", str(site), "ingest"]) == 0
    return site


def file_of(thing: str) -> str:
    return f"content/articles/the-book-of-{thing.lower()}.md"


def text(site: Path, thing: str) -> str:
    return (site / file_of(thing)).read_text("utf-8")


def source_of(site: Path, thing: str) -> str:
    (line,) = [line for line in text(site, thing).splitlines() if line.startswith("source: ")]
    return line.removeprefix("source: ").strip("'")


def answer(capsys: pytest.CaptureFixture[str], site: Path, *arguments: str) -> Any:  # noqa: ANN401 -- it is JSON
    capsys.readouterr()
    main(["--json", "-C", str(site), "ingest", *arguments])
    return json.loads(capsys.readouterr().out)


def edit(site: Path, thing: str, old: str, new: str) -> None:
    before = text(site, thing)
    assert old in before
    write(site, {file_of(thing): before.replace(old, new)})


def test_a_new_article_is_written_and_the_others_keep_what_a_person_wrote(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = site_of(tmp_path, "Piers", "Lamps")
    edit(site, "Lamps", "oak", "ash")
    write(site, {SEED: "\n".join(map(article, ("Piers", "Buoys", "Lamps"))).replace("iron", "steel")})
    told = answer(capsys, site, "--update")
    assert [each["manuscript"] for each in told["converted"]] == [file_of("Buoys")]
    assert not told["problems"]
    assert [source_of(site, each) for each in ("Piers", "Buoys", "Lamps")] == ["all.txt", "all.txt#2", "all.txt#3"]
    assert "of ash" in text(site, "Lamps")
    assert all("steel" in text(site, each) for each in ("Piers", "Buoys", "Lamps"))
    before = sources(site)
    told = answer(capsys, site, "--update")
    assert not told["converted"] + told["updated"] + told["problems"]
    assert sources(site) == before


def test_an_article_that_is_gone_is_named_and_stays_and_is_known_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = site_of(tmp_path, "Piers", "Buoys", "Lamps")
    edit(site, "Piers", "oak", "ash")
    write(site, seed_of("Buoys", "Lamps"))
    (told,) = answer(capsys, site, "--update")["problems"]
    assert (told["file"], told["severity"]) == (file_of("Piers"), "warning")
    assert told["message"].startswith("“The Book of Piers” is no longer in seeds/all.txt")
    assert source_of(site, "Piers") == "all.txt#gone-1"
    assert "of ash" in text(site, "Piers")
    assert [source_of(site, each) for each in ("Buoys", "Lamps")] == ["all.txt", "all.txt#2"]
    assert not answer(capsys, site, "--update")["problems"]
    write(site, {SEED: "\n".join(map(article, ("Buoys", "Lamps", "Piers"))).replace("iron", "steel")})
    assert not answer(capsys, site, "--update")["converted"]
    assert source_of(site, "Piers") == "all.txt#3"
    assert "of ash" in text(site, "Piers")
    assert "of steel" in text(site, "Piers")


def test_it_is_shown_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = site_of(tmp_path, "Piers", "Buoys")
    write(site, seed_of("Lamps", "Buoys"))
    before = sources(site)
    told = answer(capsys, site, "--diff")
    assert sources(site) == before
    assert {each["key"] for each in told["problems"]} == {"article-added", "article-gone"}


def test_without_what_was_kept_nothing_is_merged_and_what_differs_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = site_of(tmp_path, "Piers")
    edit(site, "Piers", "issue: 4", "issue: 5")
    (site / "content/readings/all.txt.reading").unlink()
    write(site, seed_of("Piers", "Lamps"))
    told = answer(capsys, site, "--update")
    assert [each["manuscript"] for each in told["converted"]] == [file_of("Lamps")]
    assert [(each["field"], each["here"]) for each in told["differences"]] == [("issue", "5")]
    assert "issue: 5" in text(site, "Piers")


def test_a_single_article_may_get_neighbours(tmp_path: Path) -> None:
    site = site_of(tmp_path, "Piers")
    edit(site, "Piers", "oak", "ash")
    write(site, seed_of("Lamps", "Piers"))
    assert main(["-q", "-C", str(site), "ingest", "--update"]) == 0
    assert (source_of(site, "Lamps"), source_of(site, "Piers")) == ("all.txt", "all.txt#2")
    assert "of ash" in text(site, "Piers")


def test_one_that_a_person_deleted_stays_deleted(tmp_path: Path) -> None:
    site = site_of(tmp_path, "Piers", "Buoys")
    (site / file_of("Buoys")).unlink()
    write(site, seed_of("Lamps", "Buoys", "Piers"))
    assert main(["-q", "-C", str(site), "ingest", "--update"]) == 0
    assert not (site / file_of("Buoys")).exists()
    assert (source_of(site, "Lamps"), source_of(site, "Piers")) == ("all.txt", "all.txt#3")


def test_a_plain_ingest_compares_every_article_of_a_seed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = site_of(tmp_path, "Piers", "Buoys")
    edit(site, "Buoys", "issue: 4", "issue: 5")
    (difference,) = answer(capsys, site)["differences"]
    assert (difference["file"], difference["field"], difference["seed_says"]) == (file_of("Buoys"), "issue", "4")
    write(site, seed_of("Piers", "Buoys", "Lamps"))
    told = [each for each in answer(capsys, site)["problems"] if each["key"] == "several-articles"]
    assert told[0]["message"].startswith("this seed is now read as 3 articles, and was as 2")
    assert "--diff" in told[0]["hint"]


def test_a_run_that_is_killed_is_finished_by_the_next(tmp_path: Path, processes: Processes) -> None:
    site = site_of(tmp_path / "site", "Piers", "Buoys", "Lamps")
    edit(site, "Piers", "oak", "ash")
    edit(site, "Lamps", "oak", "elm")
    write(site, seed_of("Ropes", "Piers", "Lamps"))
    wanted = shutil.copytree(site, tmp_path / "wanted")
    effects = processes.run("-C", wanted, "ingest", "--update").effects
    assert effects
    after = sources(wanted)
    for effect in range(1, effects + 1):
        killed = shutil.copytree(site, tmp_path / "killed")
        processes.wait(processes.start("-C", killed, "ingest", "--update", fate=Fate(effect=effect)))
        assert processes.run("-C", killed, "ingest", "--update").code == 0
        assert sources(killed).keys() == after.keys(), effect
        assert sources(killed) == after, effect
        shutil.rmtree(killed)


orders = st.lists(st.sampled_from(THINGS), min_size=2, max_size=4, unique=True)


@settings(max_examples=12)
@given(st.lists(orders, min_size=2, max_size=4))
def test_each_article_has_one_manuscript_and_none_is_lost(
    tmp_path_factory: pytest.TempPathFactory, states: list[list[str]]
) -> None:
    site = site_of(tmp_path_factory.mktemp("site"), *states[0])
    for state in states[1:]:
        write(site, seed_of(*state))
        assert main(["-q", "-C", str(site), "ingest", "--update"]) == 0
    seen = {thing for state in states for thing in state}
    assert len(list((site / "content/articles").glob("the-book-of-*.md"))) == len(seen)
    for thing in seen:
        assert f"The third of the {thing.lower()}" in text(site, thing)
    for place, thing in enumerate(states[-1], 1):
        assert source_of(site, thing) == ("all.txt" if place == 1 else f"all.txt#{place}")
    assert all("#gone-" in source_of(site, thing) for thing in seen - {*states[-1]})
