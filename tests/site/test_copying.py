"""The buttons that copy a reference, in a real Chromium; without them the text is there to select."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

from backfile.preview.editions import Newsstand
from backfile.preview.server import running
from backfile.preview.web import open_server

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
QUIET = ("--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync")
REFERENCE = "Ostrand, Wilhelmina van der. “The Last Timetable: How a steamer company that no longer sailed went on"

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on PATH (Debian: apt install chromium)")


@pytest.mark.parametrize("scripted", [True, False])
def test_a_reference_can_be_copied(built_toy: Path, scripted: bool) -> None:  # noqa: FBT001 -- it is drawn
    with running(open_server(0, built_toy / "output", Newsstand(), print)) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        context = browser.new_context(java_script_enabled=scripted)
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        page = context.new_page()
        page.goto(f"{server.address}articles/2019/the-last-timetable/", wait_until="load")
        reference = page.locator(".references dt", has_text="Chicago").locator("xpath=following-sibling::dd[1]")
        expect(reference).to_contain_text(REFERENCE)
        buttons = page.locator(".cite button")
        if scripted:
            expect(buttons).to_have_count(5)
            page.get_by_role("button", name="Copy: Chicago").click()
            expect(page.locator(".cite [role=status]")).to_have_text("Copied: Chicago")
            copied = page.evaluate("navigator.clipboard.readText()")
            assert copied.startswith(REFERENCE)
            assert copied.endswith("https://doi.org/10.5555/ff.2019.1.3.")
        else:
            expect(buttons).to_have_count(0)
        browser.close()
