"""Whoever uses a screen reader, a keyboard or tired eyes can use the page, too: no serious finding of axe-core."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ViewportSize, expect

from tests.demo.page.browser import DESK, PHONE, Window
from tests.demo.page.conftest import Opens
from tests.demo.page.test_page import G01, LEADER

SERIOUS = {"serious", "critical"}


def findings(window: Window) -> list[str]:
    """What axe-core finds to be serious, and where."""
    found = Axe().run(window.page).response["violations"]
    return [
        f"{one['id']}: {one['nodes'][0]['target']} {one['nodes'][0].get('failureSummary', '')}"
        for one in found
        if one["impact"] in SERIOUS
    ]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_list_talk_drawer_people_and_tour_can_be_used_by_everybody(
    opens: Opens, size: ViewportSize, theme: str
) -> None:
    visitor = opens(size, color_scheme=theme)
    visitor.page.goto(visitor.address)
    expect(visitor.page.locator("#tour")).to_be_visible()
    assert findings(visitor) == []
    leader = opens(size, color_scheme=theme).is_(LEADER)
    assert findings(leader) == []
    leader.opens(G01)
    expect(leader.page.locator(".message").last).to_be_visible()
    assert findings(leader) == []
    leader.page.get_by_label("看看里面").first.click()
    expect(leader.page.locator("#drawer")).to_be_visible()
    assert findings(leader) == []


def test_everything_can_be_reached_and_said_by_keyboard_alone(opens: Opens) -> None:
    leader = opens().is_(LEADER)
    page = leader.page
    page.locator("#chats .chat", has_text=G01).first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#head h1")).to_contain_text(G01)
    page.locator("#words").focus()
    page.keyboard.type("4楼开水器坏了")
    page.keyboard.press("Enter")
    card = leader.card("4楼开水器坏了")
    card.get_by_role("button", name="受理").focus()
    page.keyboard.press("Enter")
    expect(card.locator(".words")).to_contain_text("办理中")
