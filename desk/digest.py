"""Sum up: in the morning for whoever has tickets to look after, at the end of the week for a grid's group."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from desk.desk import Desk
from desk.people.absence import is_away, rights
from desk.people.permissions import is_admin
from desk.tickets import cards, chasing, reaching
from desk.values import Notice, ToChat, ToPerson
from desk.worktime import WorkingTime
from storage import people, tickets
from storage.chats import Chat
from storage.kinds import Lane, Role, Status, Verb
from storage.people import Person
from storage.tickets import Ticket

SEARCHED = 500  # open tickets of one person that are counted
CLOSINGS = frozenset({Verb.CONFIRM, Verb.CLOSE})
LOOKED_BACK = timedelta(weeks=8)  # in which at least two weeks have ended, whatever holidays there are
MORNING = timedelta(hours=2)  # as long as good morning may be said
LISTED = 8  # tickets that a group is told of by name


async def of_person(desk: Desk, person: Person) -> list[Notice]:
    """Their open tickets by light, oldest first, a button each; nothing if there are none, or they are away."""
    ids, grants = await rights(desk, person)
    found = await tickets.open_for(desk.session, ids, grants, is_admin(desk, person), SEARCHED)
    found = [ticket for ticket in found if not await _in_their_group(desk, ticket, ids, person)]
    if is_away(desk, person) or not found:
        return []
    return [await _morning(desk, found, ToPerson(person, dispensable=True))]


async def of_unit(desk: Desk, group: Chat) -> list[Notice]:
    """The same for a unit's group."""
    found = await tickets.of_unit(desk.session, group.unit or "")
    return [await _morning(desk, found, ToChat(group.id))] if found else []


async def _in_their_group(desk: Desk, ticket: Ticket, ids: set[int], person: Person) -> bool:
    """Whether their unit's group is told of it, and they need not be as well."""
    if ticket.unit is None or ticket.handler_id in ids or await reaching.unit_chat(desk, ticket) is None:
        return False
    staff = await people.holders(desk.session, Role.UNIT_STAFF, unit=ticket.unit)
    return person.id in {one.id for one in staff}


async def _morning(desk: Desk, found: Sequence[Ticket], to: ToChat | ToPerson) -> Notice:
    ordered = sorted(found, key=lambda ticket: (ticket.created_at, ticket.id))
    views = [await cards.view(desk, ticket) for ticket in ordered]
    views.sort(key=lambda one: chasing.LIGHTS.index(one.light))
    lights = [one.light for one in views]
    facts = {
        "tickets": views[: chasing.MOST],
        "count": len(views),
        "red": lights.count("red"),
        "yellow": lights.count("yellow"),
        "late": _is_late(desk),
    }
    return Notice(to, "digest.morning", facts, chasing.number_buttons(views[: chasing.MOST]), Lane.REMINDER)


def _is_late(desk: Desk) -> bool:
    """Whether the morning is over, since nobody was there to tell it then."""
    clock = desk.book.worktime
    midnight = datetime.combine(clock.date_of(desk.now), time(), clock.zone)
    return desk.now > clock.next_morning(midnight) + MORNING


async def of_week(desk: Desk, group: Chat) -> list[Notice]:
    """What was done for the grid in a week, and how much of it was confirmed; nothing if nothing was."""
    clock = desk.book.worktime
    since, until = last_week(clock, desk.now)
    done = await tickets.done_between(desk.session, group.grid or "", since, until)
    if not done:
        return []
    confirmed = [one for one in done if one.status is Status.CLOSED and await _was_confirmed(desk, one)]
    named = [ticket for ticket in done if await reaching.is_public(desk, ticket)][:LISTED]
    facts = {
        "tickets": [await cards.view(desk, ticket) for ticket in named],
        "count": len(done),
        "confirmed": len(confirmed),
        "unrated": sum(ticket.status is Status.CLOSED and ticket not in confirmed for ticket in done),
        "asked": sum(ticket.status is Status.RESOLVED for ticket in done),
        "open": await tickets.count_open(desk.session, group.grid or ""),
        "late": _monday(clock, until) != _monday(clock, desk.now),
    }
    key = f"week:{group.id}:{clock.date_of(until)}"
    return [Notice(ToChat(group.id), "digest.week", facts, lane=Lane.ANNOUNCEMENT, key=key)]


async def _was_confirmed(desk: Desk, ticket: Ticket) -> bool:
    """Whether somebody closed it, with or without a rating; silence closes by the schedule."""
    last = [event.verb for event in await tickets.history(desk.session, ticket.id or 0) if event.verb in CLOSINGS]
    return last[-1:] == [Verb.CONFIRM]


def _monday(clock: WorkingTime, at: datetime) -> date:
    day = clock.date_of(at)
    return day - timedelta(days=day.weekday())


def last_week(clock: WorkingTime, at: datetime) -> tuple[datetime, datetime]:
    """From one end of a week to the next, the last that have come by then: each hour is in one week, and in no gap
    between two, also where the sum is late."""
    ends = [end_of_week(clock, at - LOOKED_BACK)]
    while ends[-1] <= at:
        ends.append(end_of_week(clock, ends[-1]))
    return ends[-3], ends[-2]


def end_of_week(clock: WorkingTime, at: datetime) -> datetime:
    """An hour before the last working day of a week ends, the first such moment after `at`."""
    monday = _monday(clock, at)
    for week in range(60):
        days = [monday + timedelta(weeks=week, days=number) for number in range(6, -1, -1)]
        for one in days:
            closes = clock.closing(one)
            if closes is None:
                continue
            if (moment := closes - timedelta(hours=1)) > at:
                return moment
            break
    return at + timedelta(weeks=1)
