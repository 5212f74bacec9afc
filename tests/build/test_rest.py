"""A site in which nothing changed is told by one scan; whatever changed is noticed, however well it hides."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from pathlib import Path

import pytest

from backfile.build.generator import generator_digest
from backfile.build.publish import ledger_file
from backfile.build.rest import at_rest
from backfile.cli import main
from tests.sites import published, small_site

ROOT = Path(__file__).resolve().parents[2]
SLOW = ("jinja2", "mistune", "yaml", "frontmatter", "watchdog")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    site = small_site(tmp_path / "site")
    assert main(["-C", str(site), "-q"]) == 0
    return site


@pytest.mark.parametrize("command", ["'-C', '{site}'", "'--json', '-C', '{site}', 'build'"])
def test_a_build_with_nothing_to_do_imports_nothing_slow(site: Path, command: str) -> None:
    code = f"import sys; from backfile.cli import main; main([{command.format(site=site)}]); print([*sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    modules = done.stdout.splitlines()[-1]
    assert [name for name in SLOW if f"'{name}'" in modules] == []


def test_what_the_last_build_said_is_said_again(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    manuscript = site / "content/articles/ropes.md"
    manuscript.write_text(manuscript.read_text("utf-8").replace("---\n\n", "review: [Look at this.]\n---\n\n"), "utf-8")
    outcomes = []
    for _ in range(2):
        assert main(["-C", str(site)]) == 0
        out, err = capsys.readouterr()
        outcomes.append(([line for line in out.splitlines() if "article" not in line], err))
    assert outcomes[0] == outcomes[1]
    assert "    - Look at this." in outcomes[1][0]


def test_other_words_of_the_same_length_at_the_same_time_are_noticed(site: Path) -> None:
    manuscript = site / "content/articles/ropes.md"
    facts = manuscript.stat()
    manuscript.write_text(manuscript.read_text("utf-8").replace("Some words.", "Four words."), "utf-8")
    os.utime(manuscript, ns=(facts.st_atime_ns, facts.st_mtime_ns))
    assert main(["-C", str(site), "-q"]) == 0
    assert b"Four words." in published(site)["articles/ropes/index.html"]


def test_an_older_text_put_back_is_noticed(site: Path) -> None:
    manuscript = site / "content/articles/ropes.md"
    first, facts = published(site), manuscript.stat()
    text = manuscript.read_text("utf-8")
    manuscript.write_text(text.replace("Some words.", "Other words."), "utf-8")
    assert main(["-C", str(site), "-q"]) == 0
    assert published(site) != first
    manuscript.write_text(text, "utf-8")
    os.utime(manuscript, ns=(facts.st_atime_ns, facts.st_mtime_ns))
    assert main(["-C", str(site), "-q"]) == 0
    assert published(site) == first


@pytest.mark.parametrize("note", ["rest", "records", "ledger"])
@pytest.mark.parametrize("damage", [b"", b"{}", b"\x80\x05garbage", b"[1, 2]", b'{"sources": 1}'])
def test_damaged_notes_cost_time_and_nothing_else(site: Path, note: str, damage: bytes) -> None:
    first = published(site)
    (site / ".backfile" / note).write_bytes(damage)
    (site / "content/articles/ropes.md").touch()
    assert main(["-C", str(site), "-q"]) == 0
    assert published(site) == first


def test_a_site_that_was_never_built_is_not_at_rest(tmp_path: Path) -> None:
    assert at_rest(small_site(tmp_path / "site")) is None


def test_a_file_that_may_no_longer_be_read_is_looked_at_again(site: Path) -> None:
    (site / "content/articles/ropes.md").chmod(0o600)
    assert at_rest(site) is None


@pytest.mark.parametrize("harm", [lambda ledger: ledger.unlink(), lambda ledger: ledger.write_bytes(b"{")])
def test_a_site_without_its_ledger_is_not_at_rest(site: Path, harm: Callable[[Path], object]) -> None:
    harm(ledger_file(site))
    assert at_rest(site) is None
    assert main(["-C", str(site), "-q"]) == 0
    assert at_rest(site) is not None
    (site / "content/articles/lamps.md").unlink()
    assert main(["-C", str(site), "-q"]) == 0
    assert "articles/lamps/index.html" not in published(site)


@pytest.mark.parametrize("library", ["frontmatter", "yaml", "jinja2", "markupsafe", "mistune"])
def test_another_version_of_a_library_is_another_generator(library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def find(name: str) -> ModuleSpec | None:
        return None if name == library else find_spec(name)

    def version(name: str) -> str:
        return f"another {name}"

    generator_digest.cache_clear()
    before = generator_digest()
    monkeypatch.setattr("backfile.build.generator.find_spec", find)
    monkeypatch.setattr("importlib.metadata.version", version)
    generator_digest.cache_clear()
    assert generator_digest() != before
    generator_digest.cache_clear()


def test_the_versions_are_found_without_asking_the_slow_way(monkeypatch: pytest.MonkeyPatch) -> None:
    def version(name: str) -> str:
        raise AssertionError(name)

    monkeypatch.setattr("importlib.metadata.version", version)
    generator_digest.cache_clear()
    assert generator_digest()
