"""Tell admins that the database does not serve: past the outbox, which is in it; and through it once that is over."""

import logging

from telegram import Bot
from telegram.error import TelegramError

from bot.outage import Outage
from bot.workshop import Workshop, tell_admins
from storage.engine import Store
from storage.locks import alone
from storage.marks import mark, marked
from storage.outages import Why

log = logging.getLogger(__name__)

PHRASES = {Why.AWAY: "edge.database_away", Why.FULL: "edge.database_full"}
TOLD = "outage"  # the mark of the end of the last outage that admins were told of


class Alarm:
    """What is heard of an outage that lasts. `admins`: their platform ids."""

    def __init__(self, bot: Bot, store: Store, workshop: Workshop, outage: Outage, admins: frozenset[int]) -> None:
        self._bot = bot
        self._store = store
        self._workshop = workshop
        self._outage = outage
        self._admins = admins

    async def ring(self) -> None:
        """Write to every admin, once in an outage; whoever cannot be reached now reads of it afterwards."""
        if not self._outage.is_worth_telling:
            return
        self._outage.is_told = True
        text = self._workshop.words(PHRASES[self._outage.why], {"since": self._outage.since})
        for admin in sorted(self._admins):
            try:
                await self._bot.send_message(admin, text)
            except TelegramError as error:
                log.warning("admin %s could not be told of the outage: %s", admin, type(error).__name__)

    async def end(self) -> None:
        """The database has answered. If it serves again, say from when to when it did not, several processes once."""
        if not self._outage.has_passed:
            return
        since = self._outage.since
        if since is not None and self._outage.is_told:
            async with self._store.write() as session:
                bench = await self._workshop.bench(session)
                await alone(session, TOLD)
                before = await marked(session, TOLD)
                if before is None or before < since:
                    facts = {"since": since, "until": bench.desk.now}
                    await tell_admins(bench.desk, "edge.database_back", facts, f"outage:{since:%Y%m%d%H%M%S}")
                    await mark(session, TOLD, bench.desk.now)
        self._outage.is_over()
