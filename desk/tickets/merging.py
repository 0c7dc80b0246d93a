"""Make one ticket of two about the same matter, and two again; whoever said it goes along."""

from desk.desk import Desk
from desk.errors import BadArgument, WrongState
from desk.people.permissions import WORKING, standings
from desk.tickets import cards, reaching, supporting
from desk.tickets.move import allow, end_pauses, get, move, note, refusal
from desk.tickets.planning import arrange
from desk.values import Notice
from storage import tickets
from storage.kinds import Lane, Shows, Status, Verb
from storage.people import Person
from storage.tickets import OPEN, Pause, Ticket


async def merge(desk: Desk, ticket: Ticket, into: Ticket, by: Person) -> list[Notice]:
    """This one ends in the other, whose supporters its people become. Raises NotAllowed, WrongState, BadArgument."""
    if ticket.id == into.id:
        raise BadArgument("merge_with_itself", ticket=ticket.id)
    await allow(desk, ticket, Verb.MERGE, by)
    if not await standings(desk, by, into) & WORKING:
        raise refusal(into, Verb.MERGE, WORKING)
    if into.status not in OPEN:
        raise WrongState("wrong_state", ticket=into.id, verb=Verb.MERGE.value, status=into.status.value)
    await move(desk, ticket, Verb.MERGE, by, f"#{into.id}")
    ticket.merged_into = into.id
    desk.session.add(Pause(ticket_id=ticket.id or 0, begins_at=desk.now))
    note(desk, into, Verb.PROGRESS, by, f"#{ticket.id} → #{into.id}")
    joined = [await supporting.join(desk, into, person, via=ticket.id) for person in await _people(desk, ticket)]
    await supporting.weigh(desk, into, sum(joined))
    facts = {"ticket": await cards.view(desk, ticket), "into": await cards.view(desk, into)}
    to = await reaching.said_where(desk, ticket)
    told = Notice(to, "ticket.merged", facts, (), Lane.CARD, ticket.id, Shows.NOTE, reaching.answers(ticket, to))
    return [*await cards.refresh(desk, ticket), *await cards.refresh(desk, into), told]


async def _people(desk: Desk, ticket: Ticket) -> list[Person]:
    ids = [ticket.reporter_id, *(one.person_id for one in await tickets.supporters(desk.session, ticket.id or 0))]
    return [await desk.session.get_one(Person, one) for one in ids]


async def unmerge(desk: Desk, ticket: Ticket, by: Person) -> list[Notice]:
    """Two again: this one goes on where it was, and its people leave the other. Raises NotAllowed, WrongState."""
    await allow(desk, ticket, Verb.UNMERGE, by)
    into = await get(desk, ticket.merged_into or 0)
    ticket.merged_into = None
    await end_pauses(desk, ticket)
    ticket.status = Status.NEW if ticket.accepted_at is None else Status.ACCEPTED
    note(desk, ticket, Verb.UNMERGE, by, f"#{into.id}")
    ticket.reminded_at = desk.now
    await arrange(desk, ticket)
    for one in await tickets.supporters(desk.session, into.id or 0):
        if one.via == ticket.id:
            await desk.session.delete(one)
    note(desk, into, Verb.PROGRESS, by, f"#{ticket.id} ← #{into.id}")
    return [*await cards.refresh(desk, ticket), *await cards.refresh(desk, into)]


async def surviving(desk: Desk, ticket: Ticket) -> Ticket:
    """The ticket that this one has gone into, or itself."""
    while ticket.status is Status.MERGED and ticket.merged_into is not None:
        ticket = await get(desk, ticket.merged_into)
    return ticket
