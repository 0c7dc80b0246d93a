"""What `youlin check` looks at: the platform, the database, the directory, the records, fonts. Nothing is changed."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import text
from telegram import Bot

from bot.commands import database, inputs
from bot.commands.database import PATIENCE, Schema
from bot.commands.endings import Stop
from bot.commands.findings import BAD, FINE, NOTE, Finding, finding
from bot.commands.fonts import has_chinese_font
from bot.commands.models import tried
from bot.commands.reaching import clock, looked_at, reached
from bot.settings import Settings
from desk import checkup
from desk.directory.book import Book, open_book
from storage.engine import Store

MOST_NAMED = 20  # in one line


async def examine(settings: Settings, tell: Callable[[Finding], None]) -> list[Finding]:
    """Look at everything; each finding is told as soon as it is there."""
    findings: list[Finding] = []

    def found(some: list[Finding]) -> None:
        for one in some:
            findings.append(one)
            tell(one)

    async with reached(settings) as platform:
        found(platform.findings)
        found(await _records(settings, platform.bot))
    found(await tried(settings))
    found([finding(FINE, "check.font") if await has_chinese_font() else finding(NOTE, "check.no_font")])
    return findings


async def _records(settings: Settings, bot: Bot | None) -> list[Finding]:
    """The database, and what is in it, or in the file that will be."""
    try:
        async with database.opened(settings.database_url) as store:
            if database.missing(store):
                return [_to_be_made(store), *_named_file(settings)]
            state = await database.schema(store)
            if state is not Schema.CURRENT:
                mark = BAD if state is Schema.UNKNOWN else NOTE
                found = finding(mark, "check.database", state=state.name, url=database.named(store))
                return [found, *_named_file(settings)]
            return [*await _engine(store), *(await _loaded(store, settings, bot) or _named_file(settings))]
    except Stop as stop:
        return [Finding(BAD, f"{BAD} {stop.lines[0]}"), *_named_file(settings)]


def _to_be_made(store: Store) -> Finding:
    there = Path(store.url.database or "").absolute().parent.is_dir()
    mark, phrase = (NOTE, "check.database_to_be") if there else (BAD, "check.database_nowhere")
    return finding(mark, phrase, url=database.named(store))


async def _engine(store: Store) -> list[Finding]:
    """Which release it is, and whether its clock is ours (SQLite's always is)."""
    asked = "SELECT 'SQLite ' || sqlite_version()" if store.is_sqlite else "SELECT split_part(version(), ' on ', 1)"
    async with asyncio.timeout(PATIENCE), store.read() as session:
        connection = await session.connection()
        version = (await connection.execute(text(asked))).scalar_one()
        theirs = None if store.is_sqlite else (await connection.execute(text("SELECT clock_timestamp()"))).scalar_one()
    facts = {"state": Schema.CURRENT.name, "url": database.named(store), "version": version}
    found = finding(FINE, "check.database", **facts, revision=database.head())
    return [found] if theirs is None else [found, clock("database", theirs)]


async def _loaded(store: Store, settings: Settings, bot: Bot | None) -> list[Finding]:
    """What the records tell; nothing if no directory was loaded."""
    async with asyncio.timeout(PATIENCE), store.read() as session:
        book = await open_book(session, settings.zone)
        chats = await checkup.bound_chats(session)
    if not book.version:
        return []
    seen = await looked_at(bot, chats) if bot is not None else chats
    async with asyncio.timeout(PATIENCE), store.read() as session:
        found = await checkup.examine(session, book, seen, datetime.now(UTC), MOST_NAMED)
    return [finding(FINE, "check.directory_loaded", directory=book.directory), *map(_worded, found)]


def _worded(one: checkup.Finding) -> Finding:
    return finding(FINE if one.fine else BAD if one.grave else NOTE, one.phrase, **one.facts)


def _named_file(settings: Settings) -> list[Finding]:
    """The directory file, which is loaded at the first start."""
    if settings.directory is None:
        return [finding(NOTE, "check.no_directory")]
    try:
        directory = inputs.directory(Path(settings.directory))
    except Stop as stop:
        more = len(stop.lines) - 1
        return [finding(BAD, "check.directory_wrong", file=settings.directory, first=stop.lines[0], more=more)]
    grants = [grant for person in directory.people for grant in person.roles]
    held = {(grant.role, grant.grid or grant.building or grant.unit or "") for grant in grants}
    book = Book(directory, 0, settings.zone)
    found = [
        checkup.handlers(directory, held, MOST_NAMED),
        checkup.leaders(directory, held, MOST_NAMED),
        checkup.calendar(book, datetime.now(UTC)),
    ]
    return [finding(FINE, "check.directory_file", file=settings.directory, directory=directory), *map(_worded, found)]
