"""Ask what is due and do it, each row in a transaction of its own; sweep out what nobody needs any more."""

import logging
from datetime import timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.faults import place
from bot.telegram.asking import LONGEST
from bot.workshop import Workshop
from desk.reporting import KEPT as DRAFTS
from scheduled import JOBS, stand
from storage import due, expected, inbox, outbox, people
from storage.due import Due
from storage.engine import Store
from storage.locks import alone
from storage.outages import why

log = logging.getLogger(__name__)

KEPT = timedelta(days=2)  # handled rows; the platform repeats nothing older than a day
PARKED_KEPT = timedelta(days=30)  # an admin was told; after that its words have been kept long enough
LATER = timedelta(minutes=10)  # a job that failed is tried again then, and does not hold up the others


class Ticker:
    """The schedule: rows hold the truth, this only looks."""

    def __init__(self, store: Store, workshop: Workshop) -> None:
        self._store = store
        self._workshop = workshop

    async def tick(self) -> int:
        """Do everything that is due now; returns how many rows that was."""
        done = 0
        async with self._store.write() as session:
            await alone(session, "standing")
            await stand((await self._workshop.bench(session)).desk)
        while await self._one():
            done += 1
        async with self._store.write() as session:
            await alone(session, "sweep")
            now = self._workshop.clock.now()
            await inbox.let_go(session, LONGEST)
            await inbox.forget(session, now - KEPT)
            await outbox.forget(session, now - KEPT)
            await inbox.forget_parked(session, now - PARKED_KEPT)
            await outbox.forget_parked(session, now - PARKED_KEPT)
            await people.forget_drafts(session, now - DRAFTS)
            await expected.forget(session, now - KEPT)
        await self._store.shred()  # bodies of handled updates are blank in the tables, but not yet in the log
        return done

    async def _one(self) -> bool:
        async with self._store.write() as session:
            bench = await self._workshop.bench(session)
            row = await due.claim(session, bench.desk.now)
            if row is None:
                return False
            later = bench.desk.now + LATER
            again = Due(kind=row.kind, ticket_id=row.ticket_id, subject=row.subject, due_at=later)
            savepoint = await session.begin_nested()
            try:
                await JOBS[row.kind](row, bench.desk)
                await savepoint.commit()
            except Exception as error:
                if why(error):
                    raise
                log.error("due row %s of %s failed: %s", row.kind.value, row.ticket_id or row.subject, place(error))
                await savepoint.rollback()
                await self._postpone(session, again)
        return True

    async def _postpone(self, session: AsyncSession, again: Due) -> None:
        session.expunge_all()
        session.add(again)
