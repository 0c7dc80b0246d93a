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

from sqlalchemy import Integer, Select, Table, case, insert, literal, select, text, update
from sqlmodel import SQLModel, col
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
    for number, grid in enumerate((await session.execute(select(GridRow))).scalars()):
        mends = (Grant.role == Role.PROPERTY_OFFICER) & (Grant.building == grid.building)
        leads = (Grant.role == Role.GRID_LEADER) & (Grant.grid == grid.code)
        handler, owner = [
            (await session.execute(select(Grant.person_id).where(who))).scalars().first() for who in (mends, leads)
        ]
        home = {"number": number, "grid": grid.code, "building": grid.building, "handler": handler, "owner": owner}
        found.append({**home, "chat": -1_000_000 - number})
    return found


async def _both(databases: Databases) -> tuple[float, float]:
    return await _measured(databases, MANY), await _measured(databases, FEW)


async def _measured(databases: Databases, rows: int) -> float:
    """Seconds for the tick that reminds of all that is due."""
    store = Store(await databases.loaded())
    async with store.write() as session:
        await _fill(session, rows)
    await store.shred()
    workshop = Workshop(MovableClock(NOW), ZoneInfo("Asia/Shanghai"), "zh_CN", frozenset(), lambda payload: payload)
    ticker = Ticker(store, workshop)
    start = perf_counter()
    done = await ticker.tick()
    seconds = perf_counter() - start
    await _assert_done(store, done)
    await store.close()
    return seconds


async def _fill(session: AsyncSession, rows: int) -> None:
    """So many open tickets, each with its first line of history, its card and what is due for it next."""
    homes = await _homes(session)
    await session.execute(_tickets(homes, rows))
    line = {"at": literal(OPENED, _type(Event, "at")), "verb": _word(Event, "verb", Verb.OPEN), "note": literal("")}
    await session.execute(_each(Event, line))
    card = {"purpose": _word(Shown, "purpose", Shows.CARD), "chat_id": col(Ticket.chat_id)}
    await session.execute(_each(Shown, {**card, "message_id": col(Ticket.message_id) + rows}))
    is_due = col(Ticket.message_id) % (rows // DUE) == 0
    at = case((is_due, literal(NOW, _type(Due, "due_at"))), else_=literal(LATER, _type(Due, "due_at")))
    owed = {"kind": _word(Due, "kind", DueKind.REMIND), "subject": literal(""), "due_at": at}
    await session.execute(_each(Due, owed))
    await session.execute(text("ANALYZE"))


def _tickets(homes: list[dict[str, Any]], rows: int) -> Any:
    first = select(literal(1, Integer).label("i")).cte("numbers", recursive=True)
    numbers = first.union_all(select(first.c.i + 1).where(first.c.i < rows))
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
    return _insert(Ticket, values, select(*values.values()).select_from(numbers))


def _each(table: type[SQLModel], values: dict[str, Any]) -> Any:
    """A row for each ticket."""
    of = {"ticket_id": col(Ticket.id), **values}
    return _insert(table, of, select(*of.values()).select_from(Ticket))


def _insert(table: type[SQLModel], values: dict[str, Any], rows: Select[Any]) -> Any:
    return insert(table).from_select(list(values), rows, include_defaults=False)


def _type(table: type[SQLModel], column: str) -> Any:
    return cast(Table, table.__table__).c[column].type  # type: ignore[attr-defined]  # SQLModel does not declare it


def _word(table: type[SQLModel], column: str, word: Any) -> Any:
    return literal(word, _type(table, column))


async def _assert_done(store: Store, done: int) -> None:
    """A figure for work that was not done would be worth nothing."""
    async with store.read() as session:
        reminded = (await session.execute(select(Ticket.id).where(Ticket.reminded == 1))).scalars().all()
        owed = (await session.execute(select(Due.id).where(Due.due_at <= NOW))).scalars().all()
    if len(reminded) != DUE or owed or done < DUE:
        raise RuntimeError(f"{len(reminded)} reminded, {len(owed)} still due, {done} done")
