"""The schedule alone, on both databases: no platform, a clock that is moved, and as many processes as are wanted."""

from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.clock import MovableClock
from bot.settings import Settings
from bot.tick import Ticker
from bot.workshop import Workshop
from desk.desk import Desk
from desk.directory import read
from desk.directory.entries import Directory, Grid
from desk.directory.keeping import keep, recall
from desk.tickets import opening
from desk.values import Said, Where, Who
from storage import due
from storage.chats import Chat
from storage.due import Due
from storage.engine import Store
from storage.kinds import ChatKind, DueKind, Lane, OutboxKind, Verb
from storage.outbox import Outbox
from storage.people import Person
from storage.reminders import Reminder
from storage.tickets import Event, Shown, Ticket
from tests.town import ADMIN, MONDAY_MORNING

GROUP = Where(-1001, private=False)
TOWN = Path(__file__).parents[1] / "town.yaml"


@pytest.fixture(params=["sqlite", "postgresql"])
def backend(request: pytest.FixtureRequest) -> str:
    """SQLite, then PostgreSQL."""
    name: str = request.param
    return name


class Office:
    """The town's records, and processes that tick on them."""

    def __init__(self, url: str) -> None:
        self.clock = MovableClock(MONDAY_MORNING)
        self.zone = Settings(_env_file=None).zone
        self.stores = [Store(url), Store(url)]
        self.processes = [Ticker(store, self._workshop()) for store in self.stores]

    @property
    def store(self) -> Store:
        return self.stores[0]

    def _workshop(self) -> Workshop:
        return Workshop(self.clock, self.zone, "zh_CN", frozenset({ADMIN}), str)

    async def desk(self, session: AsyncSession) -> Desk:
        return (await self._workshop().bench(session)).desk

    async def settles_in(self) -> None:
        """The first grid's group is bound; everybody can be written to."""
        async with self.store.write() as session:
            session.add(Chat(id=GROUP.id, kind=ChatKind.GRID, title="一微网格", grid="G01"))
            session.add_all([Person(telegram_id=2001, name="张伟"), Person(telegram_id=ADMIN, name="小陈")])
            await session.flush()
            await session.exec(update(Person).values(reachable=True))

    async def opens(self, *numbers: int, text: str = "12楼空调不制冷") -> None:
        """张伟 reports, in messages of these numbers; whatever is said is sent."""
        async with self.store.write() as session:
            desk = await self.desk(session)
            for number in numbers:
                said = Said(GROUP, Who(2001, "张伟"), number, desk.now, text)
                await desk.tell(*await opening.open_ticket(desk, said, Grid("G01", "一微网格", "ZSH")))
            await session.exec(update(Shown).values(message_id=Shown.id))
            for row in (await session.exec(select(Outbox))).all():
                await session.delete(row)

    def moves(self, when: str) -> None:
        """To this time, in the district."""
        wall = datetime.fromisoformat(f"2026-{when}").replace(tzinfo=self.zone)
        self.clock.move_to(wall.astimezone(UTC))

    async def ticks(self, when: str | None = None) -> int:
        """The first process looks what is due; returns how much it was."""
        if when is not None:
            self.moves(when)
        return await self.processes[0].tick()

    async def directory(self) -> Directory:
        """As it stands. People are no part of what is recalled; loading it anew retires their roles."""
        async with self.store.read() as session:
            found = await recall(session)
        assert found is not None
        return replace(found, people=read(TOWN.read_text("utf-8")).people)

    def wall(self, at: datetime) -> str:
        """A time in the district."""
        return f"{at.astimezone(self.zone):%m-%d %H:%M}"

    async def loads(self, **changes: Any) -> None:
        """The directory, edited, is loaded while the bot runs on; deadlines will be counted anew."""
        changed = replace(await self.directory(), **changes)
        async with self.store.write() as session:
            await keep(session, changed, self.clock.now())
            await due.owe(session, DueKind.RECOUNT, "directory", self.clock.now())

    async def tickets(self) -> list[Ticket]:
        async with self.store.read() as session:
            return list((await session.exec(select(Ticket).order_by(col(Ticket.id)))).all())

    async def counts(self, verb: Verb) -> Counter[int]:
        """How often each ticket's history has the verb."""
        async with self.store.read() as session:
            return Counter((await session.exec(select(Event.ticket_id).where(Event.verb == verb))).all())

    async def due(self, kind: DueKind | None = None) -> list[Due]:
        """What is owed: everything that is due by now, or all of a kind."""
        wanted = Due.due_at <= self.clock.now() if kind is None else Due.kind == kind
        async with self.store.read() as session:
            return list((await session.exec(select(Due).where(wanted).order_by(col(Due.id)))).all())

    async def untold(self) -> list[Reminder]:
        async with self.store.read() as session:
            return list((await session.exec(select(Reminder))).all())

    async def said(self, chat: int, lane: Lane = Lane.REMINDER) -> list[str]:
        """New messages that are owed to a chat in this lane, oldest first."""
        rows = select(Outbox).where(Outbox.chat_id == chat, Outbox.lane == int(lane), Outbox.kind == OutboxKind.SEND)
        async with self.store.read() as session:
            found = (await session.exec(rows.order_by(col(Outbox.id)))).all()
        return [str((row.payload or {})["text"]) for row in found]

    async def edits(self) -> list[str]:
        """The new words of cards."""
        async with self.store.read() as session:
            found = (await session.exec(select(Outbox).where(Outbox.kind == OutboxKind.EDIT))).all()
        return [str((row.payload or {"text": ""})["text"]) for row in found]


@pytest.fixture
async def office(database: str) -> AsyncIterator[Office]:
    office = Office(database)
    await office.settles_in()
    yield office
    for store in office.stores:
        await store.close()
