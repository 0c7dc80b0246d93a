"""Decide whether a ticket may be shown to somebody in the chat where they ask."""

from desk.chats.cover import cover
from desk.desk import Desk
from desk.errors import NotAllowed
from desk.people.permissions import is_public_in
from desk.tickets import cards
from desk.values import Where
from storage.people import Person
from storage.tickets import Ticket


async def may_see(desk: Desk, ticket: Ticket, person: Person, where: Where) -> None:
    """Where it is public anybody; privately those concerned, and those with a role there. Raises NotAllowed."""
    unit = (await cover(desk, where.id)).scope.unit
    if (unit is not None and unit == ticket.unit) or await is_public_in(desk, ticket, where.id):
        return
    if not await cards.concerns(desk, ticket, person):
        raise NotAllowed("not_yours_to_see", ticket=ticket.id)
    if not where.private:
        raise NotAllowed("not_shown_here", ticket=ticket.id)
