"""Build the whole stack on this machine, for as long as the play lasts: chat room, bot, SQLite, the sample district."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from pydantic import SecretStr

from bot import sample
from bot.app import App
from bot.chatroom import Chat, Press, Room, RoomPerson
from bot.clock import MovableClock
from bot.drill.cast import Missed, engage
from bot.drill.steps import Holder, Member
from bot.settings import Settings
from desk.directory import read
from desk.directory.book import Book
from desk.directory.keeping import keep
from storage import inbox, outbox
from storage.engine import Store
from storage.kinds import InboxState, OutboxState
from storage.migrate import migrate

ZONE = ZoneInfo("Asia/Shanghai")  # the sample district's
GROUP_ID = -1001
PATIENCE = 20  # seconds for one step to come to rest
GLANCE = 0.005  # seconds between looks at whether it has


@dataclass
class Stage:
    """The stack, the group, and everybody by part."""

    room: Room
    clock: MovableClock
    app: App
    store: Store
    book: Book
    people: dict[str, RoomPerson]
    group: Chat

    def chats(self) -> list[Chat]:
        """Every chat there is: the group, then the private ones in the order of the cast."""
        return [self.group, *(self.room.private_chat(person) for person in self.people.values())]

    async def turns_to(self, at: datetime) -> None:
        """Move the clock and do what is due."""
        if at != self.clock.now():
            self.clock.move_to(at)
            await self.app.tick()

    async def settles(self, press: Press | None = None) -> None:
        """Until all that was said has been handled and answered. Raises Missed when it is not, or goes wrong."""
        try:
            async with asyncio.timeout(PATIENCE):
                while self.room.pending_updates() or not await self.app.is_quiet():  # noqa: ASYNC110  rest makes no sound
                    await asyncio.sleep(GLANCE)
                if press is not None:
                    await press.answered()
        except TimeoutError as error:
            raise Missed("no_answer", seconds=PATIENCE) from error
        async with self.store.read() as session:
            stuck = await inbox.count(session, InboxState.PARKED) + await outbox.count(session, OutboxState.PARKED)
        if stuck:
            raise Missed("parked", count=stuck)


@asynccontextmanager
async def set_stage(
    cast: Mapping[str, Holder | Member], grid: str, outside: Iterable[str], admin: str, start: datetime
) -> AsyncIterator[Stage]:
    """The stack at work; taken down again, with everything on disk, however the play ends."""
    book = Book(read(sample.text()), 0, ZONE)
    parts = engage(cast, book)
    async with AsyncExitStack() as props:
        folder = props.enter_context(TemporaryDirectory(prefix="youlin-drill-"))
        clock = MovableClock(start)
        room = Room(clock)
        await room.start()
        props.push_async_callback(room.stop)
        settings = _settings(room, Path(folder) / "drill.db", frozenset({parts[admin][0]}))
        store = Store(settings.database_url)
        props.push_async_callback(store.close)
        await migrate(store)
        async with store.write() as session:
            await keep(session, book.directory, start)
        people = _enter(room, cast, parts)
        group = _group(room, book.grids[grid].name, [people[part] for part in people if part not in set(outside)])
        app = App(settings, store, clock)
        props.push_async_callback(app.stop)
        await app.start(ticking=False)
        yield Stage(room, clock, app, store, book, people, group)


def _settings(room: Room, database: Path, admins: frozenset[int]) -> Settings:
    """Nothing comes from the environment: the drill is the same everywhere."""
    return Settings.model_construct(
        telegram_token=SecretStr(room.token),
        telegram_api_url=room.url,
        database_url=f"sqlite+aiosqlite:///{database}",
        admins=admins,
        timezone=str(ZONE),
        rate_limits="off",
    )


def _enter(
    room: Room, cast: Mapping[str, Holder | Member], parts: Mapping[str, tuple[int, str]]
) -> dict[str, RoomPerson]:
    people = {}
    for part, (number, name) in parts.items():
        people[part] = room.add_person(number, name)
        who = cast[part]
        if isinstance(who, Member) or who.started:
            room.private_chat(people[part]).bot = "member"
    return people


def _group(room: Room, title: str, members: list[RoomPerson]) -> Chat:
    group = room.add_group(GROUP_ID, title, owner=members[0])
    room.join(group, *members[1:])
    return group
