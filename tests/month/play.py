"""Play the month: move the clock from one thing to the next, and let everybody do what they do then."""

import heapq
import itertools
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from sqlmodel import col, func, select

from desk.directory.book import Book
from storage.due import Due
from storage.tickets import Ticket
from tests.month.stage import Tower
from tests.town import Town

Act = Callable[[], Awaitable[None]]
TICK = timedelta(seconds=15)  # YOULIN_TICK: what is due is found so much later at most
STEP, NIGHT_STEP = timedelta(minutes=15), timedelta(hours=6)  # the longest of the clock, in and out of working hours


class Agenda:
    """The agenda of people's acts, and the clock. `acted`: the instants at which somebody did something."""

    def __init__(self, town: Town, book: Book, end: datetime, step: timedelta = STEP) -> None:
        self._town = town
        self._book = book
        self.end = end
        self._step = step
        self.acted: set[datetime] = set()
        self.ticks = 0
        self._agenda: list[tuple[datetime, int, Act]] = []
        self._order = itertools.count()

    @property
    def now(self) -> datetime:
        return self._town.clock.now()

    def at(self, moment: datetime, act: Act) -> None:
        """Let somebody do this then, or now if that is over. Nobody acts at the second of a tick."""
        moment = max(moment, self.now).astimezone(UTC).replace(microsecond=0)
        if moment.second % 15 == 0:
            moment += timedelta(seconds=7)
        heapq.heappush(self._agenda, (moment, next(self._order), act))

    async def run(self, look: Callable[[], Awaitable[None]], evening: Callable[[], Awaitable[None]]) -> None:
        """Until the end. `look`: what people do about how things stand now; `evening`: once a day, after midnight."""
        day = self._book.worktime.date_of(self.now)
        await look()
        while (moment := await self._next()) < self.end:
            self._town.clock.move_to(moment)
            if not await self._acts():
                await self._town.app.tick()
                await self._town.settles()
                self.ticks += 1
            await look()
            if (today := self._book.worktime.date_of(self.now)) != day:
                day = today
                await evening()
        self._town.clock.move_to(self.end)
        await self._town.app.tick()
        await self._town.settles()

    async def _acts(self) -> bool:
        """What is on the agenda for now; False if nothing is."""
        acted = False
        while self._agenda and self._agenda[0][0] <= self.now:
            _, _, act = heapq.heappop(self._agenda)
            self.acted.add(self.now)
            await act()
            acted = True
        return acted

    async def _next(self) -> datetime:
        step = self._step if self._book.worktime.is_open(self.now) else NIGHT_STEP
        moments = [_next_mark(self.now, step)]
        if self._agenda:
            moments.append(self._agenda[0][0])
        async with self._town.store.read() as session:
            # What is locked or late is found by the next tick; a row is not waited for twice at one instant.
            due = (await session.exec(select(func.min(Due.due_at)))).one()
        if due is not None:
            moments.append(max(_next_mark(due - timedelta(seconds=1), TICK), _next_mark(self.now, TICK)))
        return min(moments)


class Play(Agenda):
    """That of a tower."""

    def __init__(self, tower: Tower, end: datetime, step: timedelta = STEP) -> None:
        super().__init__(tower.town, tower.book, end, step)
        self.tower = tower

    async def open_tickets(self, after: int = 0) -> list[Ticket]:
        """All tickets from this number on, as recorded."""
        async with self.tower.town.store.read() as session:
            found = select(Ticket).where(col(Ticket.id) > after).order_by(col(Ticket.id))
            return list((await session.exec(found)).all())


def _next_mark(at: datetime, step: timedelta) -> datetime:
    """The first multiple of the step after `at`."""
    seconds = int(step.total_seconds())
    return datetime.fromtimestamp((int(at.timestamp()) // seconds + 1) * seconds, UTC)
