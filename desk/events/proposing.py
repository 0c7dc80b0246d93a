"""Propose an event from a ticket, or point to the unit's next duty: many ask about tax, so its bureau is invited."""

from collections.abc import Sequence
from datetime import timedelta

from desk.desk import Desk
from desk.duty.viewing import view as shift_view
from desk.errors import NotAllowed, WrongState
from desk.events import asking, cards, linking
from desk.events.cards import EventView
from desk.events.permissions import NOWHERE, Reach, reach
from desk.people.absence import here
from desk.people.permissions import WORKING, serves, standings
from desk.tickets import cards as ticket_cards
from desk.tickets import reaching
from desk.tickets.move import note
from desk.tickets.routing import above
from desk.values import Button, Notice, ToPerson
from storage import events, people, rota, tickets
from storage.kinds import Lane, Role, Verb
from storage.people import Person
from storage.rota import Shift
from storage.tickets import Ticket

OFTEN = 3  # people who have asked for one service within a week make an event worth a thought
WEEK = timedelta(days=7)
AHEAD = timedelta(weeks=8)  # so far duty is looked for
LINKED = 20  # tickets that an event takes along at most


async def ways(desk: Desk, ticket: Ticket, person: Person) -> Notice:
    """Privately: the unit may hold an event here, or is on duty near here anyway. Raises NotAllowed, WrongState."""
    unit = await _unit_asked(desk, ticket, person)
    asked = await _alike(desk, ticket, whole_building=True)
    shift = await _next_duty(desk, unit, ticket.building)
    shown = await ticket_cards.view(desk, ticket)
    facts = {
        "ticket": shown,
        "guest": desk.book.name_of(unit),
        "count": len(await linking.askers(desk, asked)),
        "coming": await _coming(desk, asked),
        "shift": shift_view(desk, shift) if shift is not None else None,
    }
    hold = (Button(data=f"invite:{ticket.id}", label="invite"),)
    tell = (Button(data=f"tell_duty:{ticket.id}:{shift.id}", label="tell_duty"),) if shift is not None else ()
    return Notice(ToPerson(person), "invite.ways", facts, tuple(row for row in (hold, tell) if row))


async def _coming(desk: Desk, those: Sequence[Ticket]) -> EventView | None:
    """An event that was proposed from these and is still ahead: one may be enough."""
    numbers = {one.id for one in those}
    for event in await events.open_since(desk.session, desk.now):
        if numbers & {event.ticket_id, *event.also_tickets}:
            return await cards.view(desk, event)
    return None


async def _unit_asked(desk: Desk, ticket: Ticket, person: Person) -> str:
    """The unit that could come. Raises NotAllowed, WrongState."""
    if not (await standings(desk, person, ticket) & WORKING or await serves(desk, person, ticket.grid)):
        raise NotAllowed("propose_by", ticket=ticket.id)
    service = desk.book.services.get(ticket.service or "")
    unit = ticket.unit or (service.unit if service is not None else None)
    if unit not in desk.book.units:
        raise WrongState("propose_without_unit", ticket=ticket.id)
    return unit or ""


async def _next_duty(desk: Desk, unit: str, building: str) -> Shift | None:
    """The unit's next shift: at a station of the building, if there is one soon, else anywhere."""
    today = desk.book.worktime.date_of(desk.now)
    coming = await rota.shifts(desk.session, today, today + AHEAD, unit=unit)
    left = [one for one in coming if one.closes_at > desk.now]
    near = {one.code for one in desk.book.directory.stations if one.building == building}
    return next((one for one in left if one.station in near), left[0] if left else None)


async def _alike(desk: Desk, ticket: Ticket, whole_building: bool) -> list[Ticket]:
    """It, and what else was asked of the same service there within a week."""
    if ticket.service is None:
        return [ticket]
    where = {"building": ticket.building} if whole_building else {"grid": ticket.grid}
    found = await tickets.asked(desk.session, ticket.service, desk.now - WEEK, **where)
    return [ticket, *(one for one in found if one.id != ticket.id)][:LINKED]


async def begin(desk: Desk, ticket: Ticket, person: Person) -> list[Notice]:
    """Ask for the time alone: the rest is taken from the ticket. Whoever makes no events here passes it on to who does.

    Raises NotAllowed, WrongState.
    """
    unit = await _unit_asked(desk, ticket, person)
    theirs = await reach(desk, person)
    grids = _grids(desk, ticket, unit, theirs)
    if not grids:
        return await _passed_on(desk, ticket, unit, person)
    those = await _alike(desk, ticket, whole_building=len(grids) > 1 or grids != [ticket.grid])
    service = desk.book.services.get(ticket.service or "")
    house = desk.book.buildings.get(ticket.building)
    said = {
        "title": service.name if service is not None else desk.book.name_of(unit),
        "place": house.name if house is not None else "",
        "grids": " ".join(grids),
        "unit": unit,
        asking.TICKETS: " ".join(f"#{one.id}" for one in those),
        **dict.fromkeys(("brand", "capacity", "picture"), ""),
    }
    await asking.keep(desk, person, "when", said=said)
    facts = {
        "ticket": await ticket_cards.view(desk, ticket),
        "guest": desk.book.name_of(unit),
        "title": said["title"],
        "house": said["place"],
        "names": [desk.book.name_of(code) for code in grids],
    }
    stop = ((Button(data=f"step:when:{asking.STOP}", label="discard"),),)
    return [Notice(ToPerson(person), "invite.when", facts, stop)]


def _grids(desk: Desk, ticket: Ticket, unit: str, theirs: Reach) -> list[str]:
    """Whom the event invites: the building for whoever may, else the grid; none for whoever makes no events there."""
    house = [one.code for one in desk.book.grids_of(ticket.building)]
    if house and (theirs.district or unit in theirs.units or theirs.grids.issuperset(house)):
        return house
    return [ticket.grid] if ticket.grid in theirs.grids and ticket.grid in desk.book.grids else []


async def _passed_on(desk: Desk, ticket: Ticket, unit: str, by: Person) -> list[Notice]:
    """The proposal goes to the owner, or the first above them who makes events there."""
    owner = await desk.session.get(Person, ticket.owner_id) if ticket.owner_id is not None else None
    rungs = [person for _, person in await above(desk, ticket.grid, ticket.building)]
    for person in await here(desk, [*([owner] if owner is not None else []), *rungs]):
        if await reach(desk, person) != NOWHERE and person.id != by.id:
            facts = {"ticket": await ticket_cards.view(desk, ticket), "guest": desk.book.name_of(unit), "by": by}
            rows = ((Button(data=f"invite:{ticket.id}", label="invite"),),)
            key = f"invite:{ticket.id}:{by.id}:{desk.book.worktime.date_of(desk.now)}"
            return [Notice(ToPerson(person), "invite.passed_on", facts, rows, Lane.CARD, key=key)]
    raise NotAllowed("events_by")


async def tell_duty(desk: Desk, ticket: Ticket, person: Person, shift_id: int) -> list[Notice]:
    """Tell whoever asked when the unit is at the station. Raises NotAllowed, WrongState."""
    unit = await _unit_asked(desk, ticket, person)
    shift = await rota.shift(desk.session, shift_id)
    if shift is None or shift.unit != unit or shift.closes_at <= desk.now:
        raise WrongState("propose_no_duty")
    to = await reaching.said_where(desk, ticket)
    facts = {
        "ticket": await ticket_cards.view(desk, ticket),
        "guest": desk.book.name_of(unit),
        "shift": shift_view(desk, shift),
    }
    key, line = f"tell_duty:{ticket.id}:{shift.id}", f"duty {shift.day}"
    if all(one.note != line for one in await tickets.history(desk.session, ticket.id or 0)):
        note(desk, ticket, Verb.PROGRESS, person, line)
    return [Notice(to, "invite.duty", facts, (), Lane.CARD, reply_to=reaching.answers(ticket, to), key=key)]


async def suggestions(desk: Desk) -> list[Notice]:
    """Once a week: where many have asked for one service of a unit, a line to the leader; spread over several grids, to
    the building's chief."""
    notices = []
    for service in desk.book.directory.services:
        found = await tickets.asked(desk.session, service.code, desk.now - WEEK) if service.unit is not None else []
        told = set()
        for grid in dict.fromkeys(one.grid for one in found):
            here_ = [one for one in found if one.grid == grid]
            if made := await _suggested(desk, here_, Role.GRID_LEADER, grid=grid):
                told.add(here_[0].building)
                notices += made
        for house in dict.fromkeys(one.building for one in found if one.building not in told):
            there = [one for one in found if one.building == house]
            notices += await _suggested(desk, there, Role.BUILDING_CHIEF, building=house)
    return notices


async def _suggested(
    desk: Desk, those: Sequence[Ticket], role: Role, grid: str | None = None, building: str | None = None
) -> list[Notice]:
    """A line to whoever holds the role there, if enough have asked."""
    count = len(await linking.askers(desk, those))
    service = desk.book.services.get(those[0].service or "") if those else None
    if count < OFTEN or service is None or service.unit not in desk.book.units:
        return []
    last = those[-1]
    where = desk.book.name_of(grid or building or "")
    facts = {"where": where, "count": count, "topic": service.name, "guest": desk.book.name_of(service.unit or "")}
    rows = ((Button(data=f"propose:{last.id}", label="propose"),),)
    week = desk.book.worktime.date_of(desk.now).isocalendar()
    readers = await here(desk, await people.holders(desk.session, role, grid=grid, building=building))
    return [
        Notice(ToPerson(person, dispensable=True), "invite.often", facts, rows, Lane.REMINDER,
               key=f"invite:{week.year}-{week.week}:{service.code}:{grid or building}:{person.id}")
        for person in readers
    ]  # fmt: skip
