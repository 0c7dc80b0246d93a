"""Remind those responsible, call the rungs above them, ring in an emergency; one message a chat."""

from desk.desk import Desk
from desk.tickets import alarming, chasing, escalating
from desk.tickets.deadlines import clock
from desk.tickets.move import get
from scheduled.hours import is_there, waits
from storage.due import Due
from storage.kinds import Status

LIVE = frozenset({Status.NEW, Status.ACCEPTED})


async def remind(row: Due, desk: Desk) -> None:
    """Time runs out, or has run out."""
    ticket = await get(desk, row.ticket_id or 0)
    if ticket.status in LIVE and not await waits(row, desk, clock(desk, ticket)):
        await desk.tell(*await chasing.remind(desk, ticket))


async def escalate(row: Due, desk: Desk) -> None:
    """It has run out for so long that the next rung is called."""
    ticket = await get(desk, row.ticket_id or 0)
    if ticket.status in LIVE and not await waits(row, desk, clock(desk, ticket)):
        await desk.tell(*await escalating.climb(desk, ticket))


async def ring(row: Due, desk: Desk) -> None:
    """An emergency that nobody has taken on."""
    await desk.tell(*await alarming.ring(desk, await get(desk, row.ticket_id or 0)))


async def tell(row: Due, desk: Desk) -> None:
    """All that a chat is to be reminded of, unless hours have ended since the first of it was owed."""
    chat_id = int(row.subject.partition(":")[2])
    clocks = [clock(desk, one) for one in await chasing.owed(desk, chat_id)]
    if clocks and not any(is_there(desk, one) for one in clocks):
        await waits(row, desk, min(clocks, key=lambda one: one.next_opening(desk.now)))
        return
    await desk.tell(*await chasing.tell(desk, chat_id))
