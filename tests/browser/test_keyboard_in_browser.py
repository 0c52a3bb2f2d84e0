"""The keyboard alone, on every page."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from support.packs import LAW_ID, MINI_ID
from support.reading.pages_in_browser import Visit


def test_tab_reaches_every_control_in_order_and_the_focus_is_seen(visit: Visit) -> None:
    page = visit.page
    visit.open("/")
    page.keyboard.press("Tab")
    skip = page.locator(".skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    visit.tab_through()
    visit.open(f"/case/{MINI_ID}?worked=01_illness_at_home")
    visit.tab_through()
    page.locator("button[formaction$=outcomes]").first.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    visit.tab_through()
    page.locator(".glance button").first.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    visit.tab_through()
    visit.to("changes")
    visit.tab_through()
    visit.back()
    visit.to("review")
    visit.tab_through()
    visit.to("brief")
    visit.tab_through()


@pytest.mark.soak
@pytest.mark.parametrize(
    "path",
    [f"/case/{LAW_ID}?worked=01_demo_collision", f"/law/{LAW_ID}/11", f"/atlas/{MINI_ID}"],
)
def test_tab_reaches_every_control_of_a_long_page(visit: Visit, path: str) -> None:
    visit.open(path)
    visit.tab_through()
