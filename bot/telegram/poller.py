"""Fetch updates by long polling, and acknowledge only what is committed."""

import asyncio
import logging
import warnings
from typing import Any

from telegram import Bot
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError
from telegram.warnings import PTBUserWarning

from bot.telegram.outcomes import seconds
from bot.telegram.reception import WANTED, Reception

log = logging.getLogger(__name__)

HOLD = 50  # seconds; the longest long poll that the platform grants (RESEARCH 2.1)
LONGEST_PAUSE = 30.0


class Poller:
    """One long poll after the other. The offset lives in memory: a restart sees unconfirmed updates again."""

    def __init__(self, bot: Bot, reception: Reception) -> None:
        self._bot = bot
        self._reception = reception
        self._offset: int | None = None
        self._failures = 0
        self._was_away = True

    async def run(self) -> None:
        """Poll until cancelled; a poll that fails is repeated after a growing pause. Raises what the database does."""
        self._was_away = True
        while True:
            try:
                await self.once(HOLD)
                self._failures = 0
            except TelegramError as error:
                self._was_away = True
                if not await self._took_over(error):
                    await asyncio.sleep(self._pause(error))

    async def once(self, hold: int) -> None:
        """One poll: fetched, judged, committed; only the next poll's offset acknowledges it."""
        updates = await self._fetch(hold)
        await self._reception.heard(self._was_away)
        self._was_away = False
        await self._reception.receive(updates)
        if updates:
            # The last, not the highest: after a quiet week the ids start anew anywhere (Bot API, Update.update_id).
            self._offset = int(updates[-1].get("update_id", 0)) + 1

    async def _took_over(self, error: Exception) -> bool:
        """Whether polling was refused because a webhook stood (RESEARCH 2.1), and that is taken down now.

        What it has not delivered yet is kept and comes by polling.
        """
        if not isinstance(error, Conflict) or "webhook" not in error.message.lower():
            return False
        try:
            await self._bot.delete_webhook(drop_pending_updates=False)
        except TelegramError as refused:
            log.warning("a webhook is set and cannot be deleted yet: %s", type(refused).__name__)
            return False
        log.warning("a webhook was set for this bot; deleted it, since we poll (set YOULIN_WEBHOOK_URL to keep it)")
        return True

    async def _fetch(self, hold: int) -> list[dict[str, Any]]:
        wanted: dict[str, Any] = {"timeout": hold, "limit": 100, "allowed_updates": WANTED}
        if self._offset is not None:
            wanted["offset"] = self._offset
        with warnings.catch_warnings():
            # PTB advises get_updates, which parses before we see the raw update (RESEARCH 1.2).
            warnings.simplefilter("ignore", PTBUserWarning)
            # Spelt so, the request gets the connection pool of its own.
            fetched: list[dict[str, Any]] = await self._bot.do_api_request(
                "getUpdates", api_kwargs=wanted, read_timeout=hold + 10
            )
        return fetched

    def _pause(self, error: Exception) -> float:
        self._failures += 1
        if isinstance(error, RetryAfter):
            return seconds(error)
        pause = min(LONGEST_PAUSE, 0.5 * 2.0 ** min(self._failures, 8))
        if isinstance(error, Conflict):
            log.error("another process polls with this token; trying again in %.0f s", pause)
        elif isinstance(error, InvalidToken):
            log.error("the platform refuses the token; trying again in %.0f s", pause)
        else:
            log.warning("no updates (%s); trying again in %.0f s", type(error).__name__, pause)
        return pause
