"""Move the time of the demo: an hour, a working day, to tomorrow morning, or fast; and do what is due on the way."""

import asyncio
from contextlib import suppress
from datetime import datetime, time, timedelta
from typing import Any

from bot.demo.house import ZONE, House
from desk.directory.entries import Duration
from desk.worktime import WorkingTime
from storage import due

FAST = 60.0  # seconds a second
BREATH = 0.25  # seconds of the machine between ticks
STRIDE = timedelta(minutes=30)  # the shortest step of a leap: what falls due on the way is at most so late
MORNING = time(9)


class Clockwork:
    """The hands of the clock. Leaps are done one after the other."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._leaping = asyncio.Lock()
        self._ticking: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Let time pass."""
        self._house.clock.speed = 1.0
        self._ticking = asyncio.create_task(self._tick())

    async def stop(self) -> None:
        """Stop the clock."""
        self._house.clock.speed = 0.0
        if self._ticking is not None:
            self._ticking.cancel()
            with suppress(asyncio.CancelledError):
                await self._ticking

    def shown(self) -> dict[str, Any]:
        """What a page needs to show the time and let it run."""
        clock = self._house.clock
        return {
            "what": "clock",
            "now": clock.now().isoformat(),
            "speed": clock.speed,
            "leaping": self._leaping.locked(),
        }

    def play(self, fast: bool) -> None:
        """Sixty times as fast, or as fast as the machine's clock."""
        self._house.clock.speed = FAST if fast else 1.0

    async def leap(self, to: datetime) -> None:
        """Go to that moment, from one thing that falls due to the next. Raises Backwards."""
        async with self._leaping:
            clock = self._house.clock
            while clock.now() < to:
                clock.move_to(max(clock.now(), min(await self._next(clock.now() + STRIDE, to), to)))
                await self._house.tick()
                with suppress(TimeoutError):
                    await self._house.settle()
                await self._house.tick()  # what is owed every day is owed anew by the tick after

    async def _next(self, soonest: datetime, latest: datetime) -> datetime:
        """When something is due."""
        async with self._house.store.read() as session:
            return max(soonest, await due.first(session) or latest)

    def moment(self, wish: str) -> datetime | None:
        """The moment that a button stands for, or None if there is no such button."""
        now = self._house.clock.now().astimezone(ZONE)
        worktime: WorkingTime = self._house.book.worktime
        if wish == "hour":
            return now + timedelta(hours=1)
        if wish == "workday":
            return worktime.add(now, Duration(1, "d"))
        if wish == "morning":
            return datetime.combine(now.date() + timedelta(days=1), MORNING, ZONE)
        return None

    async def _tick(self) -> None:
        while True:
            await asyncio.sleep(BREATH if self._house.clock.speed > 1 else 1.0)
            if not self._leaping.locked():
                await self._house.tick()
