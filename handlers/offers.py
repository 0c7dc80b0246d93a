"""Offer to register what may be a problem, and register it when somebody wants that."""

from desk import offering
from desk.desk import Desk
from desk.tickets import cards, sameness, twofold
from desk.values import Pressed, Said
from storage import tickets


async def offer(what: Said, desk: Desk) -> None:
    """A silent button under the message."""
    await desk.tell(*await offering.offer(desk, what))


async def taken(what: Pressed, desk: Desk) -> None:
    """登记一下."""
    await desk.tell(*await offering.take(desk, what))
    message_id = what.quoted.message_id if what.quoted is not None else 0
    ticket = await tickets.said_as(desk.session, what.where.id, message_id)
    if ticket is not None:
        desk.verdict("done.noted", ticket=await cards.view(desk, ticket))


async def split(what: Pressed, desk: Desk) -> None:
    """不是同一件: what was taken for a known problem is one of its own."""
    await desk.tell(*await sameness.split(desk, what))
    message_id = what.quoted.message_id if what.quoted is not None else 0
    ticket = await tickets.said_as(desk.session, what.where.id, message_id)
    if ticket is not None:
        desk.verdict("done.noted", ticket=await cards.view(desk, ticket))


async def two(what: Pressed, desk: Desk) -> None:
    """分开登记: one message told of two problems."""
    await desk.tell(*await twofold.separate(desk, what))
    ticket = await tickets.said_as(desk.session, what.where.id, what.message_id)
    if ticket is not None:
        desk.verdict("done.noted", ticket=await cards.view(desk, ticket))
