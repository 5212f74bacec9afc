"""The bench measures what it says: its archive can be counted, and what it reports of a small one is exact."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from benchmarks import record
from benchmarks.checks import faults_of_site
from benchmarks.command import main
from benchmarks.corpus import FLAVOURS, Corpus, manuscript, write_corpus
from benchmarks.floor import plan_of
from benchmarks.generators import PEERS
from benchmarks.measure import cost_of
from benchmarks.rounds import PHASES, with_title
from benchmarks.sites import backfile, set_up

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


def test_a_round_can_end_early(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--articles", "12", "--repeats", "1", "--work", str(tmp_path), "--until", "nothing changed"]
    assert main([*words, "--jobs", "1"]) == 0
    assert list(rows(capsys.readouterr().out, "Backfile")) == ["cold", "nothing changed"]


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
    # Where the full text can be searched, the words that came or went are in files of their own.
    assert files["body edited"] == 1 if theme == "peers" else 1 < files["body edited"] < files["title edited"]
    assert 3 < files["title edited"] < files["template edited"] < files["cold"]
    rendered = {phase: int(cells[3]) for phase, cells in found.items()}
    assert (rendered["nothing changed"], rendered["body edited"]) == (0, 1)
    if theme == "peers":
        assert all(rendered[phase] >= files[phase] for phase in PHASES if phase != "cold")
    assert "Every check of the sites held." in printed
    assert "bare loop" in printed
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", PEERS)
def test_every_generator_makes_the_same_pages(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    work = tmp_path / f"peers-{ARTICLES}"
    peer = PEERS[name][0](work)
    if peer is None:
        pytest.skip(f"{name.capitalize()} is not on this machine")
    words = ["--articles", str(ARTICLES), "--repeats", "1", "--work", str(tmp_path)]
    assert main([*words, "--against", name, "--keep"]) == 0
    printed = capsys.readouterr().out
    assert set(rows(printed, peer.name)) == set(PHASES)
    assert f"| Backfile / {peer.name} | wall |" in printed
    peer.clean()  # it leaves what belonged to the article that was added and removed
    cost_of(peer.command, peer.folder)
    ours, theirs = (
        {page for page in tree(folder) if page.endswith((".html", ".xml", ".txt"))}
        for folder in (work / "backfile/output", peer.folder / peer.output)
    )
    assert len(ours) == len(theirs)
    assert {page for page in ours ^ theirs if not page.startswith(("issues/", "volumes/"))} == set()


def test_a_generator_that_is_absent_is_named_with_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("BENCH_ELEVENTY", "/nowhere/eleventy")
    monkeypatch.delenv("BENCH_PELICAN", raising=False)
    assert main(["--against", "eleventy", "pelican"]) == 2
    assert capsys.readouterr().err.splitlines() == [
        "Eleventy is not to be found: npm install @11ty/eleventy, or set BENCH_ELEVENTY to its program",
        'Pelican is not to be found: pip install "pelican[markdown]", or set BENCH_PELICAN to its program',
    ]


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_an_edited_title_is_one_in_every_flavour(flavour: str) -> None:
    article = Corpus(ARTICLES).article(3)
    text = manuscript(article, flavour)
    before, after = text.splitlines(), with_title(2)(text).splitlines()
    ((was, now),) = [pair for pair in zip(before, after, strict=True) if len({*pair}) == 2]
    title = now.removeprefix("title: ")
    assert was.startswith("title: ")
    assert (title if flavour == "pelican" else json.loads(title)) == f"{article.title}, in its edition 2"


def test_a_page_that_is_missing_is_reported(tmp_path: Path) -> None:
    ours, corpus = backfile(tmp_path, jobs=1), Corpus(ARTICLES)
    census = set_up(ours, corpus, "peers")
    cost_of(ours.command, ours.folder)
    assert list(faults_of_site(ours, corpus, census)) == []
    ours.page(ours.issue_page(corpus.article(0))).unlink()
    faults = list(faults_of_site(ours, corpus, census))
    assert any("pages, not" in fault for fault in faults)
    assert any("leads nowhere" in fault for fault in faults)


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
