"""People who never pressed start are called in their group, once a ticket, with a link that leads to it."""

from collections.abc import AsyncIterator

import pytest
from sqlmodel import select

from storage.kinds import OutboxState
from storage.outbox import Outbox
from tests.town import Town

CALL = "老周 有工单 #1 找您，但我还不能私聊您。点下面的按钮开启，工单会发给您。"


@pytest.fixture
async def shy(town: Town) -> AsyncIterator[Town]:
    """老周 has never pressed start; he is told of a broken lift all the same."""
    town.room.private_chat(town.zhou.known).bot = "left"
    await town.zhang.says("12楼电梯按了没反应")
    yield town
    async with town.store.read() as session:
        assert (await session.exec(select(Outbox.id).where(Outbox.state == OutboxState.PARKED))).all() == []


async def test_handler_is_called_in_the_group_with_a_link(shy: Town) -> None:
    assert shy.heard(shy.g01)[-1] == f"{CALL}　［👉 点开私聊］"
    [button] = shy.zhou.last(shy.g01).buttons
    assert button.url == f"https://t.me/{shy.room.bot.username}?start=t1"


async def test_handler_is_called_once_whatever_happens_to_the_ticket(shy: Town) -> None:
    await shy.liu.presses("我也遇到")
    await shy.sun.presses("我也遇到")
    await shy.zhou.replies("已修好", to=shy.last_card)
    await shy.zhang.presses("没解决")
    assert (await shy.history())[-1] == "reopen"
    assert [line for line in shy.heard(shy.g01) if line.startswith(CALL)] == [f"{CALL}　［👉 点开私聊］"]


async def test_link_brings_the_card_and_the_card_stays_true(shy: Town) -> None:
    await shy.zhou.starts("t1")
    card = shy.zhou.last()
    assert card.text.startswith("🟢 #1 电梯故障报修 · 待受理")
    await shy.liu.presses("我也遇到")
    assert "另有 1 人也遇到" in card.text
    await shy.zhou.presses("受理", on=card)
    assert card.text.startswith("🟢 #1 电梯故障报修 · 办理中")
    await shy.zhou.replies("已修好", to=card)
    await shy.zhang.presses("没解决")
    assert shy.zhou.last().text.startswith("❗ #1 张伟说没解决")


async def test_next_ticket_comes_privately_once_they_have_started(shy: Town) -> None:
    await shy.zhou.starts()
    await shy.liu.says("3楼空调漏水")
    assert shy.zhou.last().text.startswith("🟢 #2 空调与漏水报修")
    assert len(shy.heard(shy.g01)) == 3


async def test_whoever_blocks_the_bot_can_still_work_in_the_group(town: Town) -> None:
    await town.zhou.starts()
    await town.zhou.blocks_the_bot()
    await town.zhang.says("12楼电梯按了没反应")
    assert town.heard(town.g01)[-1].startswith(CALL)
    await town.zhou.replies("已修好", to=town.last_card)
    await town.zhang.presses("满意")
    assert (await town.ticket()).status == "closed"


async def test_whoever_reported_privately_and_left_is_not_named_in_the_group(town: Town) -> None:
    """Nobody there knows that they reported; an admin sees that the question could not be put."""
    town.trouble_expected = True
    await town.liu.tells_bot("总商会大厦3楼空调漏水")
    await town.liu.presses("总商会大厦一微网格")
    await town.liu.blocks_the_bot()
    heard = town.heard(town.g01)
    await town.zhou.replies("已疏通", to=town.zhou.last())
    assert (await town.ticket()).status == "resolved"
    assert town.heard(town.g01) == heard
    await town.admin.tells_bot("/outbox")
    assert "#1" in town.admin.last().text


async def test_an_edit_for_somebody_unreachable_does_not_use_up_their_call(town: Town) -> None:
    await town.sun.starts()
    await town.zhang.says("12楼电梯按了没反应")
    await town.sun.presses("我也遇到")
    await town.zhou.blocks_the_bot()
    await town.wang.presses("受理", on=town.last_card)
    await town.wang.replies("已修好", to=town.last_card)
    await town.sun.presses("没解决")
    assert (await town.ticket()).status == "accepted"


async def test_whoever_writes_privately_can_be_reached_again(town: Town) -> None:
    await town.zhou.blocks_the_bot()
    await town.zhang.says("12楼电梯按了没反应")
    assert town.heard(town.g01)[-1].startswith(CALL)
    town.room.unblocks_bot(town.zhou.known)
    await town.zhou.tells_bot("/todo")
    await town.liu.says("3楼空调漏水")
    assert town.zhou.last().text.startswith("🟢 #2")


async def test_card_that_never_arrived_comes_when_they_are_back_and_press_start(town: Town) -> None:
    await town.zhou.blocks_the_bot()
    await town.zhang.says("12楼电梯按了没反应")
    await town.liu.says("3楼空调漏水")
    heard = len(town.heard(town.zhou.private))
    await town.zhou.starts()
    assert len(town.heard(town.zhou.private)) == heard + 2, "who 小邻 is, and the newest card"
    card = town.zhou.last()
    assert card.text.startswith("🟢 #2 空调与漏水报修 · 待受理")
    await town.zhou.presses("受理", on=card)
    assert card.text.startswith("🟢 #2 空调与漏水报修 · 办理中"), "it is the card from now on"
    await town.zhou.starts("t1")
    assert town.zhou.last().text.startswith("🟢 #1 电梯故障报修")


async def test_cards_that_stood_there_are_true_again_for_whoever_is_back(town: Town) -> None:
    await town.zhang.says("12楼电梯按了没反应")
    card = town.zhou.last()
    await town.zhou.blocks_the_bot()
    await town.wang.presses("受理", on=town.last_card)
    assert "待受理" in card.text
    town.room.unblocks_bot(town.zhou.known)
    await town.settles()
    assert "办理中" in card.text
    heard = len(town.heard(town.zhou.private))
    await town.zhou.starts()
    assert len(town.heard(town.zhou.private)) == heard + 1, "nothing was missed that a card would show"


async def test_question_that_could_not_be_put_is_put_when_they_are_back(town: Town) -> None:
    town.trouble_expected = True
    await town.liu.tells_bot("总商会大厦3楼空调漏水")
    await town.liu.presses("总商会大厦一微网格")
    await town.liu.blocks_the_bot()
    await town.zhou.replies("已疏通", to=town.zhou.last())
    await town.liu.starts()
    assert town.liu.last().text.startswith("刘洋 #1 已办结（老周）：已疏通")
    await town.liu.presses("满意", on=town.liu.last())
    assert (await town.ticket()).status == "closed"
    await town.admin.tells_bot("/outbox")
    assert "#1" not in town.admin.last().text


async def test_what_is_over_meanwhile_is_not_brought_up_again(town: Town) -> None:
    await town.zhou.blocks_the_bot()
    await town.zhang.says("12楼电梯按了没反应")
    await town.zhang.presses("不是问题")
    await town.zhou.starts()
    assert [one.text for one in town.zhou.sees() if one.from_bot and "#1" in one.text] == []
