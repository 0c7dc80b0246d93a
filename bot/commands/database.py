"""Open the database for a command, and say in one line what is wrong with it."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from enum import Enum, auto
from pathlib import Path

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from bot.commands.endings import wrong
from storage.engine import Store
from storage.migrate import config, migrate
from storage.postgresql import OPTIONS, UnknownOption

PATIENCE = 10  # seconds for a first answer


class Schema(Enum):
    """How far a database is."""

    NONE = auto()
    OLD = auto()
    CURRENT = auto()
    UNKNOWN = auto()  # made by a newer release


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Store]:
    """The database of this URL; nothing is asked of it yet. Ends the command if the URL is wrong."""
    store = _store(url)
    try:
        yield store
    finally:
        await store.close()


def _store(url: str) -> Store:
    try:
        store = Store(url)
    except UnknownOption as error:
        raise wrong("cli.database_option", option=error.args[0], known=sorted(OPTIONS)) from None
    except (SQLAlchemyError, ValueError):
        raise wrong("cli.bad_database_url") from None
    if not store.url.database or store.url.database == ":memory:":
        raise wrong("cli.bad_database_url")
    return store


async def schema(store: Store) -> Schema:
    """How far the database is. Ends the command if it does not answer."""

    def revision(connection: Connection) -> str | None:
        return MigrationContext.configure(connection).get_current_revision()

    try:
        if store.is_sqlite and not (store.url.database or "").startswith("file:"):
            await asyncio.to_thread(_try_file, store.url.database or "")
        async with asyncio.timeout(PATIENCE), store.read() as session:
            found = await (await session.connection()).run_sync(revision)
    except Exception as error:  # drivers raise what they like, and their words may hold the password
        raise wrong("cli.database_unreachable", url=named(store), why=_why(error)) from None
    if found is None:
        return Schema.NONE
    scripts = ScriptDirectory.from_config(config())
    if found == scripts.get_current_head():
        return Schema.CURRENT
    return Schema.OLD if found in {one.revision for one in scripts.walk_revisions()} else Schema.UNKNOWN


def head() -> str:
    """The newest revision of the schema."""
    return ScriptDirectory.from_config(config()).get_current_head() or ""


async def migrated(store: Store) -> Schema:
    """Bring the schema up to date; returns how far it was."""
    before = await schema(store)
    if before is Schema.UNKNOWN:
        raise wrong("cli.database_newer", url=named(store))
    if before is not Schema.CURRENT:
        try:
            await migrate(store)
        except SQLAlchemyError as error:
            raise wrong("cli.database_unreachable", url=named(store), why=_why(error)) from None
    return before


async def ready(store: Store) -> None:
    """Ends the command unless the database exists and is up to date; makes none."""
    if missing(store):
        raise wrong("cli.no_database", url=named(store))
    match await schema(store):
        case Schema.NONE | Schema.OLD:
            raise wrong("cli.database_old", url=named(store))
        case Schema.UNKNOWN:
            raise wrong("cli.database_newer", url=named(store))


def missing(store: Store) -> bool:
    """Whether it is a file that is not there; to connect would make it."""
    file = store.url.database or ""
    return store.is_sqlite and not file.startswith("file:") and not Path(file).is_file()


def _try_file(path: str) -> None:
    """Open an SQLite file as the engine will. The driver's thread, when it cannot, prints what nobody is to read."""
    connection = sqlite3.connect(path)
    try:
        connection.execute("PRAGMA journal_mode=WAL")
    finally:
        connection.close()


def named(store: Store) -> str:
    """The database as a person may see it."""
    return store.url.render_as_string(hide_password=True)


def _why(error: Exception) -> str:
    """SQLite's own words, which hold no secret; else what kind of error it is, the driver's if it has one."""
    cause = getattr(error, "orig", None) or error
    return str(cause) if isinstance(cause, sqlite3.Error) else type(cause).__name__
