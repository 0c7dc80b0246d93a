"""Who is where decides who may speak to whom; the bot is told when its own standing changes."""

import pytest
from telegram import ChatMemberUpdated
from telegram.error import BadRequest, ChatMigrated, Forbidden

from bot.chatroom import Impossible
from tests.chatroom.conftest import Scene


def turns(change: ChatMemberUpdated | None) -> tuple[str, str]:
    assert change
    return change.old_chat_member.status, change.new_chat_member.status


async def test_the_bot_cannot_write_first_nor_to_who_blocked_it(scene: Scene) -> None:
    room, zhang = scene.room, scene.zhang
    call = scene.bot.send_message(zhang.id, "您好")
    assert await scene.refusal(call, Forbidden) == "Forbidden: bot can't initiate conversation with a user"
    room.starts_bot(zhang, "join_1")
    assert [u.message.text for u in await scene.hears() if u.message] == ["/start join_1"]
    await scene.bot.send_message(zhang.id, "您好")
    room.blocks_bot(zhang)
    assert [turns(u.my_chat_member) for u in await scene.hears()] == [("member", "kicked")]
    call = scene.bot.send_message(zhang.id, "您好")
    assert await scene.refusal(call, Forbidden) == "Forbidden: bot was blocked by the user"
    with pytest.raises(Impossible, match="张伟 has blocked the bot"):
        room.say(room.private_chat(zhang), zhang, "在吗")
    room.starts_bot(zhang)
    member, start = await scene.hears()
    assert turns(member.my_chat_member) == ("kicked", "member")
    assert start.message
    assert start.message.text == "/start"
    assert [m.text for m in room.visible(room.private_chat(zhang))] == ["/start join_1", "您好", "/start"]


async def test_a_private_message_opens_the_chat_too(scene: Scene) -> None:
    scene.room.say(scene.room.private_chat(scene.wang), scene.wang, "你好")
    assert (await scene.bot.send_message(scene.wang.id, "您好")).chat.first_name == "王芳"


async def test_the_bot_is_added_promoted_and_removed(scene: Scene) -> None:
    room = scene.room
    new = room.add_group(-1002, "二微网格", owner=scene.wang)
    call = scene.bot.send_message(-1002, "好")
    assert await scene.refusal(call, Forbidden) == "Forbidden: bot is not a member of the supergroup chat"
    room.add_bot(new)
    room.promote_bot(new)
    room.remove_bot(new)
    heard = await scene.hears()
    standings = [turns(u.my_chat_member) for u in heard if u.my_chat_member]
    assert standings == [("left", "member"), ("member", "administrator"), ("administrator", "kicked")]
    assert [u.message.new_chat_members[0].id for u in heard if u.message] == [room.bot.id]
    call = scene.bot.send_message(-1002, "好")
    assert await scene.refusal(call, Forbidden) == "Forbidden: bot was kicked from the supergroup chat"
    room.say(new, scene.wang, "没人听见")
    assert await scene.hears() == []


async def test_the_bot_leaves_by_itself(scene: Scene) -> None:
    await scene.bot.leave_chat(-1001)
    assert [turns(u.my_chat_member) for u in await scene.hears()] == [("member", "left")]
    call = scene.bot.get_chat(-1001)
    assert await scene.refusal(call, Forbidden) == "Forbidden: bot is not a member of the supergroup chat"


async def test_members_come_and_go_in_sight_of_the_bot(scene: Scene) -> None:
    lina = scene.room.add_person(2002, "李娜")
    scene.room.join(scene.group, lina, by=scene.wang)
    scene.room.leave(scene.group, lina)
    come, go = [u.message for u in await scene.hears()]
    assert come
    assert go
    assert ([m.first_name for m in come.new_chat_members], go.left_chat_member) == (["李娜"], come.new_chat_members[0])
    with pytest.raises(Impossible, match="李娜 is not in this chat"):
        scene.room.say(scene.group, lina, "我还在")


async def test_the_bot_can_ask_who_is_there(scene: Scene) -> None:
    room, group, bot = scene.room, scene.group, scene.bot
    room.make_admin(group, scene.zhang)
    room.promote_bot(group)
    chat = await bot.get_chat(-1001)
    assert (chat.title, chat.type) == ("总商会大厦一微网格", "supergroup")
    assert (await bot.get_chat(scene.wang.id)).first_name == "王芳"
    admins = {member.user.id: member.status for member in await bot.get_chat_administrators(-1001)}
    assert admins == {1001: "creator", 2001: "administrator", 42: "administrator"}
    assert await bot.get_chat_member_count(-1001) == 3
    room.add_person(2002, "李娜")
    assert [(await bot.get_chat_member(-1001, who)).status for who in (1001, 2002)] == ["creator", "left"]
    assert await scene.refusal(bot.get_chat_member(-1001, 5), BadRequest) == "Bad Request: user not found"


async def test_pinning_needs_the_right_and_is_heard_of(scene: Scene) -> None:
    asked = await scene.asks("公告", "好")
    call = scene.bot.pin_chat_message(-1001, asked.id)
    rights = "Bad Request: not enough rights to manage pinned messages in the chat"
    assert await scene.refusal(call, BadRequest) == rights
    scene.room.promote_bot(scene.group)
    await scene.hears()
    await scene.bot.pin_chat_message(-1001, asked.id)
    [update] = await scene.hears()
    assert update.message
    assert update.message.pinned_message
    pinned = (await scene.bot.get_chat(-1001)).pinned_message
    assert pinned
    assert update.message.pinned_message.message_id == pinned.message_id == asked.id
    await scene.bot.unpin_chat_message(-1001)
    assert (await scene.bot.get_chat(-1001)).pinned_message is None


async def test_a_group_that_became_a_supergroup_is_reached_under_its_new_id(scene: Scene) -> None:
    room = scene.room
    old = room.add_group(-77, "三微网格", supergroup=False, owner=scene.wang)
    room.add_bot(old)
    await scene.hears()
    new = room.migrate_to_supergroup(old)
    away, here = [u.message for u in await scene.hears()]
    assert away
    assert here
    assert (away.chat.id, away.migrate_to_chat_id) == (-77, new.id)
    assert (here.chat.id, here.migrate_from_chat_id, here.message_id) == (new.id, -77, 1)
    with pytest.raises(ChatMigrated) as migrated:
        await scene.bot.send_message(-77, "好")
    assert migrated.value.new_chat_id == new.id
    assert room.log.calls[-1].description == "Bad Request: group chat was upgraded to a supergroup chat"
    assert (await scene.bot.send_message(new.id, "好")).chat.type == "supergroup"
    with pytest.raises(Impossible, match="became a supergroup"):
        room.say(old, scene.wang, "有人吗")
    with pytest.raises(Impossible, match="only a basic group"):
        room.migrate_to_supergroup(new)
