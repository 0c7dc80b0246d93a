"""Two processes behind the webhook share one PostgreSQL: kill either, and nothing is lost, doubled or out of order."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import SQLModel

from bot.chatroom import Room
from storage.engine import Store
from tests.databases import Databases
from tests.edge.balancer import Balancer
from tests.edge.process import BotProcess
from tests.edge.scene import KILLS, MARKS, Scene, shuffled
from tests.hooks import free_port

MESSAGES = 300
ROWS = "SELECT t::text FROM \"{}\" AS t WHERE t::text LIKE '%ZQ%'"  # a whole row as text, for any table


class Behind(Scene):
    """Two groups, two processes behind a load balancer."""

    def __init__(self, room: Room, url: str, balancer: Balancer, bots: list[BotProcess]) -> None:
        super().__init__(room, url, ("G01", "G02"))
        self.balancer = balancer
        self.bots = bots

    async def traces(self) -> list[str]:
        """Marks of chatter in any row of any table."""
        store = Store(self.url)
        found = ""
        async with store.read() as session:
            for table in SQLModel.metadata.sorted_tables:
                statement = ROWS.format(table.name)
                found += " ".join((await session.exec(text(statement))).scalars())  # type: ignore[call-overload]  # SQL
        await store.close()
        return [mark for mark in MARKS if mark in found]


@pytest.fixture
async def scene(tmp_path: Path, postgresql: Databases) -> AsyncIterator[Behind]:
    url = await postgresql.loaded()
    chance = random.Random(7)  # noqa: S311  a test wants moments, not secrets
    async with AsyncExitStack() as stack:
        room = Room()
        await room.start()
        stack.push_async_callback(room.stop)
        ports = [stack.enter_context(free_port()) for _ in range(2)]
        balancer = Balancer(ports, chance)
        await balancer.starts()
        stack.push_async_callback(balancer.stops)
        bots = []
        for port in ports:
            data = tmp_path / str(port) / "data"
            data.mkdir(parents=True)
            how = {"WEBHOOK_URL": f"http://127.0.0.1:{balancer.port}/hook", "LISTEN": f"127.0.0.1:{port}"}
            settings = {f"YOULIN_{name}": value for name, value in {**how, "DATABASE_URL": url}.items()}
            bots.append(BotProcess(room, data, **settings))
        scene = Behind(room, url, balancer, bots)
        await scene.binds()
        yield scene
    await postgresql.drop(url)


@pytest.mark.long
async def test_no_issue_is_lost_doubled_or_out_of_order_and_no_chatter_kept_with_two_under_kill_9(
    scene: Behind,
) -> None:
    chance = random.Random(20261124)  # noqa: S311  a test wants moments, not secrets
    lines = shuffled(chance)[:MESSAGES]
    for bot in scene.bots:
        await bot.starts()
    await scene.room.until(lambda: len(scene.room.log.to("setWebhook")) > 0, 60)
    talking = asyncio.create_task(scene.talks(lines, chance))
    while not talking.done() or sum(bot.kills for bot in scene.bots) < KILLS:
        await asyncio.sleep(chance.uniform(0.3, 2.5))
        bot = chance.choice(scene.bots)
        await bot.is_killed()
        assert await scene.traces() == []
        await bot.starts()
    await talking
    await scene.rests()
    assert [await bot.is_ended() for bot in scene.bots] == [0, 0]
    await scene.assert_all_is_there()
    assert await scene.traces() == []
    assert len(scene.balancer.passed) == 2, "both had their share"
    assert scene.room.log.unexpected == []
    logs = "".join(bot.said_in_log() for bot in scene.bots)
    assert [line for line in lines if line in logs] == []
