"""`build --verify` believes nothing that was noted: it finds whatever a build from nothing would make otherwise."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from backfile.build.ledger import Trace, load_ledger, save_ledger
from backfile.build.outcome import Outcome
from backfile.build.publish import ledger_file
from backfile.build.rest import Survey
from backfile.build.tree import look_of
from backfile.cli import INTERRUPTED, main
from backfile.digest import digest_bytes
from tests.sites import manuscript, published, small_site, write

pytestmark = pytest.mark.usefixtures("compiled_once")

ROOT = Path(__file__).resolve().parents[2]
AT_REST = Outcome()
NOTES = ["index", "ledger", "lock", "records", "rest", "words"]
UNSEEN = Survey(note={}, sources={}, output={})
LAMPS = "articles/lamps/index.html"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    site = write(small_site(tmp_path / "site"), {"static/a.txt": "a", "output/mine.txt": "mine"})
    assert main(["-q", "-C", str(site)]) == 0
    return site


def verified(site: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    capsys.readouterr()
    code = main(["--json", "-C", str(site), "build", "--verify"])
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert answer["exit"] == code
    assert sorted(path.name for path in (site / ".backfile").iterdir()) == NOTES
    return answer


def believe(site: Path, name: str, trace: Callable[[Trace, Path], Trace]) -> None:
    """Make the ledger, and what is noted of a site at rest, take a file of `output/` for what the last build left."""
    noted = load_ledger(ledger_file(site))
    address = name.removesuffix("index.html")
    changed = trace(noted.traces.get(address, Trace()), site / "output" / name)
    save_ledger(ledger_file(site), replace(noted, traces={**noted.traces, address: changed}))


def with_look(trace: Trace, file: Path) -> Trace:
    return replace(trace, look=look_of(file.stat()))


def with_data(trace: Trace, file: Path) -> Trace:
    return replace(with_look(trace, file), data=digest_bytes(file.read_bytes()))


def places(answer: dict[str, Any]) -> list[str]:
    return [problem["file"] for problem in answer["problems"]]


def test_what_a_build_made_is_right(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = len(published(site)) - 1
    assert verified(site, capsys)["verified"] == files
    write(site, {"content/articles/lamps.md": manuscript("On Oil")})
    assert main(["-C", str(site), "--verify", "-j", "2"]) == 0
    files = len(published(site)) - 1  # an author is gone, and the feed of the author
    assert f"{files} files verified" in capsys.readouterr().out
    assert main(["-q", "-C", str(site), "--verify"]) == 0
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("name", [LAMPS, "index.html", "a.txt", ".nojekyll"])
def test_a_wrong_file_that_the_ledger_believes_in_is_a_fault_of_our_own(
    name: str, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(site, {f"output/{name}": "wrong"})
    believe(site, name, with_data)
    answer = verified(site, capsys)
    assert (answer["exit"], places(answer)) == (4, [f"output/{name}"])
    assert "delete .backfile/ and build again" in answer["problems"][0]["hint"]
    assert "report it" in answer["problems"][0]["hint"]
    for note in ("ledger", "rest", "records"):
        (site / ".backfile" / note).unlink()
    assert verified(site, capsys)["exit"] == 0


def test_a_file_that_someone_else_changed_unseen_is_no_fault_of_ours(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(site, {f"output/{LAMPS}": "tampered"})
    believe(site, LAMPS, with_look)
    answer = verified(site, capsys)
    assert (answer["exit"], places(answer)) == (3, [f"output/{LAMPS}"])
    assert "someone else, or a failing disk" in answer["problems"][0]["message"]


def test_every_wrong_file_is_named(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, trace in ((LAMPS, with_look), ("index.html", with_data)):
        write(site, {f"output/{name}": "wrong"})
        believe(site, name, trace)
    assert main(["-C", str(site), "--verify"]) == 4
    said = capsys.readouterr().err
    assert f"output/{LAMPS}: error: " in said
    assert "output/index.html: error: the file differs from what a build from nothing makes" in said


def test_a_file_that_should_be_gone_is_found(
    site: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(site, {"output/tags/old/index.html": "old"})
    monkeypatch.setattr("backfile.commands.full_build.build", lambda *_: pytest.fail("the site is at rest"))
    monkeypatch.setattr("backfile.commands.build.outcome_at_rest", lambda _: AT_REST)
    monkeypatch.setattr("backfile.build.verify.survey", lambda _: UNSEEN)
    believe(site, "tags/old/index.html", with_data)
    (site / "output/volumes/index.html").unlink()
    answer = verified(site, capsys)
    assert answer["exit"] == 4
    assert places(answer) == ["output/volumes/index.html", "output/tags/old/index.html"]


def test_a_site_that_changed_since_is_not_blamed(
    site: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backfile.commands.build.outcome_at_rest", lambda _: AT_REST)
    write(site, {"content/articles/lamps.md": manuscript("On Oil")})
    answer = verified(site, capsys)
    assert (answer["exit"], answer["problems"][0]["message"]) == (1, "something in the site changed since it was built")


def test_faults_of_the_site_come_first(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(site, {"content/articles/lamps.md": "no header"})
    answer = verified(site, capsys)
    assert (answer["exit"], places(answer)) == (1, ["content/articles/lamps.md"])


@pytest.mark.skipif(os.name == "nt", reason="there are no process groups to send Ctrl-C to")
def test_nothing_is_left_where_it_was_interrupted(tmp_path: Path) -> None:
    articles = {f"content/articles/a{number}.md": manuscript(f"Number {number}") for number in range(600)}
    site = write(small_site(tmp_path / "site"), articles)
    assert main(["-q", "-C", str(site)]) == 0
    command = [sys.executable, "-c", "from backfile.cli import main; raise SystemExit(main())"]
    process = subprocess.Popen(
        [*command, "-q", "-C", str(site), "--verify", "-j", "2"], cwd=ROOT, start_new_session=True
    )
    beside = site / ".backfile/anew/.staging"
    while process.poll() is None and not (beside.is_dir() and any(beside.iterdir())):
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGINT)
    assert process.wait(30) == INTERRUPTED
    assert not beside.parent.exists()
    assert main(["-q", "-C", str(site), "--verify"]) == 0
