"""Several processes on one database: one speaks and polls, and another takes over when it is gone."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable

import asyncpg
import pytest

from bot.app import App
from storage.engine import Store
from tests.town import Town

Colleague = Callable[[], Awaitable[App]]


@pytest.fixture(params=["sqlite", "postgresql"])
def backend(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture
async def colleague(town: Town) -> AsyncIterator[Colleague]:
    """Start another bot on the town's database, as a second process would."""
    started: list[App] = []

    async def start() -> App:
        app = App(town.settings, Store(town.settings.database_url), town.clock)
        started.append(app)
        await app.start(ticking=False)
        return app

    yield start
    for app in started:
        await app.stop()
        await app.store.close()


async def speaks(app: App) -> None:
    """Until it has the voice."""
    async with asyncio.timeout(10):
        while not app.voice.held:  # noqa: ASYNC110  it rings no bell
            await asyncio.sleep(0.02)


async def test_only_one_of_two_polls_and_speaks(
    town: Town, colleague: Colleague, caplog: pytest.LogCaptureFixture
) -> None:
    await speaks(town.app)
    with caplog.at_level(logging.INFO, "bot.app"):
        other = await colleague()
        await town.zhang.says("12楼电梯按了没反应")
        await asyncio.sleep(2.5)  # long enough for the other to look again
    assert (town.app.voice.held, other.voice.held) == (True, False)
    assert [line.getMessage() for line in caplog.records].count(
        "another process speaks for this bot; waiting for its end"
    ) == 1
    assert [one for one in town.room.log.calls if one.status == 409] == []
    cards = [one for one in town.zhang.sees(town.g01) if "#1 " in one.text]
    assert len(cards) == 1


async def test_when_the_one_that_speaks_ends_another_takes_over(town: Town, colleague: Colleague) -> None:
    other = await colleague()
    await town.stops()
    town.room.say(town.g01, town.zhang.known, "12楼电梯按了没反应")
    await speaks(other)
    await town.room.until(lambda: any("#1 " in one.text for one in town.zhang.sees(town.g01)), timeout=10)
    await town.starts_again()
    assert not town.app.voice.held
    assert len(await town.tickets()) == 1


@pytest.mark.parametrize("backend", ["postgresql"])
async def test_whoever_loses_the_connection_stops_speaking_at_once_and_one_goes_on(
    town: Town, colleague: Colleague
) -> None:
    other = await colleague()
    await ends_connection_of_voice(town.settings.database_url)
    async with asyncio.timeout(2):
        while town.app.voice.held:  # noqa: ASYNC110  it rings no bell
            await asyncio.sleep(0.01)
    town.room.say(town.g01, town.zhang.known, "12楼电梯按了没反应")
    await town.room.until(lambda: any("#1 " in one.text for one in town.zhang.sees(town.g01)), timeout=10)
    assert town.app.voice.held != other.voice.held
    await town.settles()
    assert len([one for one in town.zhang.sees(town.g01) if "#1 " in one.text]) == 1


async def ends_connection_of_voice(url: str) -> None:
    """What a network does when it drops a connection."""
    connection = await asyncpg.connect(url.replace("+asyncpg", ""))
    ended = await connection.fetch(
        "SELECT pg_terminate_backend(pid) FROM pg_locks"
        " WHERE locktype = 'advisory' AND granted AND objsubid = 1"
        " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
    )
    await connection.close()
    assert len(ended) == 1
