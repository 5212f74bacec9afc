"""`pip install .` for real: the wheel, what is in it, and the command that it gives."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from backfile.version import VERSION

ROOT = Path(__file__).resolve().parent.parent
BASE_PYTHON = str(getattr(sys, "_base_executable", sys.executable))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from a copy of the project, so that the project's own folder stays clean."""
    if subprocess.run([BASE_PYTHON, "-c", "import pip"], check=False, capture_output=True).returncode:
        pytest.skip("this Python has no pip to build a wheel with")
    folder = tmp_path_factory.mktemp("wheel")
    for name in ("backfile", "templates"):
        shutil.copytree(ROOT / name, folder / "project" / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, folder / "project" / name)
    run([BASE_PYTHON, "-m", "pip", "wheel", "--quiet", "--no-deps", "-w", str(folder), str(folder / "project")], folder)
    [built] = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def command(wheel: Path) -> str:
    """The command `backfile`, in an environment of its own."""
    place = wheel.parent / "environment"
    venv.create(place, symlinks=os.name != "nt")
    programs = place / ("Scripts" if os.name == "nt" else "bin")
    python = str(programs / Path("python").with_suffix(".exe" if os.name == "nt" else ""))
    run([BASE_PYTHON, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps", str(wheel)], wheel.parent)
    return str(programs / "backfile")


def run(command: list[str], folder: Path) -> str:
    # The libraries are lent by the environment of the tests: downloading them once is enough.
    environment = {**os.environ, "PYTHONPATH": sysconfig.get_path("purelib")}
    result = subprocess.run(
        command,
        check=False,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    assert result.returncode == 0, result.stdout
    return result.stdout


def test_the_wheel_holds_every_file_and_the_theme(wheel: Path) -> None:
    files = [file for top in ("backfile", "templates") for file in (ROOT / top).rglob("*") if file.is_file()]
    names = {file.relative_to(ROOT).as_posix() for file in files if "__pycache__" not in file.parts}
    wanted = {name if name.startswith("backfile/") else f"backfile/{name}" for name in names}
    assert wanted <= set(zipfile.ZipFile(wheel).namelist())


def test_the_command_says_its_version(command: str, tmp_path: Path) -> None:
    assert VERSION in run([command, "--version"], tmp_path)


def test_the_command_builds_what_a_clone_builds(command: str, tmp_path: Path) -> None:
    trees = []
    for name, words in (("installed", [command]), ("cloned", [sys.executable, str(ROOT / "build.py")])):
        site = tmp_path / name
        shutil.copytree(ROOT / "tests/toy_archive", site, ignore=shutil.ignore_patterns("output", ".backfile"))
        run([*words, "build"], site)
        output = site / "output"
        trees.append({file.relative_to(output): file.read_bytes() for file in output.rglob("*") if file.is_file()})
    assert trees[0] == trees[1]
    assert len(trees[0]) > 20
