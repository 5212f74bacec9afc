"""The buttons that copy a reference, in a real Chromium; without them the text is there to select."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browsing import ROOT, needs_chromium, tab

REFERENCE = "Ostrand, Wilhelmina van der. “The Last Timetable: How a steamer company that no longer sailed went on"

pytestmark = needs_chromium


@pytest.mark.parametrize("scripted", [True, False])
def test_a_reference_can_be_copied(built_toy: Path, browser: Browser, scripted: bool) -> None:  # noqa: FBT001 -- it is drawn
    permissions = ["clipboard-read", "clipboard-write"]
    with tab(browser, built_toy / "output", java_script_enabled=scripted, permissions=permissions) as page:
        page.goto(f"{ROOT}articles/2019/the-last-timetable/")
        reference = page.locator(".references dt", has_text="Chicago").locator("xpath=following-sibling::dd[1]")
        expect(reference).to_contain_text(REFERENCE)
        buttons = page.locator(".cite button")
        if not scripted:
            expect(buttons).to_have_count(0)
            return
        expect(buttons).to_have_count(5)
        page.get_by_role("button", name="Copy: Chicago").click()
        expect(page.locator(".cite [role=status]")).to_have_text("Copied: Chicago")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied.startswith(REFERENCE)
        assert copied.endswith("https://doi.org/10.5555/ff.2019.1.3.")
