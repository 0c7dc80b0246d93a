"""SQLite behind the store: one writer at a time, durable, nothing readable of what was erased."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import URL, Connection, event
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool

DRIVERS = frozenset({"sqlite+aiosqlite"})
# synchronous FULL: a commit that was acknowledged survives a power cut. secure_delete: erased words leave no bytes.
PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=10000", "foreign_keys=ON", "secure_delete=ON")


def engines(url: URL) -> tuple[AsyncEngine, AsyncEngine]:
    """To write and to look. After a deferred BEGIN a read, then a write, fails at once if another wrote; IMMEDIATE
    waits its turn."""
    return _engine(url, "BEGIN IMMEDIATE", connections=1), _engine(url, "BEGIN", connections=4)


def _engine(url: URL, begin: str, connections: int) -> AsyncEngine:
    engine = create_async_engine(
        url,
        poolclass=AsyncAdaptedQueuePool,
        pool_size=connections,
        max_overflow=0,
        pool_timeout=60,
        pool_use_lifo=True,  # one connection that is warm instead of four by turns
        hide_parameters=True,  # an error must not carry message text into a log
    )

    @event.listens_for(engine.sync_engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # the driver would decide about BEGIN for us
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}").close()

    @event.listens_for(engine.sync_engine, "begin")
    def start(connection: Connection) -> None:
        if not connection.get_execution_options().get("without_begin"):
            connection.exec_driver_sql(begin)

    return engine


@asynccontextmanager
async def keys_unchecked(engine: AsyncEngine) -> AsyncIterator[None]:
    """Let a table be made anew that others point to, as SQLite's manual has it (ALTER TABLE, step 1): the switch works
    only outside of a transaction, and the one connection keeps it."""
    await _switch(engine, "OFF")
    try:
        yield
    finally:
        await _switch(engine, "ON")


async def _switch(engine: AsyncEngine, state: str) -> None:
    async with engine.connect() as connection:
        plain = await connection.execution_options(without_begin=True)
        await plain.exec_driver_sql(f"PRAGMA foreign_keys={state}")


async def shred(engine: AsyncEngine) -> bool:
    """Empty the write-ahead log, where erased words could still be read; False if a reader was in the way."""
    async with engine.connect() as connection:
        plain = await connection.execution_options(without_begin=True)
        outcome = (await plain.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")).one()
    return bool(outcome[0] == 0)
