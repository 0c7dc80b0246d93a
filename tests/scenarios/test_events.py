"""An event is made in one line or step by step, read back, and announced in the groups that it invites."""

import pytest
from sqlmodel import col, select

from storage.events import Happening
from storage.plans import Plan, Spread
from tests.town import Town

LINE = "/event 午间一小时 下周三12:00-13:00 总商会大厦3楼 太极课 限30人"
CARD = """📣 午间一小时 · 太极课
🕛 12月2日（周三） 12:00–13:00
📍 总商会大厦 · 3楼
👥 名额 30，还剩 30 · 已报名 0"""

BUTTONS = "　［✋ 报名］［取消］［详情］［📅 加入日历］"


async def events_of(town: Town) -> list[Happening]:
    """All events, oldest first."""
    async with town.store.read() as session:
        return list((await session.exec(select(Happening).order_by(col(Happening.id)))).all())


async def test_event_in_one_line_is_read_back_and_announced_where_people_are(town: Town) -> None:
    await town.admin.tells_bot(LINE)
    read = town.admin.last()
    assert read.text == (
        f"👀 请核对，点「发布」才发出（7 天没发就清掉）：\n{CARD}\n────\n"
        "🗓 2026年12月2日（周三）12:00–13:00\n📨 发到全区，共 2 个群"
    )
    assert [button.text for button in read.buttons] == ["✅ 发布", "✏️ 修改", "📌 置顶", "⏰ 定时", "不发了"]
    assert (await events_of(town))[0].status == "draft"
    assert town.heard(town.g01) == []
    assert await town.admin.presses("发布") == "「太极课」正在发布"
    for group in (town.g01, town.g02):
        announced = town.liu.last(group)
        assert announced.text == CARD
        assert [button.text for button in announced.buttons] == ["✋ 报名", "取消", "详情", "📅 加入日历"]
    assert (await events_of(town))[0].status == "announced"
    await town.passes(seconds=15)
    assert town.admin.last().text == "📣 已发布「太极课」12月2日（周三） 12:00–13:00（活动 1）\n📨 2/2 个群已发"


async def test_event_said_in_a_group_is_read_back_there(town: Town) -> None:
    await town.admin.says(f"{LINE} G02")
    await town.admin.presses("发布")
    assert town.heard(town.g02) == [f"{CARD}{BUTTONS}"]
    assert f"{CARD}{BUTTONS}" not in town.heard(town.g01)


async def test_pressing_publish_twice_announces_once(town: Town) -> None:
    await town.admin.tells_bot(LINE)
    read = town.admin.last()
    await town.admin.presses("发布")
    assert await town.admin.presses_data("publish:1", read) == "「太极课」已经发布了；要改请点「修改」。"
    assert town.heard(town.g01) == [f"{CARD}{BUTTONS}"]


async def test_what_is_dropped_leaves_nothing(town: Town) -> None:
    await town.admin.tells_bot("/event 每周三12:00 太极课 限30人")
    assert await town.admin.presses("不发了") == "🗑 不发了。"
    assert await events_of(town) == []
    assert await town.admin.presses_data("publish:1", town.admin.last()) == "这条已经不在了，重新来请发 /event。"


async def test_draft_is_changed_in_words_before_it_goes_out(town: Town) -> None:
    await town.admin.tells_bot(LINE)
    await town.admin.presses("修改")
    await town.admin.tells_bot("下周四12:00-13:00 限20人 可带1人 说明：请穿运动鞋")
    read = town.admin.last()
    assert "🕛 12月3日（周四） 12:00–13:00" in read.text
    assert "💬 请穿运动鞋" in read.text
    assert "👥 名额 20，还剩 20 · 已报名 0 · 每人可带 1 人" in read.text
    assert [message.text for message in town.admin.sees()][1] == "✏️ 太极课：已改，请看新的预览。"
    await town.admin.presses("发布")
    assert "12月3日" in town.heard(town.g01)[0]


async def test_leader_invites_the_own_grid_only(town: Town) -> None:
    await town.wang.tells_bot("/event 周五15:00 邻里茶话会")
    assert "📨 发到总商会大厦一微网格，共 1 个群" in town.wang.last().text
    await town.wang.presses("发布")
    assert town.heard(town.g02) == []
    assert len(town.heard(town.g01)) == 1
    await town.wang.tells_bot("/event 周五15:00 茶话会 G02")
    assert town.wang.last().text == "您能发的是总商会大厦一微网格，请只写这些网格。"


async def test_units_staff_host_their_units_events(town: Town) -> None:
    await town.li.tells_bot("/event 楼宇讲坛 下周五14:00 个税汇算")
    assert "🏛 主办：市税务局" in town.li.last().text
    await town.li.presses("发布")
    assert len(town.heard(town.g02)) == 1


async def test_those_without_a_role_make_no_events_and_press_nothing(town: Town) -> None:
    await town.zhang.tells_bot(LINE)
    assert town.zhang.last().text.startswith("活动由管理员、综合党委")
    await town.admin.says(LINE)
    read = town.admin.last(town.g01)
    for data in ("publish:1", "amend:1", "pinned:1", "discard:1", "later:1", "call_off:1"):
        assert (await town.zhang.presses_data(data, read)).startswith("活动由管理员、综合党委")
    assert (await events_of(town))[0].status == "draft"


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("太极课 昨天", "「昨天」已经过了，请写以后的时间。"),
        ("太极课 2月30日", "没有「2月30日」这样的时间，请核对。"),
        ("太极课 下周三13:00-12:00", "「下周三13:00-12:00」结束不晚于开始，请核对。"),
        ("太极课 下周三 限0人", "名额「0」不行，请写 1 以上的人数，例如：限30人；不限就不用写。"),
        ("太极课", "没看出时间，请写上，例如：/event 午间一小时 下周三12:00-13:00"),
        ("下周三12:00", "请写上活动叫什么，例如：/event 下周三12:00 太极课"),
        ("太极课 下周三 G99", "没有网格 G99。有的编号如：G01、G02、G03。"),
        ("太极课 下周三 主办：某某局", "没有单位 某某局。有的编号如：tax、hr。"),
        ("太极课 下周三 #77", "没有 #77 这张工单。"),
        ("太极课 下周三 公告：12月20日", "发布要在活动开始之前，请改早一点。"),
    ],
)
async def test_line_that_cannot_be_is_refused_and_leaves_nothing(town: Town, line: str, answer: str) -> None:
    await town.admin.tells_bot(f"/event {line}")
    assert town.admin.last().text.startswith(answer)
    assert "\n" not in town.admin.last().text
    assert await events_of(town) == []


async def test_brand_that_nobody_knows_becomes_the_title_and_that_is_said(town: Town) -> None:
    await town.admin.tells_bot("/event 午后茶叙 周五15:00 插花")
    assert "📣 午后茶叙 插花" in town.admin.last().text
    assert town.admin.last().text.endswith("⚠️ 没有「午后茶叙」这个品牌，已并入标题。有的品牌：午间一小时、楼宇讲坛。")


async def test_event_is_made_step_by_step_across_a_restart(town: Town) -> None:
    await town.admin.tells_bot("/event")
    assert town.admin.last().text.startswith("🧩 1/8")
    await town.admin.presses("午间一小时")
    await town.admin.tells_bot("太极课")
    await town.admin.tells_bot("改天吧")
    assert town.admin.last().text.startswith("「改天」说不准是什么时候")
    await town.restarts()
    await town.admin.tells_bot("下周三12:00-13:00")
    await town.admin.tells_bot("总商会大厦3楼小花园")
    await town.admin.presses("30")
    await town.admin.presses("总商会大厦")
    await town.admin.presses("市税务局")
    await town.admin.sends_photo("", to=town.admin.private)
    read = town.admin.last()
    assert "📣 午间一小时 · 太极课" in read.text
    assert "📍 总商会大厦 · 3楼小花园" in read.text
    assert "🏛 主办：市税务局" in read.text
    assert "📨 发到总商会大厦一微网格、总商会大厦二微网格，共 2 个群" in read.text
    await town.admin.presses("发布")
    announced = town.liu.last(town.g02)
    assert announced.media == "photo"
    assert announced.text.startswith("📣 午间一小时 · 太极课")
    async with town.store.read() as session:
        assert (await session.exec(select(Plan))).all() == []


async def test_steps_can_be_given_up_and_old_buttons_say_so(town: Town) -> None:
    await town.admin.tells_bot("/event")
    first = town.admin.last()
    await town.admin.presses("跳过")
    assert await town.admin.presses_data("step:brand:noon", first) == "这一步已经过了，请看最新的一条。"
    await town.admin.presses("不发了")
    assert town.admin.last().text == "🗑 不发了。"
    await town.admin.tells_bot("12楼电梯按了没反应")
    assert "太极" not in town.admin.last().text
    assert await events_of(town) == []


async def test_event_alone_in_a_group_points_to_the_private_chat(town: Town) -> None:
    await town.admin.says("/event")
    assert "一步步来请到私聊里" in town.heard(town.g01)[-1]
    await town.admin.starts("event")
    assert town.admin.last().text.startswith("🧩 1/8")


async def test_event_is_announced_at_its_time(town: Town) -> None:
    await town.admin.tells_bot(LINE)
    await town.admin.presses("定时")
    await town.admin.tells_bot("明早9点")
    await town.admin.presses("发布")
    assert town.admin.last().text.startswith("⏰ 定于 11月24日 09:00 发布：")
    assert town.heard(town.g01) == []
    await town.passes(hours=23)
    assert town.heard(town.g01) == []
    await town.passes(hours=1)
    assert len(town.heard(town.g01)) == 1
    await town.passes(seconds=15)
    assert "2/2 个群已发" in town.admin.last().text


async def test_author_sees_which_group_did_not_get_it_and_why(town: Town) -> None:
    town.trouble_expected = True
    town.room.remove_bot(town.g02, by=town.he.known)
    await town.settles()
    await town.admin.tells_bot(LINE)
    await town.admin.presses("发布")
    await town.passes(seconds=15)
    assert town.admin.last().text.endswith("📨 1/2 个群已发，1 个没发成\n⚠️ 总商会大厦二微网格：小邻被移出了这个群")


async def test_announcement_is_pinned_on_request_where_that_is_allowed(town: Town) -> None:
    town.room.promote_bot(town.g01, by=town.wang.known)
    await town.settles()
    await town.admin.tells_bot(LINE)
    assert await town.admin.presses("置顶") == "发布时置顶"
    await town.admin.presses("发布")
    assert [town.g01.messages[number].text for number in town.g01.pinned] == [CARD]
    await town.passes(seconds=15)
    assert town.admin.last().text.endswith("📨 2/2 个群已发\n📌 1 个群没给小邻置顶的权限")


async def test_picture_comes_along_and_its_caption_follows_the_counts(town: Town) -> None:
    await town.admin.sends_photo(LINE, to=town.admin.private)
    assert town.admin.last().media == "photo"
    await town.admin.presses("发布")
    announced = town.liu.last(town.g01)
    assert (announced.media, announced.text) == ("photo", CARD)
    await town.zhang.presses("报名")
    assert "还剩 29 · 已报名 1" in announced.text
    assert "2/2" in town.admin.last().text or "个群已发" in town.admin.last().text


async def test_event_proposed_from_a_ticket_links_back(town: Town) -> None:
    await town.zhang.says("报修 个税怎么申报，好多人都在问")
    await town.li.tells_bot("/event 楼宇讲坛 下周五14:00 个税汇算 #1")
    assert "🔗 来自工单 #1" in town.li.last().text
    await town.li.presses("发布")
    assert "#1" not in town.heard(town.g02)[-1]
    assert "📝 📣 个税汇算 12-04 14:00" in town.last_card.text


async def test_event_like_the_last_one(town: Town) -> None:
    await town.admin.tells_bot(LINE)
    await town.admin.presses("发布")
    await town.admin.tells_bot("/event copy 12月9日12:00-13:00 限40人")
    assert "📣 午间一小时 · 太极课\n🕛 12月9日（周三） 12:00–13:00\n📍 总商会大厦 · 3楼\n👥 名额 40" in (
        town.admin.last().text
    )


async def test_words_are_read_back_and_said_in_the_chosen_groups(town: Town) -> None:
    await town.admin.tells_bot("/announce G02 明天上午停水，请提前备水")
    assert town.admin.last().text == (
        "👀 请核对，点「发布」才发出：\n📢 明天上午停水，请提前备水\n────\n📨 发到总商会大厦二微网格，共 1 个群"
    )
    read = town.admin.last()
    assert await town.admin.presses("发布") == "正在发布"
    assert town.heard(town.g02) == ["📢 明天上午停水，请提前备水"]
    assert town.heard(town.g01) == []
    assert await town.admin.presses_data("spread:1", read) == "这条已经发出去了。"
    await town.passes(seconds=15)
    assert town.admin.last().text == "📢 明天上午停水，请提前备水\n📨 1/1 个群已发"


async def test_words_are_for_admins_and_must_be_there(town: Town) -> None:
    await town.wang.tells_bot("/announce 大家好")
    assert town.wang.last().text == "这件事只有管理员能做。"
    await town.admin.tells_bot("/announce G01")
    assert town.admin.last().text.startswith("请写上要说的话")
    await town.admin.tells_bot("/announce G99 停水")
    assert town.admin.last().text.startswith("没有网格 G99。")
    async with town.store.read() as session:
        assert (await session.exec(select(Spread))).all() == []


async def test_group_that_takes_us_back_gets_the_announcement_as_it_stands_then(town: Town) -> None:
    town.trouble_expected = True
    town.room.remove_bot(town.g02, by=town.he.known)
    await town.settles()
    await town.admin.tells_bot(LINE)
    await town.admin.presses("发布")
    await town.admin.tells_bot("/event change 1 下周四12:00")
    await town.admin.presses("确认修改")
    town.room.add_bot(town.g02, by=town.he.known)
    await town.settles()
    assert [line for line in town.heard(town.g02) if "12月3日" in line]
    assert not [line for line in town.heard(town.g02) if "12月2日" in line]


async def test_what_is_called_off_meanwhile_is_not_announced_late(town: Town) -> None:
    town.trouble_expected = True
    town.room.remove_bot(town.g02, by=town.he.known)
    await town.settles()
    await town.admin.tells_bot(LINE)
    await town.admin.presses("发布")
    await town.admin.tells_bot("/event cancel 1 台风")
    await town.admin.presses("确认取消")
    town.room.add_bot(town.g02, by=town.he.known)
    await town.settles()
    assert not [line for line in town.heard(town.g02) if "太极课" in line]
