"""Keep the whole product under one roof: chat platform, clock, database, and the bot, which may be killed."""

import asyncio
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import SecretStr

from bot import sample
from bot.app import App
from bot.chatroom import Room
from bot.demo.clock import RunningClock
from bot.settings import Settings
from desk.directory import read
from desk.directory.book import Book
from desk.directory.keeping import keep
from storage.engine import Store
from storage.migrate import migrate

ZONE = ZoneInfo("Asia/Shanghai")  # the sample district's
PATIENCE = 30.0  # seconds after which something that does not come to rest is given up
GLANCE = 0.004  # seconds between looks at whether it has


class House:
    """Everything that `youlin demo` runs, in one process and one folder."""

    def __init__(self, folder: Path, start: datetime, token: str, admins: frozenset[int], locale: str) -> None:
        self.folder = folder
        self.clock = RunningClock(start)
        self.room = Room(self.clock, token=token)
        self.book = Book(read(sample.text()), 0, ZONE)
        self._settings = (token, admins, locale)
        self.store = Store(self._database)
        self.app: App | None = None

    @property
    def _database(self) -> str:
        return f"sqlite+aiosqlite:///{self.folder / 'youlin.db'}"

    def settings(self) -> Settings:
        """Nothing comes from the environment: the demo is the same everywhere."""
        token, admins, locale = self._settings
        return Settings.model_construct(
            telegram_token=SecretStr(token),
            telegram_api_url=self.room.url,
            database_url=self._database,
            admins=admins,
            locale=locale,
            timezone=str(ZONE),
            rate_limits="off",
        )

    async def furnish(self) -> None:
        """The schema, and the sample district if there is none."""
        await migrate(self.store)
        async with self.store.write() as session:
            await keep(session, self.book.directory, self.clock.now())

    async def wake(self) -> None:
        """The bot comes to work."""
        self.app = App(self.settings(), self.store, self.clock)
        await self.app.start(ticking=False)

    async def kill(self) -> None:
        """The bot falls over where it stands; it finishes nothing."""
        app, self.app = self.app, None
        if app is not None:
            await app.drop()

    async def tick(self) -> None:
        """Do what is due, if there is a bot to do it."""
        if self.app is not None:
            await self.app.tick()

    async def settle(self) -> None:
        """Until all that was said has been handled and answered. Raises TimeoutError."""
        async with asyncio.timeout(PATIENCE):
            while self.app and (self.room.pending_updates() or not await self.app.is_quiet()):  # noqa: ASYNC110  rest makes no sound
                await asyncio.sleep(GLANCE)

    async def close(self) -> None:
        """Everybody goes home."""
        if self.app is not None:
            await self.app.stop()
        await self.store.close()
        await self.room.stop()
