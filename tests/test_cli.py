from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from backfile.cli import INTERRUPTED, main
from backfile.commands.telling import OWN_FAULT
from backfile.version import VERSION
from tests.sites import manuscript, published, small_site, toy_site, write

pytestmark = pytest.mark.usefixtures("compiled_once")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return small_site(tmp_path / "site")


def run(*arguments: str) -> int:
    return main(list(arguments))


# -- what can be asked for -------------------------------------------------------------------------------------------


def test_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        run("--version")
    assert capsys.readouterr().out == f"Backfile {VERSION}\n"


def test_the_help_teaches(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        run("--help")
    said = capsys.readouterr().out
    for word in (
        "build",
        "ingest",
        "serve",
        "test",
        "clean",
        "exit codes",
        "seeds/",
        "content/",
        "output/",
        "examples",
    ):
        assert word in said


@pytest.mark.parametrize("command", ["build", "ingest", "why", "serve", "test", "clean"])
def test_every_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        run(command, "--help")
    assert command in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [["biuld"], ["--nonsense"], ["build", "-j", "0"], ["build", "-j", "many"], ["serve", "--port", "-1"], ["-C"]],
)
def test_a_wrong_command_line_is_told_in_one_line(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        run(*arguments)
    said = capsys.readouterr().err
    assert said.startswith("backfile: error: ")
    assert "(see: backfile --help)" in said
    assert len(said.splitlines()) == 1


@pytest.mark.parametrize("arguments", [[], ["build"]])
def test_no_command_means_build(site: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run("-C", str(site), *arguments) == 0
    assert re.search(
        r"^2 articles: \d+ files written, 0 unchanged, 0 removed, in \d", capsys.readouterr().out, re.MULTILINE
    )


@pytest.mark.parametrize("place", ["before", "after"])
def test_options_may_stand_before_or_after_the_command(site: Path, place: str) -> None:
    arguments = ["-q", "-C", str(site)]
    assert run(*arguments, "build") == 0 if place == "before" else run("build", *arguments) == 0
    assert published(site)


@pytest.mark.parametrize("arguments", [["--jobs", "1"], ["-j1"], ["-j", "1", "build"], ["build", "-j", "1"]])
def test_the_options_of_a_build_need_no_command(site: Path, arguments: list[str]) -> None:
    assert run("-q", "-C", str(site), *arguments) == 0
    assert published(site)


def test_a_port_beyond_the_last_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        run("serve", "--port", "99999")
    assert "there is no port 99999: ports go up to 65535" in capsys.readouterr().err


# -- how much is said ------------------------------------------------------------------------------------------------


def test_quiet_says_nothing_of_a_build_that_goes_well(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("-q", "-C", str(site)) == 0
    assert capsys.readouterr() == ("", "")


def test_quiet_still_tells_errors(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(site, {"content/articles/lamps.md": "no header", "content/articles/x.txt": "a warning"})
    assert run("-q", "-C", str(site)) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert [line.partition(":")[0] for line in said.err.splitlines()] == ["content/articles/lamps.md"]


def test_verbose_names_every_file(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("-q", "-C", str(site))
    (site / "content/articles/lamps.md").unlink()
    run("-v", "-C", str(site))
    said = capsys.readouterr().out
    assert "wrote output/index.html\n" in said
    assert "removed output/articles/lamps/index.html\n" in said


def test_no_colours_and_no_progress_where_nobody_looks(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("-C", str(site))
    said = capsys.readouterr()
    assert not re.search(r"[\x1b\r]", said.out + said.err)


def test_strangers_and_tasks_are_told(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(site, {"content/articles/lamps.md": manuscript("On Lamps", header="review: [Check the date.]\n")})
    write(site, {"output/mine.txt": "mine"})
    run("-C", str(site))
    said = capsys.readouterr().out
    assert "output/mine.txt: not written by Backfile; left as it is\n" in said
    assert "  content/articles/lamps.md\n    - Check the date.\n" in said


# -- answers for other programs --------------------------------------------------------------------------------------


def answer(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    code = run("--json", *arguments)
    said = capsys.readouterr()
    assert said.err == ""
    found: dict[str, Any] = json.loads(said.out)
    assert found["exit"] == code
    return found


def test_a_build_in_json(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(site, {"seeds/empty.txt": ""})
    first = answer(capsys, "-C", str(site))
    assert (first["exit"], first["articles"], first["unchanged"], first["removed"]) == (0, 2, 0, [])
    assert {name.removeprefix("output/") for name in first["written"]} == set(published(site))
    second = answer(capsys, "-C", str(site))
    assert second["written"] == []
    assert second["unchanged"] == len(published(site))
    assert set(second) == set(first)
    assert second["problems"] == first["problems"]
    assert [problem["file"] for problem in first["problems"]] == ["seeds/empty.txt"]


def test_faults_in_json(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(site, {"content/articles/lamps.md": manuscript("On Lamps", header="volumne: 1\n")})
    assert answer(capsys, "-C", str(site)) == {
        "exit": 1,
        "problems": [
            {
                "severity": "error",
                "file": "content/articles/lamps.md",
                "line": 3,
                "column": 1,
                "message": "unknown field `volumne` in the header",
                "hint": "did you mean `volume`?",
                "key": "field",
            }
        ],
    }


# -- seeds -----------------------------------------------------------------------------------------------------------


def test_a_seed_is_converted_once_and_what_people_wrote_is_never_touched(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = toy_site(tmp_path / "site")
    assert run("-C", str(site)) == 0
    told = re.search(r"^seeds/the-ferry-that-was-a-bridge.txt → (\S+)$", capsys.readouterr().out, re.MULTILINE)
    assert told
    manuscript_file = site / told[1]
    manuscript_file.write_text(manuscript_file.read_text("utf-8").replace("winter", "summer"), "utf-8")
    edited = manuscript_file.read_bytes()
    assert run("-C", str(site)) == 0
    assert manuscript_file.read_bytes() == edited
    manuscript_file.unlink()
    assert run("-C", str(site)) == 0
    assert not manuscript_file.exists()
    assert run("-C", str(site), "ingest", "seeds/the-ferry-that-was-a-bridge.txt") == 0
    assert manuscript_file.exists()


def test_a_seed_shown_as_json_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = toy_site(tmp_path / "site")
    before = sorted(site.rglob("*"))
    seed = site / "seeds/the-ferry-that-was-a-bridge.txt"
    assert run("--json", "-C", str(site), "ingest", str(seed)) == 0
    json.loads(capsys.readouterr().out)
    assert sorted(path for path in site.rglob("*") if ".backfile" not in path.parts) == before


def test_a_seed_that_is_not_there_is_a_wrong_command(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("-C", str(site), "ingest", "nothing.txt") == 2
    assert "nothing.txt: error: there is no such file in seeds/" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["build", "ingest", "serve"])
def test_a_folder_that_is_no_site_is_left_as_it_is(
    tmp_path: Path, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("-C", str(tmp_path), command) == 1
    assert f"there is no site.toml in {tmp_path}" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["build", "ingest", "serve", "clean"])
def test_a_folder_that_is_not_there_is_no_site(
    tmp_path: Path, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("-C", str(tmp_path / "nowhere"), command) == 1
    assert f"there is no site.toml in {tmp_path / 'nowhere'}" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


# -- clean -----------------------------------------------------------------------------------------------------------


def test_clean_removes_what_was_built_and_nothing_else(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}
    run("-q", "-C", str(site))
    write(site, {"output/mine.txt": "mine"})
    assert run("-C", str(site), "clean") == 0
    assert "output/mine.txt: not written by Backfile; left as it is" in capsys.readouterr().out
    (site / "output/mine.txt").unlink()
    (site / "output").rmdir()
    (site / ".backfile/lock").unlink()  # who waits for it must find it in its place
    assert {path: path.read_bytes() for path in site.rglob("*") if path.is_file()} == before
    assert run("-q", "-C", str(site), "clean") == 0


# -- the end of a run ------------------------------------------------------------------------------------------------


def test_a_fault_of_our_own_is_kept_for_a_report_and_no_traceback_is_shown(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("a slip")

    monkeypatch.setattr("backfile.build.edition.catalogue_of", fail)
    assert run("-C", str(site)) == OWN_FAULT
    said = capsys.readouterr()
    assert "Traceback" not in said.out + said.err
    assert "a fault in Backfile itself (ZeroDivisionError)" in said.err
    assert "ZeroDivisionError: a slip" in (site / ".backfile/fault.txt").read_text("utf-8")


def test_an_interrupted_run_says_so_by_its_code(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("backfile.build.edition.catalogue_of", interrupt)
    assert run("-C", str(site)) == INTERRUPTED


def test_a_reader_that_stops_reading_is_no_fault(site: Path) -> None:
    run("-q", "-C", str(site))
    write(site, {f"output/mine-{number}.txt": "x" for number in range(3000)})
    code = "import sys; from backfile.cli import main; sys.exit(main(sys.argv[1:]))"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with subprocess.Popen(
        [sys.executable, "-c", code, "-C", str(site)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()
    assert process.returncode == 0


def test_text_that_a_terminal_cannot_show_is_no_fault(site: Path) -> None:
    write(site, {"content/articles/старый.md": "no header"})
    code = "import sys; from backfile.cli import main; sys.exit(main(sys.argv[1:]))"
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        "PYTHONIOENCODING": "ascii",
    }
    done = subprocess.run(
        [sys.executable, "-c", code, "-C", str(site)], env=environment, capture_output=True, check=False
    )
    assert done.returncode == 1
    assert b"content/articles/??????.md:1: error: there is no header" in done.stderr
