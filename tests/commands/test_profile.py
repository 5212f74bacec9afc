"""`build --profile` says what each stage of a build did: exact counts; times are there, and are not tested."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from backfile.cli import main
from tests.sites import manuscript, published, small_site, write

pytestmark = pytest.mark.usefixtures("compiled_once")

ARTICLES = 230  # more than one process is given at once


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return small_site(tmp_path / "site")


def profile(site: Path, capsys: pytest.CaptureFixture[str], *options: str) -> dict[str, dict[str, Any]]:
    capsys.readouterr()
    assert main(["--json", "-C", str(site), "build", "--profile", *options]) == 0
    stages: list[dict[str, Any]] = json.loads(capsys.readouterr().out)["profile"]
    assert [set(stage) for stage in stages] == [{"stage", "wall", "cpu", "workers", "counts"}] * len(stages)
    return {stage["stage"]: stage for stage in stages}


def counts(stages: dict[str, dict[str, Any]]) -> dict[str, dict[str, int]]:
    return {name: stage["counts"] for name, stage in stages.items() if stage["counts"]}


def test_each_build_says_what_it_did(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    texts = list((site / "content").rglob("*.md"))
    first = profile(site, capsys)
    assert list(first) == [
        "looking", "loading", "converting", "reading", "planning", "judging", "copying", "indexing", "rendering",
        "publishing", "noting", "the rest",
    ]  # fmt: skip
    files = published(site)
    words = sum(name.startswith("search/words/") for name in files)
    pages = sum(not name.startswith(("assets/", "search/words/", ".nojekyll")) for name in files)
    done = counts(first)
    assert done.pop("looking")["files_and_folders"] > len(texts)
    size = sum(text.stat().st_size for text in texts)
    assert done == {
        "reading": {"manuscripts": len(texts), "read": len(texts), "bytes_read": size, "parsed": len(texts)},
        "planning": {"pages": pages, "files": len(files) - pages - words},
        "judging": {"pages": pages, "composed": pages},
        "rendering": {"pages": pages},
        "publishing": {"files": len(files), "bytes_written": sum(map(len, files.values())), "removed": 0},
    }


def test_an_edit_costs_what_it_must(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["-q", "-C", str(site)])
    lamps, ropes = (site / f"content/articles/{name}.md" for name in ("lamps", "ropes"))
    lamps.write_text(lamps.read_text("utf-8") + "More words.\n", "utf-8")
    ropes.touch()
    done = counts(profile(site, capsys))
    size = lamps.stat().st_size + ropes.stat().st_size
    assert done["reading"] == {"manuscripts": 3, "read": 2, "bytes_read": size, "parsed": 1}
    assert (done["judging"]["composed"], done["rendering"]["pages"]) == (1, 1)
    assert done["publishing"]["files"] == 3, "the page, and the files of the search with “more” and “words”"


def test_a_site_at_rest_is_only_looked_at(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["-q", "-C", str(site)])
    stages = profile(site, capsys)
    assert list(stages) == ["looking", "the rest"]
    assert stages["looking"]["counts"]["files_and_folders"] > len(published(site))


def test_the_time_of_other_processes_is_told_apart(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(site, {f"content/articles/{number}.md": manuscript("Words") for number in range(ARTICLES)})
    stages = profile(site, capsys, "--jobs", "2")
    assert {name for name, stage in stages.items() if stage["workers"]} == {"reading", "indexing", "rendering"}


def test_the_table_is_aligned(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["-C", str(site), "build", "--profile"]) == 0
    lines = capsys.readouterr().out.splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("stage "))
    header, *rows = lines[start:]
    assert "written" in lines[start - 1]
    for head in ("wall, s", "CPU, s", "workers, s"):
        end = header.index(head) + len(head)
        assert all(re.search(r"\d\.\d\d$", row[:end]) for row in rows)
    assert rows[-1].startswith("in all")
    assert any(re.fullmatch(r"reading .*  3 manuscripts, 3 read, [\d,]+ bytes read, 3 parsed", row) for row in rows)


def test_nobody_is_told_who_did_not_ask(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["--json", "-C", str(site)])
    assert "profile" not in json.loads(capsys.readouterr().out)
    write(site, {"content/articles/lamps.md": manuscript("On Lamps", "Other words.")})
    main(["-C", str(site)])
    main(["-q", "-C", str(site), "build", "--profile"])
    assert "looking" not in capsys.readouterr().out
