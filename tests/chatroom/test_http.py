"""Anybody who speaks HTTP as Bot API wants it is understood, and nobody is answered with a silent yes."""

from collections.abc import AsyncIterator

import httpx
import pytest
from telegram import BotCommand, BotCommandScopeChat
from telegram.error import InvalidToken

from bot.chatroom import Room
from tests.chatroom.conftest import Scene, library_bot


@pytest.fixture
async def room() -> AsyncIterator[Room]:
    room = Room()
    await room.start()
    room.add_bot(room.add_group(-1001, "一微网格"))
    yield room
    await room.stop()


@pytest.fixture
async def web(room: Room) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=f"{room.url}/bot42:TEST", trust_env=False) as client:
        yield client


async def test_every_way_of_passing_parameters_is_understood(room: Room, web: httpx.AsyncClient) -> None:
    params = {"chat_id": "-1001", "text": "好"}
    answers = [
        await web.get("/sendMessage", params=params),
        await web.post("/SENDMESSAGE", data=params),
        await web.post("/sendmessage", json={"chat_id": -1001, "text": "好", "reply_parameters": None}),
        await web.post("/sendMessage", data=params, files={"nothing": b""}),
        await web.post("/sendMessage", params={"chat_id": "-1001"}, data={"text": "好"}),
    ]
    assert [answer.json()["result"]["text"] for answer in answers] == ["好"] * 5
    assert len(room.visible(room.state.chats[-1001])) == 6


async def test_an_unknown_method_is_refused_and_remembered(room: Room, web: httpx.AsyncClient) -> None:
    answer = await web.post("/sendPoll", data={"chat_id": "-1001"})
    assert answer.status_code == 404
    assert answer.json() == {"ok": False, "error_code": 404, "description": "Not Found: method not found"}
    assert [call.method for call in room.log.unexpected] == ["sendPoll"]
    assert room.log.refused == [("sendPoll", {"chat_id": "-1001"}, "Not Found: method not found")]


async def test_a_wrong_token_opens_nothing(room: Room) -> None:
    async with httpx.AsyncClient(base_url=room.url, trust_env=False) as client:
        answer = await client.get("/bot42:OTHER/getMe")
        assert (answer.status_code, answer.json()["description"]) == (401, "Unauthorized")
        assert (await client.get("/file/bot42:OTHER/x")).status_code == 401
        assert (await client.get("/file/bot42:TEST/x")).status_code == 404
        assert (await client.get("/elsewhere")).json()["description"] == "Not Found"
    bot = library_bot(room, "42:OTHER")
    with pytest.raises(InvalidToken):
        await bot.initialize()
    await bot.shutdown()


async def test_retry_after_is_a_header_too(room: Room, web: httpx.AsyncClient) -> None:
    room.faults.too_many(retry_after=5)
    answer = await web.get("/getMe")
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "5")
    assert answer.json()["parameters"] == {"retry_after": 5}


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("{", "can't parse reply keyboard markup JSON object"),
        ("[]", "object expected as reply markup"),
        ('{"inline_keyboard":[{}]}', 'field "inline_keyboard" must be of type Array'),
        (
            '{"inline_keyboard":[[{"url":"https://a.cn"}]]}',
            "can't parse inline keyboard button: Can't find field \"text\"",
        ),
        (
            '{"inline_keyboard":[[{"text":"x"}]]}',
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        ('{"inline_keyboard":[[{"text":"x","callback_data":""}]]}', "BUTTON_DATA_INVALID"),
        (
            '{"inline_keyboard":[[{"text":"x","url":"a b"}]]}',
            "inline keyboard button URL 'a b' is invalid: Wrong HTTP URL",
        ),
    ],
)
async def test_malformed_keyboards_are_refused(web: httpx.AsyncClient, markup: str, words: str) -> None:
    answer = await web.post("/sendMessage", data={"chat_id": "-1001", "text": "?", "reply_markup": markup})
    assert answer.json()["description"] == f"Bad Request: {words}"


async def test_only_html_is_read(web: httpx.AsyncClient) -> None:
    answer = await web.post("/sendMessage", data={"chat_id": "-1001", "text": "?", "parse_mode": "MarkdownV2"})
    assert answer.json()["description"] == "Bad Request: unsupported parse_mode"


async def test_commands_are_kept_for_each_scope_and_language(scene: Scene) -> None:
    bot, scope = scene.bot, BotCommandScopeChat(-1001)
    stranger = scene.room.add_person(2098, "路人")
    await bot.set_my_commands([BotCommand("mine", "我的工单")])
    await bot.set_my_commands([BotCommand("todo", "待办")], scope=scope, language_code="zh")
    assert await bot.get_my_commands() == (BotCommand("mine", "我的工单"),)
    assert await bot.get_my_commands(scope, "zh") == (BotCommand("todo", "待办"),)
    await bot.delete_my_commands(scope, "zh")
    assert await bot.get_my_commands(scope, "zh") == ()
    for chat_id in (2099, stranger.id):
        call = bot.set_my_commands([BotCommand("mine", "我的工单")], BotCommandScopeChat(chat_id))
        assert await scene.refusal(call) == "Bad Request: chat not found"
    call = bot.set_my_commands([BotCommand("我的", "我的工单")])
    assert await scene.refusal(call) == "Bad Request: BOT_COMMAND_INVALID"
    await bot.set_my_description("小邻")
    await bot.set_my_short_description("友邻")
    assert set(scene.room.state.descriptions.values()) == {"小邻", "友邻"}


async def test_typing_is_seen(scene: Scene) -> None:
    seen: list[str] = []
    stop = scene.room.changed.listen(lambda change: seen.append(change.what))
    await scene.bot.send_chat_action(-1001, "typing")
    stop()
    await scene.bot.send_chat_action(-1001, "typing")
    assert seen == ["typing", "called"]
    assert scene.room.state.actions == [(-1001, "typing")] * 2
    assert "wrong parameter action" in await scene.refusal(scene.bot.send_chat_action(-1001, "dancing"))
