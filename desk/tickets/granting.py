"""Give a ticket another deadline, for a reason: a rung above its owner may, nobody for themselves."""

from datetime import datetime

from desk.desk import Desk
from desk.errors import BadArgument, NotAllowed, WrongState
from desk.people.permissions import Standing, standings
from desk.tickets import cards, chasing, reaching
from desk.tickets.move import note
from desk.tickets.planning import arrange
from desk.values import Notice, ToPerson
from storage.kinds import Lane, Shows, Verb
from storage.people import Person
from storage.tickets import OPEN, Ticket


async def may_grant(desk: Desk, ticket: Ticket, by: Person) -> None:
    """Raises NotAllowed, WrongState."""
    if Standing.ABOVE not in await standings(desk, by, ticket):
        raise NotAllowed("deadline_by_above", ticket=ticket.id)
    if ticket.status not in OPEN:
        raise WrongState("ticket_is_over", ticket=ticket.id, status=ticket.status.value)


async def grant(desk: Desk, ticket: Ticket, by: Person, until: datetime, reason: str) -> list[Notice]:
    """Resolve it by then instead; whoever does the work and whoever reported it are told."""
    await may_grant(desk, ticket, by)
    if not reason:
        raise BadArgument("deadline_why", ticket=ticket.id)
    if until <= desk.now:
        raise BadArgument("deadline_when", ticket=ticket.id)
    ticket.resolve_set, ticket.resolve_set_at = until, desk.now
    ticket.reminded_at = desk.now
    note(desk, ticket, Verb.PROGRESS, by, reason)
    await arrange(desk, ticket)
    facts = {"ticket": await cards.view(desk, ticket), "by": by, "reason": reason}
    where = await chasing.addresses(desk, ticket, await chasing.responsible_now(desk, ticket))
    where = [to for to in where if not (isinstance(to, ToPerson) and to.person.id == by.id)]
    where.append(await reaching.said_where(desk, ticket))
    told = [
        Notice(to, "ticket.granted", facts, (), Lane.CARD, ticket.id, Shows.NOTE, reaching.answers(ticket, to))
        for to in where
    ]
    return [*await cards.refresh(desk, ticket), *told]
