"""A room, the library's real bot talking to it over HTTP, and the people of one grid."""

from collections.abc import AsyncIterator, Awaitable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import TelegramError
from telegram.request import HTTPXRequest

from bot.chatroom import Chat, Message, Room, RoomPerson


@dataclass
class Watch:
    """A clock that stands until somebody turns it."""

    time: datetime = field(default_factory=lambda: datetime(2026, 11, 23, 9, 30, tzinfo=UTC))

    def now(self) -> datetime:
        return self.time

    def turn(self, **by: float) -> None:
        self.time += timedelta(**by)


@dataclass
class Scene:
    room: Room
    bot: Bot
    watch: Watch
    zhang: RoomPerson
    wang: RoomPerson
    group: Chat

    async def hears(self, **how: Any) -> list[Update]:
        """Poll as a bot does that has confirmed everything it was given before."""
        heard = await self.bot.get_updates(**how)
        if heard:
            await self.confirms(heard[-1].update_id)
        return list(heard)

    async def confirms(self, update_id: int) -> None:
        await self.bot.get_updates(offset=update_id + 1, timeout=0, limit=1)

    async def asks(self, words: str, *labels: str) -> Message:
        """The bot sends the group a question with buttons; what stands there now is returned."""
        sent = await self.bot.send_message(self.group.id, words, reply_markup=buttons(*labels))
        return self.group.messages[sent.message_id]

    async def refusal(self, call: Awaitable[Any], error: type[TelegramError] = TelegramError) -> str:
        """The platform's words, once the library has turned them into its exception."""
        with pytest.raises(error):
            await call
        return self.room.log.calls[-1].description


def library_bot(room: Room, token: str | None = None) -> Bot:
    def wire() -> HTTPXRequest:
        return HTTPXRequest(httpx_kwargs={"trust_env": False})

    url = room.url
    return Bot(token or room.token, f"{url}/bot", f"{url}/file/bot", request=wire(), get_updates_request=wire())


def buttons(*labels: str) -> InlineKeyboardMarkup:
    """A row of buttons whose data is `press:` and the label."""
    return InlineKeyboardMarkup([[InlineKeyboardButton(label, callback_data=f"press:{label}") for label in labels]])


@pytest.fixture
def refusals_are_meant() -> bool:
    """Here the room is shown what it has to turn down."""
    return True


@pytest.fixture(autouse=True)
def durations(monkeypatch: pytest.MonkeyPatch) -> None:
    """RetryAfter carries a timedelta, as it will in the library's next version; the old way warns."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


@pytest.fixture
async def scene() -> AsyncIterator[Scene]:
    watch = Watch()
    room = Room(clock=watch)
    await room.start()
    zhang = room.add_person(2001, "张伟", username="zhangwei")
    wang = room.add_person(1001, "王芳")
    group = room.add_group(-1001, "总商会大厦一微网格", owner=wang)
    room.join(group, zhang)
    room.add_bot(group, by=wang)
    async with AsyncExitStack() as stack:
        stack.push_async_callback(room.stop)
        bot = await stack.enter_async_context(library_bot(room))
        scene = Scene(room, bot, watch, zhang, wang, group)
        await scene.hears()
        yield scene
        assert room.log.unexpected == []
