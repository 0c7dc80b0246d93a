"""Everybody can ask who is on duty where; those on duty and their building hear of it in the morning."""

from tests.stations import JIN, LINE, MEI, loads, takes_turns
from tests.town import Town

TODAY = "/rota ST01 ST02 tax hr fund 每个工作日 从今天 9:30-17:00"


async def test_who_is_on_duty_today_and_tomorrow_and_what_they_can_help_with(town: Town) -> None:
    await takes_turns(town, TODAY)
    await town.liu.tells_bot("/duty")
    assert town.liu.last().text == (
        "📍 今天 11月23日（周一）\n"
        "· 总商会红领驿站：市税务局 09:30–17:00，可办税费政策咨询\n"
        "· 建工红领驿站：市人力社保局 09:30–17:00，可办社保办理咨询\n"
        "📍 明天 11月24日（周二）\n"
        "· 总商会红领驿站：市公积金中心 09:30–17:00\n"
        "· 建工红领驿站：市税务局 09:30–17:00\n"
        "看一个驿站：/duty ST01；看别的日子：/duty 下周三"
    )


async def test_group_hears_of_its_buildings_stations_first(town: Town) -> None:
    await takes_turns(town, TODAY)
    await town.liu.says("/duty")
    assert town.heard(town.g01)[-1] == (
        "📍 今天 11月23日（周一）\n"
        "· 总商会红领驿站：市税务局 09:30–17:00，可办税费政策咨询\n"
        "其他：建工红领驿站 市人力社保局\n"
        "📍 明天 11月24日（周二）\n"
        "· 总商会红领驿站：市公积金中心 09:30–17:00\n"
        "其他：建工红领驿站 市税务局\n"
        "全部驿站：私聊我发 /duty"
    )


async def test_another_day_a_station_or_a_unit_can_be_asked_for(town: Town) -> None:
    await takes_turns(town)
    await town.liu.tells_bot("/duty 下周三")
    assert town.liu.last().text.startswith("📍 12月2日（周三）\n· 总商会红领驿站：市人力社保局 09:00–17:00\n")
    await town.liu.tells_bot("/duty 本周六")
    assert town.liu.last().text.startswith("11月28日（周六）没有人值班。")
    await town.liu.tells_bot("/duty 市税务局")
    assert town.liu.last().text.startswith(
        "市税务局 接下来在：\n· 12月1日（周二）总商会红领驿站 09:00–17:00\n· 12月4日"
    )
    await town.liu.tells_bot("/duty 总商会红领驿站 12月3日")
    assert "总商会红领驿站：市公积金中心 09:00–17:00" in town.liu.last().text
    await town.liu.tells_bot("/duty 昨天")
    assert town.liu.last().text.startswith("「昨天」已经过了")
    await town.liu.tells_bot("/duty 月球")
    assert town.liu.last().text.startswith("「月球」没看懂。")


async def test_services_of_todays_unit_are_one_tap_away_in_private(town: Town) -> None:
    await takes_turns(town, TODAY)
    await town.liu.tells_bot("/duty ST01")
    await town.liu.presses("税费政策咨询")
    assert town.liu.last().text.startswith("税费政策咨询 · 政务")


async def test_those_on_duty_and_their_buildings_groups_are_told_once_in_the_morning(town: Town) -> None:
    await takes_turns(town)
    await town.passes(days=7, hours=23, minutes=20)  # Tuesday, 08:20
    before = len(town.heard(town.g01)), len(town.heard(town.g02))
    await town.passes(minutes=10)
    for person in (town.li, town.xiaowu):
        assert "☀️ 今天轮到市税务局值班：\n· 总商会红领驿站 09:00–17:00\n" in person.last().text
    note = "📍 今天总商会红领驿站：市税务局值班 09:00–17:00，可办税费政策咨询"
    for group in (town.g01, town.g02):
        assert town.heard(group).count(note) == 1
    assert town.people[JIN].last().text.startswith("📍 市公积金中心加入了轮值")
    await town.passes(minutes=30)
    await town.restarts()
    await town.passes(minutes=30)
    assert (len(town.heard(town.g01)), len(town.heard(town.g02))) == (before[0] + 1, before[1] + 1)


async def test_group_of_another_building_or_without_duty_hears_nothing(town: Town) -> None:
    await takes_turns(town, LINE.replace("ST01", "ST02"))
    await town.passes(days=8)
    assert not any("今天" in line and "值班" in line for line in town.heard(town.g01))


async def test_units_group_hears_for_its_people(town: Town) -> None:
    await takes_turns(town)
    office = await town.bound_group(-1020, "税务工作群", "unit tax", town.li, town.xiaowu)
    before = len(town.li.sees())
    await town.passes(days=8)
    assert sum(line.startswith("☀️ 今天轮到市税务局值班") for line in town.heard(office)) == 1
    assert not any(one.text.startswith("☀️ 今天轮到") for one in town.li.sees()[before:])


async def test_whoever_cannot_be_written_to_is_called_in_the_buildings_group(town: Town) -> None:
    await takes_turns(town, "/rota ST01 hr 每个工作日 从12月1日 9:00-17:00")
    await town.people[MEI].blocks_the_bot()
    await town.passes(days=8)
    called = [line for line in town.heard(town.g01) if line.startswith("小梅 今天轮到市人力社保局值班")]
    assert len(called) == 1


async def test_saturday_duty_is_told_on_saturday_and_as_extended(town: Town) -> None:
    await takes_turns(town, "/rota ST01 tax hr 每周六 从11月28日 9:00-12:00")
    await town.passes(days=4, hours=23, minutes=30)  # Saturday, 08:30
    assert "· 总商会红领驿站 09:00–12:00（延时服务）" in town.li.last().text
    assert town.heard(town.g01)[-1].startswith("📍 今天总商会红领驿站：市税务局值班 09:00–12:00（延时服务）")


async def test_what_is_over_is_nobodys_news(town: Town) -> None:
    await takes_turns(town)
    await town.stops()
    town.clock.move_to(town.clock.now() + town.hours(24 * 8 + 9))  # Tuesday, 18:00
    await town.starts_again()
    await town.passes()
    assert not any(line.startswith("📍 今天") for line in town.heard(town.g01))


async def test_committee_is_warned_when_tomorrow_is_empty(town: Town) -> None:
    await takes_turns(town)
    await town.admin.tells_bot("/rota ST01 12月2日 不值班")
    await town.passes(days=7, hours=7)  # Monday, 16:00
    await town.passes(hours=23)
    assert not any(one.text.startswith("⚠️") for one in town.party.sees())
    await town.passes(minutes=30)
    assert sum(one.text.startswith("⚠️") for one in town.party.sees()) == 1
    assert town.party.last().text == (
        "⚠️ 接下来没人值班：\n· 12月2日（周三） 总商会红领驿站（按例外不值班）\n"
        "请管理员安排，例如：/rota ST01 2026-12-2 单位"
    )
    await town.admin.tells_bot("/rota ST01 2026-12-2 tax")
    assert town.admin.last().text.startswith("已改：\n· 12月2日（周三）")
    assert not any(one.text.startswith("⚠️ 接下来") for one in town.admin.sees())


async def test_admins_are_warned_where_there_is_no_committee_and_of_a_round_that_runs_out(town: Town) -> None:
    await takes_turns(town, "/rota ST01 tax hr 每个工作日 从12月1日到12月4日 9:00-17:00")
    await town.admin.tells_bot("/dismiss 综合党委 @dangwei")
    await town.admin.starts()
    await town.passes(days=11, hours=6, minutes=30)  # Friday, 15:30
    await town.passes(days=3)
    warned = [one.text for one in town.admin.sees() if one.text.startswith("⚠️")]
    assert len(warned) == 1
    assert warned[0].startswith("⚠️ 接下来没人值班：\n· 12月7日（周一） 总商会红领驿站（没有排班）\n")


async def test_before_a_round_starts_nobody_is_warned(town: Town) -> None:
    await takes_turns(town)
    await town.passes(days=1)
    await town.passes(days=2)
    assert not any(one.text.startswith("⚠️") for one in town.party.sees())


async def test_without_stations_it_says_so(town: Town) -> None:
    await town.liu.tells_bot("/duty")
    assert town.liu.last().text.startswith("名录里还没有驿站")
    await loads(town)
    await town.liu.tells_bot("/duty")
    assert town.liu.last().text.startswith("今天和明天没有驿站值班。")


async def test_duty_that_is_added_on_the_day_reaches_its_unit_and_bothers_nobody_else(town: Town) -> None:
    await takes_turns(town)
    await town.passes(days=8)
    told = [len(chat.sees()) for chat in (town.li, town.xiaowu)], len(town.heard(town.g01))
    await town.admin.tells_bot("/rota ST03 今天 18:00-20:00 fund")
    await town.passes(minutes=1)
    assert (
        town.people[JIN]
        .last()
        .text.startswith("☀️ 今天轮到市公积金中心值班：\n· 总商会骑士加油站 18:00–20:00（延时服务）")
    )
    assert told == ([len(chat.sees()) for chat in (town.li, town.xiaowu)], len(town.heard(town.g01)))
