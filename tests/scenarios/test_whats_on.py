"""People see what is on and put it into their calendars; groups get the month's sheet, the committee an idea."""

import os
from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from icalendar import Calendar
from PIL import Image

from bot.drawing import month
from bot.drawing.fonts import chinese_font
from storage.kinds import EventStatus
from tests.happenings import WEDNESDAY_NOON, changes, start, takes_place
from tests.town import Town


async def test_events_of_this_week_mine_and_by_grid(town: Town) -> None:
    await start(town.zhang)
    await takes_place(town, town.g01, capacity=20)
    await takes_place(town, title="税务讲座", grids=["G03"], starts_at=WEDNESDAY_NOON + timedelta(days=1))
    await takes_place(town, title="友邻节", starts_at=WEDNESDAY_NOON + timedelta(days=9))
    await town.zhang.presses("报名")
    await town.zhang.tells_bot("/events")
    assert town.zhang.last().text == (
        "📅 本周活动：2 场\n"
        "· 11月25日（周三） 12:00–13:00 太极课 · 总商会大厦 · 还剩 19\n"
        "· 11月26日（周四） 12:00–13:00 税务讲座 · 总商会大厦"
    )
    await town.zhang.presses("我的")
    assert town.zhang.last().text == ("📅 我的活动：1 场\n· 11月25日（周三） 12:00–13:00 太极课 · 总商会大厦 · 已报名")
    await town.zhang.presses("按微网格")
    await town.zhang.presses("总商会大厦一微网格")
    assert "友邻节" in town.zhang.last().text
    assert "税务讲座" not in town.zhang.last().text
    await town.zhang.presses("太极课")
    assert "➡️ 您已报名，第 1 位。" in town.zhang.last().text
    await town.zhang.presses("返回")
    assert town.zhang.last().text.startswith("📅 本周活动")


async def test_group_hears_what_its_people_are_invited_to_and_nobody_s_own_list(town: Town) -> None:
    await takes_place(town, town.g01)
    await takes_place(town, title="税务讲座", grids=["G03"])
    await town.zhang.says("/events")
    said = town.zhang.last(town.g01)
    assert "太极课" in said.text
    assert "税务讲座" not in said.text
    assert [button.text for button in said.buttons] == ["太极课"]
    assert await town.zhang.presses_data("events:mine:0", on=said) == (
        "这个按钮已经失效。查看工单请发 /mine 或 /todo。"
    )


async def test_details_pop_up_in_a_group_and_come_privately_to_those_who_can_be_written_to(town: Town) -> None:
    await start(town.zhang)
    await takes_place(town, town.g01, capacity=20, details="请穿宽松的衣服")
    short = "太极课｜11月25日（周三） 12:00–13:00｜总商会大厦3楼活动室｜还剩 20 位｜请穿宽松的衣服"
    assert await town.zhang.presses("详情") == short
    assert "请穿宽松的衣服" in town.zhang.last().text
    assert await town.sun.presses("详情", on=town.sun.last(town.g01)) == short
    assert not town.sun.sees()


def read_back(content: bytes) -> tuple[Calendar, dict[str, object]]:
    """The calendar, and its one event's plain values."""
    whole = Calendar.from_ical(content)
    [event] = whole.walk("VEVENT")
    return whole, {name.lower(): event.decoded(name) for name in event}


async def test_calendar_file_is_read_back_and_follows_a_change(town: Town) -> None:
    await start(town.zhang)
    number = await takes_place(town, town.g01, details="请穿宽松的衣服")
    assert await town.zhang.presses("加入日历") == "日历文件已私聊发您。"
    sent = town.zhang.last().document
    assert sent is not None
    whole, event = read_back(sent)
    assert (whole["version"], whole["method"]) == ("2.0", "PUBLISH")
    assert [zone["tzid"] for zone in whole.walk("VTIMEZONE")] == ["Asia/Shanghai"]
    assert event["dtstart"] == WEDNESDAY_NOON
    assert event["dtend"] == WEDNESDAY_NOON + timedelta(hours=1)
    assert event["summary"] == "太极课"
    assert event["location"] == "总商会大厦 3楼活动室"
    assert event["sequence"] == 0
    later = WEDNESDAY_NOON + timedelta(days=1)
    await changes(town, number, starts_at=later, ends_at=later + timedelta(hours=1), sequence=1)
    await town.zhang.presses("加入日历", on=town.zhang.last(town.g01))
    changed = read_back(town.zhang.last().document or b"")[1]
    assert (changed["uid"], changed["sequence"], changed["dtstart"]) == (event["uid"], 1, later)
    await changes(town, number, status=EventStatus.CANCELLED, sequence=2)
    await town.zhang.presses("加入日历", on=town.zhang.last(town.g01))
    whole, cancelled = read_back(town.zhang.last().document or b"")
    assert (whole["method"], cancelled["status"], cancelled["uid"]) == ("CANCEL", "CANCELLED", event["uid"])


async def test_whole_days_stand_in_the_calendar_as_days(town: Town) -> None:
    await start(town.zhang)
    midnight = datetime(2026, 11, 24, 16, 0, tzinfo=UTC)
    await takes_place(town, town.g01, all_day=True, starts_at=midnight, ends_at=midnight + timedelta(days=3))
    await town.zhang.presses("加入日历")
    event = read_back(town.zhang.last().document or b"")[1]
    assert (event["dtstart"], event["dtend"]) == (date(2026, 11, 25), date(2026, 11, 28))


async def test_calendar_file_needs_a_private_chat(town: Town) -> None:
    await takes_place(town, town.g01)
    assert await town.sun.presses("加入日历") == "请先点开与我的私聊，再点一次。"


async def test_month_s_sheet_comes_on_its_first_working_day_where_something_takes_place(town: Town) -> None:
    if not os.environ.get("CI") and await chinese_font() is None:
        pytest.skip("no font with Chinese letters here, so nothing is drawn; Debian: apt install fonts-wqy-microhei")
    await takes_place(town, grids=["G01"], starts_at=WEDNESDAY_NOON + timedelta(days=14))
    await town.passes()
    await town.passes(days=7, hours=23, minutes=30)  # Tuesday the first of December, 08:30
    sheet = town.zhang.last(town.g01)
    assert sheet.text == "🗓 12月共有 1 场活动，报名请点各场公告，或私聊我发 /events。"
    assert sheet.photo is not None
    assert Image.open(BytesIO(sheet.photo)).format == "PNG"
    assert not any(line.startswith("🗓") for line in town.heard(town.g02))
    await town.passes(days=1)
    assert sum(message.text.startswith("🗓") for message in town.zhang.sees(town.g01)) == 1


async def test_month_s_sheet_has_all_dates_of_a_series_though_they_are_announced_one_by_one(town: Town) -> None:
    await town.admin.tells_bot("/event 午间一小时 每周四12:00-13:00到2027年3月 太极课 G01")
    await town.admin.presses("发布")
    await town.admin.tells_bot("/event 午间一小时 每周五12:00-13:00到2027年3月 插花 G01")  # which nobody publishes
    await town.passes()
    await town.passes(days=7, hours=23, minutes=30)
    assert town.zhang.last(town.g01).text.startswith("🗓 12月共有 5 场活动")  # the last of them on the 31st


async def test_month_is_told_in_words_where_nothing_can_be_drawn(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    async def none() -> None:
        """No font on this machine."""

    monkeypatch.setattr(month, "chinese_font", none)
    await takes_place(town, starts_at=WEDNESDAY_NOON + timedelta(days=14))
    await town.passes()
    await town.passes(days=7, hours=23, minutes=30)
    assert town.zhang.last(town.g01).text == (
        "🗓 12月共有 1 场活动：\n· 12月9日（周三） 12:00–13:00 太极课 · 总商会大厦"
    )


async def test_committee_thinks_of_a_festival_a_month_before_and_once(town: Town) -> None:
    await start(town.party)
    await town.passes()
    for _ in range(4):
        await town.passes(days=7)  # Mondays, until 21 December
    told = [message.text for message in town.party.sees() if message.text.startswith("💡")]
    assert [line.splitlines()[0] for line in told] == [
        "💡 2027年1月1日（周五）是元旦，还有 32 天。",
        "💡 2027年1月15日（周五）是腊八节，还有 32 天。",
    ]
    assert "/event 元旦 1月1日12:00-13:00 限30人" in told[0]
    assert told[0].endswith("以后：2028年1月1日、2029年1月1日")
