"""Open the database: one writer at a time on SQLite, ordinary transactions on PostgreSQL."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import make_url
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import postgresql, sqlite
from storage.voice import FileVoice, SessionVoice, Voice


class UnknownDatabase(ValueError):
    """A URL of a database that we cannot work with."""


class Store:
    """The database behind two doors: `write()` and `read()` give a session in one transaction.

    Raises UnknownDatabase, postgresql.UnknownOption, or what SQLAlchemy says of a URL that is none.
    """

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.drivername in sqlite.DRIVERS
        if not self.is_sqlite and self.url.drivername not in postgresql.DRIVERS:
            raise UnknownDatabase(self.url.drivername)
        self._writer, self._reader = (sqlite if self.is_sqlite else postgresql).engines(self.url)

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncSession]:
        """A transaction that may change things; commits at the end, rolls back on an exception."""
        async with AsyncSession(self._writer, expire_on_commit=False) as session, session.begin():
            yield session

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncSession]:
        """A transaction that only looks, at one moment."""
        async with AsyncSession(self._reader, expire_on_commit=False) as session:
            yield session

    @asynccontextmanager
    async def rebuild(self) -> AsyncIterator[AsyncSession]:
        """A transaction that may make tables anew; nothing may point into the void at its end (ValueError)."""
        if not self.is_sqlite:
            async with self.write() as session:
                yield session
            return
        async with sqlite.keys_unchecked(self._writer), self.write() as session:
            yield session
            lost = (await (await session.connection()).exec_driver_sql("PRAGMA foreign_key_check")).all()
            if lost:
                raise ValueError(f"{len(lost)} rows point into the void")

    async def shred(self) -> bool:
        """Leave nothing readable of what was erased; False if a reader was in the way. PostgreSQL sees to it itself."""
        return await sqlite.shred(self._writer) if self.is_sqlite else True

    def voice(self) -> Voice:
        """The right to speak, which only one process on this database has."""
        if self.is_sqlite:
            return FileVoice(f"{self.url.database}.voice")
        return SessionVoice(postgresql.connecting(self.url))

    async def close(self) -> None:
        """Close all connections."""
        await self._writer.dispose()
        await self._reader.dispose()
