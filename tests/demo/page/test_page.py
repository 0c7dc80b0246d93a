"""What a visitor sees and does on the demo's page."""

from playwright.sync_api import expect

from tests.demo.page.browser import DESK, PHONE
from tests.demo.page.conftest import Opens

MEMBER, TWICE, FAR, LEADER, PROPERTY, TAX, CHIEF, ADMIN = 2001, 2002, 2034, 1001, 1002, 1003, 1004, 9001
G01 = "总商会大厦一微网格"


def test_the_tour_leads_from_a_problem_to_the_next_morning(opens: Opens) -> None:
    visitor = opens()
    visitor.page.goto(visitor.address)
    tour = visitor.page.locator("#tour")
    for step in range(5):
        expect(tour.locator(".dot.on")).to_have_count(step + 1)
        before = tour.locator("p").inner_text()
        tour.locator(".good").click()
        expect(tour.locator("p")).not_to_have_text(before)
        tour.locator(".good").click()
    expect(tour).to_be_hidden()
    expect(visitor.page.locator("#now")).to_contain_text("09:0")
    expect(visitor.card("8楼电梯按了没反应")).to_be_visible()


def test_two_people_in_two_windows_see_each_other_at_once(opens: Opens) -> None:
    member, leader = opens().is_(MEMBER), opens().is_(LEADER)
    for one in (member, leader):
        one.opens(G01)
    member.says("6楼走廊的灯坏了，晚上看不清")
    card = leader.card("6楼走廊的灯坏了")
    leader.presses(card, "受理")
    expect(member.card("6楼走廊的灯坏了").locator(".words")).to_contain_text("办理中")


def test_who_may_not_press_is_told_so_and_nothing_changes(opens: Opens) -> None:
    member, other = opens().is_(MEMBER), opens().is_(TWICE)
    member.opens(G01)
    other.opens(G01)
    member.says("7楼空调漏水，滴到桌上了")
    card = other.card("7楼空调漏水")
    before = card.locator(".words").inner_text()
    other.presses(card, "受理")
    expect(other.page.locator("#dialog, #toast").locator("visible=true").first).to_be_visible()
    assert card.locator(".words").inner_text() == before


def test_everybody_sees_only_their_own_chats(opens: Opens) -> None:
    twice, far, admin = opens().is_(TWICE), opens().is_(FAR), opens().is_(ADMIN)
    expect(twice.page.locator("#chats .chat")).to_have_count(3)
    expect(far.page.locator("#chats .chat", has_text=G01)).to_have_count(0)
    assert admin.page.locator("#chats .chat").count() > 33
    answer = far.page.request.get(f"{far.address}api/page?as={FAR}&chat=-1000000001000")
    assert answer.status == 400


def test_a_photo_with_words_becomes_a_ticket_with_a_photo(opens: Opens) -> None:
    member = opens().is_(MEMBER)
    member.opens(G01)
    picture = member.page.screenshot()
    member.page.locator("#composer input[type=file]").set_input_files(
        {"name": "leak.png", "mimeType": "image/png", "buffer": picture}
    )
    expect(member.page.locator(".thumbnail img")).to_be_visible()
    member.says("9楼卫生间天花板漏水")
    expect(member.card("9楼卫生间天花板漏水").locator(".words")).to_contain_text("附 1 件")
    shown = member.page.locator(".message.mine .photo img").last
    assert shown.evaluate("image => image.decode().then(() => image.naturalWidth)") == DESK["width"]


def test_time_goes_on_and_never_back(opens: Opens) -> None:
    member = opens().is_(FAR)
    member.page.locator(".back-in-time").click()
    expect(member.toast).to_contain_text("回不去")
    before = member.page.locator("#now").inner_text()
    member.page.locator("[data-wish=hour]").click()
    expect(member.page.locator("#now")).not_to_have_text(before)


def test_a_working_day_later_whoever_has_not_answered_is_asked_again(opens: Opens) -> None:
    member, leader = opens().is_(MEMBER), opens().is_(LEADER)
    for one in (member, leader):
        one.opens(G01)
    member.says("2楼开水器坏了")
    leader.replies("已修好，换了加热管", leader.card("2楼开水器坏了"))
    asked = member.card("解决了吗")
    expect(asked).to_contain_text("换了加热管")
    number = asked.locator(".words b").first.inner_text()
    leader.page.locator("[data-wish=workday]").click()
    again = member.page.locator(".message.theirs", has_text=f"{number} 还在等您一句话")
    expect(again).to_be_visible()
    member.presses(again, "😊 满意")
    expect(leader.card(f"{number} 已结案")).to_be_visible()


def test_nothing_is_lost_when_the_bot_falls_over(opens: Opens) -> None:
    member = opens().is_(MEMBER)
    member.opens(G01)
    member.page.get_by_label("看看里面").first.click()
    member.page.get_by_role("button", name="机器人当场断电").click()
    expect(member.page.locator(".asleep")).to_be_visible()
    member.says("3楼大门的玻璃裂了，很危险")
    member.page.get_by_role("button", name="叫醒机器人").click()
    expect(member.card("3楼大门的玻璃裂了")).to_be_visible()


def test_a_phone_shows_one_thing_at_a_time(opens: Opens) -> None:
    member = opens(PHONE, has_touch=True, is_mobile=True).is_(TWICE)
    page = member.page
    expect(page.locator("#talk")).to_be_hidden()
    ends = "(box => box.x + box.width)(document.getElementById('now').getBoundingClientRect())"
    begins = "document.querySelector('.move').getBoundingClientRect().x"
    assert page.evaluate(f"{ends} <= {begins}"), "the time is read whole"
    member.opens(G01)
    expect(page.locator("#side")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    page.get_by_label("返回").click()
    expect(page.locator("#side")).to_be_visible()


def test_the_composer_stays_at_the_bottom_of_a_chat_with_few_messages(opens: Opens) -> None:
    member = opens(PHONE, has_touch=True, is_mobile=True).is_(FAR)
    member.opens("小邻")
    below = "innerHeight - document.getElementById('composer').getBoundingClientRect().bottom"
    assert member.page.evaluate(below) == 0


def test_the_drawer_tells_what_happened_in_words_and_what_the_platform_keeps(opens: Opens) -> None:
    leader = opens().is_(LEADER)
    leader.opens(G01)
    leader.page.get_by_label("看看里面").first.click()
    drawer = leader.page.locator("#drawer")
    drawer.locator("summary").first.click()
    expect(drawer.locator(".history li").first).to_contain_text("登记")
    leader.page.get_by_role("button", name="机器人当场断电").click()
    expect(drawer.locator(".asleep").first).to_be_visible()
    leader.says("2楼大堂的灯坏了")
    expect(drawer).to_contain_text("平台替它留着 1 条")
    leader.page.get_by_role("button", name="叫醒机器人").click()
    expect(leader.card("2楼大堂的灯坏了")).to_be_visible()


def test_the_page_speaks_english(opens: Opens) -> None:
    leader = opens().is_(LEADER, "en")
    expect(leader.page.locator("#me .part")).to_contain_text("Grid leader")
    expect(leader.page.get_by_label("Look inside").first).to_be_visible()
