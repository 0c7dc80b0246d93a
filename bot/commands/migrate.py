"""Bring the schema of the database up to date."""

import asyncio

from bot.commands import database
from bot.commands.configuration import settings
from bot.commands.outputs import put_line
from bot.commands.words import say


def migrate() -> None:
    """Apply what is missing, and say whether anything was."""
    asyncio.run(_migrate(settings().database_url))


async def _migrate(url: str) -> None:
    async with database.opened(url) as store:
        before = await database.migrated(store)
        put_line(say("cli.migrated", before=before.name, url=database.named(store)))
