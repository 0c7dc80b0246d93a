"""Answer every button press: with the verdict after its transaction, once; empty when late or seen again."""

import asyncio
import logging
from collections.abc import Coroutine, Iterable
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from telegram import Bot
from telegram.error import TelegramError

from storage import inbox
from storage.engine import Store

log = logging.getLogger(__name__)

PATIENCE = 3.0  # seconds; then the person's phone has spun long enough (DESIGN, rule 4)


class Verdicts:
    """Whose turn it is to answer is a matter of rows: the process that handles a press need not have received it.

    The receiving one looks after a while whether the press still waits, and if so answers without a word; whoever
    handles it then says nothing more.
    """

    def __init__(self, bot: Bot, store: Store) -> None:
        self._bot = bot
        self._store = store
        self._waiting: dict[str, asyncio.TimerHandle] = {}
        self._under_way: set[asyncio.Task[None]] = set()

    def expect(self, presses: Iterable[tuple[int, str]]) -> None:
        """These presses (row, id) are in the inbox now."""
        for row_id, press in presses:
            later = asyncio.get_running_loop().call_later
            self._waiting[press] = later(PATIENCE, self._look, row_id, press)

    def repeated(self, presses: Iterable[str]) -> None:
        """These were handled or answered before: the platform is told again, without a word."""
        for press in presses:
            self._start(self._answer(press, "", alert=False))

    def is_late(self, age: float) -> bool:
        """Whether a press that came in so many seconds ago is answered without a word by whoever handles it."""
        return age >= PATIENCE

    def give(self, press: str, text: str, alert: bool) -> None:
        """The verdict, once its transaction is committed."""
        timer = self._waiting.pop(press, None)
        if timer is not None:
            timer.cancel()
        self._start(self._answer(press, text, alert))

    async def settled(self) -> None:
        """Wait until every answer under way has gone out."""
        while self._under_way:
            await asyncio.gather(*self._under_way)

    async def close(self) -> None:
        """Let the answers under way go out, and wait for no other verdict."""
        for timer in self._waiting.values():
            timer.cancel()
        self._waiting.clear()
        await self.settled()

    def drop(self) -> None:
        """Answer nothing any more."""
        for timer in self._waiting.values():
            timer.cancel()
        self._waiting.clear()

    def _look(self, row_id: int, press: str) -> None:
        del self._waiting[press]
        self._start(self._give_up(row_id, press))

    async def _give_up(self, row_id: int, press: str) -> None:
        try:
            async with self._store.write() as session:
                ours = await inbox.give_up(session, row_id)
        except (SQLAlchemyError, OSError):
            ours = True  # nobody can handle it without a database; rather twice than never
        if ours:
            await self._answer(press, "", alert=False)

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _answer(self, press: str, text: str, alert: bool) -> None:
        try:
            await self._bot.answer_callback_query(press, text=text or None, show_alert=alert)
        except TelegramError as error:
            log.info("press %s could not be answered: %s", press, type(error).__name__)
