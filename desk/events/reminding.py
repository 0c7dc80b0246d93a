"""Remind those who are going, a day and half an hour before; tell the host who is coming."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from desk.desk import Desk
from desk.events import calling, cards, hosting
from desk.events.drawing import subject
from desk.events.window import BEFORE
from desk.values import Button, Notice, Rows, ToChat, ToPerson
from storage import due, signups
from storage.events import Happening
from storage.kinds import DueKind, EventStatus, Lane, SignUpState
from storage.people import Person
from storage.signups import LIVE

DAY = timedelta(days=1)
NAMED = 20  # people that the host is told of by name; the list has all
CALLED = 50  # people in one call; the platform notifies no more of one message, and it must fit into one
OWED = (DueKind.EVENT_DAY, DueKind.EVENT_SOON, DueKind.EVENT_ENDS)


def moments(desk: Desk, event: Happening) -> dict[DueKind, datetime]:
    """When each of what is owed is due. Of a whole day, half an hour before would be in the night: nothing is due."""
    soon = {} if event.all_day else {DueKind.EVENT_SOON: event.starts_at - BEFORE}
    day = {DueKind.EVENT_DAY: _day_before(desk, event)}
    return {**day, **soon, DueKind.EVENT_ENDS: hosting.ends(desk, event)}


def _day_before(desk: Desk, event: Happening) -> datetime:
    """Of what takes a whole day, at nine on the day before."""
    begins = event.starts_at.astimezone(desk.book.zone)
    return begins - DAY + (timedelta(hours=9) if event.all_day else timedelta())


async def plan(desk: Desk, event: Happening) -> None:
    """Lay down what is owed as the event stands now; what is past already is not owed, but its end is."""
    for kind in OWED:
        await due.drop(desk.session, kind, subject(event))
    if event.status not in LIVE:
        return
    for kind, at in moments(desk, event).items():
        if at > desk.now or kind is DueKind.EVENT_ENDS:
            await due.put(desk.session, kind, subject(event), at)


async def moved(desk: Desk, event: Happening, kind: DueKind) -> bool:
    """Whether the event is not to be spoken of now: it was put off (then it is owed anew), or will not take place."""
    at = moments(desk, event).get(kind)
    if event.status not in LIVE or at is None:
        return True
    if at > desk.now:
        await due.put(desk.session, kind, subject(event), at)
    return at > desk.now


async def remind(desk: Desk, event: Happening, soon: bool) -> list[Notice]:
    """To everybody who is going, each privately; those who cannot be written to, together, once in each group."""
    if desk.now >= event.starts_at - (timedelta() if soon else BEFORE):
        return []  # it comes too late to be of use
    going = await signups.in_order(desk.session, event.id or 0, SignUpState.GOING)
    reached, called = await calling.together(desk, event, going)
    facts = {"event": await cards.view(desk, event), "soon": soon}
    rows = _buttons(event, soon)
    notices = [
        Notice(ToPerson(person, dispensable=True), "signup.reminder", facts, rows, Lane.REMINDER)
        for _, person in reached
    ]
    for group, people in called.items():
        notices += _call(group, people, facts, rows)
    return [*notices, await _to_host(desk, event, [person for _, person in going], soon)]


def _buttons(event: Happening, soon: bool) -> Rows:
    first = "checkin" if soon else "calendar"
    return (tuple(Button(data=f"{action}:{event.id}", label=action) for action in (first, "leave")),)


def _call(group: int, people: list[Person], facts: dict[str, object], rows: Rows) -> Iterable[Notice]:
    for start in range(0, len(people), CALLED):
        named = facts | {"people": people[start : start + CALLED]}
        yield Notice(ToChat(group), "signup.reminder_in_group", named, rows, Lane.REMINDER)


async def _to_host(desk: Desk, event: Happening, going: list[Person], soon: bool) -> Notice:
    """Who is coming, and how many."""
    counts = await signups.counts(desk.session, event.id or 0)
    facts = {
        "event": await cards.view(desk, event),
        "soon": soon,
        "people": going[:NAMED],
        "count": len(going),
        "places": counts.places.get(SignUpState.GOING, 0),
        "waiting": counts.waiting + counts.people.get(SignUpState.OFFERED, 0),
    }
    host = await desk.session.get_one(Person, event.host_id)
    return Notice(ToPerson(host, dispensable=True), "signup.for_host", facts, host_buttons(event), Lane.REMINDER)


def host_buttons(event: Happening) -> Rows:
    """What the host needs on the day."""
    qr = (Button(data=f"qr:{event.id}", label="qr"),) if event.status is not EventStatus.DONE else ()
    return ((Button(data=f"signups:{event.id}:0", label="signups"), *qr),)
