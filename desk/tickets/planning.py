"""Lay down what the schedule owes a ticket in the state that it is in: one row for each thing, at its next moment."""

from datetime import datetime, timedelta

from desk.desk import Desk
from desk.tickets import deadlines
from desk.tickets.deadlines import Promise
from desk.worktime import parse_duration
from storage import due, tickets
from storage.due import Due
from storage.kinds import DueKind, Priority, Status
from storage.tickets import Ticket

RING = timedelta(minutes=3)  # between rings of an emergency that nobody has accepted


async def arrange(desk: Desk, ticket: Ticket) -> bool:
    """After anything that its clocks depend on has changed: count anew and plan anew. True if a deadline moved."""
    moved = await deadlines.settle(desk, ticket)
    await plan(desk, ticket)
    return moved


async def plan(desk: Desk, ticket: Ticket) -> None:
    """Replace what was owed by what is owed now."""
    await due.cancel(desk.session, ticket.id or 0)
    if ticket.status in {Status.NEW, Status.ACCEPTED}:
        await _chase(desk, ticket)
    elif ticket.status is Status.ON_HOLD:
        _owe(desk, ticket, DueKind.HOLD_ENDS, await _hold_ends(desk, ticket))
    elif ticket.status is Status.RESOLVED:
        _confirm(desk, ticket)
    await desk.session.flush()


def _owe(desk: Desk, ticket: Ticket, kind: DueKind, at: datetime) -> None:
    desk.session.add(Due(kind=kind, ticket_id=ticket.id or 0, due_at=at))


async def _chase(desk: Desk, ticket: Ticket) -> None:
    accept, resolve = await deadlines.of(desk, ticket)
    promise = accept if ticket.status is Status.NEW else resolve
    if rings(ticket):
        _owe(desk, ticket, DueKind.RING, (ticket.reminded_at or desk.now) + RING)
    else:
        _owe(desk, ticket, DueKind.REMIND, next_reminder(desk, promise, ticket.reminded_at or promise.start))
    chain = chain_of(desk, ticket)
    if ticket.escalated < len(chain):
        _owe(desk, ticket, DueKind.ESCALATE, promise.clock.add(promise.due, parse_duration(chain[ticket.escalated])))


def rings(ticket: Ticket) -> bool:
    """Whether somebody is in danger and nobody has taken it on."""
    return ticket.priority is Priority.EMERGENCY and ticket.status is Status.NEW


def chain_of(desk: Desk, ticket: Ticket) -> tuple[str, ...]:
    """The durations after which each rung is called, as they were when the ticket was opened."""
    return tuple(desk.book.chasing.after_overdue if ticket.chain is None else ticket.chain)


def next_reminder(desk: Desk, promise: Promise, since: datetime) -> datetime:
    """The first moment after `since` at which those responsible are to be reminded: at the shares of its time, when it
    is due, and then every so often."""
    for share in (*desk.book.chasing.before_due, 1):
        if (at := promise.point(share)) > since:
            return at
    every = promise.clock.amount(desk.book.chasing.overdue_every)
    missed = max(promise.clock.between(promise.due, since) // every, 0) if every else 0
    at = promise.clock.after(promise.due, every * (missed + 1))
    return at if at > since else promise.clock.after(promise.due, every * (missed + 2))


async def _hold_ends(desk: Desk, ticket: Ticket) -> datetime:
    pauses = await tickets.pauses(desk.session, ticket.id or 0)
    return next((one.until for one in reversed(pauses) if one.ended_at is None and one.until), desk.now)


def _confirm(desk: Desk, ticket: Ticket) -> None:
    """Nudge half way, close in the end."""
    within = desk.book.directory.confirm_within
    resolved = ticket.resolved_at or desk.now
    for kind, share in ((DueKind.NUDGE, 0.5), (DueKind.CLOSE, 1.0)):
        _owe(desk, ticket, kind, deadlines.after(desk, ticket, resolved, within, share))
