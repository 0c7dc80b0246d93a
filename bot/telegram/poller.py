"""Fetch updates, hand them to the doorman, and acknowledge only what is committed."""

import asyncio
import logging
import warnings
from collections.abc import Callable
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from telegram import Bot
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError
from telegram.warnings import PTBUserWarning

from bot.telegram.doorman import Doorman
from bot.telegram.outcomes import seconds
from bot.telegram.verdicts import Verdicts
from bot.workshop import Workshop, tell_admins
from desk.door import Reason
from storage import inbox
from storage.engine import Store

log = logging.getLogger(__name__)

ALLOWED = ["message", "callback_query", "my_chat_member"]
HOLD = 50  # seconds; the longest long poll that the platform grants (RESEARCH 2.1)
LONGEST_PAUSE = 30.0
DOOR_PAUSE = 0.02


class Poller:
    """One long poll after the other. The offset lives in memory: a restart sees unconfirmed updates again."""

    def __init__(
        self, bot: Bot, store: Store, workshop: Workshop, doorman: Doorman, verdicts: Verdicts, wake: Callable[[], None]
    ) -> None:
        self._bot = bot
        self._store = store
        self._workshop = workshop
        self._doorman = doorman
        self._verdicts = verdicts
        self._wake = wake
        self._offset: int | None = None
        self._failures = 0

    async def run(self) -> None:
        """Poll until cancelled; a poll that fails is repeated after a growing pause."""
        while True:
            try:
                await self.once(HOLD)
                self._failures = 0
            except (TelegramError, SQLAlchemyError) as error:
                await asyncio.sleep(self._pause(error))

    async def once(self, hold: int) -> None:
        """One poll: fetched, judged, committed; only the next poll's offset acknowledges it."""
        updates = await self._fetch(hold)
        judged = 0
        while judged < len(updates):
            await self._until_the_door_is_settled()
            judged += await self._take(updates[judged:])
        if updates:
            self._offset = max(int(update.get("update_id", 0)) for update in updates) + 1

    async def _take(self, updates: list[dict[str, Any]]) -> int:
        """Judge and commit; returns how many of the updates could be judged."""
        async with self._store.write() as session:
            bench = await self._workshop.bench(session)
            came = await self._doorman.let_in(updates, bench.desk)
            for row in came.parked:
                facts = {"row": row.id, "chat": row.chat_id, "error": row.error}
                await tell_admins(bench.desk, "edge.update_parked", facts, f"update:{row.id}")
        self._verdicts.expect(came.pressed)
        self._verdicts.repeated(came.repeated)
        self._wake()
        return came.judged

    async def _until_the_door_is_settled(self) -> None:
        """Whoever binds a group and is followed by a report in the same breath must not lose the report."""
        while True:
            async with self._store.read() as session:
                if not await inbox.waits(session, Reason.DOOR.value):
                    return
            await asyncio.sleep(DOOR_PAUSE)

    async def _fetch(self, hold: int) -> list[dict[str, Any]]:
        wanted: dict[str, Any] = {"timeout": hold, "limit": 100, "allowed_updates": ALLOWED}
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
