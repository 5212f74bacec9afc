"""The bench measures what it says: its archive can be counted, and what it reports of a small one is exact."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from benchmarks import record
from benchmarks.command import main
from benchmarks.corpus import Corpus, write_corpus
from benchmarks.floor import plan_of
from benchmarks.rounds import PHASES
from benchmarks.sites import hugo

ARTICLES = 30


def tree(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def rows(printed: str, name: str) -> dict[str, list[str]]:
    """The cells of one generator by phase: wall, CPU, memory, pages rendered, files written, MB."""
    found = re.findall(rf"^\| ([a-z ]+) \| {name} \| (.*) \|$", printed, re.MULTILINE)
    return {phase: cells.split(" | ") for phase, cells in found}


def test_the_same_number_gives_the_same_archive(tmp_path: Path) -> None:
    censuses = [write_corpus(Corpus(ARTICLES), tmp_path / name, "backfile") for name in ("one", "two")]
    assert censuses[0] == censuses[1]
    assert tree(tmp_path / "one") == tree(tmp_path / "two")
    assert len(tree(tmp_path / "one/content")) == ARTICLES


def test_an_archive_has_the_shape_that_was_asked_for(tmp_path: Path) -> None:
    census = write_corpus(Corpus(ARTICLES), tmp_path, "hugo")
    assert (census.articles, census.issues, census.volumes) == (ARTICLES, 3, 1)
    assert 900 < census.words / ARTICLES < 1300
    text = "".join(file.read_text("utf-8") for file in (tmp_path / "content/articles").iterdir())
    for mark in ("\n## ", "\n- ", "\n1. ", "\n> ", "\n| ", "](/articles/", "](/images/", "**", "`"):
        assert mark in text


def test_links_lead_back_so_that_the_last_article_can_go() -> None:
    corpus = Corpus(ARTICLES)
    slugs = [corpus.article(place).slug for place in range(ARTICLES + 1)]
    for place, slug in enumerate(slugs):
        targets = re.findall(r"\]\(/articles/([^/]*)/\)", corpus.article(place).body)
        assert set(targets) <= set(slugs[:place]), slug


@pytest.mark.parametrize("theme", ["peers", "own"])
def test_a_run_counts_what_was_written(theme: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--articles", str(ARTICLES), "--repeats", "1", "--work", str(tmp_path), "--theme", theme, "--floor"]
    assert main([*words, "--jobs", "1"]) == 0
    printed = capsys.readouterr().out
    found = rows(printed, "Backfile")
    assert list(found) == list(PHASES)
    files = {phase: int(cells[4]) for phase, cells in found.items()}
    assert files["cold"] > ARTICLES
    assert files["nothing changed"] == 0
    assert files["body edited"] == 1
    assert 3 < files["title edited"] < files["template edited"] < files["cold"]
    assert all(int(cells[3]) >= 1 for phase, cells in found.items() if phase != "nothing changed")
    assert "Every check of the sites held." in printed
    assert "bare loop" in printed
    assert list(tmp_path.iterdir()) == []


def test_both_generators_make_the_same_pages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if hugo(tmp_path) is None:
        pytest.skip("Hugo is not on this machine")
    assert (
        main(["--articles", str(ARTICLES), "--repeats", "1", "--work", str(tmp_path), "--against", "hugo", "--keep"])
        == 0
    )
    printed = capsys.readouterr().out
    assert set(rows(printed, "Hugo")) == set(PHASES)
    pages = [
        {file.relative_to(built).as_posix() for file in built.rglob("*.html")}
        for built in (tmp_path / f"peers-{ARTICLES}/backfile/output", tmp_path / f"peers-{ARTICLES}/hugo/public")
    ]
    elsewhere = re.compile("issues/|volumes/")
    assert len(pages[0]) == len(pages[1])
    assert {page for page in pages[0] ^ pages[1] if not elsewhere.match(page)} == set()


def test_a_dead_link_is_reported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("benchmarks.checks._leads_somewhere", lambda link, *_: "tags" not in link)
    assert main(["--articles", str(ARTICLES), "--repeats", "1", "--work", str(tmp_path)]) == 1
    assert "leads nowhere" in capsys.readouterr().out


def test_results_take_the_place_of_those_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "README.md"
    page.write_text("# The bench\n", "utf-8")
    monkeypatch.setattr(record, "PAGE", page)
    for key, results in (("peers 30", "first"), ("peers 60", "other"), ("peers 30", "second")):
        record.record(key, "run it", results)
    text = page.read_text("utf-8")
    assert "first" not in text
    assert text.index("# The bench") < text.index("second") < text.index("other")


def test_the_bare_loop_writes_what_the_build_wrote(tmp_path: Path) -> None:
    (tmp_path / "built").mkdir()
    (tmp_path / "built/page.html").write_bytes(b"12345")
    plan = plan_of([], tmp_path / "built", tmp_path / "again")
    assert plan["files"] == {"page.html": 5}
