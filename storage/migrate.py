"""Bring the schema of a database up to date."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from storage.engine import Store
from storage.locks import alone

SCRIPTS = Path(__file__).parent / "migrations"


def config() -> Config:
    """Alembic's configuration; needs no file."""
    made = Config()
    made.set_main_option("script_location", str(SCRIPTS))
    return made


async def migrate(store: Store) -> None:
    """Apply what is missing, in one transaction: all or nothing, also on SQLite; several at once are one."""

    def upgrade(connection: Connection) -> None:
        prepared = config()
        prepared.attributes["connection"] = connection
        command.upgrade(prepared, "head")

    async with store.rebuild() as session:
        await alone(session, "schema")
        await (await session.connection()).run_sync(upgrade)


async def is_current(store: Store) -> bool:
    """Whether the database has the newest schema."""

    def revision(connection: Connection) -> str | None:
        return MigrationContext.configure(connection).get_current_revision()

    async with store.read() as session:
        found = await (await session.connection()).run_sync(revision)
    return found == ScriptDirectory.from_config(config()).get_current_head()
