"""kill -9 while a model is being asked: what was unsure is offered, what was being heard is heard again, all once."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlmodel import select

from bot.chatroom import Room
from storage.engine import Store
from storage.tickets import Ticket
from tests.edge.process import BotProcess
from tests.edge.scene import Scene
from tests.models.standin import StandIn, standing_in
from tests.models.town import perhaps

LIFT = "12楼电梯按了没反应"
PERHAPS = next(perhaps())


class Asked(Scene):
    """A group and a bot whose models take their time."""

    def __init__(self, room: Room, bot: BotProcess, server: StandIn) -> None:
        super().__init__(room, f"sqlite+aiosqlite:///{bot.database}")
        self.bot = bot
        self.server = server

    async def is_killed_in_mid_call(self) -> None:
        """After that the model answers at once, and the bot is started again."""
        await self.server.until_asked()
        await self.bot.is_killed()
        self.server.free.set()
        await self.bot.starts()
        await self.room.until(lambda: self.room.is_polled, timeout=30)
        await self.rests()

    async def tickets(self) -> list[str]:
        store = Store(self.url)
        async with store.read() as session:
            found = [one.text for one in (await session.exec(select(Ticket))).all()]
        await store.close()
        return found


@pytest.fixture
async def scene(tmp_path: Path, loaded_database: Path) -> AsyncIterator[Asked]:
    data = tmp_path / "data"
    data.mkdir()
    shutil.copy(loaded_database, data / "youlin.db")
    room = Room()
    await room.start()
    async with standing_in() as server:
        server.free.clear()
        bot = BotProcess(room, data, YOULIN_LLM_URL=server.url, YOULIN_TRANSCRIBE_URL=server.url)
        scene = Asked(room, bot, server)
        await scene.binds()
        await bot.starts()
        yield scene
        assert await bot.is_ended() == 0
    await room.stop()


async def test_what_was_unsure_is_offered_once_and_its_words_were_never_on_disk(scene: Asked) -> None:
    scene.server.says(True, "P01")
    scene.room.say(scene.group, scene.people[0], PERHAPS)
    await scene.is_killed_in_mid_call()
    said = [one.text for one in scene.room.visible(scene.group) if one.from_bot]
    assert said == ["需要登记吗？（不用管它，一会儿就收起）"]
    assert await scene.tickets() == []
    for path in scene.bot.data.glob("youlin.db*"):
        assert PERHAPS.encode() not in path.read_bytes()
    assert PERHAPS not in scene.bot.said_in_log()


async def test_what_was_being_heard_is_heard_again_and_is_one_ticket(scene: Asked) -> None:
    scene.server.hears(LIFT)
    scene.room.send_voice(scene.group, scene.people[0], "@youlin_bot")
    await scene.is_killed_in_mid_call()
    assert await scene.tickets() == [f"🎤 {LIFT}"]
    assert len(scene.server.asked) == 2
    assert LIFT not in scene.bot.said_in_log()
