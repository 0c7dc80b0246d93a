"""The sample district, ready to play: 16 towers, 33 bound groups, staff, and members of whom some never press start."""

import asyncio
import random
from collections.abc import AsyncIterator, Callable, Collection, Iterable
from contextlib import asynccontextmanager
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlmodel import col, select, update

from bot.chatroom import Chat, Impossible, Message, Press, Room, RoomPerson
from bot.clock import MovableClock
from bot.settings import Settings
from bot.telegram.menus import Menus
from desk.directory import read
from desk.directory.book import Book
from desk.directory.keeping import keep
from storage.chats import Chat as Known
from storage.engine import Store
from storage.events import Happening
from storage.kinds import ChatKind, EventStatus
from storage.migrate import migrate
from storage.people import Person
from tests.town import ADMIN, Town, settings_for

ZONE = ZoneInfo("Asia/Shanghai")
SAMPLE = files("bot.sample").joinpath("nanshi.yaml").read_text("utf-8")
GROUPS_FROM, MEMBERS_FROM = -1001, 20_000
STARTED = 0.6  # of the members have opened the private chat
IN_TWO = 0.05  # of them sit in a second grid's group, too
SURNAMES, GIVEN = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许", "伟芳娜敏静磊洋勇艳杰娟涛明超霞平刚玲晨宁"
PAUSE = 0.015  # seconds between looks at whether everything has come to rest


class District(Town):
    """The town that is this district. A year has too many messages for a transcript that is kept as it goes."""

    def __init__(self, room: Room, clock: MovableClock, settings: Settings, seed: int) -> None:
        super().__init__(room, clock, settings)
        self.book = Book(read(SAMPLE), 1, ZONE)
        self.chance = random.Random(seed)  # noqa: S311  a play, to be played again
        self.group_of: dict[str, Chat] = {}
        self.members: dict[str, list[RoomPerson]] = {}
        self.rests = 0

    async def settles(self) -> None:
        """Until everything that came in is handled and everything that can go out has gone out."""
        self.rests += 1
        async with asyncio.timeout(120):
            while not (  # noqa: ASYNC110  what must come to rest are rows; they ring no bell
                self.room.pending_updates() == 0 and await self.app.is_quiet()
            ):
                await asyncio.sleep(PAUSE)
            await self.app.verdicts.settled()

    def lays_out(self, each: int) -> list[Person]:
        """The groups with so many members each; returns those whom the records know to have started."""
        for place, (code, grid) in enumerate(self.book.grids.items()):
            people = [self._member(MEMBERS_FROM + 100 * place + number) for number in range(each)]
            self.group_of[code] = self.room.add_group(GROUPS_FROM - place, f"{grid.name}群", owner=people[0])
            self.members[code] = people
        for code, group in self.group_of.items():
            others = [one for other in self.members if other != code for one in self.members[other]]
            self.room.join(group, *self.members[code][1:], *self.chance.sample(others, round(IN_TWO * each)))
            group.bot = "member"
        started = [one for people in self.members.values() for one in people if self.chance.random() < STARTED]
        for one in started:
            self.room.private_chat(one).bot = "member"
        return [Person(telegram_id=one.id, name=one.name, reachable=True) for one in started]

    def staff_move_in(self, started: Collection[int]) -> None:
        """Everybody whom the directory names; leaders and chiefs sit in their groups. Who takes part has started."""
        for person in self.book.directory.people:
            known = self.room.add_person(person.telegram_id, person.name)
            self.room.private_chat(known).bot = "member" if person.telegram_id in started else "left"
            for role in person.roles:
                for grid in self.book.grids.values():
                    if grid.code == role.grid or (role.role == "building_chief" and grid.building == role.building):
                        self.room.join(self.group_of[grid.code], known)
        self.room.private_chat(self.room.add_person(ADMIN, "管理员小陈")).bot = "member"

    def _member(self, number: int) -> RoomPerson:
        name = f"{self.chance.choice(SURNAMES)}{''.join(self.chance.choices(GIVEN, k=self.chance.choice((1, 2))))}"
        return self.room.add_person(number, name)

    def known(self, number: int) -> RoomPerson:
        """Somebody by their id."""
        return self.room.state.people[number]

    def private(self, number: int) -> Chat:
        """Somebody's chat with 小邻."""
        return self.room.private_chat(self.known(number))

    def newest(self, chat: Chat, data: str) -> Message | None:
        """The newest message in the chat that carries a button whose data begins so."""
        for number in sorted(chat.messages, reverse=True)[:80]:
            message = chat.messages[number]
            if message.from_bot and any((one.data or "").startswith(data) for one in message.buttons):
                return message
        return None

    def taps(self, person: RoomPerson, data: str, chats: Iterable[Chat]) -> Press | None:
        """Press the newest button of this data that the person sees in one of these chats; None if there is none."""
        for chat in chats:
            message = self.newest(chat, data) if person.id in chat.members else None
            if message is not None:
                try:
                    found = next(one.data for one in message.buttons if (one.data or "").startswith(data))
                    return self.room.press_data(message, person, found or data)
                except Impossible:
                    continue  # they have blocked 小邻, or have left
        return None

    async def event(self, number: int) -> Happening:
        """As recorded."""
        async with self.store.read() as session:
            return await session.get_one(Happening, number)

    async def telegram_id(self, number: int) -> int:
        """The person's id on the platform, by the one in the records."""
        async with self.store.read() as session:
            return (await session.get_one(Person, number)).telegram_id

    async def host_of(self, event: Happening) -> RoomPerson:
        """Who runs it."""
        return self.known(await self.telegram_id(event.host_id))

    async def next_of(self, title: str) -> Happening | None:
        """The next announced event of this name that has not begun."""
        async with self.store.read() as session:
            found = select(Happening).where(Happening.title == title, Happening.status == EventStatus.ANNOUNCED)
            found = found.where(col(Happening.starts_at) > self.clock.now()).order_by(col(Happening.starts_at))
            return (await session.exec(found)).first()

    def told_in(self, group: Chat) -> str:
        """What stands in a group at the end."""
        said = self.room.visible(group)
        return "\n".join(f"{one.date.astimezone(ZONE):%m-%d %H:%M} {one.sender.name}：{one.text}" for one in said)

    def groups_with(self, person: RoomPerson) -> list[Chat]:
        """Where they would look: privately first, then in their groups."""
        groups = [group for group in self.group_of.values() if person.id in group.members]
        return [self.room.private_chat(person), *groups]


async def _fill(url: str, start: datetime, district: District, each: int, active: Collection[int]) -> None:
    """The directory, the groups bound to their grids, and whoever has started; as rows, since moving in is no news."""
    store = Store(url)
    await migrate(store)
    people = district.lays_out(each)
    district.staff_move_in(active)
    async with store.write() as session:
        await keep(session, read(SAMPLE), start)
        await session.exec(update(Person).values(reachable=False))
        await session.exec(update(Person).where(col(Person.telegram_id).in_(active)).values(reachable=True))
        for code, group in district.group_of.items():
            session.add(Known(id=group.id, kind=ChatKind.GRID, title=group.title, grid=code, hears_all=True))
        session.add(Person(telegram_id=ADMIN, name="管理员小陈", reachable=True))
        session.add_all(people)
        await Menus(Settings(_env_file=None, admins=frozenset({ADMIN}))).remember(session, start)
    await store.close()


@asynccontextmanager
async def opened(
    folder: Path, start: datetime, seed: int, each: int, active: Callable[[Book], Collection[int]]
) -> AsyncIterator[District]:
    """The whole stack on a new SQLite file in this folder, with so many members in each group.

    `active`: the staff who have opened their private chat; the others take no part in events and duty.
    """
    url = f"sqlite+aiosqlite:///{folder / 'year.db'}"
    clock = MovableClock(start)
    room = Room(clock=clock)
    await room.start()
    district = District(room, clock, settings_for(room, url), seed)
    await _fill(url, start, district, each, active(district.book))
    await district.app.start(ticking=False)
    await district.settles()
    yield district
    await district.app.stop()
    await district.store.close()
    await room.stop()
