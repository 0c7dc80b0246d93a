"""The town, ready to play: a fresh copy of a migrated, loaded database and the bot on it."""

import gc
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from xdist.remote import Producer

from bot.chatroom import Room
from bot.chatroom.state import State
from bot.clock import MovableClock
from bot.settings import Settings
from bot.telegram.menus import Menus
from desk.directory import read
from desk.directory.keeping import keep
from storage.engine import Store
from storage.migrate import migrate
from tests import compiled
from tests.conformance.rooms import room_mistakes
from tests.databases import Databases, PostgresServer, SqliteFiles, file_of
from tests.hooks import Hook, free_port
from tests.lived import Lived
from tests.packing import Packing, long_first
from tests.town import ADMIN, MONDAY_MORNING, Town, settings_for

DIRECTORY = Path(__file__).parent / "town.yaml"


def pytest_addoption(parser: pytest.Parser) -> None:
    """What can be asked for on the command line."""
    parser.addoption("--both", action="store_true", help="run every scenario on both databases")


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Packing:
    """Which process is given which tests."""
    return Packing(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """In which order tests are given out."""
    long_first(items)


async def fill(url: str) -> None:
    """Give a database the schema and the town's directory."""
    store = Store(url)
    await migrate(store)
    async with store.write() as session:
        await keep(session, read(DIRECTORY.read_text("utf-8")), MONDAY_MORNING)
        # The menus of everybody are set once a day, not at the start of every town.
        await Menus(Settings(_env_file=None, admins=frozenset({ADMIN}))).remember(session, MONDAY_MORNING)
    await store.shred()
    await store.close()


@pytest.fixture(scope="session", autouse=True)
def _garbage_waits() -> Iterator[None]:
    """Looking for garbage among everything that is imported takes a fifth of a town's time; it may be done seldom."""
    before = gc.get_threshold()
    gc.set_threshold(100_000, 50, 100)
    yield
    gc.set_threshold(*before)


@pytest.fixture(scope="session", autouse=True)
def _compiled_once() -> Iterator[None]:
    """A statement is compiled once for all tests of a process."""
    with pytest.MonkeyPatch.context() as patch:
        compiled.once(patch)
        yield


@pytest.fixture(scope="session")
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> Databases:
    """SQLite files."""
    return SqliteFiles(tmp_path_factory.mktemp("sqlite"), fill)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Databases]:
    """A PostgreSQL server."""
    server = PostgresServer(fill)
    yield server
    server.close()


@pytest.fixture
def backend() -> str:
    """The kind of database that a test runs on; a folder whose tests run on both says so in its conftest."""
    return "sqlite"


@pytest.fixture
def databases(backend: str, request: pytest.FixtureRequest) -> Databases:
    """Databases of this test's kind."""
    found: Databases = request.getfixturevalue(backend)
    return found


@pytest.fixture
async def empty_database(databases: Databases) -> AsyncIterator[str]:
    """The URL of a database without any table."""
    url = await databases.empty()
    yield url
    await databases.drop(url)


@pytest.fixture
async def database(databases: Databases) -> AsyncIterator[str]:
    """The URL of a database with the schema and the town's directory."""
    url = await databases.loaded()
    yield url
    await databases.drop(url)


@pytest.fixture
async def loaded_database(sqlite: Databases) -> AsyncIterator[Path]:
    """An SQLite file with the schema and the town's directory."""
    url = await sqlite.loaded()
    yield file_of(url)
    await sqlite.drop(url)


@pytest.fixture
def refusals_are_meant() -> bool:
    """Whether a test calls what the room turns down on purpose."""
    return False


@pytest.fixture(autouse=True)
def _conformance(monkeypatch: pytest.MonkeyPatch, refusals_are_meant: bool, backend: str) -> Iterator[None]:
    """Whatever is said between a bot and a room, in any test, is as the platform's documentation has it.

    The same scenario says the same on the other database, and is not looked at twice.
    """
    if backend != "sqlite":
        yield
        return
    rooms: list[State] = []
    make = State.__init__

    def remembered(state: State, *given: Any) -> None:
        make(state, *given)
        rooms.append(state)

    monkeypatch.setattr(State, "__init__", remembered)
    yield
    found = [one for state in rooms for one in room_mistakes(state, not refusals_are_meant)]
    assert not found, "\n".join(found)


@asynccontextmanager
async def opened(database: str, lived: Lived | None = None) -> AsyncIterator[Town]:
    """The whole stack on this database, with everybody in it."""
    clock = MovableClock(MONDAY_MORNING)
    room = Room(clock=clock)
    if lived is not None:
        lived.give_to(room)
    await room.start()
    town = Town(room, clock, settings_for(room, database))
    await town.app.start(ticking=False)
    await town.populates()
    yield town
    await town.stops()
    await room.stop()


async def live_in(url: str) -> Lived:
    """Let the standing cast move in, through the bot itself."""
    async with opened(url) as town:
        lived = Lived(town.room)
    store = Store(url)
    await store.shred()
    await store.close()
    return lived


@pytest.fixture
async def town(databases: Databases) -> AsyncIterator[Town]:
    """The whole stack, playing on a Monday morning at nine."""
    url, lived = await databases.lived_in(live_in)
    async with opened(url, lived) as town:
        yield town
    await databases.drop(url)


@pytest.fixture
def hook(town: Town) -> Iterator[Hook]:
    """The town's webhook, which is used once the test says so."""
    with free_port() as port:
        yield Hook(town, port)
