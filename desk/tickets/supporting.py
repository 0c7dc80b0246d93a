"""Count who else met the same problem; enough of them raise its priority by a step."""

from desk.desk import Desk
from desk.errors import NotAllowed, WrongState
from desk.people.permissions import is_public_in
from desk.tickets import cards
from desk.tickets.move import note
from desk.tickets.planning import arrange
from storage import tickets
from storage.kinds import Priority, Verb
from storage.people import Person
from storage.tickets import OPEN, Supporter, Ticket

STEPS = (Priority.LOW, Priority.NORMAL, Priority.HIGH)  # an emergency is another matter than many who mind


async def support(desk: Desk, ticket: Ticket, person: Person, chat_id: int) -> bool:
    """Add somebody who met the same problem; False if they are its reporter or support it already.

    Supporters see the ticket and answer for it, so only what this chat may see anyway can be supported from here.
    """
    if not (await is_public_in(desk, ticket, chat_id) or await cards.concerns(desk, ticket, person)):
        raise NotAllowed("not_yours_to_see", ticket=ticket.id)
    if ticket.status not in OPEN:
        raise WrongState("wrong_state", ticket=ticket.id, verb=Verb.SUPPORT.value, status=ticket.status.value)
    if not await join(desk, ticket, person):
        return False
    note(desk, ticket, Verb.SUPPORT, person)
    await weigh(desk, ticket, 1)
    return True


async def join(desk: Desk, ticket: Ticket, person: Person, via: int | None = None) -> bool:
    """Make the person a supporter; `via`: with a ticket that was merged. False if they are concerned already."""
    already = {one.person_id for one in await tickets.supporters(desk.session, ticket.id or 0)}
    if person.id == ticket.reporter_id or person.id in already:
        return False
    desk.session.add(Supporter(ticket_id=ticket.id or 0, person_id=person.id or 0, at=desk.now, via=via))
    await desk.session.flush()
    return True


async def weigh(desk: Desk, ticket: Ticket, joined: int) -> None:
    """Raise the priority by a step for each `raise_after` that the `joined` newest have made full; its deadlines come
    nearer."""
    every = desk.book.chasing.raise_after
    count = len(await tickets.supporters(desk.session, ticket.id or 0))
    steps = count // every - (count - joined) // every if every else 0
    if not steps or ticket.priority not in STEPS[:-1]:
        return
    raised = STEPS[min(STEPS.index(ticket.priority) + steps, len(STEPS) - 1)]
    note(desk, ticket, Verb.PROGRESS, None, f"priority: {ticket.priority.value} → {raised.value}")
    ticket.priority = raised
    await arrange(desk, ticket)
