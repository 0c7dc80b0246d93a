"""The town, ready to play: a fresh copy of a migrated, loaded database and the bot on it."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.chatroom import Room
from bot.clock import MovableClock
from desk.directory import read
from desk.directory.keeping import keep
from storage.engine import Store
from storage.migrate import migrate
from tests.hooks import Hook, free_port
from tests.town import MONDAY_MORNING, Town, settings_for

DIRECTORY = Path(__file__).parent / "town.yaml"


@pytest.fixture(scope="session")
def loaded_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the schema and the town's directory; copied, never used."""
    path = tmp_path_factory.mktemp("template") / "town.db"

    async def make() -> None:
        store = Store(f"sqlite+aiosqlite:///{path}")
        await migrate(store)
        async with store.write() as session:
            await keep(session, read(DIRECTORY.read_text("utf-8")), MONDAY_MORNING)
        await store.shred()
        await store.close()

    asyncio.run(make())
    return path


@pytest.fixture
async def town(tmp_path: Path, loaded_database: Path) -> AsyncIterator[Town]:
    """The whole stack, playing on a Monday morning at nine."""
    database = tmp_path / "town.db"
    shutil.copy(loaded_database, database)
    clock = MovableClock(MONDAY_MORNING)
    room = Room(clock=clock)
    await room.start()
    town = Town(room, clock, database, settings_for(room, database))
    await town.app.start(ticking=False)
    await town.populates()
    yield town
    await town.stops()
    await room.stop()


@pytest.fixture
def hook(town: Town) -> Iterator[Hook]:
    """The town's webhook, which is used once the test says so."""
    with free_port() as port:
        yield Hook(town, port)
