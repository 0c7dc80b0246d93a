"""`python -m tests.bench.rota_year`: a year of duty of the sample district, made and played by the rules alone.

All stations and units on working days, extended hours on Saturdays at some; exceptions and swaps on the way. Says how
days were covered, how evenly duty was spread, and how much people and groups were told.
"""

import asyncio
import random
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files
from pathlib import Path
from statistics import mean
from time import perf_counter
from typing import Any

from rich.console import Console
from sqlmodel import col, delete, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.settings import Settings
from desk.desk import Desk
from desk.directory import read
from desk.directory.book import Book, open_book
from desk.directory.keeping import keep
from desk.duty import changing, judging, making, swapping
from desk.duty.covering import Coverage, coverage
from desk.duty.turns import DAY
from desk.values import Notice, ToChat
from scheduled import JOBS, stand
from storage import due, rota
from storage.chats import Chat
from storage.due import Due
from storage.engine import Store
from storage.kinds import ChatKind, DueKind, OfferState, RotaStatus, Turn
from storage.migrate import migrate
from storage.people import Person
from storage.rota import Offer

BEGIN, FIRST, LAST = datetime(2025, 12, 31, 1, tzinfo=UTC), date(2026, 1, 1), date(2026, 12, 31)
OURS = (DueKind.ROTA, DueKind.DUTY, DueKind.VACANT)
ADMIN, GROUPS_FROM = 9001, -1000
SWAPS, EXCEPTIONS = 120, 40
SATURDAYS = ("ST01", "ST03", "ST05", "ST08")


@dataclass
class Heard:
    """What was told in the year, by phrase and by group and day."""

    keys: set[str] = field(default_factory=set)
    phrases: Counter[str] = field(default_factory=Counter)
    groups: Counter[tuple[int, date]] = field(default_factory=Counter)
    at: date = FIRST

    async def tell(self, *notices: Notice) -> None:
        """Count what would be said; once under its key."""
        for one in notices:
            if one.key is not None and one.key in self.keys:
                continue
            self.keys.add(one.key or "")
            self.phrases[one.phrase] += 1
            if isinstance(one.to, ToChat):
                self.groups[one.to.id, self.at] += 1


def _unseen(phrase: str, **facts: Any) -> None:
    """Nothing pops up."""


async def settle(session: AsyncSession, book: Book) -> Person:
    """Everybody can be written to, and each grid has its group; returns an admin."""
    await session.exec(update(Person).values(reachable=True))
    for number, code in enumerate(book.grids):
        session.add(Chat(id=GROUPS_FROM - number, kind=ChatKind.GRID, grid=code))
    admin = Person(telegram_id=ADMIN, name="管理员", reachable=True)
    session.add(admin)
    await session.flush()
    return admin


async def begin(desk: Desk, admin: Person) -> list[int]:
    """Two rounds for the whole year."""
    stations = [one.code for one in desk.book.directory.stations]
    units = list(desk.book.units)
    span: dict[str, Any] = {"starts_on": FIRST, "until": LAST}
    nine = span | {"opens": 9 * 60, "closes": 17 * 60}
    days = await making.draft(desk, admin, stations=stations, units=units, turn=Turn.DAY, **nine)
    saturdays = await making.draft(
        desk, admin, stations=list(SATURDAYS), units=units, weekdays=[5], calendar="all", **span, opens=540, closes=720
    )
    for one in (days, saturdays):
        await desk.tell(*await making.start(desk, admin, one.id or 0))
    return [days.id or 0, saturdays.id or 0]


async def meddle(desk: Desk, admin: Person, dice: random.Random) -> None:
    """On some days somebody swaps, or an admin makes an exception."""
    today = desk.book.worktime.date_of(desk.now)
    if dice.random() < SWAPS / 365:
        coming = [one for one in await rota.coming(desk.session, list(desk.book.units), desk.now, 60) if one.rota_id]
        given = dice.choice(coming) if coming else None
        others = await swapping.candidates(desk, given) if given is not None else []
        if given is not None and others:
            await _swap(desk, admin, given.id or 0, dice.choice(others).id or 0)
    if dice.random() < EXCEPTIONS / 365:
        soon = await rota.shifts(desk.session, today + timedelta(days=1), today + timedelta(days=9), ["ST01", "ST02"])
        if soon:
            one = dice.choice(soon)
            unit = dice.choice([*desk.book.units]) if dice.random() < 0.7 else None
            minutes = [at.astimezone(desk.book.zone) for at in (one.opens_at, one.closes_at)]
            span = (minutes[0].hour * 60, minutes[1].hour * 60)
            await desk.tell(
                *await changing.told(desk, await changing.make(desk, admin, one.station, [one.day], unit, span))
            )


async def _swap(desk: Desk, admin: Person, given: int, taken: int) -> None:
    await desk.tell(*await swapping.offer(desk, admin, given, taken))
    made = await rota.open_offer(desk.session, given, taken)
    if made is not None:
        await desk.tell(*(await swapping.accept(desk, admin, made.id or 0))[2])


async def play(store: Store, desk: Desk, heard: Heard, admin: Person) -> int:
    """Do what is due, day after day until the year is over; returns how many rows that was."""
    done, dice = 0, random.Random(7)  # noqa: S311  a year that can be played again
    now, today = BEGIN, FIRST
    while desk.book.worktime.date_of(now) <= LAST:
        async with store.write() as session:
            at = replace(desk, session=session, now=now)
            heard.at = desk.book.worktime.date_of(now)
            if heard.at != today:
                today = heard.at
                await meddle(at, admin, dice)
            while (row := await due.claim(session, now)) is not None:
                done += 1
                await JOBS[row.kind](row, at)
            await stand(at)
            await session.exec(delete(Due).where(col(Due.kind).not_in(OURS)))
            now = (await session.exec(select(Due.due_at).order_by(col(Due.due_at)))).first() or now + DAY
    return done


async def judged(desk: Desk, number: int) -> Coverage:
    """How the year's working days were covered, and how evenly the round was spread."""
    round_ = await desk.session.get_one(rota.Rota, number)
    shifts = await rota.shifts(desk.session, FIRST, LAST)
    own = [one for one in shifts if one.rota_id == number]
    works, days = desk.book.worktime.works, [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
    falls = works if round_.calendar == "working" else lambda day: making.plan_of(round_).falls_on(day, works)
    needed = {(day, station) for day in days if falls(day) for station in round_.stations}
    return coverage(own, [], needed, round_.units, await judging.lacking(desk))


async def report(console: Console, desk: Desk, rounds: Sequence[int], heard: Heard) -> None:
    """Print the year's figures."""
    for number in rounds:
        found = await judged(desk, number)
        why = Counter(gap.why.value for gap in found.gaps)
        fewest, most = found.spread
        console.print(
            f"R{number}: {found.covered} of {found.needed} station days covered ({found.percent} %), gaps {dict(why)};"
            f" shifts a unit {fewest} to {most} over {len(found.balance)} units; at two stations at once: {found.twice}"
        )
    swaps = (await desk.session.exec(select(Offer).where(Offer.state == OfferState.ACCEPTED))).all()
    ended = (await desk.session.exec(select(rota.Rota).where(rota.Rota.status == RotaStatus.ENDED))).all()
    console.print(f"swaps accepted: {len(swaps)}; rounds over by the year's end: {len(ended)}")
    for phrase, count in heard.phrases.most_common():
        console.print(f"  {phrase}: {count}")
    a_day, a_year = Counter(heard.groups.values()), Counter(group for group, _ in heard.groups.elements())
    console.print(
        f"groups that heard of duty: {len(a_year)} of 33; notes a group in the year {min(a_year.values())} to"
        f" {max(a_year.values())}, mean {mean(a_year.values()):.0f}; most on one day: {max(a_day)}"
    )


async def main() -> None:
    """Make the year, play it, tell."""
    console = Console(width=120, highlight=False, markup=False)
    with tempfile.TemporaryDirectory() as folder:
        store = Store(f"sqlite+aiosqlite:///{Path(folder) / 'year.db'}")
        await migrate(store)
        heard, started = Heard(), perf_counter()
        async with store.write() as session:
            await keep(session, read(files("bot.sample").joinpath("nanshi.yaml").read_text("utf-8")), BEGIN)
            book = await open_book(session, Settings(_env_file=None).zone)
            admin = await settle(session, book)
            desk = Desk(session, BEGIN, book, frozenset({ADMIN}), heard.tell, _unseen)
            rounds = await begin(desk, admin)
        done = await play(store, desk, heard, admin)
        async with store.read() as session:
            await report(console, replace(desk, session=session, now=BEGIN + timedelta(days=367)), rounds, heard)
        console.print(f"{done} due rows in {perf_counter() - started:.0f} s")
        await store.close()


if __name__ == "__main__":
    asyncio.run(main())
