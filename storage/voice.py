"""One voice: of all the processes on one database one speaks, and what makes it the one dies with it."""

import asyncio
import fcntl
import os
from typing import Any, Protocol

import asyncpg

from storage.postgresql import Away, Connect

KEY = 20261123  # of the advisory lock; one-key locks of a database are ours alone
PATIENCE = 5.0  # seconds for the server to say that it is still there


class Voice(Protocol):
    """The right to speak."""

    @property
    def held(self) -> bool:
        """Whether it is ours, as far as is known at this moment."""
        ...

    async def take(self) -> bool:
        """Take it if nobody has it. Raises Away."""
        ...

    async def keeps(self) -> bool:
        """Make sure that it is still ours."""
        ...

    async def give_back(self) -> None:
        """Let another have it."""
        ...


class FileVoice:
    """A lock on a file beside the database, which the system lets go when the process ends, however it ends."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._file: int | None = None

    @property
    def held(self) -> bool:
        """Whether it is ours."""
        return self._file is not None

    async def take(self) -> bool:
        """Take it if nobody has it. Raises Away where the file beside the database cannot be had."""
        try:
            file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise Away(error) from error
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(file)
            return False
        self._file = file
        return True

    async def keeps(self) -> bool:
        """It is; nobody can take it away."""
        return self.held

    async def give_back(self) -> None:
        """Let another have it. The file stays: whoever waits has it open."""
        if self._file is not None:
            os.close(self._file)
            self._file = None


class SessionVoice:
    """An advisory lock of PostgreSQL on a connection of its own, which the server lets go with the connection."""

    def __init__(self, connect: Connect) -> None:
        self._connect = connect
        self._connection: Any = None
        self._ours = False

    @property
    def held(self) -> bool:
        """Whether it is ours; a connection that was lost is known at once."""
        return self._ours and not self._connection.is_closed()

    async def take(self) -> bool:
        """Take it if nobody has it."""
        self._ours = False
        if self._connection is None or self._connection.is_closed():
            self._connection = await self._connect()
        try:
            self._ours = await self._connection.fetchval("SELECT pg_try_advisory_lock($1)", KEY, timeout=PATIENCE)
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            self._connection.terminate()
            raise Away(error) from error
        return self._ours

    async def keeps(self) -> bool:
        """Ask the server over the same connection; one that does not answer is given up."""
        if not self.held:
            return False
        try:
            await self._connection.fetchval("SELECT 1", timeout=PATIENCE)
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
            self._connection.terminate()
        return self.held

    async def give_back(self) -> None:
        """Let another have it."""
        if self._connection is not None:
            try:
                await asyncio.wait_for(self._connection.close(), PATIENCE)
            except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
                self._connection.terminate()
            self._connection, self._ours = None, False
