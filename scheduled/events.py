"""What is due for events: offers that lapse, announcements to be drawn, reminders, the end, what came of it."""

from collections.abc import Awaitable, Callable

from desk.desk import Desk
from desk.events import checking_in, drawing, offering, rating, reminding, telling
from desk.values import Notice
from storage import due, events
from storage.due import Due
from storage.events import Happening, SignUp
from storage.kinds import DueKind, SignUpState
from storage.people import Person
from storage.signups import LIVE
from storage.tellings import Telling


async def lapse(row: Due, desk: Desk) -> None:
    """An offer that nobody has taken."""
    one = await desk.session.get(SignUp, _number(row))
    event = await events.lock(desk.session, one.event_id) if one is not None else None
    if one is None or event is None:
        return
    await desk.session.refresh(one)
    if one.state is not SignUpState.OFFERED or one.offered_until is None or event.status not in LIVE:
        return
    if one.offered_until > desk.now:
        await due.put(desk.session, DueKind.OFFER, row.subject, one.offered_until)
        return
    person = await desk.session.get_one(Person, one.person_id)
    await desk.tell(*await offering.lapse(desk, event, one, person), *await drawing.redraw(desk, event))


async def tell(row: Due, desk: Desk) -> None:
    """The next of those who have not heard yet what has changed."""
    one = await desk.session.get(Telling, _number(row), with_for_update=True)
    event = await desk.session.get(Happening, one.event_id) if one is not None else None
    if one is not None and event is not None:
        await desk.tell(*await telling.go_on(desk, event, one))


async def draw(row: Due, desk: Desk) -> None:
    """Announcements whose drawing was put off."""
    if (event := await _event(row, desk)) is not None:
        await desk.tell(*await drawing.draw(desk, event))


async def a_day_before(row: Due, desk: Desk) -> None:
    """Remind those who are going."""
    await _unless_moved(row, desk, lambda event: reminding.remind(desk, event, soon=False))


async def half_an_hour_before(row: Due, desk: Desk) -> None:
    """Remind those who are going, and let them check in."""
    await _unless_moved(row, desk, lambda event: reminding.remind(desk, event, soon=True))


async def end(row: Due, desk: Desk) -> None:
    """It is over."""
    await _unless_moved(row, desk, lambda event: checking_in.end(desk, event))


async def sum_up(row: Due, desk: Desk) -> None:
    """What came of it."""
    if (event := await _event(row, desk)) is not None:
        await desk.tell(*await rating.summary(desk, event))


async def _unless_moved(row: Due, desk: Desk, job: Callable[[Happening], Awaitable[list[Notice]]]) -> None:
    event = await _event(row, desk)
    if event is not None and not await reminding.moved(desk, event, row.kind):
        await desk.tell(*await job(event))


async def _event(row: Due, desk: Desk) -> Happening | None:
    return await events.lock(desk.session, _number(row))


def _number(row: Due) -> int:
    return int(row.subject.partition(":")[2])
