"""End holds whose time has come."""

from desk.desk import Desk
from desk.tickets import holding
from desk.tickets.deadlines import clock
from desk.tickets.move import get
from scheduled.hours import waits
from storage.due import Due
from storage.kinds import Status


async def end(row: Due, desk: Desk) -> None:
    """The ticket goes on, and those responsible are told."""
    ticket = await get(desk, row.ticket_id or 0)
    if ticket.status is Status.ON_HOLD and not await waits(row, desk, clock(desk, ticket)):
        await desk.tell(*await holding.resume(desk, ticket, None))
