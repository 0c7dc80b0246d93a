"""Find an event, know its times, and say who runs it: who may see names, check people in and close the sign-up."""

from datetime import datetime, time, timedelta

from desk.desk import Desk
from desk.errors import NotAllowed, Unknown
from desk.events.permissions import reach
from desk.people.absence import rights
from desk.tickets.move import LARGEST_ID
from storage import events
from storage.events import Happening
from storage.kinds import EventStatus
from storage.people import Person

USUAL = timedelta(hours=2)  # how long an event lasts of which nobody has said it


async def locked(desk: Desk, number: int) -> Happening:
    """The event, which nobody else changes or signs up for until we are done. Raises Unknown, for a draft, too."""
    event = await events.lock(desk.session, number) if 0 < number <= LARGEST_ID else None
    if event is None or event.status is EventStatus.DRAFT:
        raise Unknown("unknown_event", number=number)
    return event


async def seen(desk: Desk, number: int) -> Happening:
    """The event, to look at. Raises Unknown."""
    event = await desk.session.get(Happening, number) if 0 < number <= LARGEST_ID else None
    if event is None or event.status is EventStatus.DRAFT:
        raise Unknown("unknown_event", number=number)
    return event


async def runs(desk: Desk, event: Happening, person: Person) -> bool:
    """Whether the person runs it: the host or who stands in for them, or whoever may change it."""
    ids, _ = await rights(desk, person)
    return event.host_id in ids or (await reach(desk, person)).covers(event)


async def must_run(desk: Desk, event: Happening, person: Person) -> None:
    """Raises NotAllowed for anybody else."""
    if not await runs(desk, event, person):
        raise NotAllowed("for_the_host")


def ends(desk: Desk, event: Happening) -> datetime:
    """When it is over: as it says, else after the day, else two hours after it began."""
    if event.ends_at is not None:
        return event.ends_at
    if not event.all_day:
        return event.starts_at + USUAL
    tomorrow = event.starts_at.astimezone(desk.book.zone).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time(), desk.book.zone)


def last_call(desk: Desk, event: Happening) -> datetime:
    """Until when people may sign up or cancel: until it begins; of a whole day, until its end."""
    return ends(desk, event) if event.all_day else event.starts_at
