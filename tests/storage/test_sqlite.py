"""What SQLite must be made to do: last through a power cut, let writers wait, leave no bytes of what was erased."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from storage.engine import Store
from storage.migrate import migrate
from storage.people import Person
from tests.databases import file_of


@pytest.fixture
def backend() -> str:
    return "sqlite"


@pytest.fixture
async def store(empty_database: str) -> AsyncIterator[Store]:
    store = Store(empty_database)
    await migrate(store)
    yield store
    await store.close()


async def test_every_connection_is_durable_and_checks_references(store: Store) -> None:
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}
    for door in (store.write, store.read):
        async with door() as session:
            connection = await session.connection()
            found = {name: (await connection.exec_driver_sql(f"PRAGMA {name}")).scalar() for name in wanted}
        assert found == wanted


async def test_writers_wait_for_each_other_and_lose_no_update(store: Store, empty_database: str) -> None:
    """A read followed by a write in one transaction sees what was committed before it, never an older state."""
    stores = [store, Store(empty_database)]
    async with store.write() as session:
        session.add(Person(telegram_id=0, name="计数"))

    async def add_one(store: Store) -> None:
        async with store.write() as session:
            person = await session.get_one(Person, 1)
            person.telegram_id += 1

    await asyncio.gather(*(add_one(stores[turn % 2]) for turn in range(40)))
    async with store.read() as session:
        assert (await session.get_one(Person, 1)).telegram_id == 40
    await stores[1].close()


async def test_erased_words_leave_no_bytes_in_any_file(store: Store, empty_database: str) -> None:
    def bytes_on_disk() -> bytes:
        return b"".join(path.read_bytes() for path in file_of(empty_database).parent.iterdir())

    async with store.write() as session:
        session.add(Person(telegram_id=1, name="要忘记的名字"))
    assert "要忘记的名字".encode() in bytes_on_disk()
    async with store.write() as session:
        (await session.get_one(Person, 1)).name = "某人"
    assert await store.shred()
    assert "要忘记的名字".encode() not in bytes_on_disk()
