"""Keep what people correct as labelled examples for the reading of messages: no names, and no words of their own.

An example points to its ticket and has its words only for as long as the ticket has them. After 「不是问题」 it points
to nothing: what is left is what the model sees of the words, and of that only what everybody's talk is made of.
"""

from desk.desk import Desk
from desk.tickets.move import Target
from desk.triage import Band
from desk.triage.model import shipped
from desk.values import Said
from storage import examples, people, tickets
from storage.examples import Example
from storage.kinds import ExampleKind, Role
from storage.people import Person
from storage.tickets import Ticket


async def was_no_issue(desk: Desk, ticket: Ticket) -> None:
    """「不是问题」, before the words go: whatever else was learnt of this ticket goes with them."""
    await examples.forget(desk.session, ticket.id or 0)
    if ticket.text:
        seen = desk.book.triage.sees(ticket.text)
        kept = None if seen is None else seen.of(shipped().tables["message"].rows).as_json()
        _keep(desk, ExampleKind.NOT_AN_ISSUE).seen = kept


async def was_for(desk: Desk, ticket: Ticket, target: Target) -> None:
    """A transfer says whose it is, if any service is theirs; back to where it was sent at first, it was right."""
    await examples.forget(desk.session, ticket.id or 0, ExampleKind.SERVICE)
    unit, role = target.unit, target.role
    if unit is None and role is None and target.handler is not None:
        unit, role = await _post(desk, target.handler)
    handlers = {(one.unit, one.role) for one in desk.book.directory.services}
    service = desk.book.services.get(ticket.service or "")
    if (unit, role) in handlers and (service is None or (service.unit, service.role) != (unit, role)):
        made = _keep(desk, ExampleKind.SERVICE, ticket)
        made.unit, made.role = unit, role


async def _post(desk: Desk, person: Person) -> tuple[str | None, Role | None]:
    """The unit or else the role of somebody who has only one."""
    held = {(one.unit, None if one.unit else one.role) for one in await people.grants(desk.session, person.id or 0)}
    return held.pop() if len(held) == 1 else (None, None)


async def was_at(desk: Desk, ticket: Ticket) -> None:
    """It is elsewhere, or somewhere after all: where, is what the ticket says now."""
    await examples.forget(desk.session, ticket.id or 0, ExampleKind.PLACE)
    made = _keep(desk, ExampleKind.PLACE, ticket)
    made.building, made.floor = ticket.building, ticket.floor


async def were_one(desk: Desk, ticket: Ticket, into: Ticket) -> None:
    """Two tickets were about one matter."""
    _keep(desk, ExampleKind.MERGE, ticket, into)


async def were_not_one(desk: Desk, ticket: Ticket) -> None:
    """A merge was undone: it says nothing any more."""
    await examples.forget(desk.session, ticket.id or 0, ExampleKind.MERGE)


async def were_two(desk: Desk, known: Ticket, what: Said) -> None:
    """What was taken for a known matter is one of its own."""
    ticket = await tickets.said_as(desk.session, what.where.id, what.message_id)
    if ticket is not None:
        _keep(desk, ExampleKind.SPLIT, ticket, known)


async def was_wanted(desk: Desk, what: Said) -> None:
    """An offer was taken, and the message has its ticket."""
    await _is_matter(desk, what, ExampleKind.TAKEN)


def was_left(desk: Desk) -> None:
    """An offer vanished. Of its message nothing is known any more."""
    _keep(desk, ExampleKind.LEFT)


async def was_missed(desk: Desk, what: Said, grid: str | None) -> None:
    """`/report` of what would not have been taken for an issue by itself."""
    if desk.book.triage.read(what.text, grid).band is not Band.SURE:
        await _is_matter(desk, what, ExampleKind.MISSED)


async def _is_matter(desk: Desk, what: Said, kind: ExampleKind) -> None:
    ticket = await tickets.said_as(desk.session, what.where.id, what.message_id)
    if ticket is not None and ticket.text:
        await examples.forget(desk.session, ticket.id or 0, kind)
        _keep(desk, kind, ticket)


def _keep(desk: Desk, kind: ExampleKind, ticket: Ticket | None = None, other: Ticket | None = None) -> Example:
    day = desk.book.worktime.date_of(desk.now)
    made = Example(kind=kind, day=day)
    made.ticket_id, made.other_id = (one.id if one is not None else None for one in (ticket, other))
    desk.session.add(made)
    return made
