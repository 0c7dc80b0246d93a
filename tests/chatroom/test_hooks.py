"""A webhook is given what the bot is owed: in turn within a queue, side by side otherwise, again until it is taken."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from telegram.error import BadRequest, Conflict

from bot.chatroom import Room
from tests.chatroom.conftest import Scene


class Ear:
    """Where updates are delivered. It answers 200, or what `answers` holds first; what stands in `deaf_to` waits."""

    def __init__(self) -> None:
        self.heard: list[dict[str, Any]] = []
        self.secrets: list[str | None] = []
        self.answers: list[Response] = []
        self.at_once = self.most_at_once = 0
        self.gate = asyncio.Event()
        self.gate.set()
        self.reached = asyncio.Event()
        self.deaf_to: set[str] = set()
        self._place = Room()

    async def opens(self) -> None:
        await self._place.start(routes=[Route("/hook", self._hear, methods=["POST"])])
        self.url = f"{self._place.url}/hook"

    async def closes(self) -> None:
        await self._place.stop()

    async def _hear(self, request: Request) -> Response:
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        update = await request.json()
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        self.heard.append(update)
        self.reached.set()
        if self.texts[-1] in self.deaf_to:
            await self.gate.wait()
        else:
            await asyncio.sleep(0.01)
        self.at_once -= 1
        return self.answers.pop(0) if self.answers else Response()

    @property
    def texts(self) -> list[str]:
        """The words of each message and the data of each press, in the order of their coming."""
        return [
            one["callback_query"]["data"] if "callback_query" in one else one.get("message", {}).get("text", "")
            for one in self.heard
        ]


@pytest.fixture
async def ear() -> AsyncIterator[Ear]:
    ear = Ear()
    await ear.opens()
    yield ear
    await ear.closes()


async def test_messages_of_a_chat_come_one_after_the_other_with_the_secret(scene: Scene, ear: Ear) -> None:
    await scene.bot.set_webhook(ear.url, secret_token="s_e-cret")  # noqa: S106 - opens nothing
    said = [str(number) for number in range(20)]
    for words in said:
        scene.room.say(scene.group, scene.zhang, words)
    await scene.room.until(lambda: scene.room.pending_updates() == 0)
    assert ear.texts == said
    assert ear.most_at_once == 1
    assert set(ear.secrets) == {"s_e-cret"}
    assert {one.state for one in scene.room.updates} == {"confirmed"}


async def test_a_slow_answer_holds_up_its_own_chat_only(scene: Scene, ear: Ear) -> None:
    asked = await scene.asks("?", "好")
    await scene.bot.set_webhook(ear.url)
    ear.gate.clear()
    ear.deaf_to.add("慢")
    scene.room.say(scene.group, scene.zhang, "慢")
    scene.room.say(scene.group, scene.wang, "后")
    scene.room.press(asked, scene.zhang, "好")
    scene.room.say(scene.room.private_chat(scene.zhang), scene.zhang, "私")
    await scene.room.until(lambda: scene.room.pending_updates() == 2)
    assert sorted(ear.texts) == ["press:好", "慢", "私"]
    ear.gate.set()
    await scene.room.until(lambda: scene.room.pending_updates() == 0)
    assert ear.texts[-1] == "后"


async def test_no_more_connections_than_were_asked_for(scene: Scene, ear: Ear) -> None:
    await scene.bot.set_webhook(ear.url, max_connections=2)
    for number in range(8):
        person = scene.room.add_person(3000 + number, "某")
        scene.room.say(scene.room.private_chat(person), person, "在吗")
    await scene.room.until(lambda: scene.room.pending_updates() == 0)
    assert ear.most_at_once == 2
    assert (await scene.bot.get_webhook_info()).max_connections == 2


async def test_what_is_refused_comes_again_and_the_platform_remembers_why(scene: Scene, ear: Ear) -> None:
    await scene.bot.set_webhook(ear.url)
    ear.answers += [Response(status_code=503, headers={"Retry-After": "1"}), Response(status_code=500)]
    scene.room.say(scene.group, scene.zhang, "在吗")
    scene.room.say(scene.group, scene.zhang, "还在吗")
    await scene.room.until(lambda: scene.room.pending_updates() == 0)
    assert ear.texts == ["在吗", "在吗", "在吗", "还在吗"]
    assert [(one.status, one.retry_after) for one in scene.room.deliveries][:2] == [(503, 1), (500, None)]
    info = await scene.bot.get_webhook_info()
    assert info.last_error_message == "Wrong response from the webhook: 500 Internal Server Error"
    assert info.last_error_date == scene.watch.time


async def test_a_webhook_that_is_away_gets_everything_when_it_is_back(scene: Scene, ear: Ear) -> None:
    await scene.bot.set_webhook(ear.url)
    await ear.closes()
    scene.room.say(scene.group, scene.zhang, "在吗")
    await scene.room.until(lambda: len(scene.room.deliveries) > 2)
    assert {one.error for one in scene.room.deliveries} == {"Connection refused"}
    await ear.opens()
    await scene.room.until(lambda: scene.room.pending_updates() == 0)
    assert ear.texts == ["在吗"]


async def test_a_press_put_off_for_longer_than_it_lives_is_given_up(scene: Scene, ear: Ear) -> None:
    asked = await scene.asks("?", "好")
    await scene.bot.set_webhook(ear.url)
    ear.answers.append(Response(status_code=503, headers={"Retry-After": "151"}))
    press = scene.room.press(asked, scene.zhang, "好")
    await scene.room.until(lambda: scene.room.pending_updates() == 0)
    assert press.update is not None
    assert press.update.state == "expired"
    assert len(ear.heard) == 1


async def test_a_method_in_an_answer_is_noticed(scene: Scene, ear: Ear) -> None:
    await scene.bot.set_webhook(ear.url)
    ear.answers.append(Response('{"method": "sendMessage", "chat_id": -1001, "text": "?"}'))
    scene.room.say(scene.group, scene.zhang, "在吗")
    await scene.room.until(lambda: scene.room.pending_updates() == 0)
    assert [call.method for call in scene.room.log.unexpected] == ["sendMessage in an answer"]
    scene.room.log.calls.clear()


async def test_a_webhook_ends_polling_and_its_end_allows_it_again(scene: Scene, ear: Ear) -> None:
    poll = asyncio.create_task(scene.bot.get_updates(timeout=50))
    await scene.room.until(lambda: scene.room.is_polled)
    ear.deaf_to.add("在吗")
    ear.gate.clear()
    await scene.bot.set_webhook(ear.url, allowed_updates=["message"])
    with pytest.raises(Conflict, match="terminated by setWebhook"):
        await poll
    with pytest.raises(Conflict, match="webhook is active"):
        await scene.bot.get_updates()
    scene.room.say(scene.group, scene.zhang, "在吗")
    await asyncio.wait_for(ear.reached.wait(), 10)
    await scene.bot.delete_webhook()
    ear.gate.set()
    assert [one.message.text for one in await scene.bot.get_updates() if one.message] == ["在吗"]
    assert (await scene.bot.get_webhook_info()).url == ""


async def test_an_update_delivered_twice_on_purpose_comes_twice(scene: Scene, ear: Ear) -> None:
    await scene.bot.set_webhook(ear.url)
    scene.room.say(scene.group, scene.zhang, "在吗")
    await scene.room.until(lambda: scene.room.pending_updates() == 0)
    scene.room.faults.deliver_twice()
    await scene.room.until(lambda: len(scene.room.deliveries) == 2)
    assert ear.texts == ["在吗", "在吗"]


async def test_a_room_that_was_closed_goes_on_delivering(scene: Scene, ear: Ear) -> None:
    await scene.bot.set_webhook(ear.url)
    await scene.room.stop()
    scene.room.say(scene.group, scene.zhang, "在吗")
    await scene.room.start()
    await scene.room.until(lambda: scene.room.pending_updates() == 0)
    assert ear.texts == ["在吗"]


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"url": "https://example.org/hook"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        ({"url": "http://127.0.0.1/hook", "secret_token": "a b"}, "secret token contains unallowed characters"),
        ({"url": "http://127.0.0.1/hook", "ip_address": "127.0.0.1"}, "bad webhook: the room knows no ip_address"),
    ],
)
async def test_what_the_room_cannot_do_is_refused(scene: Scene, asked: dict[str, Any], words: str) -> None:
    assert await scene.refusal(scene.bot.set_webhook(**asked), BadRequest) == f"Bad Request: {words}"
    assert (await scene.bot.get_webhook_info()).url == ""
