"""A group becomes a supergroup: another chat, other message ids, the same people, and nothing is lost."""

import pytest

from bot.chatroom import Chat, Message
from storage.chats import Chat as Known
from storage.kinds import ChatKind
from tests.town import Town

COLD = "3楼空调漏水"
LIFT = "5楼电梯按了没反应"
TOLD = ["old new", "old", "new", ""]  # in which of the two groups 小邻 is told; "": a call that fails tells it


@pytest.fixture
async def group(town: Town) -> Chat:
    """建工大厦's group, a basic one; 老周 sees to its property, 何静 (who never pressed start) to its companies."""
    people = (town.zhang, town.liu, town.zhou, town.he)
    group = await town.bound_group(-77, "建工大厦微网格", "G03", *people, basic=True)
    for person, role in ((town.zhou, "物业服务员"), (town.he, "招商联络员")):
        await town.admin.replies(f"/appoint {role}", to=await person.says("大家好", to=group))
    town.room.private_chat(town.he.known).bot = "left"
    return group


def cards_in(town: Town, chat: Chat) -> list[Message]:
    return [one for one in town.room.visible(chat) if one.from_bot and "承办：" in one.text]


@pytest.mark.parametrize("heard", TOLD)
async def test_ticket_goes_on_in_the_new_group_with_its_next_change(town: Town, group: Chat, heard: str) -> None:
    await town.zhang.says(COLD, to=group)
    new = await town.becomes_supergroup(group, heard)
    assert town.heard(new) == []
    await town.zhou.presses("受理", on=town.zhou.last())
    [card] = cards_in(town, new)
    assert card.text.startswith("🟢 #1 空调与漏水报修 · 办理中")
    await town.zhou.replies("已修好", to=card)
    assert len(cards_in(town, new)) == 1
    assert town.heard(new)[-1].startswith("张伟 #1 已办结（老周）：已修好")
    await town.zhang.presses("满意", on=town.zhang.last(new))
    assert card.text.startswith("⚪ #1 空调与漏水报修 · 已结案")
    assert (await town.ticket()).chat_id == new.id


@pytest.mark.parametrize("heard", TOLD[:3])
async def test_new_group_is_bound_and_heard_at_once(town: Town, group: Chat, heard: str) -> None:
    new = town.room.migrate_to_supergroup(group, heard=frozenset(heard.split()))
    town.groups.append(new)
    await town.zhang.says(COLD, to=new)  # right behind the move
    assert (await town.ticket()).grid == "G03"
    async with town.store.read() as session:
        before, now = await session.get_one(Known, group.id), await session.get_one(Known, new.id)
    assert (before.kind, before.grid, before.present, before.moved_to) == (ChatKind.UNBOUND, None, False, new.id)
    assert (now.kind, now.grid, now.present, now.title) == (ChatKind.GRID, "G03", True, group.title)


async def test_message_of_the_same_number_in_the_new_group_is_another_one(town: Town, group: Chat) -> None:
    report = await town.zhang.says(COLD, to=group)
    new = await town.becomes_supergroup(group)
    for _ in range(report.id - new.last_message_id - 1):
        town.room.say(new, town.zhang.known, "嗯")
    same = await town.liu.says(LIFT, to=new)
    assert same.id == report.id
    assert len(await town.tickets()) == 2
    assert cards_in(town, new)[-1].reply_to == same


async def test_presses_and_words_that_still_name_the_old_group_are_understood(town: Town, group: Chat) -> None:
    await town.zhang.says(COLD, to=group)
    old_card = cards_in(town, group)[-1]
    new = await town.becomes_supergroup(group)
    assert (await town.zhou.presses("受理", on=old_card)).startswith("#1 已受理")
    [card] = cards_in(town, new)
    assert "办理中" in card.text
    assert (await town.liu.presses("我也遇到", on=old_card)).startswith("已记下")
    assert "还有 1 人也遇到" in card.text


async def test_what_was_said_before_the_move_and_handled_after_it_counts(town: Town, group: Chat) -> None:
    await town.zhang.says(COLD, to=group)
    report = town.room.say(group, town.liu.known, LIFT)
    town.room.say(group, town.zhou.known, "已修好", reply_to=cards_in(town, group)[-1])
    town.room.say(group, town.zhou.known, "/accept 2", reply_to=report)
    new = await town.becomes_supergroup(group)
    assert [(one.status, one.chat_id) for one in await town.tickets()] == [("resolved", new.id), ("accepted", new.id)]
    assert {card.text[:4] for card in cards_in(town, new)} == {"⚪ #1", "🟢 #2"}


@pytest.mark.parametrize("heard", TOLD)
async def test_what_waits_to_be_said_is_said_in_the_new_group(town: Town, group: Chat, heard: str) -> None:
    """An edit of the card, a question and a call to somebody unreachable are all on their way when the group moves."""
    await town.zhang.says(COLD, to=group)
    gate = town.room.faults.hold("before", n=1, chat=group)
    town.room.say(group, town.zhou.known, "/accept 1")
    await gate.met.wait()
    town.room.say(group, town.zhou.known, "/transfer 1 招商联络员")
    await town.room.until(lambda: town.room.pending_updates() == 0)
    new = town.room.migrate_to_supergroup(group, heard=frozenset(heard.split()))
    town.groups.append(new)
    gate.release()
    await town.settles()
    [card] = cards_in(town, new)
    assert "👷 承办：何静" in card.text
    said = town.heard(new)
    assert any(line.startswith("#1 已受理") for line in said)
    assert any(line.startswith("#1 已转办给何静") for line in said)
    assert sum(line.startswith("何静 有工单 #1 找您") for line in said) == 1


async def test_move_that_is_told_again_changes_nothing(town: Town, group: Chat) -> None:
    await town.zhang.says(COLD, to=group)
    new = await town.becomes_supergroup(group, "old new")
    await town.zhou.presses("受理", on=town.zhou.last())
    [told, _] = [one for one in town.room.updates if "migrate_" in one.text]
    town.room.faults.inject(told.body | {"update_id": told.id + 1000})
    await town.settles()
    await town.liu.presses("我也遇到", on=cards_in(town, new)[-1])
    assert len(cards_in(town, new)) == 1
    assert "还有 1 人也遇到" in cards_in(town, new)[-1].text


async def test_admin_unbinds_and_binds_the_new_group_as_any_other(town: Town, group: Chat) -> None:
    new = await town.becomes_supergroup(group)
    await town.admin.says("/unbind", to=new)
    await town.admin.says("/bind G03", to=new)
    assert town.heard(new)[-1].startswith("本群已绑定：建工大厦微网格")
