"""What members say becomes tickets, or leaves no trace."""

import pytest

from tests.town import Town

CHATTER = ["中午一起吃饭吗", "谢谢大家！", "周五下午茶谁去", "电梯里遇到老同学了哈哈"]


async def test_chatter_is_neither_answered_nor_written_down(town: Town, subtests: pytest.Subtests) -> None:
    for talk in CHATTER:
        with subtests.test(talk=talk):
            rows = len(await town.inbox_reasons())
            await town.zhang.says(talk)
            await town.liu.says(talk)
            assert town.heard(town.g01) == []
            assert len(await town.inbox_reasons()) == rows
            assert not await town.database_holds(talk)


@pytest.mark.parametrize(
    "said",
    [
        "3楼空调漏水",
        "/report 3楼空调漏水",
        "报修 3楼空调漏水",
        "#报修 3楼空调漏水",
        "报修：3楼空调漏水",
        "@youlin_bot 3楼空调漏水",
        "3楼空调漏水 @youlin_bot",
    ],
)
async def test_problem_is_a_ticket_however_it_is_said(town: Town, said: str) -> None:
    await town.zhang.says(said)
    ticket = await town.ticket()
    assert (ticket.text, ticket.service, ticket.floor, ticket.grid) == ("3楼空调漏水", "P02", 3, "G01")
    assert len(town.heard(town.g01)) == 1


async def test_photo_comes_along_with_its_caption(town: Town) -> None:
    await town.zhang.sends_photo("3楼空调漏水")
    assert "💬 3楼空调漏水（附 1 件）" in town.last_card.text


async def test_report_as_a_reply_is_the_authors_ticket_and_is_made_once(town: Town) -> None:
    said = await town.liu.says("饮水机那里好像有点不对劲")
    await town.zhang.replies("/report", to=said)
    assert "💬 饮水机那里好像有点不对劲" in town.last_card.text
    await town.zhang.replies("/report", to=said)
    assert town.heard(town.g01)[-1] == "这条已经登记了：#1 待受理。看详情：/ticket 1"
    await town.liu.starts()
    await town.liu.tells_bot("/mine")
    assert "#1" in town.liu.last().text
    assert len(await town.tickets()) == 1


GREETINGS = ["@youlin_bot 你好", "@youlin_bot", "@youlin_bot 谢谢小邻"]


async def test_greeting_gets_a_greeting_and_a_next_step(town: Town, subtests: pytest.Subtests) -> None:
    for greeting in GREETINGS:
        with subtests.test(greeting=greeting):
            await town.zhang.says(greeting)
            assert town.heard(town.g01)[-1:] == ["在的。有问题直接说，例如：12楼电梯按了没反应；更多用法 /help。"]
            assert await town.tickets() == []


NOTHING = ["/report", "报修", "#报修"]


async def test_report_of_nothing_is_asked_what_it_is(town: Town, subtests: pytest.Subtests) -> None:
    for said in NOTHING:
        with subtests.test(said=said):
            await town.zhang.says(said)
            assert town.heard(town.g01)[-1:] == ["请说一下是什么问题，例如：/report 12楼电梯坏了。"]


async def test_command_of_another_bot_is_left_to_it(town: Town) -> None:
    rows = len(await town.inbox_reasons())
    await town.zhang.says("/weather 平湖")
    await town.zhang.says("/report@another_bot 3楼空调漏水了")
    assert len(await town.inbox_reasons()) == rows


async def test_floor_gives_the_ticket_to_the_grid_above_and_its_leader_is_told(town: Town) -> None:
    await town.zhang.says("20楼空调漏水")
    assert (await town.ticket()).grid == "G02"
    assert "责任：何静" in town.last_card.text
    assert town.last_card.chat is town.g01
    assert "📍 总商会大厦二微网格 · 20楼" in town.he.last().text
    assert [message for message in town.wang.sees() if message.from_bot] == []


async def test_building_that_is_named_decides(town: Town) -> None:
    await town.zhang.says("建工大厦3楼空调漏水")
    assert (await town.ticket()).grid == "G03"
    assert "📍 建工大厦 · 3楼" in town.last_card.text


async def test_bystanders_problem_under_a_card_is_talk(town: Town) -> None:
    await town.zhang.says("3楼空调漏水")
    rows = len(await town.inbox_reasons())
    await town.liu.replies("那层电梯也经常坏的", to=town.last_card)
    assert len(await town.inbox_reasons()) == rows
    await town.liu.replies("报修 6楼电梯坏了", to=town.last_card)
    assert len(await town.tickets()) == 2


async def test_a_question_to_us_under_a_card_is_no_new_ticket(town: Town) -> None:
    await town.zhang.says("12楼电梯按了没反应")
    await town.liu.replies(f"@{town.room.bot.username} 什么时候能弄好呀", to=town.last_card)
    assert len(await town.tickets()) == 1
    assert "在的" in town.liu.last(town.g01).text
    await town.liu.replies(f"@{town.room.bot.username} 5楼卫生间漏水了", to=town.last_card)
    assert len(await town.tickets()) == 2
