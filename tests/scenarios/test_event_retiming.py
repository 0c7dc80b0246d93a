"""An announced event is moved as people say it: a day alone keeps the hour, an hour alone the day."""

import pytest

from tests.happenings import event_of
from tests.town import Town

LINE = "/event 太极课 下周三12:00-13:00 总商会大厦3楼 限30人 G01"


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("改到下周五", "12月4日（周五） 12:00–13:00"),
        ("周五", "11月27日（周五） 12:00–13:00"),
        ("改到14点", "12月2日（周三） 14:00–15:00"),
        ("14:00-16:00", "12月2日（周三） 14:00–16:00"),
        ("今天14点", "11月23日（周一） 14:00–15:00"),
        ("推迟一小时", "12月2日（周三） 13:00–14:00"),
        ("提前半小时，因为老师要赶车", "12月2日（周三） 11:30–12:30"),
        ("延后两天", "12月4日（周五） 12:00–13:00"),
        ("顺延一周", "12月9日（周三） 12:00–13:00"),
        ("12月4日全天", "12月4日（周五）"),
    ],
)
async def test_what_is_not_said_of_the_time_stays(town: Town, words: str, read: str) -> None:
    await town.admin.tells_bot(LINE)
    await town.admin.presses("发布")
    await town.admin.tells_bot(f"/event change 1 {words}")
    assert f"· 时间：12月2日（周三） 12:00–13:00 → {read}" in town.admin.last().text.split("\n")
    await town.admin.presses("确认修改")
    assert f"🕛 {read}\n" in town.zhang.last(town.g01).text


async def test_series_that_is_moved_to_another_weekday_keeps_its_hour(town: Town) -> None:
    await town.admin.tells_bot("/event 太极课 每周三12:00-13:00 限30人 G01")
    await town.admin.presses("发布")
    await town.admin.tells_bot("/event change 1 每周四")
    assert "🔁 以后各场：每周四 12:00–13:00，首次2026年11月26日（周四）" in town.admin.last().text
    await town.admin.presses("这场及以后各场")
    assert "🕛 11月26日（周四） 12:00–13:00\n" in town.zhang.last(town.g01).text


async def test_draft_and_copy_keep_the_hour_too(town: Town) -> None:
    await town.admin.tells_bot(LINE)
    await town.admin.tells_bot("/event change 1 下周五")
    assert "🕛 12月4日（周五） 12:00–13:00\n" in town.admin.last().text
    await town.admin.presses("发布")
    await town.admin.tells_bot("/event copy 12月11日")
    assert "🕛 12月11日（周五） 12:00–13:00\n" in town.admin.last().text


async def test_hour_of_before_that_is_over_today_is_refused(town: Town) -> None:
    await town.admin.tells_bot(LINE)
    await town.admin.presses("发布")
    await town.passes(hours=6)
    await town.admin.tells_bot("/event change 1 今天")
    assert town.admin.last().text == "「今天」已经过了，请写以后的时间。"
    assert (await event_of(town)).sequence == 0


@pytest.mark.parametrize("words", ["推迟到星期八", "改成周八", "全天", "推迟", "人数改多一点", "提前一天报名"])
async def test_what_is_not_understood_is_no_new_name(town: Town, words: str) -> None:
    await town.admin.tells_bot(LINE)
    await town.admin.tells_bot(f"/event change 1 {words}")
    assert town.admin.last().text.startswith("没看出要改什么，请写明，例如：下周四12:00，或 推迟一小时")
    await town.admin.presses("发布")
    await town.admin.tells_bot(f"/event change 1 {words}")
    assert town.admin.last().text.startswith("没看出要改什么")
    assert (await event_of(town)).title == "太极课"


@pytest.mark.parametrize("words", ["改名叫八段锦", "名称：八段锦", "八段锦"])
async def test_new_name_is_the_name_alone(town: Town, words: str) -> None:
    await town.admin.tells_bot(LINE)
    await town.admin.presses("发布")
    await town.admin.tells_bot(f"/event change 1 {words}")
    assert "· 名称：太极课 → 八段锦" in town.admin.last().text.split("\n")


async def test_event_is_not_put_forward_into_the_past(town: Town) -> None:
    await town.admin.tells_bot(LINE)
    await town.admin.presses("发布")
    await town.admin.tells_bot("/event change 1 提前三周")
    assert town.admin.last().text == "「提前三周」已经过了，请写以后的时间。"
