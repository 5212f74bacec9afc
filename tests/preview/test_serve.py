from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from backfile.cli import main
from tests.sites import manuscript, small_site, write

pytestmark = pytest.mark.usefixtures("compiled_once")

SEED = "On Piers\n\nBy Anna Marsh\n\nSome words about piers, and then some more words about them.\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return small_site(tmp_path / "site")


@pytest.fixture
def edits(monkeypatch: pytest.MonkeyPatch) -> list[Callable[[], object]]:
    """What a person does while `serve` runs, one after each build; then comes Ctrl-C."""
    steps: list[Callable[[], object]] = []

    def wait(_: object) -> None:
        if not steps:
            raise KeyboardInterrupt
        steps.pop(0)()

    monkeypatch.setattr("backfile.preview.watch.Watch.wait", wait)
    return steps


def serve(site: Path, *arguments: str) -> int:
    return main([*arguments, "-C", str(site), "serve", "--port", "18431"])


def test_it_tells_what_a_build_tells(
    site: Path, edits: list[Callable[[], object]], capsys: pytest.CaptureFixture[str]
) -> None:
    header = "review: [Check the date.]\n"
    write(site, {"content/articles/lamps.md": manuscript("Lamps", header=header), "seeds/piers.txt": SEED})
    write(site, {"content/articles/x.txt": "", "seeds/empty.txt": ""})
    edits.append(lambda: write(site, {"content/pages/about.md": manuscript("About us")}))
    assert serve(site) == 0
    said = capsys.readouterr()
    assert "seeds/piers.txt → content/articles/on-piers.md\n" in said.out
    assert "3 articles: " in said.out
    assert said.err.count("content/articles/x.txt: warning: ") == 2
    assert said.err.count("seeds/empty.txt: warning: ") == 2
    assert said.out.count("    - Check the date.\n") == 1


@pytest.mark.parametrize("arguments", [(), ("-q",)])
def test_errors_stand_on_the_error_stream_once_for_each_build(
    site: Path,
    arguments: tuple[str, ...],
    edits: list[Callable[[], object]],
    capsys: pytest.CaptureFixture[str],
) -> None:
    edits.append(lambda: write(site, {"content/articles/lamps.md": "no header"}))
    assert serve(site, *arguments) == 0
    said = capsys.readouterr()
    assert said.err.count("content/articles/lamps.md:1: error: there is no header") == 1
    assert "no header" not in said.out
    assert ("the last good pages are still shown" in said.out) == (not arguments)
    if arguments:
        assert said.out == ""


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (PermissionError(13, "Permission denied", "a.txt"), "error: a.txt: Permission denied"),
        (ZeroDivisionError("a slip"), "error: a fault in Backfile itself (ZeroDivisionError)"),
    ],
)
def test_whatever_fells_a_build_is_one_line(
    site: Path,
    fault: Exception,
    words: str,
    edits: list[Callable[[], object]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(*_: object) -> None:
        raise fault

    edits.append(lambda: monkeypatch.setattr("backfile.build.edition.catalogue_of", fail))
    assert serve(site, "-q") == 0
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(words)
    assert len(said.err.splitlines()) == 1


def test_in_json_each_build_is_an_object(
    site: Path, edits: list[Callable[[], object]], capsys: pytest.CaptureFixture[str]
) -> None:
    edits.append(lambda: write(site, {"content/articles/lamps.md": "no header"}))
    assert serve(site, "--json") == 0
    text = capsys.readouterr().out
    first, end = json.JSONDecoder().raw_decode(text)
    second = json.loads(text[end:])
    assert (first["exit"], second["exit"]) == (0, 1)
