"""Admins make rounds in which units take turns at stations, change single days, and end them."""

import pytest

from tests.person import Person
from tests.stations import JIN, LINE, MEI, loads, takes_turns
from tests.town import Town


def heard(person: Person, beginning: str) -> list[str]:
    """What somebody was told privately that begins so."""
    return [one.text for one in person.sees() if one.from_bot and one.text.startswith(beginning)]


async def on_duty(town: Town, words: str = "ST01") -> str:
    """What 刘洋 is told of duty."""
    await town.liu.tells_bot(f"/duty {words}".strip())
    return str(town.liu.last().text)


async def test_round_is_made_in_one_line_shown_before_it_starts_and_told_to_its_units(town: Town) -> None:
    await loads(town)
    await town.li.starts()
    await town.admin.tells_bot(LINE)
    assert town.admin.last().text == (
        "R1 总商会红领驿站\n"
        "🗓 每个工作日 09:00–17:00，12月1日（周二）起\n"
        "👥 3 家轮流：市税务局、市人力社保局、市公积金中心\n"
        "先后：12月1日（周二） 市税务局；12月2日（周三） 市人力社保局；12月3日（周四） 市公积金中心；"
        "12月4日（周五） 市税务局；12月7日（周一） 市人力社保局\n"
        "📊 12月1日（周二）至2027年3月1日（周一）：该有人的 60 天次，有人 60，覆盖 100%\n"
        "⚖️ 每家 20 天次：市税务局 20、市人力社保局 20、市公积金中心 20\n"
        "没问题就点「开始轮值」。"
    )
    assert await on_duty(town) == "总商会红领驿站\n近期没有排班。"
    assert await town.admin.presses("开始轮值") == "已开始。"
    assert town.admin.last().text.startswith("✅ R1 开始：总商会红领驿站，每个工作日 09:00–17:00")
    assert town.li.last().text.startswith(
        "📍 市税务局加入了轮值：总商会红领驿站，每个工作日 09:00–17:00。轮到你们的：\n· 12月1日（周二）"
    )
    assert (await on_duty(town)).startswith(
        "总商会红领驿站\n· 12月1日（周二） 市税务局 09:00–17:00，可办税费政策咨询\n"
    )


async def test_round_is_made_step_by_step(town: Town) -> None:
    await loads(town)
    await town.admin.tells_bot("/rota")
    for label in (
        "总商会红领驿站",
        "下一步",
        "市人力社保局",
        "市税务局",
        "下一步",
        "工作日，每周换",
        "12/1",
        "09:00–17:00",
    ):
        await town.admin.presses(label)
    report = town.admin.last()
    assert report.text.startswith(
        "R1 总商会红领驿站\n🗓 每个工作日 09:00–17:00，每周换一家，12月1日（周二）起\n"
        "👥 2 家轮流：市人力社保局、市税务局\n"
    )
    await town.admin.presses("开始轮值")
    said = await on_duty(town)
    assert "12月4日（周五） 市人力社保局" in said
    assert "12月7日（周一） 市税务局" in said


async def test_step_without_a_choice_stays_where_it_is(town: Town) -> None:
    await loads(town)
    await town.admin.tells_bot("/rota")
    question = town.admin.last()
    await town.admin.presses("建工红领驿站")
    await town.admin.presses("建工红领驿站")
    assert not any("下一步" in button.text for button in question.buttons)
    await town.admin.presses_data("rota:1:stations:", on=question)
    assert town.admin.last().text.startswith("排轮值，第 1 步")
    await town.admin.presses("不要了")
    assert town.admin.last().text == "R1 已停止。已有的值班记录都留着。"


async def test_every_station_at_once_never_has_a_unit_at_two_places(town: Town) -> None:
    await takes_turns(town, "/rota ST01 ST02 tax hr fund 每个工作日 从12月1日 9:00-17:00")
    assert "⚠️" not in town.admin.last().text
    first, second = await on_duty(town, "ST01 12月1日"), await on_duty(town, "ST02 12月1日")
    assert "总商会红领驿站：市税务局" in first
    assert "建工红领驿站：市人力社保局" in second


async def test_only_admins_make_start_or_stop_rounds(town: Town) -> None:
    await loads(town)
    await town.zhou.tells_bot(LINE)
    assert town.zhou.last().text == "这件事只有管理员能做。"
    await town.admin.says(LINE, to=town.g01)
    report = town.admin.last(town.g01)
    for data in ("rota_start:1", "rota_stop:1", "rota_show:1", "rotas", "rota:1:units:hr"):
        assert await town.zhou.presses_data(data, on=report) == "这件事只有管理员能做。"
    assert await on_duty(town) == "总商会红领驿站\n近期没有排班。"


async def test_round_starts_once_however_often_it_is_pressed(town: Town) -> None:
    await takes_turns(town)
    told = len(heard(town.li, "📍"))
    assert await town.admin.presses_data("rota_start:1", on=town.admin.last()) == "R1 已经开始过了。看看：/rota 1"
    assert len(heard(town.li, "📍")) == told


async def test_report_says_where_nobody_will_be(town: Town) -> None:
    await loads(town, without="  - {telegram_id: 1008, name: 小梅, roles: [{role: unit_staff, unit: hr}]}\n")
    await town.admin.tells_bot("/rota ST01 tax hr 每个工作日 从12月1日到12月4日 9:00-17:00")
    report = town.admin.last().text
    assert "该有人的 4 天次，有人 2，覆盖 50%" in report
    assert "⚠️ 还没有联络人：市人力社保局。" in report
    assert "⚠️ 没人的：12月2日（周三）（单位没有联络人）、12月4日（周五）（单位没有联络人）" in report


async def test_day_without_duty_and_another_units_day_are_told_to_those_concerned(town: Town) -> None:
    await takes_turns(town)
    await town.admin.tells_bot("/rota ST01 12月1日 不值班")
    assert town.admin.last().text == "已改：\n· 12月1日（周二）总商会红领驿站 09:00–17:00：不值班（原来是市税务局）"
    assert town.li.last().text == "📍 市税务局的值班有变：\n· 12月1日（周二）总商会红领驿站 09:00–17:00：你们不用来了"
    await town.admin.tells_bot("/rota ST01 12月2日 fund")
    assert town.people[MEI].last().text.endswith("你们不用来了，由市公积金中心值班")
    assert town.people[JIN].last().text.endswith("12月2日（周三）总商会红领驿站 09:00–17:00：由你们值班")
    assert "12月2日（周三） 市公积金中心" in await on_duty(town)
    await town.admin.tells_bot("/rota 1")
    assert "⚠️ 没人的：12月1日（周二）（按例外不值班）" in town.admin.last().text
    await town.admin.tells_bot("/rota ST01 12月1日 tax")
    await town.admin.tells_bot("/rota 1")
    assert "⚠️" not in town.admin.last().text


async def test_exception_for_several_days_and_far_ahead(town: Town) -> None:
    await takes_turns(town)
    await town.admin.tells_bot("/rota ST01 2027年3月1日到3月3日 不值班")
    assert town.admin.last().text.count("不值班（原来是") == 3
    await town.admin.tells_bot("/rota ST01 2029年3月1日 不值班")
    assert town.admin.last().text == "只能改一年以内的班，请写近一点的日子。"


async def test_duty_on_a_saturday_is_added_with_its_hours_as_extended(town: Town) -> None:
    await takes_turns(town)
    await town.admin.tells_bot("/rota ST01 12月5日 hr")
    assert town.admin.last().text.startswith("那天那里没有班。要加一班请写几点到几点")
    await town.admin.tells_bot("/rota ST01 12月5日 9:00-12:00 hr")
    assert town.admin.last().text == "已改：\n· 12月5日（周六）总商会红领驿站 09:00–12:00（延时服务）：市人力社保局"
    assert "12月5日（周六） 市人力社保局 09:00–12:00（延时服务）" in await on_duty(town)


async def test_round_that_is_stopped_has_no_more_shifts_and_its_units_are_told(town: Town) -> None:
    await takes_turns(town)
    await town.admin.tells_bot("/rota 1 停止")
    assert town.admin.last().text == "R1 已停止：总商会红领驿站。已有的值班记录都留着。"
    assert town.li.last().text == "📍 总商会红领驿站的轮值停了，市税务局后面的班不用来了。"
    assert await on_duty(town) == "总商会红领驿站\n近期没有排班。"
    await town.admin.tells_bot("/rota 1 停止")
    assert town.admin.last().text == "R1 已经停了。"


async def test_two_rounds_at_one_time_are_refused_but_extended_hours_beside_it_are_fine(town: Town) -> None:
    await takes_turns(town)
    await town.admin.tells_bot("/rota ST01 hr 每周三 从12月2日 16:00-18:00")
    assert town.admin.last().text.startswith("总商会红领驿站这段时间已有轮值 R1。")
    await town.admin.tells_bot("/rota ST01 hr fund 每个工作日 从12月1日 17:30-20:00")
    assert "🗓 每个工作日 17:30–20:00（延时服务），12月1日（周二）起" in town.admin.last().text
    await town.admin.presses("开始轮值")
    await town.admin.tells_bot("/rota ST01 12月1日 不值班")
    assert town.admin.last().text == "那天有几班（09:00–17:00、17:30–20:00），请写上是几点到几点的。"
    await town.admin.tells_bot("/rota ST01 12月1日 17:30-20:00 不值班")
    assert town.admin.last().text.endswith("17:30–20:00（延时服务）：不值班（原来是市人力社保局）")
    await town.admin.tells_bot("/rota ST01")
    assert town.admin.last().text.count("总商会红领驿站") == 2


async def test_shifts_are_laid_out_further_every_night_and_a_draft_is_forgotten(town: Town) -> None:
    await takes_turns(town)
    await town.admin.tells_bot("/rota ST02 tax 每天 从12月1日 9:00-17:00")
    draft = town.admin.last()
    assert "· 总商会红领驿站：市" not in await on_duty(town, "2027-02-03")
    for _ in range(12):
        await town.passes(days=1)
    assert "· 总商会红领驿站：市" in await on_duty(town, "2027-02-03")  # sixty days on
    assert "· 总商会红领驿站：市" not in await on_duty(town, "2027-02-04")
    assert await town.admin.presses("开始轮值", on=draft) == "没有轮值 R2。看全部：/rota"


async def test_round_follows_the_calendar_and_keeps_exceptions(town: Town) -> None:
    await takes_turns(town)
    await town.admin.tells_bot("/rota ST01 12月9日 不值班")
    await loads(town, "working_time: {days_off: ['2026-12-02'], days_on: ['2026-12-05']}\n")
    await town.passes(days=1)
    assert town.admin.last().text.startswith("R1：日历变了，12月2日（周三）起按新的工作日重排过")
    said = await on_duty(town)
    assert said.splitlines()[1:5] == [
        "· 12月1日（周二） 市税务局 09:00–17:00，可办税费政策咨询",
        "· 12月3日（周四） 市人力社保局 09:00–17:00",
        "· 12月4日（周五） 市公积金中心 09:00–17:00",
        "· 12月5日（周六） 市税务局 09:00–17:00",
    ]
    assert "总商会红领驿站：没有人值班" in await on_duty(town, "ST01 12月9日")


BAD = {
    "/rota ST01 tax hr": "请写上什么时候",
    "/rota tax hr 每个工作日 9:00-17:00": "请写上驿站",
    "/rota ST01 每个工作日 9:00-17:00": "请写上由哪些单位轮流",
    "/rota ST99 tax 每个工作日 9:00-17:00": "「ST99」没看懂",
    "/rota ST01 tax 教育局 每个工作日 9:00-17:00": "「教育局」没看懂",
    "/rota ST01 tax 每个工作日 9:00": "请写上同一天里几点到几点",
    "/rota ST01 tax 每个工作日 17:00-9:00": "「每个工作日 17:00-9:00」结束不晚于开始",
    "/rota ST01 tax 每月1号 9:00-17:00": "轮值只能按每个工作日",
    "/rota ST01 tax 每个工作日 从2月30日 9:00-17:00": "没有「2月30日」这样的时间",
    "/rota ST01 昨天 tax": "「昨天」已经过了",
    "/rota ST01 12月1日": "改一天请写一个驿站、日期，再写一个单位或「不值班」",
    "/rota ST01 12月1日 tax hr": "改一天请写一个驿站",
    "/rota ST01 12月5日 不值班": "那天那里没有班，不用改。",
    "/rota ST01 12月1日到2027年3月1日 不值班": "一次最多改 31 天",
    "/rota 99": "没有轮值 R99。",
    "/rota 99999999999999 停止": "没有轮值 R99999999999999。",
    "/rota R1 xx": "「R1」没看懂",
}


async def test_bad_input_gets_one_line_and_changes_nothing(town: Town) -> None:
    await loads(town)
    for words, answer in BAD.items():
        await town.admin.tells_bot(words)
        assert town.admin.last().text.startswith(answer), words
        assert "\n" not in town.admin.last().text, words
    assert await on_duty(town) == "总商会红领驿站\n近期没有排班。"


async def test_without_stations_it_says_what_is_missing(town: Town) -> None:
    await town.admin.tells_bot("/rota")
    assert town.admin.last().text.startswith("名录里还没有驿站")


@pytest.mark.parametrize(
    "data",
    ["rota:1:units:nobody", "rota:1:from:yesterday", "rota:1:hours:900-100", "rota:1:x:y", "rota:1:turn:",
     "rota:7:units:tax", "swap:77", "swap_with:1:99999999999999999999", "swap_accept:5", "swap_decline:x",
     "rota_start:99"],
)  # fmt: skip
async def test_buttons_that_nobody_made_change_nothing(town: Town, data: str) -> None:
    await loads(town)
    await town.admin.tells_bot("/rota")
    answer = await town.admin.presses_data(data, on=town.admin.last())
    assert answer.startswith(("这个按钮已经失效", "没有轮值 R", "这一班已经不在了"))
    assert town.admin.last().text.startswith("排轮值，第 1 步")
