"""Count what a month came to, from its records and from what stands in its chats."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from statistics import median

from sqlmodel import col, select

from bot.chatroom import Message
from storage.kinds import Priority, Status, Verb
from storage.tickets import Event, Ticket
from tests.month.life import Life, Month

OVER = frozenset({Status.RESOLVED, Status.CLOSED})
DROPPED = frozenset({Status.CANCELLED, Status.MERGED})
GRACE = timedelta(minutes=2)  # what falls due as a window closes is still said (scheduled/hours.py)
NUMBER = re.compile(r"#(\d+)")


@dataclass(frozen=True, slots=True)
class Rate:
    """A part of a whole."""

    part: int
    whole: int

    def __str__(self) -> str:
        share = f"{100 * self.part / self.whole:.1f} %" if self.whole else "-"
        return f"{share} ({self.part}/{self.whole})"


@dataclass(frozen=True, slots=True)
class Spread:
    """Messages a day: the usual, the busy, the worst."""

    median: float
    p95: int
    most: int

    def __str__(self) -> str:
        return f"median {self.median:g}, p95 {self.p95}, max {self.most}"


@dataclass
class Figures:
    """What the month came to. `outside`: what was said by the clock outside of working hours, emergencies apart."""

    said: int
    tickets: list[Ticket]
    closure: Rate
    accepted: Rate
    resolved: Rate
    confirmed: int
    unrated: int
    waiting: int
    verbs: Counter[str]
    digests: int
    weekly: int
    reminding: int
    edits: int
    groups: dict[str, Spread]
    private: Spread
    busiest: str
    outside: list[str]
    life: Life
    why: dict[str, Counter[str]] = field(default_factory=dict)
    taken_over: dict[str, tuple[Rate, Rate]] = field(default_factory=dict)
    warned: Rate = Rate(0, 0)


def is_due(ticket: Ticket, end: datetime) -> bool:
    """Whether it had to be resolved by then (应结案: its deadline falls into the month)."""
    return ticket.status not in DROPPED and ticket.resolve_due <= end


def in_time(ticket: Ticket) -> bool:
    return ticket.status in OVER and ticket.resolved_at is not None and ticket.resolved_at <= ticket.resolve_due


async def measure(month: Month) -> Figures:
    """Everything that is printed."""
    end = month.play.now
    async with month.tower.town.store.read() as session:
        tickets = list((await session.exec(select(Ticket).order_by(col(Ticket.id)))).all())
        events = list((await session.exec(select(Event).order_by(col(Event.id)))).all())
    due = [ticket for ticket in tickets if is_due(ticket, end)]
    to_accept = [one for one in tickets if one.status not in DROPPED and min(one.accept_due, one.resolve_due) <= end]
    closed = [one for one in tickets if one.status is Status.CLOSED]
    asked = {event.ticket_id for event in events if event.verb in {Verb.CONFIRM, Verb.RATE}}
    said = _said(month)
    private, busiest = _private(month, said)
    return Figures(
        said=month.residents.said,
        tickets=tickets,
        closure=Rate(sum(one.status in OVER for one in due), len(due)),
        accepted=Rate(sum(one.accepted_at is not None and one.accepted_at <= one.accept_due for one in to_accept),
                      len(to_accept)),
        resolved=Rate(sum(map(in_time, due)), len(due)),
        confirmed=sum(one.id in asked for one in closed),
        unrated=sum(one.id not in asked for one in closed),
        waiting=sum(one.status is Status.RESOLVED for one in tickets),
        verbs=_verbs(events),
        digests=sum(one.text.startswith("☀️") for one in said),
        weekly=sum(one.text.startswith("📋") for one in said),
        reminding=sum(_reminds(one) for one in said),
        edits=len(month.tower.town.room.log.to("editMessageText")),
        groups=_groups(month, said),
        private=private,
        busiest=busiest,
        outside=list(_outside(month, said, tickets)),
        life=month.life,
        why=_why(month, due),
        taken_over=_taken_over(month, due, events),
        warned=_warned(due, events),
    )  # fmt: skip


def _verbs(events: Iterable[Event]) -> Counter[str]:
    """How often each was done; ends of holds and nudges to whoever was asked are told from what shares their verb."""
    counts: Counter[str] = Counter()
    resolved: set[int] = set()
    for event in events:
        nudges = event.verb is Verb.REMIND and event.ticket_id in resolved
        goes_on = event.verb is Verb.HOLD and not event.note
        counts["nudge" if nudges else "goes on" if goes_on else event.verb.value] += 1
        if event.verb is Verb.RESOLVE:
            resolved.add(event.ticket_id)
        elif event.verb is Verb.REOPEN:
            resolved.discard(event.ticket_id)
    return counts


def _said(month: Month) -> list[Message]:
    """What the bot has said since everybody had moved in."""
    chats = [*month.tower.town.groups, *(person.private for person in month.tower.town.people.values())]
    found = [message for chat in chats for message in chat.messages.values()]
    return [one for one in found if one.from_bot and not one.service and one.date > month.begins]


def _reminds(message: Message) -> bool:
    marks = ("⏰", "🟡", "🔴", "还没受理", "还没办结", "yet; it", "need a look")
    return message.text.startswith(marks[:3]) and any(mark in message.text for mark in (*marks[3:], "要抓紧"))


def _per_day(month: Month, messages: Iterable[Message]) -> Counter[date]:
    return Counter(month.tower.book.worktime.date_of(one.date) for one in messages)


def _spread(counts: Sequence[int]) -> Spread:
    ordered = sorted(counts)
    return (
        Spread(median(ordered), ordered[math.ceil(0.95 * len(ordered)) - 1], ordered[-1])
        if ordered
        else Spread(0, 0, 0)
    )


def _groups(month: Month, said: Sequence[Message]) -> dict[str, Spread]:
    """Messages of ours a working day in each group."""
    days = month.working
    found = {}
    for group in month.tower.town.groups:
        counts = _per_day(month, [one for one in said if one.chat is group])
        found[group.title] = _spread([counts[day] for day in days])
    return found


def _private(month: Month, said: Sequence[Message]) -> tuple[Spread, str]:
    """Messages a person and working day, of those who got any; and who got the most."""
    of: defaultdict[str, list[Message]] = defaultdict(list)
    for message in said:
        if message.chat.person is not None:
            of[message.chat.person.name].append(message)
    counts = {(name, day): count for name, mine in of.items() for day, count in _per_day(month, mine).items()}
    most = max(counts, key=lambda one: counts[one], default=("", date.min))
    return _spread(list(counts.values())), f"{most[0]} {most[1]:%m-%d}"


def _outside(month: Month, said: Sequence[Message], tickets: Sequence[Ticket]) -> Iterable[str]:
    """What nobody's act has caused, said while nobody works, of a ticket that is no emergency."""
    urgent = {one.id for one in tickets if one.priority is Priority.EMERGENCY}
    hours = month.tower.book.worktime
    for one in said:
        open_then = hours.is_open(one.date) or hours.is_open(one.date - GRACE)
        if open_then or one.date in month.play.acted:
            continue
        if not {int(number) for number in NUMBER.findall(one.text)} <= urgent:
            yield f"{one.date.astimezone(hours.zone):%m-%d %H:%M} {one.text}"


def _why(month: Month, due: Sequence[Ticket]) -> dict[str, Counter[str]]:
    """Whose habit it was, of those that were not resolved, and of those that were resolved too late."""
    late = month.life.late
    never = [late.get(one.id or 0, "reopened") for one in due if one.status not in OVER]
    tardy = [late.get(one.id or 0, "reopened") for one in due if one.status in OVER and not in_time(one)]
    return {"not resolved": Counter(never), "resolved late": Counter(tardy)}


def _warned(due: Sequence[Ticket], events: Iterable[Event]) -> Rate:
    """Of those that were not resolved in time: of how many somebody was reminded while there was time."""
    late = {one.id: one for one in due if not in_time(one)}
    reminded = {one.ticket_id for one in events if one.verb is Verb.REMIND and one.ticket_id in late
                and one.at < late[one.ticket_id].resolve_due}  # fmt: skip
    return Rate(len(reminded), len(late))


def _taken_over(month: Month, due: Sequence[Ticket], events: Sequence[Event]) -> dict[str, tuple[Rate, Rate]]:
    """Closure and on-time rates, had whoever was called first resolved it by the evening of that day."""
    called: dict[int, datetime] = {}
    for event in events:
        if event.verb is Verb.ESCALATE:
            called.setdefault(event.ticket_id, event.at)
    absent = {number for number, name in month.life.late.items() if name == "absent"}
    return {
        "the absent handlers' tickets": _as_if(month, due, {n: at for n, at in called.items() if n in absent}),
        "every ticket that was escalated": _as_if(month, due, called),
    }


def _as_if(month: Month, due: Sequence[Ticket], called: dict[int, datetime]) -> tuple[Rate, Rate]:
    hours = month.tower.book.worktime

    def evening(ticket: Ticket) -> datetime | None:
        at = called.get(ticket.id or 0)
        return None if at is None else hours.closing(hours.date_of(at)) or at

    done = [one.status in OVER or evening(one) is not None for one in due]
    timely = [in_time(one) or ((at := evening(one)) is not None and at <= one.resolve_due) for one in due]
    return Rate(sum(done), len(due)), Rate(sum(timely), len(due))
