"""Open the database: one writer at a time on SQLite, ordinary transactions on PostgreSQL."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import Connection, event, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool
from sqlmodel.ext.asyncio.session import AsyncSession

# synchronous FULL: a commit that was acknowledged survives a power cut. secure_delete: erased words leave no bytes.
PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=10000", "foreign_keys=ON", "secure_delete=ON")


class Store:
    """The database behind two doors: `write()` and `read()` give a session in one transaction."""

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        if self.is_sqlite:
            # After a deferred BEGIN a read, then a write, fails at once if another wrote; IMMEDIATE waits its turn.
            self._writer = self._sqlite("BEGIN IMMEDIATE", connections=1)
            self._reader = self._sqlite("BEGIN", connections=4)
        else:
            self._writer = self._reader = create_async_engine(self.url, pool_pre_ping=True, hide_parameters=True)

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncSession]:
        """A transaction that may change things; commits at the end, rolls back on an exception."""
        async with AsyncSession(self._writer, expire_on_commit=False) as session, session.begin():
            yield session

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncSession]:
        """A transaction that only looks."""
        async with AsyncSession(self._reader, expire_on_commit=False) as session:
            yield session

    async def shred(self) -> bool:
        """Empty SQLite's write-ahead log, where erased words could still be read; False if a reader was in the way."""
        if not self.is_sqlite:
            return True
        async with self._writer.connect() as connection:
            plain = await connection.execution_options(without_begin=True)
            outcome = (await plain.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")).one()
        return bool(outcome[0] == 0)

    async def close(self) -> None:
        """Close all connections."""
        await self._writer.dispose()
        await self._reader.dispose()

    def _sqlite(self, begin: str, connections: int) -> AsyncEngine:
        engine = create_async_engine(
            self.url,
            poolclass=AsyncAdaptedQueuePool,
            pool_size=connections,
            max_overflow=0,
            pool_timeout=60,
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
