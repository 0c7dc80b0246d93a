"""Load or update the directory, all of it or nothing."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot.clock import SystemClock
from bot.commands import database, inputs
from bot.commands.configuration import settings
from bot.commands.outputs import put_line
from bot.commands.words import say, text
from bot.workshop import Workshop
from desk.directory.entries import Directory
from desk.directory.keeping import keep
from desk.tickets.recounting import recount


def load(file: Annotated[Path, typer.Argument(help=text("cli.help_file"), metavar="FILE")]) -> None:
    """Read the file, bring the schema up to date, and keep the directory in one transaction."""
    directory = inputs.directory(file)
    count, moved = asyncio.run(_load(settings().database_url, directory))
    put_line(say("cli.loaded", directory=directory))
    if count:
        put_line(say("cli.recounted", count=count, moved=moved))


async def _load(url: str, directory: Directory) -> tuple[int, int]:
    """Keep it, and count the deadlines of open tickets by it; returns how many are open, and how many moved."""
    async with database.opened(url) as store:
        await database.migrated(store)
        workshop = Workshop(SystemClock(), settings().zone, settings().locale, frozenset(), str)
        async with store.write() as session:
            await keep(session, directory, SystemClock().now())
            return await recount((await workshop.bench(session)).desk)
