"""In the morning everybody with something to do hears of it once; at the week's end the group hears what was done."""

from tests.town import Town

LIFT = "12楼电梯按了没反应"


async def test_morning_has_red_first_then_the_oldest_and_nothing_for_whoever_has_nothing(town: Town) -> None:
    await town.zhang.says("3楼空调不制冷了")
    await town.liu.says(LIFT)
    before = len(town.li.sees())
    await town.passes(hours=23, minutes=30)  # Tuesday, 08:30
    digest = town.wang.last()
    assert digest.text == (
        "☀️ 早上好，等您办的有 2 件，超时 2 件。\n"
        "🔴 #1 空调与漏水报修 · 待受理 · 昨天 14:30 已到期\n"
        "🔴 #2 电梯故障报修 · 待受理 · 昨天 10:00 已到期"
    )
    assert [button.text for button in digest.buttons] == ["#1", "#2"]
    assert len(town.li.sees()) == before
    await town.passes(minutes=10)
    assert town.wang.last() is digest


async def test_no_digest_on_a_day_off(town: Town) -> None:
    await town.passes(days=4)  # Friday
    await town.zhang.says("3楼空调不制冷了")
    await town.passes(days=1)
    await town.passes(days=1)
    assert not any(message.text.startswith("☀️") for message in town.wang.sees())
    await town.passes(days=1)
    assert any(message.text.startswith("☀️") for message in town.wang.sees())


async def test_units_group_hears_for_its_people(town: Town) -> None:
    office = await town.bound_group(-1020, "税务工作群", "unit tax", town.li, town.xiaowu)
    await town.zhang.says("公司的发票怎么开，找谁办税")
    await town.passes(hours=23, minutes=30)
    assert any(line.startswith("☀️ 早上好，等您办的有 1 件") for line in town.heard(office))
    assert not any(message.text.startswith("☀️") for message in town.li.sees())


async def test_week_ends_with_what_was_done_and_how_it_was_rated(town: Town) -> None:
    await town.passes()
    await town.zhang.says(LIFT)
    await town.zhou.tells_bot("/resolve 1 换了门机")
    await town.zhang.presses("满意")
    await town.liu.says("3楼空调不制冷了")
    await town.passes(days=4, hours=7, minutes=30)  # Friday, 16:30
    assert town.heard(town.g01)[-1] == (
        "📋 本周办结 1 件：诉求人确认 1 件，未评价 0 件；还在办 1 件。\n· #1 电梯故障报修 · 12楼电梯 · ⭐ 5"
    )
    assert not any(line.startswith("📋") for line in town.heard(town.g02))


async def test_private_report_is_counted_but_not_named_in_the_group(town: Town) -> None:
    await town.passes()
    await town.zhang.tells_bot("总商会大厦" + LIFT)
    await town.zhang.presses("一微网格")
    await town.zhou.tells_bot("/resolve 1 换了门机")
    await town.passes(days=4, hours=7, minutes=30)
    assert town.heard(town.g01)[-1].startswith("📋 本周办结 1 件")
    assert "#1" not in town.heard(town.g01)[-1]


async def test_week_that_ends_while_we_are_down_is_told_when_we_are_back(town: Town) -> None:
    await town.passes()
    await town.zhang.says(LIFT)
    await town.zhou.tells_bot("/resolve 1 换了门机")
    await town.passes(days=4, hours=8, minutes=45)  # Friday, 17:45
    assert not any(line.startswith("📋") for line in town.heard(town.g01))
    await town.passes(days=2, hours=16)  # Monday, 09:45
    assert any(line.startswith("📋 上周办结 1 件") for line in town.heard(town.g01))


async def test_what_is_done_after_a_weeks_sum_is_in_the_next(town: Town) -> None:
    await town.passes()
    await town.passes(days=4, hours=7, minutes=40)  # Friday, 16:40
    await town.zhang.says(LIFT)
    await town.zhou.tells_bot("/resolve 1 换了门机")
    await town.passes(days=6, hours=23, minutes=55)  # Friday, 16:35
    assert town.heard(town.g01)[-1].startswith("📋 本周办结 1 件")
    await town.passes(days=7)
    assert sum(line.startswith("📋") for line in town.heard(town.g01)) == 1


async def test_deputy_without_a_role_hears_in_the_morning_what_waits(town: Town) -> None:
    await town.zhang.says("3楼空调不制冷了")
    await town.wang.tells_bot("/deputy @zhangwei until 12-05")
    await town.passes(hours=23, minutes=30)
    assert town.zhang.last().text.startswith("☀️ 早上好，等您办的有 1 件")
    assert not any(message.text.startswith("☀️") for message in town.wang.sees())


async def test_digest_that_is_late_does_not_say_good_morning(town: Town) -> None:
    await town.passes()
    await town.zhang.says(LIFT)
    await town.passes(days=2, hours=6)
    assert town.wang.last().text.startswith("📋 等您办的有 1 件")
