"""Whom an announced event is for, and its picture, are changed in every copy; whoever has signed up keeps the place."""

import pytest

from tests.happenings import event_of, standing
from tests.town import Town

LINE = "/event 太极课 下周三12:00-13:00 总商会大厦3楼 限30人"


@pytest.fixture(autouse=True)
async def _started(town: Town) -> None:
    for one in (town.zhang, town.liu):
        await one.tells_bot("你好")


async def test_added_grids_get_the_announcement_and_nobody_else_hears_of_it(town: Town) -> None:
    await town.admin.tells_bot(f"{LINE} G01")
    await town.admin.presses("发布")
    await town.zhang.presses("报名", on=town.zhang.last(town.g01))
    before = len(town.zhang.sees())
    await town.admin.tells_bot("/event change 1 G01 G02")
    assert "· 面向：总商会大厦一微网格 → 总商会大厦一微网格、总商会大厦二微网格" in town.admin.last().text
    await town.admin.presses("确认修改")
    assert [line[:5] for line in town.heard(town.g02)] == ["📣 太极课"]
    assert "已报名 1" in town.liu.last(town.g02).text
    assert len(town.zhang.sees()) == before
    assert "报上了" in await town.liu.presses("报名", on=town.liu.last(town.g02))


async def test_removed_grids_are_told_in_their_copy_and_sign_ups_from_there_stay(town: Town) -> None:
    await town.admin.tells_bot(LINE)
    await town.admin.presses("发布")
    await town.zhang.presses("报名", on=town.zhang.last(town.g01))
    await town.liu.presses("报名", on=town.liu.last(town.g02))
    await town.admin.tells_bot("/event change 1 面向G01")
    assert "· 面向：全区 → 总商会大厦一微网格" in town.admin.last().text
    await town.admin.presses("确认修改")
    gone = town.liu.last(town.g02)
    assert gone.text.startswith("↪️ 太极课（12月2日（周三） 12:00–13:00）改为面向总商会大厦一微网格，不再面向本群")
    assert [button.text for button in gone.buttons] == ["取消", "详情"]
    assert town.liu.last().text.startswith("✏️ 您报名的「太极课」改为面向总商会大厦一微网格；您的名额保留")
    assert "✏️" not in town.zhang.last().text
    assert await standing(town) == ["张伟 going", "刘洋 going"]
    assert await town.liu.presses("取消", on=gone) == "已取消报名，下次再来。"
    assert gone.text.startswith("↪️")
    await town.admin.tells_bot("/event change 1 全区")
    await town.admin.presses("确认修改")
    assert gone.text.startswith("📣 太极课")


async def test_leader_cannot_widen_it_to_others(town: Town) -> None:
    await town.wang.tells_bot("/event 茶话会 下周三12:00")
    await town.wang.presses("发布")
    await town.wang.tells_bot("/event change 1 G01 G02")
    assert town.wang.last().text.startswith("您能发的是总商会大厦一微网格")
    assert (await event_of(town)).grids == ["G01"]


async def test_picture_is_replaced_in_every_copy_and_counts_go_on_below_it(town: Town) -> None:
    await town.admin.sends_photo(LINE, to=town.admin.private)
    await town.admin.presses("发布")
    before = [town.liu.last(group).file for group in (town.g01, town.g02)]
    await town.admin.sends_photo("/event change 1", to=town.admin.private)
    assert "🖼 换上这张图" in town.admin.last().text
    await town.admin.presses("确认修改")
    after = [town.liu.last(group).file for group in (town.g01, town.g02)]
    assert after[0] == after[1] != before[0]
    await town.zhang.presses("报名", on=town.zhang.last(town.g01))
    copies = [town.liu.last(group) for group in (town.g01, town.g02)]
    assert all("已报名 1" in one.text for one in copies)
    assert [one.file for one in copies] == after


async def test_picture_cannot_be_added_where_there_was_none(town: Town) -> None:
    await town.admin.tells_bot(LINE)
    await town.admin.presses("发布")
    await town.admin.sends_photo("/event change 1", to=town.admin.private)
    assert town.admin.last().text == "这场公告发出时没有图，平台不让再加；要配图请取消后重发。"
