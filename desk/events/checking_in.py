"""Check people in on the day: by their own button, by the code that the host shows, or by the host's list."""

from datetime import datetime, timedelta
from hashlib import sha256
from hmac import compare_digest

from desk.desk import Desk
from desk.errors import NotAllowed, Unknown, WrongState
from desk.events import hosting, offering, rating, rooms, signups
from desk.events.drawing import redraw, subject
from desk.events.reminding import host_buttons
from desk.events.signups import Told
from desk.events.window import is_open, opens
from desk.values import Button, Code, Notice, ToPerson
from storage import due
from storage import signups as records
from storage.events import Happening, SignUp
from storage.kinds import DueKind, EventStatus, Lane, SignUpState
from storage.people import Person

FRESH = timedelta(minutes=10)  # a code is good as long as it is shown, and as long again
CODE = 10  # hexadecimal digits: nobody guesses one of 10^12 while an event lasts
CORRECTED = frozenset({SignUpState.GOING, SignUpState.ATTENDED, SignUpState.NO_SHOW})


def code_of(event: Happening, at: datetime) -> str:
    """The code on the host's picture at this time, told by nothing that people see: a photo of it is soon worth nothing
    to somebody who stayed at home."""
    window = int(at.timestamp() // FRESH.total_seconds())
    seed = f"{event.id}:{event.host_id}:{event.created_at.isoformat()}:{window}"
    return sha256(seed.encode()).hexdigest()[:CODE]


def payload(event: Happening, at: datetime) -> str:
    """What the code's address hands over (Bot API, deep linking: at most 64 letters, digits, _ and -)."""
    return f"c{event.id}-{code_of(event, at)}"


def _is_fresh(desk: Desk, event: Happening, code: str) -> bool:
    """Whether it is the code of now, or of just before."""
    return any(compare_digest(code, code_of(event, at)) for at in (desk.now, desk.now - FRESH))


async def show_code(desk: Desk, number: int, person: Person) -> Told:
    """The picture for the host, privately. Raises Unknown, NotAllowed, WrongState."""
    event = await hosting.seen(desk, number)
    await hosting.must_run(desk, event, person)
    signups.must_take_place(event)
    facts = {"title": event.title, "doors_open": opens(event), "over_at": hosting.ends(desk, event)} | {
        "minutes": FRESH // timedelta(minutes=1)
    }
    again = ((Button(data=f"qr:{event.id}", label="qr_again"),),)
    picture = Notice(ToPerson(person), "checkin.code", facts, again, made=Code(payload(event, desk.now)))
    return Told("checkin.code_sent", {}, (picture,))


async def check_in(desk: Desk, number: int, person: Person, code: str | None = None) -> Told:
    """The person is here. By the code at the door also whoever had not signed up, if there is a place.

    Raises Unknown (also for a wrong or old code), WrongState, NotAllowed.
    """
    event = await hosting.locked(desk, number)
    if code is not None and not _is_fresh(desk, event, code):
        raise Unknown("unknown_code")
    signups.must_take_place(event)
    if not is_open(desk, event):
        raise WrongState("check_in_later" if desk.now < opens(event) else "event_over", opens=opens(event))
    one = await records.own(desk.session, number, person.id or 0)
    if one is not None and one.state is SignUpState.ATTENDED:
        return Told("checkin.already", {"title": event.title})
    counted = one is not None and one.state is SignUpState.GOING  # the announcement need not be drawn for these
    if one is None or one.state not in {SignUpState.GOING, SignUpState.OFFERED}:
        one = await _walk_in(desk, event, one or signups.new(event, person), at_the_door=code is not None)
    await offering.accept(desk, one)
    one.state = SignUpState.ATTENDED
    desk.session.add(one)
    return Told("checkin.done", {"title": event.title}, () if counted else tuple(await redraw(desk, event)))


async def _walk_in(desk: Desk, event: Happening, one: SignUp, at_the_door: bool) -> SignUp:
    """Somebody who has no place takes one that is left."""
    if not at_the_door:
        raise NotAllowed("check_in_without_place")
    counts = await records.counts(desk.session, event.id or 0)
    left, grid = await rooms.room(desk, event, counts), await _grid_of(desk, one)
    if not left.fits(grid):
        raise WrongState("check_in_full_of_grid" if left.only_of_grid(grid) else "check_in_full")
    return await signups.enter(desk, one, SignUpState.GOING, counts, None, grid)


async def _grid_of(desk: Desk, one: SignUp) -> str | None:
    return one.grid or await rooms.grid_of(desk, await desk.session.get_one(Person, one.person_id), None)


async def correct(desk: Desk, number: int, by: Person, sign_up_id: int) -> Told:
    """The host says who was there, or was not; also when it is over. Raises Unknown, NotAllowed, WrongState."""
    event = await hosting.locked(desk, number)
    await hosting.must_run(desk, event, by)
    if event.status is EventStatus.CANCELLED:
        raise WrongState("event_cancelled")
    if desk.now < opens(event):
        raise WrongState("check_in_later", opens=opens(event))
    one = await desk.session.get(SignUp, sign_up_id)
    if one is None or one.event_id != event.id or one.state not in CORRECTED:
        raise Unknown("unknown_button")
    over = event.status is EventStatus.DONE
    came = one.state is not SignUpState.ATTENDED
    absent = SignUpState.NO_SHOW if over else SignUpState.GOING
    one.state = SignUpState.ATTENDED if came else absent
    desk.session.add(one)
    person = await desk.session.get_one(Person, one.person_id)
    asked = [await rating.ask(desk, event, person)] if over and came else []
    return Told("checkin.came" if came else "checkin.absent", {"name": person.name}, tuple(asked))


async def end(desk: Desk, event: Happening) -> list[Notice]:
    """The event is over: who did not come is written down, who came is asked how it was, the host hears how many."""
    event.status = EventStatus.DONE
    desk.session.add(event)
    for one, _ in await records.in_order(desk.session, event.id or 0, SignUpState.GOING, SignUpState.OFFERED):
        if one.state is SignUpState.OFFERED:
            await offering.give_up(desk, one)
        else:
            one.state = SignUpState.NO_SHOW
            desk.session.add(one)
    await desk.session.flush()
    came = await records.in_order(desk.session, event.id or 0, SignUpState.ATTENDED)
    await due.put(desk.session, DueKind.EVENT_SUMMARY, subject(event), rating.summed_up_at(desk))
    asked = [await rating.ask(desk, event, person) for _, person in came]
    return [*await redraw(desk, event), *asked, await _to_host(desk, event, len(came))]


async def _to_host(desk: Desk, event: Happening, came: int) -> Notice:
    counts = await records.counts(desk.session, event.id or 0)
    facts = {
        "title": event.title,
        "came": came,
        "absent": counts.people.get(SignUpState.NO_SHOW, 0),
    }
    host = await desk.session.get_one(Person, event.host_id)
    return Notice(ToPerson(host, dispensable=True), "checkin.over", facts, host_buttons(event), Lane.REMINDER)
