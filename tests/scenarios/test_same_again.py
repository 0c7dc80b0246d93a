"""Whoever says what is a ticket already becomes its supporter; another floor, building or fault does not."""

import pytest

from tests.town import Town

LIFT = "12楼电梯按了没反应"


async def test_second_report_supports_the_first_ticket(town: Town) -> None:
    await town.zhang.says(LIFT)
    await town.liu.says("12楼的电梯坏了，怎么按都不动")
    assert len(await town.tickets()) == 1
    assert town.heard(town.g01)[-1].startswith("这件事已有 #1（待受理），把您也记上了，办结时告诉您。")
    assert "还有 1 人也遇到" in town.last_card.text
    await town.zhou.tells_bot("/resolve 1 换了门机")
    assert town.zhang.last(town.g01).text.startswith("张伟 刘洋 #1 已办结")


async def test_it_is_undone_by_a_button_and_becomes_a_ticket_of_its_own(town: Town) -> None:
    await town.zhang.says(LIFT)
    await town.liu.says("12楼的电梯坏了，怎么按都不动")
    assert (await town.sun.presses("不是同一件")) == "这条请说话的本人或微网格长来点。"
    await town.liu.presses("不是同一件")
    assert "− 1" not in town.transcript  # which is how the records keep it
    first, second = await town.tickets()
    assert (second.text, second.status) == ("12楼的电梯坏了，怎么按都不动", "new")
    assert "也遇到" not in (await card_of(town, first.id or 0))


async def card_of(town: Town, number: int) -> str:
    found = [message.text for message in town.room.visible(town.g01) if f"#{number} " in message.text]
    return next(text for text in found if "承办" in text)


@pytest.mark.parametrize(
    "words", ["20楼电梯按了没反应", "建工大厦的电梯按了没反应", "12楼空调不制冷了", "12楼电梯里有人被困，快来人"]
)
async def test_other_place_other_fault_or_danger_is_a_ticket_of_its_own(town: Town, words: str) -> None:
    await town.zhang.says(LIFT)
    await town.liu.says(words)
    assert len(await town.tickets()) == 2


async def test_reporter_who_says_it_again_chases_the_handler(town: Town) -> None:
    await town.zhang.says(LIFT)
    await town.passes(minutes=10)
    await town.zhang.says("12楼电梯还是按了没反应啊")
    assert len(await town.tickets()) == 1
    assert town.heard(town.g01)[-1].startswith("#1 已登记，待受理；您的话已转给承办人。")
    assert "12楼电梯还是按了没反应啊" in town.zhou.last().text


async def test_private_report_is_nobody_elses_first_ticket(town: Town) -> None:
    await town.zhang.tells_bot("总商会大厦" + LIFT)
    await town.zhang.presses("一微网格")
    await town.liu.says(LIFT)
    assert len(await town.tickets()) == 2


async def test_what_is_over_is_reported_anew(town: Town) -> None:
    await town.zhang.says(LIFT)
    await town.zhou.tells_bot("/resolve 1 换了门机")
    await town.liu.says("12楼的电梯坏了，怎么按都不动")
    assert len(await town.tickets()) == 2
