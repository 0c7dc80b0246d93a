"""When a ticket must be accepted, resolved, confirmed: its level's promise, counted on the level's clock."""

from datetime import datetime

from desk.desk import Desk
from desk.directory.entries import Duration, Level
from desk.worktime import deadlines, elapsed
from storage.kinds import Priority, Status
from storage.tickets import Ticket

SOON = 0.8  # the last reminder before a deadline comes at 80 % of its time (CONTRACT, reminders.before_due)


def level(desk: Desk, priority: Priority) -> Level:
    """What the directory promises for this priority."""
    return desk.book.directory.levels[priority]


def promised(desk: Desk, priority: Priority, start: datetime) -> tuple[datetime, datetime]:
    """accept_due and resolve_due of a ticket of this priority whose clocks start at `start`."""
    return deadlines(level(desk, priority), start, desk.book.worktime)


def after(desk: Desk, priority: Priority, start: datetime, duration: Duration, share: float = 1) -> datetime:
    """`share` of the duration after `start`, on the clock of the priority's level."""
    if level(desk, priority).clock == "always":
        return start + elapsed(duration) * share
    seconds = desk.book.worktime.amount(duration).total_seconds() * share
    return desk.book.worktime.add(start, Duration(round(seconds), "s"))


def light(desk: Desk, ticket: Ticket) -> str:
    """Green in time, yellow due soon, red overdue; towards accept_due until accepted, then towards resolve_due."""
    if ticket.status in {Status.RESOLVED, Status.CLOSED, Status.CANCELLED, Status.MERGED}:
        return "done"
    promise = level(desk, ticket.priority)
    if ticket.status is Status.NEW:
        start, due, duration = ticket.created_at, ticket.accept_due, promise.accept
    else:
        start, due, duration = ticket.accepted_at or ticket.created_at, ticket.resolve_due, promise.resolve
    if desk.now > due:
        return "red"
    return "yellow" if desk.now >= min(due, after(desk, ticket.priority, start, duration, SOON)) else "green"
