"""Ask a language model about messages that the doorman is unsure of, while nothing and nobody waits for it.

Their rows are committed and held, with ids only; their words are here, in memory, for the time of one call. If the
model vouches for a message, its words go into the row and it is handled as if it had been sure from the beginning;
otherwise, or if this process ends before the answer is there, the row is handled as it stands: the usual offer.
"""

import asyncio
import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from telegram import Bot, Update

from bot.faults import place
from bot.telegram.plain import plain
from bot.telegram.slim import vouched
from bot.workshop import Workshop
from desk import advising
from desk.advising import Advice, Adviser
from desk.chats.moving import today
from desk.door import Reason
from desk.expecting import expect
from desk.values import Said
from storage import inbox
from storage.engine import Store
from storage.kinds import InboxState

log = logging.getLogger(__name__)

MOST = 50  # held at a time; what comes on top is judged here alone
LONGEST = 120.0  # seconds; whoever held a row for longer has died


@dataclass(frozen=True, slots=True)
class Asked:
    """A held row, and the update that it stands for."""

    row: int
    update: Mapping[str, Any]


class Asking:
    """`adviser`: None where there is no model. `most`: calls a day, of all processes together."""

    def __init__(
        self,
        bot: Bot,
        store: Store,
        workshop: Workshop,
        adviser: Adviser | None,
        most: int,
        wake: Callable[[], None],
    ) -> None:
        self._bot = bot
        self._store = store
        self._workshop = workshop
        self._adviser = adviser
        self._most = most
        self._wake = wake
        self._held: dict[int, Asked] = {}
        self._under_way: set[asyncio.Task[None]] = set()
        self._calls: set[asyncio.Task[Advice | None]] = set()
        self._closing = False

    @property
    def budget(self) -> int:
        """Calls a day, as things stand now: none where nothing could be asked."""
        free = self._adviser is not None and not self._adviser.rests and len(self._held) < MOST and not self._closing
        return self._most if free else 0

    def take(self, asked: Iterable[Asked]) -> None:
        """These rows are committed and held."""
        for one in asked:
            self._held[one.row] = one
            task = asyncio.create_task(self._see_through(one))
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)

    def forget(self, what: Said) -> None:
        """The message has other words now: whatever is answered about the old ones is void."""
        for row, one in list(self._held.items()):
            message = one.update.get("message", {})
            if (message.get("chat", {}).get("id"), message.get("message_id")) == (what.where.id, what.message_id):
                del self._held[row]

    async def recover(self) -> None:
        """Let go of what a process that is gone has held."""
        async with self._store.write() as session:
            await inbox.let_go(session)
        self._wake()

    async def close(self) -> None:
        """Wait for no answer any more; what is held is handled without."""
        self._closing = True
        for call in self._calls:
            call.cancel()
        await asyncio.gather(*self._under_way)

    def drop(self) -> list[asyncio.Task[None]]:
        """Fall over; the tasks that end with it."""
        for task in self._under_way:
            task.cancel()
        return [*self._under_way]

    async def _see_through(self, one: Asked) -> None:
        try:
            advice = await self._advice(one)
            await self._let_in(one, advice)
        except Exception as error:  # the row stays held, and is let go by the schedule
            log.error("held row %s: %s", one.row, place(error))
        finally:
            self._held.pop(one.row, None)
        self._wake()

    async def _advice(self, one: Asked) -> Advice | None:
        """What the model says of it; whatever goes wrong, nothing."""
        what = self._said(one)
        if self._adviser is None or what is None or self._closing:
            return None
        async with self._store.read() as session:
            question = await advising.question((await self._workshop.bench(session)).desk, what)
        call = asyncio.ensure_future(self._adviser.advise(question))
        self._calls.add(call)
        try:
            await asyncio.wait({call})
        finally:
            self._calls.discard(call)
            call.cancel()
        if call.cancelled():
            return None
        if error := call.exception():
            log.error("held row %s: %s", one.row, place(error))
            return None
        return call.result()

    async def _let_in(self, one: Asked, advice: Advice | None) -> None:
        """The row has its turn: with its words if they are vouched for and still stand."""
        async with self._store.write() as session:
            row = await inbox.held(session, one.row)
            if row is None:
                return  # let go meanwhile
            row.state = InboxState.NEW
            session.add(row)
            what = self._said(one)
            if what is None or advice is None or not advising.vouches(advice) or one.row not in self._held:
                return
            row.body = vouched(one.update, self._bot.id, advice.service)
            desk = (await self._workshop.bench(session)).desk
            there = await today(session, what)
            if isinstance(there, Said):
                await expect(desk, there, Reason.ISSUE, None)

    def _said(self, one: Asked) -> Said | None:
        what = plain(Update.de_json(dict(one.update), self._bot), self._bot.bot, hears_all=True)
        return what if isinstance(what, Said) else None
