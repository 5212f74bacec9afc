"""What only some sites need is offered under the name of an extra, and locked."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from backfile import extras

ROOT = Path(__file__).resolve().parent.parent


def test_the_packages_to_install_are_those_of_the_extras() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    stated = project["project"]["optional-dependencies"]
    assert {name: tuple(line.partition(">=")[0] for line in lines) for name, lines in stated.items()} == extras.PACKAGES


@pytest.mark.parametrize("extra", extras.PACKAGES)
def test_each_extra_is_installed_from_its_lock(extra: str) -> None:
    assert (ROOT / f"requirements-{extra}.txt").is_file()
    assert f"requirements-{extra}.txt" in extras.missing(extra)
