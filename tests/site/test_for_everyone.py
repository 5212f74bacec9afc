"""WCAG 2.2 AA as far as axe-core can judge: every kind of page, on light and dark paper, on a phone and on a desk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, expect

from tests.browsing import PAGES, ROOT, needs_chromium, tab

pytestmark = needs_chromium

Scheme = Literal["light", "dark"]
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
# On dark paper the page is the same but for its colours. The rule on the size of targets is off until it is named.
SCHEMES: dict[Scheme, tuple[str, ...]] = {"light": RULES, "dark": ("cat.color",)}
VIEWPORTS = (360, 1280)
AXE = """tags => axe.run({ runOnly: { type: "tag", values: tags }, rules: { "target-size": { enabled: true } } })
    .then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target}`)))"""

WRONG: dict[Scheme, set[str]] = {
    "light": {"color-contrast", "target-size", "image-alt"},
    "dark": {"color-contrast"},
}
SPOILT = """() => {
    const main = document.querySelector("main");
    main.innerHTML = "<h1>Pale</h1><button>a</button><button>b</button><img>";
    const spoilt = { color: "#777", background: "#666", padding: 0, width: "8px", height: "8px" };
    for (const each of main.children) Object.assign(each.style, spoilt);
}"""


@pytest.fixture(scope="module")
def page(browser: Browser, built_toy: Path) -> Iterator[Page]:
    with tab(browser, built_toy / "output") as opened:
        opened.add_init_script(AXE_SCRIPT)
        yield opened


def violations(page: Page, width: int, scheme: Scheme) -> list[str]:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    found: list[str] = page.evaluate(AXE, SCHEMES[scheme])
    return [f"{width} px, {scheme}: {each}" for each in found]


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES.keys())
def test_axe_finds_nothing(page: Page, address: str) -> None:
    page.goto(f"{ROOT}{address}")
    if "?q=" in address:
        expect(page.get_by_role("status")).to_contain_text("found")
        page.locator("details").evaluate("details => details.open = true")
    assert [each for width in VIEWPORTS for scheme in SCHEMES for each in violations(page, width, scheme)] == []


def test_axe_finds_what_is_wrong(page: Page) -> None:
    page.goto(ROOT)
    page.evaluate(SPOILT)
    for scheme, rules in WRONG.items():
        assert {each.split(": ")[1] for each in violations(page, 360, scheme)} >= rules
