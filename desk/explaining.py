"""Explain to somebody how a ticket's deadlines came about, in words that let them count again."""

from collections.abc import Iterator

from desk.arithmetic import Step, level_step, shown, steps
from desk.desk import Desk
from desk.tickets import deadlines
from storage import tickets
from storage.kinds import Status
from storage.tickets import Ticket


async def explain(desk: Desk, ticket: Ticket) -> list[Step]:
    """Every line of it."""
    accept, resolve = await deadlines.of(desk, ticket)
    zone = desk.book.zone
    lines = [level_step(desk.book, ticket.priority, accept.clock)]
    if ticket.accepted_at is None or accept.due == ticket.accept_due:
        lines += steps(accept, zone)
    else:
        lines.append(Step("why.kept", {"due": shown(ticket.accept_due.astimezone(zone))}))
    if ticket.accepted_at is not None:
        lines.append(Step("why.accepted", {"at": shown(ticket.accepted_at.astimezone(zone))}))
    lines += steps(resolve, zone)
    if ticket.status is Status.ON_HOLD:
        pauses = await tickets.pauses(desk.session, ticket.id or 0)
        until = next((one.until for one in reversed(pauses) if one.ended_at is None and one.until), desk.now)
        lines.append(Step("why.on_hold", {"until": shown(until.astimezone(zone))}))
    return [*lines, *_provisional(desk, ticket)]


def _provisional(desk: Desk, ticket: Ticket) -> Iterator[Step]:
    clock = deadlines.clock(desk, ticket)
    years = {clock.date_of(due).year for due in (ticket.accept_due, ticket.resolve_due)}
    for year in sorted(years):
        if not clock.calendar.is_settled(year):
            yield Step("why.provisional", {"year": year})
