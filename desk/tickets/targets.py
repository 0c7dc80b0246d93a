"""Read whom a ticket is to be handed to: a person, a unit, or an officer's role, in words or ids."""

from desk.desk import Desk
from desk.errors import BadArgument
from desk.people.acquaintance import named
from desk.people.roles import role_named
from desk.tickets.move import Target
from desk.tickets.routing import responsible
from desk.values import Button, Rows, Said, pairs
from storage import people
from storage.kinds import OFFICER_ROLES, Role
from storage.people import Person
from storage.tickets import Ticket


async def target(desk: Desk, ticket: Ticket, words: str, what: Said | None = None) -> Target:
    """Whom `words` (a unit's code or name, a role) or the mention in `what` means. Raises BadArgument, Unknown."""
    if what is not None:
        person = await named(desk, what) if what.mentions else None
        if person is not None:
            return await _to_person(desk, person)
    wanted = words.strip()
    unit = next((u for u in desk.book.units.values() if wanted and wanted.lower() in (u.code.lower(), u.name)), None)
    if unit is not None:
        return await _staffed(desk, ticket, Target(unit=unit.code))
    role = role_named(wanted)
    if role is None or role is Role.UNIT_STAFF:
        raise BadArgument("bad_target", words=wanted)
    return await _staffed(desk, ticket, Target(role=role))


async def _to_person(desk: Desk, person: Person) -> Target:
    if not await people.grants(desk.session, person.id or 0) and person.telegram_id not in desk.admins:
        raise BadArgument("target_without_role", person=person)
    return Target(handler=person)


async def _staffed(desk: Desk, ticket: Ticket, wanted: Target) -> Target:
    """The target with its one holder named, if there is one; nobody to hand it to is refused."""
    there = await responsible(desk, ticket.grid, ticket.building, wanted.unit, wanted.role)
    if not there:
        raise BadArgument("target_vacant", unit=wanted.unit, role=wanted.role)
    alone = there[0] if len(there) == 1 and wanted.unit is None else None
    return Target(handler=alone, unit=wanted.unit, role=wanted.role)


async def choices(desk: Desk, ticket: Ticket, action: str = "hand") -> Rows:
    """Buttons for everyone the ticket could go to: the grid's leader, the building's officers, the staffed units.

    `action`: what a button does with the one it names.
    """
    where = (ticket.grid, ticket.building)
    officers = [
        Button(data=f"{action}:{ticket.id}:{role.value}", label=f"role.{role.value}")
        for role in (Role.GRID_LEADER, *sorted(OFFICER_ROLES))
        if role is not ticket.role and await responsible(desk, *where, None, role)
    ]
    units = [
        Button(data=f"{action}:{ticket.id}:{unit.code}", name=unit.name)
        for unit in desk.book.units.values()
        if unit.code != ticket.unit and await responsible(desk, *where, unit.code, None)
    ]
    return pairs([*officers, *units])
