"""Call the next rung: building chief, committee, street. It gets the whole story, and may do anything about it."""

from dataclasses import dataclass, replace
from datetime import datetime

from desk.desk import Desk
from desk.people.absence import here
from desk.tickets import cards, reaching
from desk.tickets.move import note
from desk.tickets.planning import plan
from desk.tickets.routing import admins, responsible
from desk.values import Notice
from storage import tickets
from storage.kinds import RUNGS, Lane, Shows, Verb
from storage.people import Person
from storage.tickets import Event, Ticket

STORY = 12  # lines of history that a rung is told, the newest; /why and /audit have the rest


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a ticket's history as it is told; `times` that it stands for, the last of them `at`."""

    at: datetime
    verb: Verb
    who: str
    note: str
    times: int = 1


async def climb(desk: Desk, ticket: Ticket) -> list[Notice]:
    """Call the first rung above the last one that has somebody; if none has, the admins. The last one stays called."""
    rung, those = await _next(desk, ticket)
    if rung is None:
        return []
    ticket.escalated = rung
    note(desk, ticket, Verb.ESCALATE, None, RUNGS[rung - 1].value)
    await plan(desk, ticket)
    notices = await cards.refresh(desk, ticket)
    for person in those:
        notices += await _called(desk, ticket, person)
    return notices


async def _next(desk: Desk, ticket: Ticket) -> tuple[int | None, list[Person]]:
    for number, role in enumerate(RUNGS, 1):
        if number <= ticket.escalated:
            continue
        if those := await here(desk, await responsible(desk, ticket.grid, ticket.building, None, role)):
            return number, those
    return (len(RUNGS), await admins(desk)) if ticket.escalated < len(RUNGS) else (None, [])


async def _called(desk: Desk, ticket: Ticket, person: Person) -> list[Notice]:
    """What happened so far, and the card with its buttons."""
    to, shown = await reaching.privately(desk, ticket, person), await cards.view(desk, ticket)
    lines = await story(desk, ticket)
    facts = {"ticket": shown, "lines": lines[-STORY:], "left_out": max(0, len(lines) - STORY)}
    told = Notice(to, "chase.escalated", facts, (), Lane.CARD, ticket.id, Shows.NOTE)  # before the card and its buttons
    card = await cards.in_private(desk, ticket, shown, person, again=True)
    return [told, card, *await cards.sent_along(desk, ticket, card.to)]


async def everybody(desk: Desk, ticket: Ticket) -> list[Person]:
    """All rungs at once."""
    found = [await responsible(desk, ticket.grid, ticket.building, None, role) for role in RUNGS]
    return await here(desk, [person for those in found for person in those])


async def story(desk: Desk, ticket: Ticket) -> list[Line]:
    """The history in short lines, oldest first; reminders one after the other are one line, codes none."""
    history: list[Event] = await tickets.history(desk.session, ticket.id or 0)
    names: dict[int | None, str] = {None: ""}
    for number in {event.actor_id for event in history} - {None}:
        names[number] = (await desk.session.get_one(Person, number)).name
    lines: list[Line] = []
    for event in history:
        if event.verb is Verb.PROGRESS and not cards.is_said(event):
            continue
        line = Line(event.at, event.verb, names[event.actor_id], cards.shorten(event.note, cards.NOTED))
        if lines and line.verb is lines[-1].verb is Verb.REMIND:
            line = replace(line, times=lines.pop().times + 1)
        lines.append(line)
    return lines
