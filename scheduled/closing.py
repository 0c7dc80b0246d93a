"""Nudge those who were asked whether it is done; close, as unrated, what nobody answered."""

from desk.desk import Desk
from desk.tickets import asking, cards
from desk.tickets.deadlines import clock
from desk.tickets.move import get, move, note
from scheduled.hours import waits
from storage.due import Due
from storage.kinds import Status, Verb


async def nudge(row: Due, desk: Desk) -> None:
    """Ask once more, half way."""
    ticket = await get(desk, row.ticket_id or 0)
    if ticket.status is Status.RESOLVED and not await waits(row, desk, clock(desk, ticket)):
        note(desk, ticket, Verb.REMIND, None)
        ticket.reminded += 1
        await desk.tell(*await asking.ask_again(desk, ticket))


async def close(row: Due, desk: Desk) -> None:
    """Nobody answered in time: closed and unrated, never counted as satisfied."""
    ticket = await get(desk, row.ticket_id or 0)
    if ticket.status is Status.RESOLVED and not await waits(row, desk, clock(desk, ticket)):
        await move(desk, ticket, Verb.CLOSE, None)
        await desk.tell(*await cards.refresh(desk, ticket), *await asking.settle(desk, ticket, None))
