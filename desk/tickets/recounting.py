"""Count every open ticket's deadlines anew, after the directory or the calendar has changed."""

from desk.desk import Desk
from desk.tickets.move import get
from desk.tickets.planning import arrange
from storage import tickets
from storage.due import Due
from storage.kinds import DueKind


async def recount(desk: Desk) -> tuple[int, int]:
    """How many tickets are open, and how many of them have another deadline now; their cards will be drawn anew."""
    numbers = await tickets.all_open(desk.session)
    moved = 0
    for number in numbers:
        ticket = await get(desk, number)
        if await arrange(desk, ticket):
            moved += 1
            at_once = ticket.created_at  # due on whoever's clock
            desk.session.add(Due(kind=DueKind.REDRAW, ticket_id=number, due_at=at_once))
    await desk.session.flush()
    return len(numbers), moved
