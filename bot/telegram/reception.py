"""Receive updates, however they come: hand them to the doorman, commit, and only then let them be acknowledged."""

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.exc import IntegrityError

from bot.telegram.asking import Asking
from bot.telegram.doorman import Doorman, LetIn
from bot.telegram.hours import OFTEN, doubt_the_clock, note_heard
from bot.telegram.verdicts import Verdicts
from bot.workshop import Workshop, tell_admins
from desk.door import Reason
from storage import inbox
from storage.engine import Store

WANTED = [
    "message",
    "edited_message",
    "callback_query",
    "my_chat_member",
    "message_reaction",
]  # named in full: left out means whatever was asked for last
DOOR_PAUSE = 0.02


class NotSettled(Exception):
    """What changes the door is still waiting to be handled; what follows it cannot be judged yet."""


class Reception:
    """What polling and webhook share. `wake` tells the workers that there may be work."""

    def __init__(
        self,
        store: Store,
        workshop: Workshop,
        doorman: Doorman,
        asking: Asking,
        verdicts: Verdicts,
        wake: Callable[[], None],
    ) -> None:
        self._store = store
        self._workshop = workshop
        self._doorman = doorman
        self._asking = asking
        self._verdicts = verdicts
        self._wake = wake
        self._noted: datetime | None = None

    async def heard(self, after_a_break: bool = False) -> None:
        """Note that the platform was heard just now, at most once a minute but after a break; a start is one."""
        now = self._workshop.clock.now()
        after_a_break = after_a_break or self._noted is None
        if not after_a_break and self._noted is not None and now - self._noted < OFTEN:
            return
        async with self._store.write() as session:
            bench = await self._workshop.bench(session)
            await note_heard(bench.desk, after_a_break)
        self._noted = now

    async def receive(self, updates: Sequence[Mapping[str, Any]], patience: float | None = None) -> None:
        """Judge and commit them, in order. Afterwards they may be acknowledged.

        `patience`: seconds to wait for the door, else NotSettled is raised; None waits as long as it takes.
        """
        judged = 0
        while judged < len(updates):
            await self._until_the_door_is_settled(patience)
            came = await self._take_once(updates[judged:])
            self._verdicts.expect(came.pressed)
            self._verdicts.repeated(came.repeated)
            self._asking.take(came.asked)
            self._wake()
            judged += came.judged

    async def _take_once(self, updates: Sequence[Mapping[str, Any]]) -> LetIn:
        """The same update may reach two processes at once. The later one finds it known when it looks again."""
        try:
            return await self._take(updates)
        except IntegrityError:
            return await self._take(updates)

    async def _take(self, updates: Sequence[Mapping[str, Any]]) -> LetIn:
        async with self._store.write() as session:
            bench = await self._workshop.bench(session)
            came = await self._doorman.let_in(updates, bench.desk)
            await doubt_the_clock(bench.desk, updates)
            for row in came.parked:
                facts = {"row": row.id, "chat": row.chat_id, "error": row.error}
                await tell_admins(bench.desk, "edge.update_parked", facts, f"update:{row.id}")
        return came

    async def _until_the_door_is_settled(self, patience: float | None) -> None:
        """Whoever binds a group and is followed by a report in the same breath must not lose the report."""
        until = None if patience is None else time.monotonic() + patience
        while True:
            async with self._store.read() as session:
                if not await inbox.waits(session, Reason.DOOR.value):
                    return
            if until is not None and time.monotonic() > until:
                raise NotSettled
            await asyncio.sleep(DOOR_PAUSE)
