"""Where nothing but the texts of articles changed, only their own pages are looked at; and nothing else is missed."""

from __future__ import annotations

import json
import shutil
from errno import ENOSPC
from pathlib import Path

import pytest

from backfile.build import records
from backfile.build.notes import save_note
from backfile.cli import main
from tests.sites import published, small_site

ROPES = "content/articles/ropes.md"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    site = small_site(tmp_path / "site")
    assert main(["-C", str(site), "-q"]) == 0
    return site


def change(site: Path, file: str, old: str, new: str) -> None:
    text = (site / file).read_text("utf-8")
    assert old in text
    (site / file).write_text(text.replace(old, new), "utf-8")


def pages_judged(site: Path, capsys: pytest.CaptureFixture[str]) -> int:
    capsys.readouterr()
    assert main(["-C", str(site), "build", "--profile", "--json"]) == 0
    stages = {stage["stage"]: stage for stage in json.loads(capsys.readouterr().out)["profile"]}
    return int(stages["judging"]["counts"]["pages"])


def built_from_nothing(site: Path) -> dict[str, bytes]:
    other = site.with_name("other")
    shutil.copytree(site, other, ignore=shutil.ignore_patterns("output", ".backfile"))
    assert main(["-C", str(other), "-q"]) == 0
    return published(other)


def test_another_text_is_a_matter_of_one_page(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(site, ROPES, "Some words.", "Other words, and [all volumes](/volumes/) and [this](ropes.md).")
    assert pages_judged(site, capsys) == 1
    assert published(site) == built_from_nothing(site)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (ROPES, "title: ", "title: New "),
        (ROPES, "---\n\n", "subtitle: New\n---\n\n"),
        (ROPES, "volume: 1", "volume: 2"),
        (ROPES, "tags: [rope]", "tags: [bell]"),
        ("site.toml", "\n", '\ndescription = "New"\n'),
    ],
)
def test_more_than_the_text_is_a_matter_of_all(
    site: Path, capsys: pytest.CaptureFixture[str], file: str, old: str, new: str
) -> None:
    change(site, ROPES, "Some words.", "Other words.")
    text = (site / file).read_text("utf-8")
    (site / file).write_text(text.replace(old, new, 1), "utf-8")
    assert pages_judged(site, capsys) > 1
    assert published(site) == built_from_nothing(site)


def test_what_a_failed_build_read_is_not_taken_for_published(site: Path) -> None:
    text = (site / ROPES).read_text("utf-8")
    new = text.replace("title: ", "title: New ", 1)
    (site / ROPES).write_text(new.replace("Some words.", "A [dead link](/nowhere/)."), "utf-8")
    assert main(["-C", str(site), "-q"]) == 1
    (site / ROPES).write_text(new, "utf-8")
    assert main(["-C", str(site), "-q"]) == 0
    assert published(site) == built_from_nothing(site)


def test_a_page_that_was_touched_besides_is_mended(site: Path) -> None:
    change(site, ROPES, "Some words.", "Other words.")
    (site / "output/index.html").write_text("something else", "utf-8")
    assert main(["-C", str(site), "-q"]) == 0
    assert published(site) == built_from_nothing(site)


def test_all_that_was_said_is_said_again(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(site, ROPES, "---\n\n", "publication: The Other Gazette\nreview: [Look at this.]\n---\n\n")
    said = []
    for words in ("Other words.", "Again other words."):
        (site / ROPES).write_text((site / ROPES).read_text("utf-8") + f"\n{words}\n", "utf-8")
        assert main(["-C", str(site)]) == 0
        out, err = capsys.readouterr()
        said.append(([line for line in out.splitlines() if " articles: " not in line], err))
    assert said[0] == said[1]
    assert "The Other Gazette" in "".join([*said[0][0], said[0][1]])


def test_records_that_could_not_be_kept_are_not_taken_for_what_was_published(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, form: str, content: object) -> None:
        if path.name == "records":
            raise OSError(ENOSPC, "No space left on device", str(path))
        save_note(path, form, content)

    was = (site / ROPES).read_text("utf-8")
    with monkeypatch.context() as disk:
        disk.setattr(records, "save_note", full)
        change(site, ROPES, "title: ", "title: New ")
        assert main(["-C", str(site), "-q"]) == 0
    (site / ROPES).write_text(was, "utf-8")
    assert main(["-C", str(site), "-q"]) == 0
    assert published(site) == built_from_nothing(site)
