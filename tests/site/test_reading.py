"""Reading without a mouse, with large letters, on a narrow screen, in high contrast and at rest, in a real Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browsing import PAGES, ROOT, needs_chromium, tab

pytestmark = needs_chromium

ARTICLE = f"{ROOT}articles/2019/the-last-timetable/"
FOCUSABLE = "a[href], button, input, select, summary, [tabindex='0']"
# What keeps the one who tabs from seeing where he is: no ring, a thin one, or a place out of sight.
RING = """element => {
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element);
    const { top, bottom, left, right, width, height } = element.getBoundingClientRect();
    const isSeen = width > 1 && height > 1 && bottom > 0 && top < innerHeight && right > 0 && left < innerWidth;
    return [outlineStyle, parseFloat(outlineWidth) >= 2, outlineColor, isSeen];
}"""
ACCENTS = {"light": "rgb(138, 43, 29)", "dark": "rgb(227, 154, 132)"}
# The text spacing that readers may set (WCAG 2.2, 1.4.12), and letters of twice the size (1.4.4).
LARGE = "html { font-size: 237.5% !important }"
SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-bottom: 2em !important }"""
STYLED = """rules => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(rules);
    document.adoptedStyleSheets = [sheet];
}"""
# Whether a colour is that of the text, whatever the reader has chosen for it.
SYSTEM_COLOUR = """(element, name) => {
    element.append(document.createElement("i"));
    element.lastChild.style.color = "CanvasText";
    return getComputedStyle(element)[name] === getComputedStyle(element.lastChild).color;
}"""
# What hangs over the edge of the page, unless it lies in a box that scrolls.
OVERHANG = """() => [...document.body.querySelectorAll("*")].filter(each =>
    !each.closest(".table, .unseen, .skip, svg") && each.getBoundingClientRect().right > innerWidth + 1
).map(each => each.outerHTML.slice(0, 80))"""


@pytest.fixture
def page(browser: Browser, built_toy: Path) -> Iterator[Page]:
    permissions = ["clipboard-read", "clipboard-write"]
    with tab(browser, built_toy / "output", permissions=permissions, viewport={"width": 1280, "height": 800}) as opened:
        yield opened


def focused(page: Page) -> Locator:
    return page.locator(":focus")


def test_the_first_key_offers_to_skip_the_menu(page: Page) -> None:
    page.goto(ARTICLE)
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("main :focus")).to_have_count(1)
    expect(page.get_by_role("link", name="Wilhelmina van der Ostrand").first).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", ["articles/2019/the-last-timetable/", "search/?q=ferries", "authors/"])
def test_the_focus_goes_down_the_page_and_is_seen(page: Page, address: str, scheme: Literal["light", "dark"]) -> None:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.goto(f"{ROOT}{address}")
    if "?q=" in address:
        expect(page.get_by_role("status")).to_contain_text("found")
        page.mouse.click(2, 30)  # the script has put the focus into the box
    places = page.locator(FOCUSABLE).locator("visible=true")
    order = []
    for _ in range(places.count()):
        page.keyboard.press("Tab")
        ring = focused(page).evaluate(RING)
        assert ring == ["solid", True, ACCENTS[scheme], True], focused(page).evaluate("each => each.outerHTML")
        order.append(focused(page).evaluate("each => each.outerHTML"))
    assert order == places.evaluate_all("all => all.map(each => each.outerHTML)")


def test_a_note_leads_there_and_back(page: Page) -> None:
    page.goto(ARTICLE)
    page.locator("a[href='#fn-2']").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{ARTICLE}#fn-2")
    page.keyboard.press("Tab")
    expect(page.locator("a[href='#fnref-2']")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{ARTICLE}#fnref-2")
    page.keyboard.press("Tab")
    expect(page.locator("a[href='#fn-2']")).to_be_focused()


def test_a_reference_is_copied_from_the_keyboard(page: Page) -> None:
    page.goto(ARTICLE)
    page.get_by_role("button", name="Copy: APA").focus()
    page.keyboard.press("Space")
    expect(page.locator(".cite [role=status]")).to_have_text("Copied: APA")
    assert page.evaluate("navigator.clipboard.readText()").startswith("van der Ostrand, W. (2019)")


def test_a_wide_table_is_scrolled_from_the_keyboard(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(ARTICLE)
    page.evaluate(STYLED, "table { width: 60rem }")
    table = page.locator(".table")
    table.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => document.querySelector('.table').scrollLeft > 0")
    assert page.evaluate(OVERHANG) == []


def test_margin_notes_keep_clear_of_each_other_and_of_what_follows(page: Page) -> None:
    page.goto(ARTICLE)
    notes = page.locator(".footnotes li")
    edges = [each.bounding_box() for each in (*notes.all(), page.locator("#cite"))]
    spans = [(edge["y"], edge["y"] + edge["height"]) for edge in edges if edge]
    assert len(spans) == 4
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))


@pytest.mark.parametrize(
    ("width", "rules"),
    [(320, ""), (320, SPACED), (640, ""), (1280, LARGE), (1280, SPACED)],
    ids=["320 px", "320 px, spaced", "200 % zoom", "letters twice as large", "spaced"],
)
def test_no_page_is_wider_than_its_window(page: Page, width: int, rules: str) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    overhanging = {}
    for name, address in PAGES.items():
        page.goto(f"{ROOT}{address}")
        page.evaluate(STYLED, rules)
        if found := page.evaluate(OVERHANG):
            overhanging[name] = found
    assert overhanging == {}


@pytest.mark.parametrize(("motion", "behaviour"), [("reduce", "auto"), ("no-preference", "smooth")])
def test_nothing_moves_for_readers_who_want_rest(
    page: Page, motion: Literal["reduce", "no-preference"], behaviour: str
) -> None:
    page.emulate_media(reduced_motion=motion)
    page.goto(ARTICLE)
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == behaviour
    assert page.evaluate("document.getAnimations().length") == 0


def test_what_is_drawn_shows_in_high_contrast(page: Page) -> None:
    page.emulate_media(forced_colors="active")
    page.goto(f"{ROOT}authors/maeve-otarrigan/")
    assert page.locator(".bars svg").evaluate(SYSTEM_COLOUR, "fill")
    page.keyboard.press("Tab")
    assert focused(page).evaluate(RING)[:2] == ["solid", True]
    page.goto(f"{ROOT}years/")
    assert page.locator(".track svg").first.evaluate(SYSTEM_COLOUR, "fill")
    page.goto(f"{ROOT}search/?q=ferries")
    assert page.locator("mark").first.evaluate("each => getComputedStyle(each).textDecorationLine") == "underline"
