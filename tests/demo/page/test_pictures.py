"""The pictures of the README are real screens. `make pictures` keeps them; each run looks whether they can be made."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.demo.page.browser import DESK, PHONE, ROOT, Window
from tests.demo.page.conftest import Opens
from tests.demo.page.test_page import G01, LEADER, MEMBER

LAMP = "5楼茶水间的灯一直闪"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    wanted = os.environ.get("YOULIN_PICTURES")
    return ROOT / wanted if wanted else tmp_path


def taken(window: Window, path: Path) -> None:
    """A picture of all that is seen."""
    window.page.wait_for_function("document.getAnimations().every(one => one.playState !== 'running')")
    window.page.screenshot(path=path)
    assert path.stat().st_size > 10_000, "an empty screen"


def test_desk_phone_and_drawer(opens: Opens, folder: Path) -> None:
    leader = opens(DESK).is_(LEADER)
    leader.opens(G01)
    expect(leader.page.locator(".message").last).to_be_visible()
    taken(leader, folder / "desk.png")
    leader.page.get_by_label("看看里面").first.click()
    expect(leader.page.locator("#drawer li, #drawer .ticket").first).to_be_visible()
    taken(leader, folder / "inside.png")
    member = opens(PHONE, has_touch=True, is_mobile=True).is_(MEMBER)
    taken(member, folder / "phone-list.png")
    member.opens(G01)
    expect(member.page.locator(".message").last).to_be_visible()
    taken(member, folder / "phone-talk.png")


def test_a_tickets_life_in_three_steps(opens: Opens, folder: Path) -> None:
    member, leader = opens(PHONE).is_(MEMBER), opens(PHONE).is_(LEADER)
    member.opens(G01)
    leader.opens(G01)
    member.says(LAMP)
    expect(member.card(LAMP)).to_be_visible()
    number = member.card(LAMP).get_attribute("data-id")  # what asks whether it is solved quotes the words, too
    card = member.page.locator(f'.message[data-id="{number}"]')
    expect(card.locator(".words")).to_contain_text("待受理")
    card.screenshot(path=folder / "life-1.png")
    leader.presses(leader.card(LAMP), "受理")
    expect(card.locator(".words")).to_contain_text("办理中")
    card.screenshot(path=folder / "life-2.png")
    leader.replies("已修好，换了灯管", leader.card(LAMP))
    expect(card.locator(".words")).to_contain_text("已办结")
    expect(member.card(LAMP)).to_contain_text("解决了吗")
    member.presses(member.card(LAMP), "😊 满意")
    expect(card.locator(".words")).to_contain_text("已结案")
    card.screenshot(path=folder / "life-3.png")
