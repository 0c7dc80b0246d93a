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
from storage.kinds import Shows
from storage.migrate import config, is_current, migrate
from storage.people import Person
from storage.seconds import SECONDS
from storage.tables import metadata
from storage.tickets import Shown


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


# What was there before events could be shown, too: a ticket, its card, the card's message, what is due.
ROWS_OF_0003 = (
    "INSERT INTO building (code, name, aliases, position, retired) VALUES ('A', 'A', '[]', 0, false)",
    "INSERT INTO grid (code, name, building, position, retired) VALUES ('G', 'G', 'A', 0, false)",
    "INSERT INTO person (id, telegram_id, name, named_by_file) VALUES (1, 11, '张伟', false)",
    (
        "INSERT INTO ticket (id, status, grid, building, priority, reporter_id, chat_id, message_id, text, created_at,"
        " accept_due, resolve_due, reopened, escalated, reminded)"
        " VALUES (1, 'new', 'G', 'A', 'high', 1, -1, 1, '灯坏了',"
        " '2026-11-23 01:00:00', '2026-11-23 02:00:00', '2026-11-24 01:00:00', 0, 0, 0)"
    ),
    "INSERT INTO shown (id, ticket_id, chat_id, message_id, purpose) VALUES (1, 1, -1, 5, 'card')",
    (
        "INSERT INTO outbox (id, chat_id, lane, kind, shown_id, ticket_id, state, attempts, doubtful, created_at)"
        " VALUES (1, -1, 1, 'send', 1, 1, 'sent', 1, 0, '2026-11-23 01:00:00')"
    ),
    "INSERT INTO due (id, kind, ticket_id, due_at) VALUES (1, 'nudge', 1, '2026-11-24 01:00:00')",
)


async def test_database_in_use_is_brought_up_to_date_with_all_that_it_holds(store: Store) -> None:
    def up(connection: Connection) -> None:
        prepared = config()
        prepared.attributes["connection"] = connection
        command.upgrade(prepared, "0003")

    async with store.rebuild() as session:
        await (await session.connection()).run_sync(up)
        for row in ROWS_OF_0003:
            await session.exec(text(row))  # type: ignore[call-overload]  # plain SQL
    await migrate(store)
    assert await differences(store) == []
    async with store.write() as session:
        shown = (await session.exec(select(Shown))).one()
        assert (shown.id, shown.ticket_id, shown.message_id) == (1, 1, 5)
        session.add(Shown(ticket_id=99, chat_id=-1, purpose=Shows.NOTE))
        with pytest.raises(IntegrityError):  # keys are checked again
            await session.flush()
        await session.rollback()
