"""The tick among many tickets and among few: what it costs must follow what is due, not what exists."""

import asyncio
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path
from time import perf_counter
from typing import Any, cast
from zoneinfo import ZoneInfo

from sqlalchemy import Integer, Table, case, insert, literal, text
from sqlalchemy import select as rows_of
from sqlmodel import SQLModel, col, func, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.clock import MovableClock
from bot.tick import Ticker
from bot.workshop import Workshop
from desk.directory import read
from desk.directory.keeping import keep
from storage.chats import Chat
from storage.directory import GridRow
from storage.due import Due
from storage.engine import Store
from storage.kinds import ChatKind, DueKind, Priority, Role, Shows, Status, Verb
from storage.migrate import migrate
from storage.people import Grant, Person
from storage.tickets import Event, Shown, Ticket
from tests.databases import Databases, PostgresServer, SqliteFiles

MANY, FEW, DUE = 1_000_000, 10_000, 1_000
AT_ONCE = 100_000  # rows that one statement adds
ROUNDS = 10  # in which the due are done
OPENED = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)  # Monday, 09:00 in the district
NOW = OPENED + timedelta(hours=2)  # half of the four hours to accept are over
LATER = NOW + timedelta(minutes=30)

Line = tuple[str, float, str, float]


def ticking() -> list[Line]:
    """A line for each database."""
    lines = []
    for name, databases in (("SQLite", _sqlite), ("PostgreSQL", _postgresql)):
        with databases() as some:
            many, few = asyncio.run(_both(some))
        lines.append((f"tick, {name}: {DUE:,} due of {MANY:,}", many, f"{DUE:,} due of {FEW:,}", few))
    return lines


@contextmanager
def _sqlite() -> Iterator[Databases]:
    with tempfile.TemporaryDirectory() as folder:
        yield SqliteFiles(Path(folder), _prepare)


@contextmanager
def _postgresql() -> Iterator[Databases]:
    server = PostgresServer(_prepare)
    yield server
    server.close()


async def _prepare(url: str) -> None:
    """The schema, the sample district, its groups."""
    store = Store(url)
    await migrate(store)
    async with store.write() as session:
        await keep(session, read((files("bot") / "sample" / "nanshi.yaml").read_text("utf-8")), OPENED)
        await session.exec(update(Person).values(reachable=True))
        for grid in await _homes(session):
            session.add(Chat(id=grid["chat"], kind=ChatKind.GRID, title=grid["grid"], grid=grid["grid"]))
    await store.shred()
    await store.close()


async def _homes(session: AsyncSession) -> list[dict[str, Any]]:
    """Each grid: its number, its building, who mends things there, who leads it, its group."""
    found = []
    for number, grid in enumerate((await session.exec(select(GridRow))).all()):
        mends = (col(Grant.role) == Role.PROPERTY_OFFICER) & (col(Grant.building) == grid.building)
        leads = (col(Grant.role) == Role.GRID_LEADER) & (col(Grant.grid) == grid.code)
        handler, owner = [(await session.exec(select(Grant.person_id).where(who))).first() for who in (mends, leads)]
        home = {"number": number, "grid": grid.code, "building": grid.building, "handler": handler, "owner": owner}
        found.append({**home, "chat": -1_000_000 - number})
    return found


async def _both(databases: Databases) -> tuple[float, float]:
    """Seconds for all that is due, among many and among few: in rounds by turns, so that both meet the same machine."""
    many, few = await _Filled.make(databases, MANY), await _Filled.make(databases, FEW)
    rounds = [(await many.ticks(number), await few.ticks(number)) for number in range(ROUNDS)]
    for one in (many, few):
        await one.ends()
    return sum(one for one, _ in rounds), sum(one for _, one in rounds)


class _Filled:
    """A database with so many tickets, and the schedule on it."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.clock = MovableClock(NOW)
        zone = ZoneInfo("Asia/Shanghai")
        self.ticker = Ticker(store, Workshop(self.clock, zone, "zh_CN", frozenset(), lambda payload: payload))
        self.done = 0

    @classmethod
    async def make(cls, databases: Databases, rows: int) -> "_Filled":
        store = Store(await databases.loaded())
        async with store.write() as session:
            await _fill(session, rows)
        await store.shred()
        return cls(store)

    async def ticks(self, number: int) -> float:
        """Seconds for the tick that reminds of all that is due in this round."""
        self.clock.move_to(_due_in(number))
        start = perf_counter()
        self.done += await self.ticker.tick()
        return perf_counter() - start

    async def ends(self) -> None:
        """A figure for work that was not done would be worth nothing."""
        async with self.store.read() as session:
            reminded = len((await session.exec(select(Ticket.id).where(Ticket.reminded == 1))).all())
            owed = len((await session.exec(select(Due.id).where(Due.due_at <= self.clock.now()))).all())
        if reminded != DUE or owed or self.done < DUE:
            raise RuntimeError(f"{reminded} reminded, {owed} still due, {self.done} done")
        await self.store.close()


def _due_in(number: int) -> datetime:
    return NOW + number * timedelta(seconds=20)


async def _fill(session: AsyncSession, rows: int) -> None:
    """So many open tickets, each with its first line of history, its card and what is due for it next."""
    homes = await _homes(session)
    for start in range(1, rows + 1, AT_ONCE):
        await session.exec(_tickets(homes, start, min(start + AT_ONCE - 1, rows)))
    line = {"at": literal(OPENED, _type(Event, "at")), "verb": _word(Event, "verb", Verb.OPEN), "note": literal("")}
    await _each(session, Event, line)
    card = {"purpose": _word(Shown, "purpose", Shows.CARD), "chat_id": col(Ticket.chat_id)}
    await _each(session, Shown, {**card, "message_id": col(Ticket.message_id) + rows})
    each = rows // DUE
    nth = case((col(Ticket.message_id) % each == 0, col(Ticket.message_id) / each % ROUNDS), else_=-1)
    rounds = {number: literal(_due_in(number), _type(Due, "due_at")) for number in range(ROUNDS)}
    at = case(rounds, value=nth, else_=literal(LATER, _type(Due, "due_at")))
    owed = {"kind": _word(Due, "kind", DueKind.REMIND), "subject": literal(""), "due_at": at}
    await _each(session, Due, owed)
    await (await session.connection()).execute(text("ANALYZE"))


def _tickets(homes: list[dict[str, Any]], start: int, end: int) -> Any:
    first = rows_of(literal(start, Integer).label("i")).cte("numbers", recursive=True)
    numbers = first.union_all(rows_of(first.c.i + 1).where(first.c.i < end))
    home = numbers.c.i % len(homes)

    def of_home(key: str) -> Any:
        return case({one["number"]: one[key] for one in homes}, value=home)

    values = {
        "status": _word(Ticket, "status", Status.NEW),
        "priority": _word(Ticket, "priority", Priority.NORMAL),
        "role": _word(Ticket, "role", Role.PROPERTY_OFFICER),
        **{name: of_home(name) for name in ("grid", "building")},
        **{f"{name}_id": of_home(name) for name in ("handler", "owner")},
        "reporter_id": of_home("owner"),
        "chat_id": of_home("chat"),
        "message_id": numbers.c.i,
        "text": literal("12楼东侧电梯按了没反应，麻烦派人看看"),
        **{
            name: literal(at, _type(Ticket, name))
            for name, at in (
                ("created_at", OPENED),
                ("reminded_at", OPENED),
                ("accept_due", OPENED + timedelta(hours=5, minutes=30)),
                ("resolve_due", OPENED + timedelta(days=3)),
            )
        },
        **dict.fromkeys(("reopened", "escalated", "reminded"), literal(0)),
    }
    return _insert(Ticket, values, rows_of(*values.values()).select_from(numbers))


async def _each(session: AsyncSession, table: type[SQLModel], values: dict[str, Any]) -> None:
    """A row for each ticket."""
    of = {"ticket_id": col(Ticket.id), **values}
    last = (await session.exec(select(func.max(Ticket.id)))).one() or 0
    for start in range(1, last + 1, AT_ONCE):
        some = rows_of(*of.values()).select_from(Ticket)
        some = some.where(col(Ticket.id).between(start, start + AT_ONCE - 1)).order_by(col(Ticket.id))
        await session.exec(_insert(table, of, some))


def _insert(table: type[SQLModel], values: dict[str, Any], rows: Any) -> Any:
    return insert(table).from_select(list(values), rows, include_defaults=False)


def _type(table: type[SQLModel], column: str) -> Any:
    return cast(Table, table.__table__).c[column].type  # type: ignore[attr-defined]  # SQLModel does not declare it


def _word(table: type[SQLModel], column: str, word: Any) -> Any:
    return literal(word, _type(table, column))
