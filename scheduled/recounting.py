"""Count deadlines anew after a change, and draw the cards that have become wrong."""

from desk.desk import Desk
from desk.tickets import cards
from desk.tickets.move import get
from desk.tickets.recounting import recount as count_anew
from desk.tickets.routing import admins
from desk.values import Notice, ToPerson
from storage.due import Due
from storage.kinds import Lane


async def recount(_row: Due, desk: Desk) -> None:
    """All open tickets; admins are told if any deadline moved."""
    count, moved = await count_anew(desk)
    if moved:
        facts = {"count": count, "moved": moved}
        for admin in await admins(desk):
            await desk.tell(Notice(ToPerson(admin), "chase.recounted", facts, lane=Lane.REMINDER))


async def redraw(row: Due, desk: Desk) -> None:
    """One ticket's cards."""
    await desk.tell(*await cards.refresh(desk, await get(desk, row.ticket_id or 0)))
