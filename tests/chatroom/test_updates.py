"""What the bot is owed is handed out until it is confirmed, in order, once there is something to hand out."""

import asyncio
from collections.abc import Sequence

import pytest
from telegram import ReactionType, ReactionTypeEmoji, Update
from telegram.error import Conflict

from bot.chatroom import Impossible
from tests.chatroom.conftest import Scene

ALL_KINDS = ["message", "edited_message", "callback_query", "my_chat_member", "chat_member", "message_reaction"]


async def test_unconfirmed_updates_come_again_and_confirmed_ones_do_not(scene: Scene) -> None:
    for words in ("一", "二", "三"):
        scene.room.say(scene.group, scene.zhang, words)
    first = await scene.bot.get_updates(limit=2)
    again = await scene.bot.get_updates()
    assert [u.effective_message.text for u in first if u.effective_message] == ["一", "二"]
    assert [u.update_id for u in again[:2]] == [u.update_id for u in first]
    rest = await scene.bot.get_updates(offset=first[-1].update_id + 1)
    assert [u.message.text for u in rest if u.message] == ["三"]
    assert [u.state for u in scene.room.updates[-3:]] == ["confirmed", "confirmed", "delivered"]
    assert scene.room.pending_updates() == 1


async def test_negative_offset_keeps_only_the_last(scene: Scene) -> None:
    for words in ("一", "二", "三"):
        scene.room.say(scene.group, scene.zhang, words)
    assert [u.message.text for u in await scene.bot.get_updates(offset=-1) if u.message] == ["三"]
    assert scene.room.pending_updates() == 1


async def test_an_offset_not_reached_yet_confirms_nothing(scene: Scene) -> None:
    said = scene.room.say(scene.group, scene.zhang, "在吗")
    heard = await scene.bot.get_updates(offset=scene.room.updates[-1].id + 1000)
    assert [u.message.message_id for u in heard if u.message] == [said.id]


async def test_a_waiting_poll_is_woken_by_what_is_said(scene: Scene) -> None:
    poll = asyncio.create_task(scene.bot.get_updates(timeout=50))
    await scene.room.until(lambda: scene.room.is_polled)
    scene.room.say(scene.group, scene.zhang, "电梯坏了")
    assert not scene.room.is_polled
    assert [u.message.text for u in await poll if u.message] == ["电梯坏了"]


async def test_a_bot_that_dies_while_it_waits_is_handed_nothing(scene: Scene) -> None:
    poll = asyncio.create_task(scene.bot.get_updates(timeout=50))
    await scene.room.until(lambda: scene.room.is_polled)
    poll.cancel()
    await scene.room.until(lambda: not scene.room.is_polled)
    scene.room.say(scene.group, scene.zhang, "电梯坏了")
    assert scene.room.updates[-1].state == "pending"
    assert [u.message.text for u in await scene.bot.get_updates() if u.message] == ["电梯坏了"]


async def test_an_empty_poll_without_patience_ends_at_once(scene: Scene) -> None:
    assert await scene.bot.get_updates(timeout=0) == ()


async def test_a_second_poller_ends_the_first(scene: Scene) -> None:
    first = asyncio.create_task(scene.bot.get_updates(timeout=50))
    await scene.room.until(lambda: scene.room.is_polled)
    assert await scene.bot.get_updates(timeout=0) == ()
    assert not scene.room.is_polled
    with pytest.raises(Conflict, match="make sure that only one bot instance is running"):
        await first


async def test_a_webhook_forbids_polling_until_it_is_deleted(scene: Scene) -> None:
    scene.room.faults.pretend_webhook()
    scene.room.say(scene.group, scene.zhang, "在吗")
    assert "can't use getUpdates" in await scene.refusal(scene.bot.get_updates(), Conflict)
    info = await scene.bot.get_webhook_info()
    assert (info.url, info.pending_update_count) == ("https://example.org/hook", 1)
    await scene.bot.delete_webhook()
    assert len(await scene.bot.get_updates()) == 1


async def test_deleting_the_webhook_can_drop_what_is_owed(scene: Scene) -> None:
    scene.room.say(scene.group, scene.zhang, "在吗")
    await scene.bot.delete_webhook(drop_pending_updates=True)
    assert await scene.bot.get_updates() == ()


async def test_allowed_kinds_are_remembered_and_filter_what_is_made_later(scene: Scene) -> None:
    await scene.bot.get_updates(allowed_updates=["message"])
    said = scene.room.say(scene.group, scene.zhang, "灯坏了")
    scene.room.edit(said, "灯坏了，三楼")
    assert [u.message is not None for u in await scene.hears()] == [True]
    await scene.bot.get_updates(allowed_updates=[])
    scene.room.edit(said, "灯坏了，四楼")
    assert [u.edited_message is not None for u in await scene.hears()] == [True]


async def test_messages_expire_after_a_day_and_presses_after_150_seconds(scene: Scene) -> None:
    asked = await scene.asks("?", "好")
    scene.room.press(asked, scene.zhang, "好")
    scene.room.say(scene.group, scene.zhang, "在吗")
    scene.watch.turn(seconds=151)
    assert [u.message is not None for u in await scene.bot.get_updates()] == [True]
    scene.watch.turn(hours=24)
    assert await scene.bot.get_updates() == ()
    assert [u.state for u in scene.room.updates[-2:]] == ["expired", "expired"]
    assert scene.room.pending_updates() == 0


async def test_every_kind_of_update_reads_back_the_same(scene: Scene) -> None:
    room, group, zhang = scene.room, scene.group, scene.zhang
    await scene.bot.get_updates(allowed_updates=ALL_KINDS)
    room.promote_bot(group)
    said = room.say(group, zhang, "🔧 /report@youlin_bot 找王芳 https://a.cn", mentions={"王芳": scene.wang})
    room.edit(said, "改了")
    room.send_album(group, zhang, ["大堂", ""], reply_to=said)
    room.send_document(group, zhang, "清单")
    room.send_voice(group, zhang)
    room.send_location(group, zhang)
    room.say(group, zhang, "匿名", under=group, extra={"is_automatic_forward": True})
    asked = await scene.asks("?", "好")
    room.press(asked, zhang, "好")
    room.press_data(asked, zhang, "y", inaccessible=True)
    await scene.bot.pin_chat_message(-1001, asked.id)
    room.react(said, zhang, "✍")
    room.react(said, scene.wang, "✍", under=group)
    room.join(group, room.add_person(2002, "李娜"))
    room.leave(group, zhang)
    raw = [u.body for u in room.updates if u.is_owed]
    assert len(await scene.bot.get_updates()) == len(raw) >= 15
    for body in raw:
        update = Update.de_json(body, scene.bot)
        assert update.api_kwargs == {}
        again = update.to_dict()
        assert trimmed(again) == trimmed(body)


def trimmed(body: object) -> object:
    """Without what the library adds by itself: flags that are false, and entities that are not there."""
    if isinstance(body, dict):
        return {k: trimmed(v) for k, v in body.items() if v not in (False, [], None)}
    return [trimmed(item) for item in body] if isinstance(body, list) else body


async def test_reactions_are_told_to_administrators_that_asked_for_them(scene: Scene) -> None:
    """Bot API, Update.message_reaction, MessageReactionUpdated."""
    room, group, zhang = scene.room, scene.group, scene.zhang
    said = room.say(group, zhang, "灯坏了")
    await scene.bot.get_updates(allowed_updates=["message", "message_reaction"])
    room.react(said, zhang, "✍")
    room.promote_bot(group)
    room.react(said, zhang, "✍", "👍")
    room.react(said, scene.wang, "👀", under=group)
    room.react(said, zhang)
    room.react(said, zhang)
    heard = [one.message_reaction for one in await scene.hears() if one.message_reaction]
    assert [(one.user and one.user.id, one.actor_chat and one.actor_chat.id) for one in heard] == [
        (2001, None),
        (None, -1001),
        (2001, None),
    ]
    assert [(emoji(one.old_reaction), emoji(one.new_reaction)) for one in heard] == [
        (["✍"], ["✍", "👍"]),
        ([], ["👀"]),
        (["✍", "👍"], []),
    ]
    await scene.bot.get_updates(allowed_updates=[])
    room.react(said, zhang, "✍")
    assert await scene.hears() == []


def emoji(reactions: Sequence[ReactionType]) -> list[str]:
    return [one.emoji for one in reactions if isinstance(one, ReactionTypeEmoji)]


async def test_only_emoji_of_the_list_on_messages_that_stand(scene: Scene) -> None:
    said = scene.room.say(scene.group, scene.zhang, "灯坏了")
    with pytest.raises(Impossible):
        scene.room.react(said, scene.zhang, "🔧")
    with pytest.raises(Impossible, match="李娜 is not in this chat"):
        scene.room.react(said, scene.room.add_person(2002, "李娜"), "👍")
    scene.room.delete(said)
    with pytest.raises(Impossible):
        scene.room.react(said, scene.zhang, "👍")


async def test_with_privacy_mode_only_what_is_meant_for_the_bot_is_heard(scene: Scene) -> None:
    room, group, zhang = scene.room, scene.group, scene.zhang
    room.reads_everything = False
    assert (await scene.bot.get_me()).can_read_all_group_messages is False
    sent = await scene.bot.send_message(-1001, "您好")
    room.say(group, zhang, "中午吃什么")
    room.say(group, zhang, "/start@other_bot")
    room.say(group, zhang, "/mine@youlin_bot")
    room.say(group, zhang, "/mine")
    room.say(group, zhang, "谢谢", reply_to=group.messages[sent.message_id])
    room.join(group, room.add_person(2002, "李娜"))
    room.say(room.private_chat(zhang), zhang, "在吗")
    heard = [u.message for u in await scene.hears() if u.message]
    assert [m.text for m in heard] == ["/mine@youlin_bot", "/mine", "谢谢", None, "在吗"]
    room.promote_bot(group)
    room.say(group, zhang, "中午吃什么")
    assert [u.message.text for u in await scene.hears() if u.message] == ["中午吃什么"]
