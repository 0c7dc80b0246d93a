"""Anybody concerned can ask how a deadline came about, and count it again."""

from tests.town import Town

LIFT = "12楼电梯按了没反应"


async def test_arithmetic_of_both_deadlines_is_told_with_what_was_left_out(town: Town) -> None:
    await town.passes(days=4, hours=8)  # Friday, 17:00
    await town.zhang.says(LIFT)
    await town.zhou.tells_bot("/why 1")
    assert town.zhou.last().text == (
        "#1 的时限是这样算的：\n"
        "较急（high）：1h 内受理，1d 内办结，只计工作时间 08:30-12:00、13:30-17:30，1d 是 450 分钟。\n"
        "受理：2026-11-27 17:00 起计 1h，即 60 分钟工作时间：\n"
        "- 2026-11-27 17:00–17:30 计 30 分钟，累计 30 分钟\n"
        "- 2026-11-28 到 2026-11-29 周末，不计\n"
        "- 2026-11-30 08:30–09:00 计 30 分钟，累计 60 分钟\n"
        "受理时限：2026-11-30 09:00。\n"
        "办结：2026-11-27 17:00 起计 1d，即 450 分钟工作时间：\n"
        "- 2026-11-27 17:00–17:30 计 30 分钟，累计 30 分钟\n"
        "- 2026-11-28 到 2026-11-29 周末，不计\n"
        "- 2026-11-30 08:30–12:00 计 210 分钟，累计 240 分钟\n"
        "- 2026-11-30 13:30–17:00 计 210 分钟，累计 450 分钟\n"
        "办结时限：2026-11-30 17:00。"
    )


async def test_pauses_reopening_and_a_given_deadline_are_in_it(town: Town) -> None:
    await town.zhang.says(LIFT)
    await town.zhou.tells_bot("/hold 1 2h 等配件")
    await town.zhou.tells_bot("/why 1")
    told = town.zhou.last().text
    assert "- 挂起 2026-11-23 09:00 到 2026-11-23 11:00，其间 120 分钟工作时间不计，下面已经除去" in told
    assert "（现在挂起，先按说好的 2026-11-23 11:00 恢复来算；提前恢复，时限就提前。）" in told
    await town.zhou.replies("已修好", to=town.last_card)
    await town.zhang.presses("没解决")
    await town.zhou.tells_bot("/why 1")
    assert "办结：2026-11-23 09:00 起计 1d 的一半（从重开算起，减半），即 225 分钟工作时间：" in town.zhou.last().text
    await town.zhao.tells_bot("/deadline 1 2026-11-25 等厂家")
    await town.zhou.tells_bot("/why 1")
    assert "办结：上级在 2026-11-23 09:00 定为 2026-11-25 17:30。" in town.zhou.last().text


async def test_group_may_ask_about_what_it_sees_and_a_stranger_not(town: Town) -> None:
    await town.zhang.says(LIFT)
    await town.liu.says("/why 1")
    assert town.heard(town.g01)[-1].startswith("#1 的时限是这样算的：")
    await town.sun.starts()
    await town.sun.tells_bot("/why 1")
    assert town.sun.last().text == "#1 不在您的范围内，可在它所在的群里查看。"


async def test_deadline_in_a_year_whose_make_up_days_are_unknown_is_provisional(town: Town) -> None:
    await town.passes(days=37)  # 30 December
    await town.zhang.says("3楼空调不制冷了")
    await town.zhou.tells_bot("/why 1")
    assert town.zhou.last().text.endswith("（2027 年的调休安排还没公布，落在那年的时限是暂定的。）")
    assert "前办结（暂定）" in town.last_card.text


async def test_admins_are_told_once_a_week_from_december_on(town: Town) -> None:
    def said() -> list[str]:
        return [message.text for message in town.admin.sees() if "调休上班日还没有" in message.text]

    await town.passes()
    await town.passes(days=7, hours=-1)  # 30 November, 08:00
    assert said() == []
    await town.passes(days=1, hours=1)
    assert len(said()) == 1
    assert said()[0].startswith("2027 年的调休上班日还没有，落在那年的时限是暂定的。")
    await town.passes(days=4)
    assert len(said()) == 1
    await town.passes(days=2)
    assert len(said()) == 2
