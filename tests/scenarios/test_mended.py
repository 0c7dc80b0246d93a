"""What was said is not lost, reaches whoever it is for, and tells strangers nothing."""

from datetime import timedelta

import pytest
from sqlmodel import select

from desk.desk import Desk
from desk.tickets import move
from handlers import replies
from storage.tickets import Attachment, Ticket
from tests.scenarios.test_pictures import pictures
from tests.town import Town

LIFT = "12楼电梯按了没反应"
WATER = "5楼卫生间漏水了"


async def test_everything_said_before_the_grid_is_chosen_gets_its_ticket(town: Town) -> None:
    await town.liu.tells_bot(LIFT)
    await town.liu.tells_bot(WATER)
    heard = town.heard(town.liu.private)
    assert len([line for line in heard if "只问这一次" in line]) == 1
    assert heard[-1] == "也记下了，选好上面的微网格就一起登记。"
    await town.liu.presses("总商会大厦")
    await town.liu.presses("总商会大厦一微网格")
    assert [ticket.text for ticket in await town.tickets()] == [LIFT, WATER]


async def test_what_was_said_more_than_a_day_ago_is_no_longer_meant(town: Town) -> None:
    await town.liu.tells_bot(LIFT)
    await town.liu.presses("总商会大厦")
    town.clock.move_to(town.clock.now() + timedelta(hours=25))  # nothing has swept the drafts out yet
    assert await town.liu.presses("总商会大厦一微网格") == "刚才的内容已过期，请再说一遍。"
    assert await town.tickets() == []


async def test_question_about_the_grid_is_only_put_privately(town: Town) -> None:
    await town.zhang.says(LIFT)
    before = town.last_card.text
    for data in ("draft:building:JGD", "draft:grid:G01"):
        assert "已经失效" in await town.liu.presses_data(data, on=town.last_card)
    assert town.last_card.text == before


async def test_whoever_gets_a_ticket_back_gets_its_card_again(town: Town) -> None:
    await town.zhang.says(LIFT)
    await town.wang.says("/transfer 1 tax")
    before = len(town.zhou.sees())
    await town.wang.says("/transfer 1 物业服务员")
    assert len(town.zhou.sees()) == before + 1
    assert [button.text for button in town.zhou.last().buttons][:2] == ["✋ 受理", "✅ 办结"]


async def test_bystanders_reply_that_addresses_us_is_a_report(town: Town) -> None:
    await town.zhang.says(LIFT)
    await town.liu.replies(f"@{town.room.bot.username} {WATER}", to=town.last_card)
    assert [ticket.text for ticket in await town.tickets()] == [LIFT, WATER]


async def test_reporters_private_reply_to_an_open_card_is_answered(town: Town) -> None:
    await town.liu.tells_bot(LIFT)
    await town.liu.presses("总商会大厦")
    await town.liu.presses("总商会大厦一微网格")
    card = town.liu.last()
    await town.liu.replies("谢谢", to=card)
    assert town.liu.last().text.startswith("在的。有问题直接说")
    await town.liu.replies(WATER, to=card)
    assert [ticket.text for ticket in await town.tickets()] == [LIFT, WATER]


async def test_answer_to_one_card_is_not_taken_for_another(town: Town) -> None:
    await town.liu.tells_bot(LIFT)
    await town.liu.presses("总商会大厦")
    await town.liu.presses("总商会大厦一微网格")
    card = town.liu.last()
    await town.liu.tells_bot(WATER)
    await town.zhou.tells_bot("/resolve 2 好了")
    await town.liu.replies("好了", to=card)
    assert (await town.ticket(2)).status == "resolved"


async def test_pictures_of_what_is_still_wrong_reach_the_handler(town: Town) -> None:
    await town.zhang.says(LIFT)
    await town.zhou.tells_bot("/resolve 1 换好了")
    await town.zhang.presses("没解决")
    await town.zhang.sends_photo("还是坏的", reply_to=town.zhang.last(town.g01))
    assert [one.text for one in pictures(town, town.zhou.private)] == ["📎 #1"]
    await town.zhou.tells_bot("/resolve 1 又换了")
    await town.zhang.sends_photo("还没好", reply_to=town.zhang.last(town.g01))
    assert (await town.ticket()).status == "accepted"
    assert len(pictures(town, town.zhou.private)) == 2
    async with town.store.read() as session:
        assert len((await session.exec(select(Attachment))).all()) == 2


async def test_stranger_learns_nothing_of_a_tickets_state(town: Town) -> None:
    await town.zhang.says(LIFT)
    await town.zhou.tells_bot("/resolve 1 换好了")
    question = town.zhang.last(town.g01)
    await town.zhang.presses("满意")
    await town.passes(days=60)
    stranger = town.person(7000, "外人")
    await stranger.tells_bot("/reopen 1 没好")
    assert stranger.last().text.startswith("#1 要由")
    assert (await town.liu.presses_data("unsolved:1", on=question)).startswith("#1 要由")


async def test_tickets_are_locked_before_they_are_worked_on_without_their_number(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked: list[int] = []

    async def get(desk: Desk, number: int) -> Ticket:
        locked.append(number)
        return await move.get(desk, number)

    monkeypatch.setattr(replies, "get", get)
    await town.liu.tells_bot(LIFT)
    await town.liu.presses("总商会大厦")
    await town.liu.presses("总商会大厦一微网格")
    report = await town.zhang.says(WATER)
    await town.zhou.replies("已修好", to=report)
    assert locked == [2]
    await town.zhou.tells_bot("/resolve 1 换好了")
    await town.liu.tells_bot("好了，谢谢")
    assert locked == [2, 1]
    assert [ticket.status for ticket in await town.tickets()] == ["closed", "resolved"]
