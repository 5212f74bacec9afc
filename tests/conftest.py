"""Settings that every test shares."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings
from jinja2 import Environment

from backfile.build.run import Options, build
from tests.sites import toy_site

# A shared machine may stop for a second at any moment, so no example has a time limit. In CI the examples are the same
# in every run: a red run there means that the change is at fault, and not the luck of the draw.
settings.register_profile("desk", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, database=None, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "desk")


@pytest.fixture(scope="session")
def built_toy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The toy archive, built; whoever changes it works on a copy."""
    site = toy_site(tmp_path_factory.mktemp("toy") / "site")
    build(site, Options())
    return site


@pytest.fixture
def compiled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every build has a Jinja environment of its own; with this a template is compiled once for all of them."""
    for name, method in _COMPILING.items():
        monkeypatch.setattr(Environment, name, method)


def _remembered(method: Callable[..., object]) -> Callable[..., object]:
    known: dict[tuple[object, ...], object] = {}

    def look_up(environment: Environment, *arguments: object) -> object:
        if arguments not in known:
            known[arguments] = method(environment, *arguments)
        return known[arguments]

    return look_up


_COMPILING = {name: _remembered(getattr(Environment, name)) for name in ("compile", "parse")}
