"""Buttons are found by what they say, and a press waits for its answer."""

import asyncio

import pytest
from telegram.error import BadRequest

from bot.chatroom import Answer, Impossible
from tests.chatroom.conftest import Scene


async def test_a_press_is_heard_and_its_answer_seen(scene: Scene) -> None:
    asked = await scene.asks("待受理", "受理", "我也遇到")
    press = scene.room.press(asked, scene.zhang, "我也")
    waiting = asyncio.create_task(press.answered())
    [update] = await scene.hears()
    query = update.callback_query
    assert query
    assert query.message
    assert (query.data, query.from_user.id, query.message.message_id) == ("press:我也遇到", 2001, asked.id)
    await query.answer("已记下", show_alert=True)
    assert await waiting == Answer("已记下", show_alert=True)
    await query.answer("再答")
    assert press.answer == Answer("已记下", show_alert=True)
    assert len(press.answers) == 2


async def test_what_is_not_on_the_screen_cannot_be_pressed(scene: Scene) -> None:
    asked = await scene.asks("待受理", "受理", "受理并转办")
    assert scene.room.press(asked, scene.zhang, "受理").data == "press:受理"
    assert scene.room.press(asked, scene.zhang, "press:受理并转办").data == "press:受理并转办"
    with pytest.raises(Impossible, match="「受理」、「受理并转办」"):
        scene.room.press(asked, scene.zhang, "办结")
    with pytest.raises(Impossible, match="李娜 is not in this chat"):
        scene.room.press(asked, scene.room.add_person(2002, "李娜"), "受理")
    await scene.bot.delete_message(-1001, asked.id)
    with pytest.raises(Impossible, match="the message is gone"):
        scene.room.press(asked, scene.zhang, "受理")


async def test_a_late_or_unknown_press_is_refused(scene: Scene) -> None:
    press = scene.room.press(await scene.asks("?", "好"), scene.zhang, "好")
    too_old = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    assert await scene.refusal(scene.bot.answer_callback_query("77"), BadRequest) == too_old
    assert await scene.refusal(scene.bot.answer_callback_query(press.id, "长" * 201)) == "Bad Request: MESSAGE_TOO_LONG"
    await scene.bot.answer_callback_query(press.id, "长" * 200)
    scene.watch.turn(seconds=151)
    assert await scene.refusal(scene.bot.answer_callback_query(press.id), BadRequest) == too_old


async def test_a_press_on_a_message_that_is_gone_shows_only_its_place(scene: Scene) -> None:
    asked = await scene.asks("?", "好")
    scene.room.delete(asked)
    scene.room.press_data(asked, scene.zhang, "press:好")
    [update] = await scene.hears()
    assert update.callback_query
    assert update.callback_query.message
    assert not update.callback_query.message.is_accessible


async def test_a_bot_reacts_with_one_of_the_known_emoji(scene: Scene) -> None:
    said = scene.room.say(scene.group, scene.zhang, "灯坏了")
    await scene.bot.set_message_reaction(-1001, said.id, "👌")
    assert list(said.reactions) == ["👌"]
    assert await scene.refusal(scene.bot.set_message_reaction(-1001, said.id, "🔧")) == "Bad Request: REACTION_INVALID"
    assert "react not found" in await scene.refusal(scene.bot.set_message_reaction(-1001, 999, "👌"))
    await scene.bot.set_message_reaction(-1001, said.id, [])
    assert list(said.reactions) == []
