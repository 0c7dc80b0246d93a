"""What the writer adds within some minutes goes with the report; talk does not."""

import pytest

from tests.town import Town

LIFT = "电梯按了没反应"


@pytest.mark.parametrize("words", ["补充一下，是靠北那台", "在12楼东边", "12楼", "对了，早上还好好的"])
async def test_words_that_only_add_go_with_the_ticket(town: Town, words: str) -> None:
    await town.zhang.says(LIFT)
    await town.zhang.says(words)
    assert len(await town.tickets()) == 1
    assert f"📝 {words}" in town.last_card.text
    assert f"📝 {words}" in town.zhou.last().text


@pytest.mark.parametrize("words", ["电梯门也关不上了", "电梯坏了还没人来"])
async def test_same_thing_told_in_a_second_breath_is_no_second_ticket(town: Town, words: str) -> None:
    await town.zhang.says(LIFT)
    await town.zhang.says(words)
    assert len(await town.tickets()) == 1
    assert f"📝 {words}" in town.last_card.text


@pytest.mark.parametrize(
    ("first", "then"),
    [
        pytest.param("12楼空调坏了", "8楼空调也坏了", id="another floor"),
        pytest.param(LIFT, "12楼漏水了", id="another service"),
        pytest.param("12楼空调坏了", "12楼水管漏水", id="another thing of the same service"),
        pytest.param(LIFT, "电梯困人了", id="danger"),
    ],
)
async def test_other_trouble_in_the_next_breath_is_a_ticket_of_its_own(town: Town, first: str, then: str) -> None:
    await town.zhang.says(first)
    await town.zhang.says(then)
    assert [ticket.text for ticket in await town.tickets()] == [first, then]


async def test_place_that_was_missing_is_filled_in(town: Town) -> None:
    await town.zhang.says(LIFT)
    await town.zhang.says("在12楼东边")
    ticket = await town.ticket()
    assert ticket.floor == 12


@pytest.mark.parametrize("words", ["中午吃什么", "哈哈谢谢", "我先去开会了"])
async def test_talk_after_a_report_leaves_no_trace(town: Town, words: str) -> None:
    await town.zhang.says(LIFT)
    await town.zhang.says(words)
    assert not await town.database_holds(words)
    assert await town.history() == ["open"]


async def test_somebody_elses_words_do_not_go_with_it(town: Town) -> None:
    await town.zhang.says(LIFT)
    await town.liu.says("在12楼东边等你")
    assert not await town.database_holds("在12楼东边等你")


async def test_what_is_added_too_late_is_talk(town: Town) -> None:
    await town.zhang.says(LIFT)
    await town.passes(minutes=5)
    await town.zhang.says("补充一下，是靠北那台")
    assert not await town.database_holds("补充一下，是靠北那台")


async def test_words_added_to_a_private_report_wait_for_its_grid_with_it(town: Town) -> None:
    await town.zhang.tells_bot(LIFT)
    await town.zhang.tells_bot("补充一下，是靠北那台")
    await town.zhang.presses("总商会大厦")
    await town.zhang.presses("一微网格")
    assert (await town.ticket()).text == f"{LIFT}\n补充一下，是靠北那台"


async def test_picture_waits_a_minute_for_its_words(town: Town) -> None:
    await town.zhang.sends_photo("")
    assert await town.tickets() == []
    await town.zhang.says("12楼这里漏水了，快来看看")
    assert "（附 1 件）" in town.last_card.text


async def test_picture_without_words_leaves_no_trace_and_is_nobody_elses(town: Town) -> None:
    await town.zhang.sends_photo("")
    await town.liu.says("12楼这里漏水了，快来看看")
    assert "附" not in town.last_card.text
    assert await town.inbox_reasons() == [*(await town.inbox_reasons())[:-1], "issue"]


async def test_picture_of_long_ago_is_not_of_this(town: Town) -> None:
    await town.zhang.sends_photo("")
    await town.passes(minutes=2)
    await town.zhang.says("12楼这里漏水了，快来看看")
    assert "附" not in town.last_card.text
