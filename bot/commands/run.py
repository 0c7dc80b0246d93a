"""Run the bot against the chat platform until told to stop."""

import asyncio
import logging
import signal
from pathlib import Path

from telegram.error import InvalidToken

from bot.app import App
from bot.clock import SystemClock
from bot.commands import database, inputs, logs
from bot.commands.configuration import settings
from bot.commands.endings import Stop, failed, wrong
from bot.commands.words import say
from bot.settings import Settings
from bot.telegram.webhook import CannotListen
from desk.directory.keeping import keep
from locales import proofread
from storage.directory import version
from storage.engine import Store
from storage.locks import alone

log = logging.getLogger(__name__)


def run() -> None:
    """Migrate, load the first directory, and work; SIGTERM and SIGINT finish what is in hand."""
    proofread()
    chosen = settings()
    if chosen.telegram_token is None:
        raise wrong("cli.no_token")
    logs.set_up(chosen.log, chosen.telegram_token.get_secret_value())
    asyncio.run(_run(chosen))


async def _run(settings: Settings) -> None:
    told = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(logs.discreetly)
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, told.set)
    async with database.opened(settings.database_url) as store:
        await database.migrated(store)
        await _load_first(settings, store)
        try:
            app = App(settings, store)
        except ValueError:  # an address that only looks like one
            raise wrong("cli.bad_address") from None
        await _work(app, told)


async def _load_first(settings: Settings, store: Store) -> None:
    """The directory that the settings name, if the database has none."""
    if settings.directory is None:
        return
    async with store.write() as session:
        await alone(session, "directory")  # processes that start together load it once
        if await version(session) > 0:
            return
        try:
            directory = inputs.directory(Path(settings.directory))
        except Stop as stop:
            raise Stop([say("cli.first_directory", file=settings.directory), *stop.lines]) from None
        await keep(session, directory, SystemClock().now())
    log.info("loaded the directory %s", settings.directory)


async def _work(app: App, told: asyncio.Event) -> None:
    """Until told to stop, which may be while the platform cannot be reached yet."""
    starting = asyncio.create_task(app.start())
    stopping = asyncio.create_task(told.wait())
    try:
        await asyncio.wait({starting, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if starting.done():
            starting.result()
            log.info("ready as @%s", app.bot.username)
            await stopping
    except InvalidToken:
        raise failed("cli.invalid_token") from None
    except CannotListen as taken:
        raise failed("cli.cannot_listen", listen=app.settings.listen, why=str(taken)) from None
    finally:
        for task in (starting, stopping):
            task.cancel()
        await asyncio.wait({starting, stopping})
        await app.stop()
    log.info("stopped")
