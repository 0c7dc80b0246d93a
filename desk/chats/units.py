"""Tell people in a unit's group who are not of its staff why nothing came of what they did, and what would help."""

from desk.chats.cover import cover
from desk.desk import Desk
from desk.errors import NotAllowed
from desk.people.acquaintance import meet
from desk.triage import read_reply
from desk.values import Pressed, Said
from storage import people
from storage.kinds import Role
from storage.tickets import Ticket


async def outsider(desk: Desk, what: Said | Pressed, refusal: NotAllowed) -> NotAllowed:
    """The refusal; in a unit's group, for somebody who is not of its staff, one that says how to become one."""
    unit = (await cover(desk, what.where.id)).scope.unit
    if unit is None or refusal.phrase != "no.not_allowed":
        return refusal
    staff = await people.holders(desk.session, Role.UNIT_STAFF, unit=unit)
    if (await meet(desk, what.who)).id in {person.id for person in staff}:
        return refusal
    return NotAllowed("not_of_unit", unit=desk.book.units[unit].name)


async def claims_done(desk: Desk, what: Said, ticket: Ticket) -> bool:
    """Whether this says, in the group of the unit whose work it is, that the ticket is done."""
    here = await cover(desk, what.where.id)
    return here.scope.unit is not None and here.scope.unit == ticket.unit and read_reply(what.text).done
