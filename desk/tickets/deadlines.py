"""When a ticket must be accepted, resolved, confirmed: its level's promise, counted on the level's clock."""

from datetime import datetime, timedelta

from desk.desk import Desk
from desk.directory.entries import Duration, Level
from desk.worktime import deadlines, elapsed
from storage.kinds import Priority, Status
from storage.tickets import Ticket

SOON = 0.2  # of a promise's time is left when the last reminder before its deadline comes (CONTRACT, before_due)
HALF = 0.5  # of its level's time is what a reopened ticket gets (CONTRACT)


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
        due, duration, share = ticket.accept_due, promise.accept, 1.0
    else:
        due, duration, share = ticket.resolve_due, promise.resolve, HALF if ticket.reopened else 1.0
    if desk.now > min(due, ticket.resolve_due):
        return "red"
    if promise.clock == "always":
        left, whole = due - desk.now, elapsed(duration)
    else:
        left = timedelta(minutes=desk.book.worktime.minutes_between(desk.now, due))
        whole = desk.book.worktime.amount(duration)
    return "yellow" if left <= whole * share * SOON else "green"
