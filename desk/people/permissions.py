"""Who may do what: a person's standing towards a ticket, a grid, the district."""

from enum import StrEnum

from desk.desk import Desk
from desk.people.absence import rights
from storage import people, tickets
from storage.chats import Chat
from storage.kinds import DISTRICT_ROLES, ChatKind, Role
from storage.people import Grant, Person
from storage.tickets import Assist, Ticket


class Standing(StrEnum):
    """What somebody is to a ticket. ABOVE: on a rung above its owner, or an admin. ASSISTANT: asked to help."""

    REPORTER = "reporter"
    SUPPORTER = "supporter"
    ASSISTANT = "assistant"
    HANDLER = "handler"
    OWNER = "owner"
    ABOVE = "above"
    SCHEDULE = "schedule"


ASKED = frozenset({Standing.REPORTER, Standing.SUPPORTER})
WORKING = frozenset({Standing.HANDLER, Standing.OWNER, Standing.ABOVE})


def is_admin(desk: Desk, person: Person) -> bool:
    """Admins are named by the settings (YOULIN_ADMINS), never by a chat command."""
    return person.telegram_id in desk.admins


def _handles(ticket: Ticket, grant: Grant) -> bool:
    if grant.role is Role.UNIT_STAFF:
        return ticket.unit is not None and grant.unit == ticket.unit
    if ticket.role is None or grant.role is not ticket.role:
        return False
    return grant.role in DISTRICT_ROLES or grant.building == ticket.building or grant.grid == ticket.grid


def _is_above(ticket: Ticket, grant: Grant) -> bool:
    is_chief = grant.role is Role.BUILDING_CHIEF and grant.building == ticket.building
    return is_chief or grant.role in DISTRICT_ROLES


def _leads(ticket: Ticket, grant: Grant) -> bool:
    return grant.role is Role.GRID_LEADER and grant.grid == ticket.grid


async def standings(desk: Desk, person: Person, ticket: Ticket) -> set[Standing]:
    """Everything that the person is to the ticket; empty for a bystander.

    Whom the ticket names as handler or owner is that only while they hold a role for it: the dismissed are bystanders.
    Whoever stands in for somebody away is to the ticket what those are.
    """
    ids, grants = await rights(desk, person)
    above = is_admin(desk, person) or any(_is_above(ticket, grant) for grant in grants)
    in_office = bool(grants) or is_admin(desk, person)
    supporting = {one.person_id for one in await tickets.supporters(desk.session, ticket.id or 0)}
    facts = {
        Standing.REPORTER: person.id == ticket.reporter_id,
        Standing.SUPPORTER: person.id in supporting,
        Standing.ASSISTANT: await _assists(desk, ticket, grants),
        Standing.HANDLER: (in_office and ticket.handler_id in ids) or any(_handles(ticket, grant) for grant in grants),
        Standing.OWNER: (above and ticket.owner_id in ids) or any(_leads(ticket, grant) for grant in grants),
        Standing.ABOVE: above,
    }
    return {standing for standing, holds in facts.items() if holds}


async def _assists(desk: Desk, ticket: Ticket, grants: list[Grant]) -> bool:
    asked = await tickets.assists(desk.session, ticket.id or 0)
    return any(helps(one, ticket, grant) for one in asked for grant in grants)


def helps(asked: Assist, ticket: Ticket, grant: Grant) -> bool:
    """Whether this role is the one whose help was asked for."""
    if asked.unit:
        return grant.role is Role.UNIT_STAFF and grant.unit == asked.unit
    covers = grant.building in {None, ticket.building} and grant.grid in {None, ticket.grid}
    return grant.role == asked.role and covers


def leads_by_now(asked: Assist, ticket: Ticket) -> bool:
    """Whether those who were asked for help do the work themselves since it was handed to them."""
    return asked.unit == ticket.unit if asked.unit else asked.role == ticket.role


async def serves(desk: Desk, person: Person, grid: str) -> bool:
    """Whether the person holds any role that covers this grid (and may so see its tickets)."""
    if is_admin(desk, person):
        return True
    home = desk.book.grids.get(grid)
    building = home.building if home else None
    return any(
        grant.role in DISTRICT_ROLES
        or grant.grid == grid
        or (grant.building is not None and grant.building == building)
        for grant in (await rights(desk, person))[1]
    )


async def speaks_for(desk: Desk, person: Person, chat: Chat) -> bool:
    """Whether the person may settle how we talk in this group: its leader or unit, those above them, an admin."""
    grants = await people.grants(desk.session, person.id or 0)
    grid = desk.book.grids.get(chat.grid or "")
    house = grid.building if grid is not None else chat.building
    return is_admin(desk, person) or any(
        grant.role in DISTRICT_ROLES
        or (grant.role is Role.GRID_LEADER and grid is not None and grant.grid == grid.code)
        or (grant.role is Role.BUILDING_CHIEF and house is not None and grant.building == house)
        or (grant.role is Role.UNIT_STAFF and chat.unit is not None and grant.unit == chat.unit)
        for grant in grants
    )


async def is_public_in(desk: Desk, ticket: Ticket, chat_id: int) -> bool:
    """Whether this chat may see the ticket: it was said here, or in another group and this one is its grid's."""
    if ticket.chat_id == chat_id:
        return True
    said_in = await desk.session.get(Chat, ticket.chat_id)
    if said_in is None or said_in.kind is ChatKind.PRIVATE:
        return False
    here = await desk.session.get(Chat, chat_id)
    return here is not None and here.grid == ticket.grid
