"""A group that is bound after events went out hears of those that are still open for it, in one message."""

import pytest

from bot.chatroom import Chat
from tests.happenings import standing
from tests.town import Town

LINE = "/event 太极课 下周三12:00-13:00 总商会大厦3楼 限30人"


@pytest.fixture
async def late(town: Town) -> Chat:
    """A group that 小邻 has come into; nobody has bound it yet."""
    group = town.group(-1003, "建工大厦群", town.zhang, town.admin)
    town.room.add_bot(group, by=town.zhang.known)
    await town.settles()
    return group


async def announced(town: Town, line: str) -> None:
    """An event that is out."""
    await town.admin.tells_bot(line)
    await town.admin.presses("发布")


def news(town: Town, group: Chat) -> list[str]:
    """What the group has heard of events."""
    return [line for line in town.heard(group) if line.startswith(("📣", "📅"))]


async def test_one_event_is_announced_there_as_everywhere_and_kept_true(town: Town, late: Chat) -> None:
    await announced(town, LINE)
    await announced(town, "/event 茶话会 下周四12:00 G01")
    await town.admin.says("/bind G03", to=late)
    [said] = news(town, late)
    assert said.startswith("📣 太极课")
    assert await town.zhang.presses("报名", on=town.zhang.last(late)) == (
        "报上了，第 1 位。想收到提醒，请先点开与我的私聊。"
    )
    assert "已报名 1" in next(one.text for one in town.zhang.sees(late) if one.text.startswith("📣"))
    await town.admin.says("/bind G03", to=late)
    assert len(news(town, late)) == 1


async def test_several_are_listed_in_one_message_with_a_button_each(town: Town, late: Chat) -> None:
    await announced(town, LINE)
    await announced(town, "/event 茶话会 下周四12:00 面向建工大厦")
    await announced(town, "/event 读书会 下周五12:00 G02")
    await town.admin.says("/bind G03", to=late)
    [said] = news(town, late)
    assert said.startswith("📅 还能报名的活动有 2 场，点下面的按钮报名：\n· 12月2日（周三） 12:00–13:00 太极课")
    assert "读书会" not in said
    assert "报上了" in await town.zhang.presses("茶话会", on=town.zhang.last(late))
    assert await standing(town, 2) == ["张伟 going"]


async def test_what_is_over_called_off_or_closed_is_not_told(town: Town, late: Chat) -> None:
    await announced(town, LINE)
    await announced(town, "/event 茶话会 今天12:00")
    await town.admin.tells_bot("/event cancel 1 台风")
    await town.admin.presses("确认取消")
    await town.passes(hours=4)
    await town.admin.says("/bind G03", to=late)
    assert news(town, late) == []
