"""When a ticket must be accepted, resolved, confirmed: its promise, counted from its history on its own clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from desk.desk import Desk
from desk.directory.entries import Duration, Level
from desk.worktime import Stretch, WorkingTime, apart
from storage import tickets
from storage.kinds import Status, Verb
from storage.tickets import Event, Pause, Ticket

SOON = 0.8  # of a promise's time is over when it shows yellow, where the directory names no reminder before it is due
HALF = 0.5  # of its level's time is what a reopened ticket gets (CONTRACT)
HANDED = (Verb.TRANSFER, Verb.RETURN)  # start the time to accept anew


@dataclass(frozen=True, slots=True)
class Promise:
    """One of a ticket's deadlines and all that it follows from; `verb` is accept or resolve.

    `share` of the level's `duration` after `start`, without the pauses, on `clock`; or `given` by a rung at `start`,
    and later by what the pauses take from then on.
    """

    verb: Verb
    start: datetime
    duration: Duration
    share: float
    pauses: tuple[Stretch, ...]
    clock: WorkingTime
    given: datetime | None = None

    @property
    def amount(self) -> timedelta:
        """How much time it leaves, on its clock."""
        if self.given is not None:
            return self.clock.between(self.start, self.given)
        return self.clock.amount(self.duration) * self.share

    @property
    def due(self) -> datetime:
        """The deadline. Raises NoWorkingTime."""
        return self.point(1) if self.given is None else self.clock.after(self.given, self.lost)

    @property
    def lost(self) -> timedelta:
        """How much time the pauses take from the deadline that was given; one that begins after it takes none."""
        lost, due = timedelta(), self.given or self.start
        for begins, ends in apart(self.pauses):
            if begins < due:
                lost += self.clock.between(begins, ends)
                due = self.clock.after(self.given or self.start, lost)
        return lost

    def point(self, share: float) -> datetime:
        """When so much of its time is over. Raises NoWorkingTime."""
        if self.given is not None and share == 1:
            return self.due
        return self.clock.after(self.start, self.amount * share, self.pauses)


def level(desk: Desk, ticket: Ticket) -> Level:
    """What the directory promises for the ticket's priority."""
    return desk.book.directory.levels[ticket.priority]


def clock(desk: Desk, ticket: Ticket) -> WorkingTime:
    """The clock that the ticket's deadlines, reminders, escalation and closing run on."""
    return desk.book.clock(ticket.priority, ticket.unit, ticket.building)


def promises(desk: Desk, ticket: Ticket, history: Sequence[Event], pauses: Sequence[Pause]) -> tuple[Promise, Promise]:
    """To accept and to resolve, as they follow from what happened to the ticket."""
    hours, promise = clock(desk, ticket), level(desk, ticket)
    still = tuple(_stretches(pauses))
    handed = _last(history, HANDED) or ticket.created_at
    begun = _last(history, (Verb.REOPEN,)) or ticket.created_at
    accept = Promise(Verb.ACCEPT, handed, promise.accept, 1, _before(still, ticket.accepted_at), hours)
    share = HALF if ticket.reopened else 1
    if ticket.resolve_set is not None and ticket.resolve_set_at is not None:
        since, given = ticket.resolve_set_at, ticket.resolve_set  # whoever gave it knew of the hold that was on
        still = tuple(one for one in still if one[0] >= since)
        return accept, Promise(Verb.RESOLVE, since, promise.resolve, share, still, hours, given)
    return accept, Promise(Verb.RESOLVE, begun, promise.resolve, share, still, hours)


def _last(history: Sequence[Event], verbs: Sequence[Verb]) -> datetime | None:
    return max((event.at for event in history if event.verb in verbs), default=None)


def _before(pauses: tuple[Stretch, ...], accepted_at: datetime | None) -> tuple[Stretch, ...]:
    """What has stopped the time to accept: nothing did after the ticket had been accepted."""
    return tuple(one for one in pauses if accepted_at is None or one[0] < accepted_at)


def _stretches(pauses: Sequence[Pause]) -> list[Stretch]:
    """A pause that has not ended lasts until it is planned to; a merge that stands has no end and no matter."""
    ends = [(pause.begins_at, pause.ended_at or pause.until) for pause in pauses]
    return [(begins, end) for begins, end in ends if end is not None and end > begins]


async def of(desk: Desk, ticket: Ticket) -> tuple[Promise, Promise]:
    """Both promises, from the records."""
    await desk.session.flush()
    history = await tickets.history(desk.session, ticket.id or 0)
    return promises(desk, ticket, history, await tickets.pauses(desk.session, ticket.id or 0))


async def settle(desk: Desk, ticket: Ticket) -> bool:
    """Set the deadlines as they follow from the history; True if one moved. What was accepted in time stays so."""
    before = ticket.accept_due, ticket.resolve_due
    accept, resolve = await of(desk, ticket)
    if ticket.accepted_at is None:
        ticket.accept_due = accept.due
    ticket.resolve_due = resolve.due
    return before != (ticket.accept_due, ticket.resolve_due)


def after(desk: Desk, ticket: Ticket, start: datetime, duration: Duration, share: float = 1) -> datetime:
    """`share` of the duration after `start`, on the ticket's clock."""
    hours = clock(desk, ticket)
    return hours.after(start, hours.amount(duration) * share)


def light(desk: Desk, ticket: Ticket) -> str:
    """Green in time, yellow due soon, red overdue; towards accept_due until accepted, then towards resolve_due."""
    if ticket.status in {Status.RESOLVED, Status.CLOSED, Status.CANCELLED, Status.MERGED}:
        return "done"
    if ticket.status is Status.ON_HOLD:
        return "green"
    due = min(ticket.accept_due, ticket.resolve_due) if ticket.status is Status.NEW else ticket.resolve_due
    if desk.now > due:
        return "red"
    hours, promise = clock(desk, ticket), level(desk, ticket)
    whole = hours.amount(promise.accept if due == ticket.accept_due else promise.resolve)
    if due == ticket.resolve_due and ticket.resolve_set_at is not None:
        whole = hours.between(ticket.resolve_set_at, due)
    elif due == ticket.resolve_due and ticket.reopened:
        whole *= HALF
    return "yellow" if hours.between(desk.now, due) <= whole * (1 - last_call(desk)) else "green"


def last_call(desk: Desk) -> float:
    """The share of a promise's time after which it is due soon: when the last reminder before it comes."""
    return max(desk.book.chasing.before_due, default=SOON)


def is_provisional(desk: Desk, ticket: Ticket) -> bool:
    """Whether a deadline falls into a year whose make-up days are not known yet."""
    hours = clock(desk, ticket)
    dues = [ticket.resolve_due] if ticket.accepted_at else [ticket.accept_due, ticket.resolve_due]
    return any(not hours.calendar.is_settled(hours.date_of(due).year) for due in dues)
