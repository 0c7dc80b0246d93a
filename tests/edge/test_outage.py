"""The database goes away in the middle of a day and comes back: nothing is lost, nothing said twice, little logged."""

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator

import pytest

from tests.conftest import fill
from tests.databases import PostgresServer
from tests.town import Town


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    """A server that may be stopped: nobody else uses it."""
    server = PostgresServer(fill)
    yield server
    server.close()


@pytest.fixture
async def database(server: PostgresServer) -> AsyncIterator[str]:
    url = await server.loaded()
    yield url
    await server.drop(url)


async def test_what_is_said_while_the_database_is_away_is_served_when_it_is_back(
    town: Town, server: PostgresServer, caplog: pytest.LogCaptureFixture
) -> None:
    await town.zhang.says("12楼电梯按了没反应")
    with caplog.at_level(logging.WARNING, "bot"):
        await asyncio.to_thread(server.server.stop)
        town.room.say(town.g01, town.liu.known, "9楼灯不亮了")
        await asyncio.sleep(1.5)  # long enough for everybody to notice
        await asyncio.to_thread(server.server.start)
        await town.settles()
    said = [line.getMessage() for line in caplog.records if line.name == "bot.outage"]
    assert [line.partition(" (")[0] for line in said] == ["the database does not answer", "the database answers again"]
    assert len(await town.tickets()) == 2
    cards = [one.text for one in town.room.visible(town.g01) if one.from_bot and "承办：" in one.text]
    assert [sum(f"#{number} " in card for card in cards) for number in (1, 2)] == [1, 1]
