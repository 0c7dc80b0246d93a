"""A group sends us away, silences us, or takes us back: nothing is lost, and those in charge hear of it once."""

import pytest
from sqlmodel import col, select

from bot.chatroom import Message
from storage.chats import Chat
from storage.kinds import OutboxState
from storage.outbox import Outbox
from tests.town import Town

LIFT = "12楼电梯按了没反应"
COLD = "11楼空调不制冷了"
CLOSED = "总商会大厦一微网格的群「总商会大厦一微网格」把我移出了，我在那里听不到也发不了。在办的 1 张照常办：/todo。"
CLOSED += "把我拉回去就行，绑定还在。"
MUTED = "总商会大厦一微网格的群「总商会大厦一微网格」不让我发言了。要发的先存着，在群设置里允许我发消息后自动补上。"
DEAF = "我现在听不到大家直接说的话了。请把我重新设为管理员；在那之前登记问题请发 /report 加内容。"


async def held(town: Town) -> int:
    async with town.store.read() as session:
        found = await session.exec(select(Outbox.id).where(col(Outbox.state) == OutboxState.HELD))
        return len(found.all())


def ours(town: Town) -> list[Message]:
    return [one for one in town.room.visible(town.g01) if one.from_bot]


async def test_leader_and_admin_hear_once_that_the_group_has_sent_us_away(town: Town) -> None:
    await town.zhang.says(LIFT)
    town.room.remove_bot(town.g01)
    await town.settles()
    assert town.heard(town.wang.private) == town.heard(town.admin.private) == [CLOSED]
    await town.zhou.tells_bot("/accept 1")
    await town.zhou.tells_bot("/resolve 1 换好了")
    assert "#1 已办结" in town.zhang.last().text
    assert town.heard(town.wang.private) == town.heard(town.admin.private) == [CLOSED]


async def test_group_that_takes_us_back_is_bound_and_sees_what_it_missed_once(town: Town) -> None:
    await town.zhang.says(LIFT)
    owners = await town.bound_group(-1010, "业主群", "building ZSH", town.zhang)
    card = town.last_card
    town.room.remove_bot(town.g01)
    await town.settles()
    await town.zhou.tells_bot("/accept 1")
    await town.zhou.replies("在等配件", to=town.zhou.last())
    await town.zhang.says(COLD, to=owners)
    count = len(ours(town))
    town.room.add_bot(town.g01, by=town.wang.known)
    await town.settles()
    hello, missed = ours(town)[count:]
    assert hello.text.endswith("可以开始了。把我设为管理员，微网格长对一条消息点 ✍ 就能登记。")
    assert missed.text.startswith("🟢 #2 空调与漏水报修")
    assert "办理中" in card.text
    assert "📝 在等配件" in card.text
    await town.zhou.replies("已修好", to=card)
    assert town.heard(town.g01)[-1].startswith("张伟 #1 已办结")


async def test_send_under_way_when_we_are_sent_away_waits_and_no_admin_is_bothered_for_it(town: Town) -> None:
    """The platform's refusal may come before the update that tells of the removal, or instead of it."""
    town.room.state.updates.allowed = ("message", "callback_query")
    gate = town.room.faults.hold("before", chat=town.g01)
    town.room.say(town.g01, town.zhang.known, LIFT)
    town.room.say(town.g01, town.liu.known, COLD)
    await gate.met.wait()
    await town.room.until(lambda: town.room.pending_updates() == 0)
    town.room.remove_bot(town.g01)
    gate.release()
    await town.settles()
    assert await held(town) == 2
    assert len(town.heard(town.admin.private)) == len(town.heard(town.wang.private)) == 1
    assert "把我移出了" in town.wang.last().text


@pytest.mark.parametrize("way", ["told", "found out"])
async def test_silenced_group_hears_everything_once_it_lets_us_speak_again(town: Town, way: str) -> None:
    if way == "told":
        town.room.silence_bot(town.g01)
        await town.settles()
        assert town.wang.last().text == MUTED
    else:
        town.room.forbid(town.g01, "text messages")
    await town.zhang.says(LIFT)
    await town.zhou.presses("受理", on=town.zhou.last())
    await town.zhou.replies("已修好", to=town.zhou.last())
    assert town.heard(town.g01) == []
    assert town.heard(town.wang.private) == town.heard(town.admin.private) == [MUTED]
    assert await held(town) > 0
    if way == "told":
        town.room.let_bot_speak(town.g01)
        await town.settles()
    else:
        town.room.forbid(town.g01)
        await town.liu.says("/mine")  # an answer that goes through shows that we may speak
    assert await held(town) == 0
    assert town.last_card.text.startswith("⚪ #1 电梯故障报修 · 已办结")
    assert sum("承办：" in one.text for one in ours(town)) == 1
    assert any(line.startswith("张伟 #1 已办结（老周）：已修好") for line in town.heard(town.g01))
    assert len(town.heard(town.wang.private)) == 1


async def test_group_without_pictures_gets_the_words_and_is_told_so(town: Town) -> None:
    await town.zhang.says(LIFT)
    town.room.forbid(town.g01, "photos")
    await town.zhou.sends_photo("换了门机", reply_to=town.zhou.last())
    assert any("换了门机" in line for line in town.heard(town.g01))
    assert town.heard(town.g01)[-1] == "📎 #1\n（本群不让我发附件，没能贴在这里）"
    assert town.heard(town.admin.private) == []


async def test_group_that_takes_our_ears_is_told_so_once(town: Town) -> None:
    town.room.state.reads_everything = False
    await town.restarts()
    town.room.promote_bot(town.g01)
    await town.settles()
    heard = town.heard(town.g01)
    town.room.demote_bot(town.g01)
    await town.settles()
    assert town.heard(town.g01)[len(heard) :] == [DEAF]
    town.room.silence_bot(town.g01)
    town.room.let_bot_speak(town.g01)
    await town.settles()
    assert town.heard(town.g01).count(DEAF) == 1
    async with town.store.read() as session:
        assert (await session.get_one(Chat, town.g01.id)).hears_all is False
    town.room.promote_bot(town.g01)
    await town.settles()
    await town.zhang.says(LIFT)
    assert "#1" in town.last_card.text


async def test_not_an_issue_is_erased_from_what_waits_for_a_silenced_group(town: Town) -> None:
    town.room.forbid(town.g01, "text messages")
    await town.zhang.says(LIFT)
    await town.wang.starts("t1")
    await town.wang.presses("不是问题", on=town.wang.last())
    assert not await town.database_holds("按了没反应")
    town.room.forbid(town.g01)
    await town.liu.says("/mine")
    assert len(town.heard(town.g01)) == 1  # the answer, and no card of what was no issue


async def test_admin_sees_how_much_waits_for_groups_to_let_us_write(town: Town) -> None:
    town.room.forbid(town.g01, "text messages")
    await town.zhang.says(LIFT)
    await town.admin.tells_bot("/outbox")
    assert town.admin.last().text.startswith("待发 0 条（另有 1 条在等群里让我发言），")
