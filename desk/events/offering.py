"""Offer places that have come free to those who wait, in order, each until a told moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from desk.desk import Desk
from desk.events import calling, cards, hosting, rooms
from desk.values import Button, Notice, Rows, ToChat, ToPerson
from storage import due, signups
from storage.events import Happening, SignUp
from storage.kinds import DueKind, Lane, SignUpState
from storage.people import Person
from storage.signups import LIVE, Entry

TO_ANSWER = timedelta(hours=4)  # by day: nobody has to answer at night
DAY = (time(8), time(21))
CALLED = 20  # names in one call; more would fill a screen
LEAST = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Saying:
    """How somebody hears of a place: the phrase privately, that for several in a group, and the buttons."""

    to_one: str
    to_several: str
    actions: tuple[str, str]


OFFERED = Saying("signup.offer", "signup.offer_in_group", ("take", "pass"))
IN = Saying("signup.let_in", "signup.let_in_in_group", ("leave", "calendar"))


def until(desk: Desk, event: Happening) -> datetime:
    """By when an offer of now must be taken: within four hours of the day, but in half of the time that is left, so
    that the next ones can still be asked; a quarter of an hour is the least, and never after it has begun."""
    last = hosting.last_call(desk, event)
    half = desk.now + (last - desk.now) / 2
    return min(last, max(desk.now + LEAST, min(half, _by_day(desk, TO_ANSWER))))


def _by_day(desk: Desk, amount: timedelta) -> datetime:
    """The end of that much daytime from now on."""
    zone = desk.book.zone
    at = desk.now.astimezone(zone)
    while True:
        opens, closes = (datetime.combine(at.date(), edge, zone) for edge in DAY)
        begins = max(at, opens)
        if begins + amount <= closes:
            return begins + amount
        amount -= max(timedelta(), closes - begins)
        at = datetime.combine(at.date() + timedelta(days=1), DAY[0], zone)


async def fill(desk: Desk, event: Happening) -> list[Notice]:
    """Offer every place that is free, in the order of those who may have it; without a limit everybody who waits has
    one at once. The event is locked.

    However many, it is one transaction (300 take 0.7 s): a turn for every forty, as those use who only tell, would call
    those who cannot be written to once a turn in each group, not once.
    """
    if event.status not in LIVE or desk.now >= hosting.last_call(desk, event):
        return []
    await desk.session.flush()
    counts = await signups.counts(desk.session, event.id or 0)
    left, waiting = await rooms.room(desk, event, counts), counts.waiting
    limitless = event.capacity is None and event.grid_places is None
    chosen: list[Entry] = []
    while waiting and left.left != 0:
        most = waiting if left.left is None else left.left
        first = await signups.next_waiting(desk.session, event.id or 0, left.full, most)
        for one, person in first:
            if not left.fits(one.grid):
                continue  # those before have taken the last of that grid
            await (_let_in(desk, one) if limitless else _offer(desk, event, one))
            chosen.append((one, person))
            left, waiting = left.without(one.grid), waiting - 1
        if not first:
            break
        await desk.session.flush()
    return await _told(desk, event, chosen, IN if limitless else OFFERED) if chosen else []


async def _offer(desk: Desk, event: Happening, one: SignUp) -> None:
    one.state, one.offered_until = SignUpState.OFFERED, until(desk, event)
    desk.session.add(one)
    await due.put(desk.session, DueKind.OFFER, subject(one), one.offered_until)


async def _let_in(desk: Desk, one: SignUp) -> None:
    one.state = SignUpState.GOING
    desk.session.add(one)


async def _told(desk: Desk, event: Happening, entries: Sequence[Entry], saying: Saying) -> list[Notice]:
    """Each privately; several who can only be called in the same group are called in one message there."""
    rows: Rows = (tuple(Button(data=f"{action}:{event.id}", label=action) for action in saying.actions),)
    facts = {"event": await cards.view(desk, event), "until": until(desk, event)}
    _, called = await calling.together(desk, event, entries)
    crowds = {group: people for group, people in called.items() if len(people) > 1}
    together = {person.id for people in crowds.values() for person in people}
    notices = []
    for one, person in entries:
        if person.id not in together:
            mark = f"{one.offered_until:%m%d%H%M}" if one.offered_until is not None else "in"
            to = await calling.one_by_one(desk, event, one, person, f"{subject(one)}:{mark}")
            notices.append(Notice(to, saying.to_one, facts, rows, Lane.CARD))
    for group, people in crowds.items():
        for start in range(0, len(people), CALLED):
            named = facts | {"people": people[start : start + CALLED]}
            notices.append(Notice(ToChat(group), saying.to_several, named, rows, Lane.CARD))
    return notices


async def accept(desk: Desk, one: SignUp) -> None:
    """The place is theirs."""
    one.state, one.offered_until = SignUpState.GOING, None
    desk.session.add(one)
    await due.drop(desk.session, DueKind.OFFER, subject(one))
    await desk.session.flush()


async def give_up(desk: Desk, one: SignUp) -> None:
    """They are out."""
    if one.state is SignUpState.OFFERED:
        await due.drop(desk.session, DueKind.OFFER, subject(one))
    one.state, one.companions, one.offered_until = SignUpState.CANCELLED, 0, None
    desk.session.add(one)
    await desk.session.flush()


async def lapse(desk: Desk, event: Happening, one: SignUp, person: Person) -> list[Notice]:
    """Nobody has answered in time: the place goes to the next."""
    await give_up(desk, one)
    facts = {"event": await cards.view(desk, event), "early": desk.now < hosting.last_call(desk, event)}
    lapsed = Notice(ToPerson(person, dispensable=True), "signup.lapsed", facts, lane=Lane.REMINDER)
    return [lapsed, *await fill(desk, event)]


def subject(one: SignUp) -> str:
    """As what due rows name a sign-up."""
    return f"sign_up:{one.id}"
