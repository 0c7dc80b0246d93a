"""The database itself: durable, one writer, nothing readable of what was erased, one schema."""

import asyncio
import warnings
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError, StatementError

from storage.engine import Store
from storage.migrate import is_current, migrate
from storage.people import Person
from storage.tables import metadata


def store_at(path: Path) -> Store:
    return Store(f"sqlite+aiosqlite:///{path / 'rows.db'}")


async def test_migrations_make_exactly_the_tables_that_the_code_declares(tmp_path: Path) -> None:
    store = store_at(tmp_path)
    assert not await is_current(store)
    await migrate(store)
    assert await is_current(store)

    def differences(connection: Connection) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(connection), metadata))

    async with store.read() as session:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            assert await (await session.connection()).run_sync(differences) == []
    await store.close()


async def test_migrating_twice_changes_nothing(tmp_path: Path) -> None:
    store = store_at(tmp_path)
    await migrate(store)
    async with store.write() as session:
        session.add(Person(telegram_id=1, name="王芳"))
    await migrate(store)
    async with store.read() as session:
        assert (await session.exec(text("SELECT count(*) FROM person"))).one() == (1,)  # type: ignore[call-overload]  # plain SQL
    await store.close()


async def test_every_connection_is_durable_and_checks_references(tmp_path: Path) -> None:
    store = store_at(tmp_path)
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}
    for door in (store.write, store.read):
        async with door() as session:
            connection = await session.connection()
            found = {name: (await connection.exec_driver_sql(f"PRAGMA {name}")).scalar() for name in wanted}
        assert found == wanted
    await store.close()


async def test_writers_wait_for_each_other_and_lose_no_update(tmp_path: Path) -> None:
    """A read followed by a write in one transaction sees what was committed before it, never an older state."""
    path = tmp_path
    stores = [store_at(path), store_at(path)]
    await migrate(stores[0])
    async with stores[0].write() as session:
        session.add(Person(telegram_id=0, name="计数"))

    async def add_one(store: Store) -> None:
        async with store.write() as session:
            person = await session.get_one(Person, 1)
            person.telegram_id += 1

    await asyncio.gather(*(add_one(stores[turn % 2]) for turn in range(40)))
    async with stores[0].read() as session:
        assert (await session.get_one(Person, 1)).telegram_id == 40
    for store in stores:
        await store.close()


async def test_a_failed_transaction_leaves_nothing(tmp_path: Path) -> None:
    store = store_at(tmp_path)
    await migrate(store)
    with pytest.raises(IntegrityError):
        async with store.write() as session:
            session.add(Person(telegram_id=1, name="先来"))
            await session.flush()
            session.add(Person(telegram_id=1, name="重复"))
    async with store.read() as session:
        assert await session.get(Person, 1) is None
    await store.close()


async def test_an_error_of_the_database_does_not_quote_what_was_to_be_written(tmp_path: Path) -> None:
    store = store_at(tmp_path)
    await migrate(store)
    with pytest.raises(StatementError) as caught:
        async with store.write() as session:
            session.add_all([Person(telegram_id=1, name="机密的话"), Person(telegram_id=1, name="机密的话")])
    assert "机密的话" not in str(caught.value)
    await store.close()


async def test_erased_words_leave_no_bytes_in_any_file(tmp_path: Path) -> None:
    store = store_at(tmp_path)
    await migrate(store)
    async with store.write() as session:
        session.add(Person(telegram_id=1, name="要忘记的名字"))
    assert any("要忘记的名字".encode() in path.read_bytes() for path in tmp_path.iterdir())
    async with store.write() as session:
        (await session.get_one(Person, 1)).name = "某人"
    assert await store.shred()
    assert not any("要忘记的名字".encode() in path.read_bytes() for path in tmp_path.iterdir())
    await store.close()
