from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from backfile.build.turn import alone
from backfile.cli import main
from tests.sites import manuscript, small_site, write

pytestmark = pytest.mark.usefixtures("compiled_once")

ROOT = Path(__file__).resolve().parents[2]
PIERS = "On Piers\n\nBy Anna Marsh\n\nSome words about piers, and then some more words about them.\n"
BUOYS = "On Buoys\n\nBy Bo Quill\n\nSome words about buoys, and then some more words about them.\n"
CONVERTED = "content/articles/on-piers.md"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write(small_site(tmp_path / "site"), {"seeds/piers.txt": PIERS})


@pytest.fixture
def converted(site: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    assert main(["-q", "-C", str(site), "ingest"]) == 0
    capsys.readouterr()
    return site


def manuscripts(site: Path) -> list[str]:
    return sorted(path.name for path in (site / "content/articles").rglob("*.md"))


def told(capsys: pytest.CaptureFixture[str], site: Path, *arguments: str) -> list[str]:
    """What a run that goes well says of seeds, on either stream."""
    assert main(["-C", str(site), *arguments]) == 0
    said = capsys.readouterr()
    return [line for line in (said.out + said.err).splitlines() if line.startswith("seeds")]


def answer(capsys: pytest.CaptureFixture[str], site: Path, *arguments: str) -> Any:  # noqa: ANN401 -- it is JSON
    main(["--json", "-C", str(site), *arguments])
    return json.loads(capsys.readouterr().out)


def test_a_cold_build_without_a_new_seed_imports_nothing_that_reads_seeds(converted: Path) -> None:
    shutil.rmtree(converted / ".backfile", ignore_errors=True)
    code = f"import sys; from backfile.cli import main; main(['-q', '-C', {str(converted)!r}]); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert [name for name in done.stdout.split() if name.startswith(("backfile.intake", "yaml"))] == []


# -- where nothing can be written without harm -----------------------------------------------------------------------


@pytest.mark.parametrize("folder", ["content/articles", "content"])
@pytest.mark.parametrize("command", ["build", "ingest"])
def test_a_folder_of_manuscripts_that_leads_out_of_the_site_is_refused(
    tmp_path: Path, folder: str, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    site = write(tmp_path / "site", {"site.toml": '[publication]\ntitle = "A"\n', "seeds/piers.txt": PIERS})
    outside = tmp_path / "outside"
    (outside / "articles").mkdir(parents=True)
    (site / folder).parent.mkdir(exist_ok=True)
    (site / folder).symlink_to(outside)
    assert main(["-C", str(site), command]) == 1
    assert "content/articles: error: the symbolic link leads out of the site" in capsys.readouterr().err
    assert [path for path in outside.rglob("*") if path.is_file()] == []


def test_a_link_in_the_place_of_the_half_written_file_is_not_followed(site: Path, tmp_path: Path) -> None:
    precious = write(tmp_path, {"precious.txt": "mine"}) / "precious.txt"
    (site / "content/articles/.on-piers.md.new").symlink_to(precious)
    assert main(["-q", "-C", str(site), "ingest"]) == 0
    assert precious.read_text("utf-8") == "mine"
    assert (site / CONVERTED).is_file()


def test_a_register_that_leads_out_of_the_site_is_an_error(site: Path, tmp_path: Path) -> None:
    write(tmp_path, {"seeds.toml": ""})
    (site / "content/articles/seeds.toml").symlink_to(tmp_path / "seeds.toml")
    assert main(["-q", "-C", str(site), "ingest"]) == 1
    assert "on-piers.md" not in manuscripts(site)


# -- manuscripts with faults -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("arguments", [["ingest"], ["ingest", "seeds/piers.txt"]])
def test_a_manuscript_that_cannot_be_read_is_not_gone(
    converted: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    write(converted, {CONVERTED: '---\ntitle: "My\nsource: piers.txt\n---\n\nWords.\n', "content/articles/x.md": "x"})
    before = manuscripts(converted)
    assert main(["-C", str(converted), *arguments]) == 1
    said = capsys.readouterr()
    assert f"{CONVERTED}:" in said.err
    assert "content/articles/x.md:1: error" in said.err
    assert "gone" not in said.err
    assert manuscripts(converted) == before


def test_a_build_with_a_new_seed_tells_each_fault_once(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(site, {"content/articles/lamps.md": "no header", "content/pages/about.md": "no header"})
    files = [problem["file"] for problem in answer(capsys, site)["problems"] if problem["severity"] == "error"]
    assert sorted(files) == ["content/articles/lamps.md", "content/pages/about.md"]
    assert "on-piers.md" not in manuscripts(site)


def test_a_manuscript_that_is_gone_is_named_by_ingest(converted: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (converted / CONVERTED).unlink()
    assert "its manuscript is gone" in told(capsys, converted, "ingest")[0]


# -- seeds that cannot be read ---------------------------------------------------------------------------------------


def _lead_out(site: Path) -> str:
    write(site.parent, {"outside.txt": BUOYS})
    (site / "seeds/buoys.txt").symlink_to(site.parent / "outside.txt")
    return "seeds/buoys.txt"


def _lead_nowhere(site: Path) -> str:
    (site / "seeds/buoys.txt").symlink_to("nothing.txt")
    return "seeds/buoys.txt"


def _too_large(site: Path) -> str:
    with (site / "seeds/buoys.txt").open("wb") as file:
        file.truncate(10_000_001)
    return "seeds/buoys.txt"


def _no_folder(site: Path) -> str:
    (site / "seeds/piers.txt").unlink()
    (site / "seeds").rmdir()
    write(site, {"seeds": "a file"})
    return "seeds"


def _folder_outside(site: Path) -> str:
    (site / "seeds").rename(site.parent / "seeds")
    (site / "seeds").symlink_to(site.parent / "seeds")
    return "seeds"


@pytest.mark.parametrize("harm", [_lead_out, _lead_nowhere, _too_large, _no_folder, _folder_outside])
@pytest.mark.parametrize("command", ["build", "ingest"])
def test_a_seed_that_cannot_be_read_is_a_warning_in_each_run(
    site: Path, harm: Callable[[Path], str], command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = harm(site)
    for _ in range(3):
        lines = [line for line in told(capsys, site, command) if line.startswith(f"{file}:")]
        assert len(lines) == 1
        assert lines[0].startswith(f"{file}: warning: ")
    found = answer(capsys, site, command)
    assert found["exit"] == 0
    assert {problem["severity"] for problem in found["problems"] if problem["file"] == file} == {"warning"}
    assert "on-buoys.md" not in manuscripts(site)


@pytest.mark.parametrize("command", ["build", "ingest"])
def test_what_the_system_does_not_let_us_read_is_a_warning(
    site: Path, command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write(site, {"seeds/buoys.txt": BUOYS, "seeds/locked/a.txt": BUOYS})
    read, scan = Path.read_bytes, os.scandir

    def read_bytes(path: Path) -> bytes:
        if path.name == "buoys.txt":
            raise PermissionError(13, "Permission denied", str(path))
        return read(path)

    def scandir(path: Any) -> Any:  # noqa: ANN401 -- it stands for the system's own
        if str(path).endswith("locked"):
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(Path, "read_bytes", read_bytes)
    monkeypatch.setattr(os, "scandir", scandir)
    lines = told(capsys, site, command)
    assert sum(line.startswith("seeds/buoys.txt: warning: the file cannot be read") for line in lines) == 1
    assert sum(line.startswith("seeds/locked: warning: the folder cannot be read") for line in lines) == 1
    assert "on-piers.md" in manuscripts(site)


# -- what the register of seeds knows --------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["build", "ingest"])
def test_a_seed_that_changed_is_told_and_its_manuscript_left(
    converted: Path, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (converted / CONVERTED).read_bytes()
    write(converted, {"seeds/piers.txt": PIERS.replace("Anna", "Ada")})
    for _ in range(2):
        lines = told(capsys, converted, command)
        assert lines[-1].startswith(
            "seeds/piers.txt: advice: this seed changed since it was converted; its manuscript is left as it is"
        )
    assert (converted / CONVERTED).read_bytes() == before


def test_a_change_is_settled_by_asking_for_its_differences(converted: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(converted, {"seeds/piers.txt": PIERS.replace("Anna", "Ada")})
    assert main(["-C", str(converted), "ingest", "seeds/piers.txt"]) == 0
    assert "Ada Marsh" in capsys.readouterr().out
    assert told(capsys, converted, "build") == []


def test_other_line_ends_are_no_change(converted: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(converted, {"seeds/piers.txt": PIERS.replace("\n", "\r\n")})
    assert told(capsys, converted, "build") == []


@pytest.mark.parametrize("command", ["build", "ingest"])
def test_a_renamed_seed_is_not_converted_again(
    converted: Path, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = manuscripts(converted)
    (converted / "seeds/piers.txt").rename(converted / "seeds/jetties.txt")
    for _ in range(2):
        (line,) = told(capsys, converted, command)
        assert line.startswith("seeds/jetties.txt: advice: this is the text of seeds/piers.txt")
    assert manuscripts(converted) == before


def test_a_renaming_is_settled_by_naming_the_seed_in_its_manuscript(
    converted: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (converted / "seeds/piers.txt").rename(converted / "seeds/jetties.txt")
    file = converted / CONVERTED
    file.write_text(file.read_text("utf-8").replace("piers.txt", "jetties.txt"), "utf-8")
    assert told(capsys, converted, "ingest") == []
    assert told(capsys, converted, "build") == []
    file.unlink()
    assert told(capsys, converted, "build") == []
    assert not file.exists()


def test_two_copies_of_a_seed_become_one_manuscript(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(site, {"seeds/zebra.txt": PIERS})
    lines = told(capsys, site, "build")
    assert "seeds/piers.txt → content/articles/on-piers.md" in lines
    assert any(line.startswith("seeds/zebra.txt: advice: this is the text of seeds/piers.txt") for line in lines)
    assert main(["-q", "-C", str(site), "ingest", "seeds/zebra.txt"]) == 0
    assert "on-piers-2.md" in manuscripts(site)


def test_a_manuscript_that_names_its_seed_is_enough(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(site, {CONVERTED: manuscript("Piers", header="source: piers.txt\n")})
    assert told(capsys, site, "build") == []
    assert 'piers.txt" = "' in (site / "content/articles/seeds.toml").read_text("utf-8")


# -- the command -----------------------------------------------------------------------------------------------------


def test_a_text_that_is_named_twice_is_converted_once(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert len(told(capsys, site, "ingest", "seeds/piers.txt", "piers.txt")) == 1


def test_several_texts_are_one_array_in_json(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(site, {"seeds/buoys.txt": BUOYS})
    texts = [str(site / "seeds/piers.txt"), str(site / "seeds/buoys.txt")]
    assert [each["title"] for each in answer(capsys, site, "ingest", *texts)] == ["On Piers", "On Buoys"]
    assert answer(capsys, site, "ingest", texts[0])["title"] == "On Piers"


def test_one_text_of_several_that_cannot_be_read_is_one_object(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(capsys, site, "ingest", str(site / "seeds/piers.txt"), str(site / "nothing.txt"))
    assert found["exit"] == 2


@pytest.mark.parametrize("command", ["build", "ingest"])
def test_whoever_waits_for_another_process_is_told(
    site: Path, command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def taken(place: Path, waiting: Any) -> Any:  # noqa: ANN401 -- it stands for the real one
        waiting()
        return alone(place)

    monkeypatch.setattr("backfile.build.ingest.alone", taken)
    assert main(["-C", str(site), command]) == 0
    assert capsys.readouterr().out.startswith("another build of this site is running; waiting for it …\n")
