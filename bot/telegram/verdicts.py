"""Answer every button press: with the verdict after its transaction, once; empty when late or seen again."""

import asyncio
import logging
from collections.abc import Iterable

from telegram import Bot
from telegram.error import TelegramError

log = logging.getLogger(__name__)

PATIENCE = 3.0  # seconds; then the person's phone has spun long enough (DESIGN, rule 4)


class Verdicts:
    """Remembers, in this process, which presses still wait for their answer and which were given up."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._waiting: dict[str, asyncio.TimerHandle] = {}
        self._late: set[str] = set()
        self._answering: set[asyncio.Task[None]] = set()

    def expect(self, presses: Iterable[str]) -> None:
        """These presses are in the inbox now."""
        for press in presses:
            self._waiting[press] = asyncio.get_running_loop().call_later(PATIENCE, self._give_up, press)

    def repeated(self, presses: Iterable[str]) -> None:
        """These were seen before: the platform is told again, without a word, unless the verdict is still to come."""
        for press in presses:
            if press not in self._waiting:
                self._answer(press, "")

    def give(self, press: str, text: str, alert: bool) -> None:
        """The verdict. Too late: it was answered already. From before a restart: nobody knows how late, so empty."""
        timer = self._waiting.pop(press, None)
        if timer is not None:
            timer.cancel()
            self._answer(press, text, alert)
        elif press in self._late:
            self._late.discard(press)
        else:
            self._answer(press, "")

    async def settled(self) -> None:
        """Wait until every answer under way has gone out."""
        while self._answering:
            await asyncio.gather(*self._answering)

    async def close(self) -> None:
        """Let the answers under way go out, and wait for no other verdict."""
        for timer in self._waiting.values():
            timer.cancel()
        self._waiting.clear()
        await self.settled()

    def _give_up(self, press: str) -> None:
        del self._waiting[press]
        self._late.add(press)
        self._answer(press, "")

    def _answer(self, press: str, text: str, alert: bool = False) -> None:
        task = asyncio.create_task(self._send(press, text, alert))
        self._answering.add(task)
        task.add_done_callback(self._answering.discard)

    async def _send(self, press: str, text: str, alert: bool) -> None:
        try:
            await self._bot.answer_callback_query(press, text=text or None, show_alert=alert)
        except TelegramError as error:
            log.info("press %s could not be answered: %s", press, type(error).__name__)
