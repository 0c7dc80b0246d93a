"""Play the day: the sample district, one group, everybody in it, and a clock that is moved from message to message."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC
from pathlib import Path

from bot import sample
from bot.chatroom import Chat, Message, Room
from bot.clock import MovableClock
from bot.settings import Settings
from bot.telegram.menus import Menus
from desk.directory import read
from desk.directory.keeping import keep
from storage.engine import Store
from storage.migrate import migrate
from tests.day.script import WEDNESDAY, Line
from tests.person import Person
from tests.town import ADMIN, Town, settings_for

GRID = "G02"  # 总商会大厦, floors 10 to 18
STAFF = {
    "陈立": 1011,
    "老周": 1002,
    "小李": 1003,
}  # its leader, the building's property officer, the tax bureau's contact
OPENS = WEDNESDAY.replace(hour=8)
NUMBER = re.compile(r"#(\d+)")


class Day:
    """The group and its people; `said`: what became a message of whom."""

    def __init__(self, town: Town, lines: list[Line]) -> None:
        self.town = town
        self.lines = lines
        self.said: list[tuple[Line, list[Message]]] = []
        self.group: Chat
        self._people: dict[str, Person] = {}
        self._first: dict[str, Message] = {}

    async def moves_in(self) -> None:
        """Everybody has pressed start; the group is bound."""
        town = self.town
        town.admin = town.person(ADMIN, "管理员小陈", "chen")
        for name, number in STAFF.items():
            self._people[name] = town.person(number, name)
            await self._people[name].starts()
        for line in self.lines:
            if line.who not in self._people:
                self._people[line.who] = town.person(2001 + len(self._people), line.who)
        self.group = await town.bound_group(-1001, "总商会大厦二微网格", GRID, *self._people.values())

    async def plays(self, *, carefully: bool) -> None:
        """Everything that is said. `carefully`: each message is seen through before the next, as people talk; else
        only what somebody answers is waited for: it is quicker, and looks the same to the doorman."""
        for line in self.lines:
            if carefully or "card" in line.marks:
                await self.town.settles()
            self.town.clock.move_to(line.at.astimezone(UTC))
            if carefully:
                await self.town.app.tick()
            messages = self._says(line)
            self.said.append((line, messages))
            if line.label == "issue":
                self._first[line.about] = messages[0]
        await self.town.settles()
        await self.town.passes(minutes=15)

    def _says(self, line: Line) -> list[Message]:
        """Put it into the group; what answers a card that is not there answers nothing."""
        room, person, group = self.town.room, self._people[line.who].known, self.group
        if line.label == "edit":
            return [room.edit(self._first[line.about], line.text)]
        reply = self._answered(line)
        if line.kind == "album":
            return room.send_album(group, person, [line.text, *[""] * (line.messages - 1)], reply_to=reply)
        if line.kind == "photo":
            return [room.send_photo(group, person, line.text, reply_to=reply)]
        if line.kind == "voice":
            return [room.send_voice(group, person, line.text, reply_to=reply)]
        if line.kind == "sticker":
            return [room.send_file(group, person, "sticker", reply_to=reply)]
        return [room.say(group, person, line.text, reply_to=reply)]

    def _answered(self, line: Line) -> Message | None:
        if "to" in line.marks:
            return self._first[line.marks["to"]]
        return self._card(self._first[line.marks["card"]]) if "card" in line.marks else None

    def _card(self, reported: Message) -> Message | None:
        """The newest message of ours about the ticket whose card answers this report."""
        ours = [one for one in self.town.room.visible(self.group) if one.from_bot]
        cards = [one for one in ours if one.reply_to is reported and NUMBER.search(one.text)]
        if not cards:
            return None
        number = NUMBER.findall(cards[0].text)[0]
        return next(one for one in reversed(ours) if NUMBER.findall(one.text) == [number])


@asynccontextmanager
async def opened(folder: Path, lines: list[Line]) -> AsyncIterator[Day]:
    """The whole stack on a new SQLite file in this folder, on the morning of that day."""
    url = f"sqlite+aiosqlite:///{folder / 'day.db'}"
    store = Store(url)
    await migrate(store)
    async with store.write() as session:
        await keep(session, read(sample.text()), OPENS)
        await Menus(Settings(_env_file=None, admins=frozenset({ADMIN}))).remember(session, OPENS)
    await store.close()
    clock = MovableClock(OPENS.astimezone(UTC))
    room = Room(clock=clock)
    await room.start()
    town = Town(room, clock, settings_for(room, url))
    await town.app.start(ticking=False)
    day = Day(town, lines)
    await day.moves_in()
    yield day
    await town.stops()
    await room.stop()
