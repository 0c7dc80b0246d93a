"""Whoever makes a change reads how many hear of it, and as many do."""

from tests.happenings import start
from tests.town import Town

LINE = "/event 太极课 下周三12:00-13:00 总商会大厦3楼 限30人"


async def signed_up(town: Town) -> None:
    """张伟 and 孙丽 of the first grid and 刘洋 of the second; 小邻 cannot write to 孙丽."""
    await start(town.zhang, town.liu)
    await town.admin.sends_photo(LINE, to=town.admin.private)
    await town.admin.presses("发布")
    for person, group in ((town.zhang, town.g01), (town.sun, town.g01), (town.liu, town.g02)):
        await person.presses("报名", on=person.last(group))


async def test_only_those_who_are_left_out_are_counted(town: Town) -> None:
    await signed_up(town)
    await town.admin.tells_bot("/event change 1 面向G01")
    assert town.admin.last().text.endswith("会告诉已报名和候补的 1 人。")
    await town.admin.presses("确认修改")
    assert town.admin.last().text == "✏️ 「太极课」已改，已私下告诉 1 人。"
    await town.admin.tells_bot("/event change 1 全区")
    assert "会告诉" not in town.admin.last().text
    await town.admin.presses("确认修改")
    assert "✏️ 「太极课」已改。" in [one.text for one in town.admin.sees()]


async def test_new_picture_is_told_to_nobody(town: Town) -> None:
    await signed_up(town)
    await town.admin.sends_photo("/event change 1", to=town.admin.private)
    assert town.admin.last().text.endswith("🖼 换上这张图")


async def test_who_is_left_out_and_called_in_the_group_reads_that_the_place_is_kept(town: Town) -> None:
    await signed_up(town)
    await town.admin.tells_bot("/event change 1 面向G02")
    await town.admin.presses("确认修改")
    assert town.heard(town.g01)[-1] == (
        "孙丽 \n✏️ 报名的「太极课」改为面向总商会大厦二微网格；名额保留，来不了请点「取消」。　［取消］［📅 加入日历］"
    )


async def test_who_has_checked_in_early_hears_of_another_place(town: Town) -> None:
    await signed_up(town)
    await town.passes(days=9, hours=2, minutes=40)
    await town.zhang.presses("签到")
    await town.admin.tells_bot("/event change 1 地点：建工大厦5楼")
    assert town.admin.last().text.endswith("会告诉已报名和候补的 3 人。")
    await town.admin.presses("确认修改")
    assert "· 地点：总商会大厦 · 3楼 → 建工大厦 · 5楼" in town.zhang.last().text
