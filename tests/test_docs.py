"""The documentation says what the program does."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from backfile.build.edition import read_edition
from backfile.build.rest import survey
from backfile.build.workers import Workers
from backfile.cli import COMMANDS
from backfile.site.machine_views import SitemapView
from tests.sites import toy_site

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]


def reference() -> ModuleType:
    spec = importlib.util.spec_from_file_location("reference", ROOT / "docs" / "reference.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["fields.md", "manuscript.schema.json", "templates.md"])
def test_pages_that_follow_from_the_code_are_up_to_date(name: str) -> None:
    written = reference().PAGES[name]()
    assert (ROOT / "docs" / name).read_text("utf-8") == written, "run: python docs/reference.py"


def test_the_page_on_templates_names_the_view_of_each(tmp_path: Path) -> None:
    edition = read_edition(toy_site(tmp_path / "site"), survey(tmp_path / "site"), Workers())
    views = {page.template: type(page.compose()) for page in edition.plan.pages.values()}
    # Only a site of more than 50,000 pages has an index of sitemaps.
    assert views | {"sitemap-index.xml": SitemapView} == reference().TEMPLATES


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    prose = re.sub(r"^    .*$|`[^`\n]*`", "", page.read_text("utf-8"), flags=re.MULTILINE)
    targets = re.findall(r"\]\((?!https?:|#)([^)#]+)", prose)
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_the_readme_names_every_command() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    assert [name for name in COMMANDS if name != "build" and f"build.py {name}" not in text] == []
