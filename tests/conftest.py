"""Settings that every test shares."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from jinja2 import Environment
from playwright.sync_api import Browser

from backfile.build.run import Options, build
from tests.browsing import chromium
from tests.compiling import COMPILING
from tests.processes import Processes
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


@pytest.fixture(scope="session")
def processes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Processes]:
    """Where build processes come from that can be killed or stopped at any point."""
    processes = Processes(tmp_path_factory.mktemp("said"))
    yield processes
    processes.close()


@pytest.fixture
def compiled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every build has a Jinja environment of its own; with this a template is compiled once for all of them."""
    for name, method in COMPILING.items():
        monkeypatch.setattr(Environment, name, method)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One for each module, since the loop of Playwright would be in the way of the loops of other tests."""
    with chromium() as started:
        yield started
