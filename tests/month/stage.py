"""The tower, ready to play: a fresh database with its directory, two grid groups, a unit's group, everybody in them."""

import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.chatroom import Chat, Room
from bot.clock import MovableClock
from bot.settings import Settings
from bot.telegram.menus import Menus
from desk.directory import read
from desk.directory.book import Book
from desk.directory.keeping import keep
from storage.engine import Store
from storage.migrate import migrate
from tests.month import cast
from tests.person import Person
from tests.town import ADMIN, Town, settings_for

ZONE = ZoneInfo("Asia/Shanghai")
TOWER = (Path(__file__).parent / "tower.yaml").read_text("utf-8")


class Tower:
    """The town that is this tower, its book of rules, its groups, and what is left to chance."""

    def __init__(self, town: Town, book: Book, seed: int) -> None:
        self.town = town
        self.book = book
        self.chance = random.Random(seed)  # noqa: S311  a play, to be played again
        self.groups: dict[str, Chat] = {}
        self.members: dict[str, list[Person]] = {}

    def grid_of(self, chat: Chat) -> str | None:
        return next((grid for grid, group in self.groups.items() if group is chat), None)

    async def moves_in(self) -> None:
        """Everybody the directory names presses start; then the groups are bound."""
        town = self.town
        town.admin = town.person(ADMIN, "管理员小陈", "chen")
        names = {one.telegram_id: one.name for one in self.book.directory.people}
        for number in cast.HABITS:
            person = town.person(number, names[number], f"staff{number}", language=_language(number == cast.ABROAD))
            await person.starts()
        for place, (grid, people) in enumerate(cast.MEMBERS.items()):
            self.members[grid] = [self._member(2000 + 100 * place + at, name) for at, name in enumerate(people)]
            staff = [town.people[number] for number in (cast.LEADERS[grid], cast.PROPERTY, cast.HIS_DEPUTY)]
            title = self.book.grids[grid].name
            self.groups[grid] = await town.bound_group(-1001 - place, title, grid, *staff, *self.members[grid])
        await town.bound_group(-1020, "市税务局工作群", "unit tax", town.people[1003], town.people[1007])
        town.lines.clear()

    def _member(self, number: int, name: str) -> Person:
        english = _language(name == cast.ENGLISH_SPEAKER)
        return self.town.person(number, name, started=name not in cast.NOT_STARTED, language=english)


def _language(english: bool) -> str:
    return "en" if english else "zh-hans"


@asynccontextmanager
async def opened(folder: Path, start: datetime, seed: int) -> AsyncIterator[Tower]:
    """The whole stack on a new SQLite file in this folder, with everybody in the tower."""
    url = f"sqlite+aiosqlite:///{folder / 'month.db'}"
    await _fill(url, start)
    clock = MovableClock(start)
    room = Room(clock=clock)
    await room.start()
    town = Town(room, clock, settings_for(room, url))
    await town.app.start(ticking=False)
    tower = Tower(town, Book(read(TOWER), 1, ZONE), seed)
    await tower.moves_in()
    yield tower
    await town.stops()
    await room.stop()


async def _fill(url: str, start: datetime) -> None:
    store = Store(url)
    await migrate(store)
    async with store.write() as session:
        await keep(session, read(TOWER), start)
        await Menus(Settings(_env_file=None, admins=frozenset({ADMIN}))).remember(session, start)
    await store.close()
