"""The database itself: nothing lost, nothing half done, one schema whichever way it was reached."""

import asyncio
import time
import warnings
from collections.abc import AsyncIterator

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError, StatementError
from sqlmodel import select

from storage.engine import Store
from storage.migrate import config, is_current, migrate
from storage.people import Person
from storage.seconds import SECONDS
from storage.tables import metadata


@pytest.fixture
async def store(empty_database: str) -> AsyncIterator[Store]:
    store = Store(empty_database)
    yield store
    await store.close()


async def differences(store: Store) -> list[object]:
    """What the tables lack, or have too much, of what the code declares."""

    def compared(connection: Connection) -> list[object]:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return list(compare_metadata(MigrationContext.configure(connection), metadata))

    async with store.read() as session:
        return await (await session.connection()).run_sync(compared)


async def test_migrations_make_exactly_the_tables_that_the_code_declares(store: Store) -> None:
    assert not await is_current(store)
    await migrate(store)
    assert await is_current(store)
    assert await differences(store) == []


async def test_the_way_back_leaves_nothing_and_the_way_forth_is_open_again(store: Store) -> None:
    def down(connection: Connection) -> None:
        prepared = config()
        prepared.attributes["connection"] = connection
        command.downgrade(prepared, "base")

    await migrate(store)
    async with store.write() as session:
        await (await session.connection()).run_sync(down)
    assert not await is_current(store)
    await migrate(store)
    assert await differences(store) == []


async def test_migrating_twice_changes_nothing(store: Store) -> None:
    await migrate(store)
    async with store.write() as session:
        session.add(Person(telegram_id=1, name="王芳"))
    await migrate(store)
    async with store.read() as session:
        assert (await session.exec(text("SELECT count(*) FROM person"))).one() == (1,)  # type: ignore[call-overload]  # plain SQL


async def test_processes_that_start_together_migrate_once(store: Store, empty_database: str) -> None:
    other = Store(empty_database)
    await asyncio.gather(migrate(store), migrate(other))
    assert await is_current(other)
    await other.close()


async def test_a_failed_transaction_leaves_nothing(store: Store) -> None:
    await migrate(store)
    with pytest.raises(IntegrityError):
        async with store.write() as session:
            session.add(Person(telegram_id=1, name="先来"))
            await session.flush()
            session.add(Person(telegram_id=1, name="重复"))
    async with store.read() as session:
        assert (await session.exec(select(Person))).all() == []


async def test_an_error_of_the_database_does_not_quote_what_was_to_be_written(store: Store) -> None:
    await migrate(store)
    with pytest.raises(StatementError) as caught:
        async with store.write() as session:
            session.add_all([Person(telegram_id=1, name="机密的话"), Person(telegram_id=1, name="机密的话")])
    assert "机密的话" not in str(caught.value)


async def test_a_look_sees_one_moment_however_long_it_takes(store: Store) -> None:
    await migrate(store)
    async with store.read() as looking:
        assert (await looking.exec(select(Person))).all() == []
        async with store.write() as session:
            session.add(Person(telegram_id=1, name="后来"))
        assert (await looking.exec(select(Person))).all() == []


async def test_the_databases_own_clock_tells_seconds(store: Store) -> None:
    async with store.read() as session:
        told = (await session.exec(select(SECONDS))).one()
    assert abs(told - time.time()) < 5
