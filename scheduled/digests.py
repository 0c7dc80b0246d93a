"""Sum up in the morning and at the end of the week."""

from datetime import timedelta

from sqlmodel import col, select

from desk import digest
from desk.desk import Desk
from desk.events import proposing
from desk.people.absence import deputy_of
from desk.worktime import WorkingTime
from scheduled.hours import waits
from storage import due, people
from storage.chats import Chat
from storage.due import Due
from storage.kinds import ChatKind, DueKind, Role
from storage.people import Grant, Person

SOON = timedelta(minutes=1)  # so that the moment itself is not found once more


async def morning(row: Due, desk: Desk) -> None:
    """Everybody whose working day begins now by the calendar of this name is owed a digest, each by itself."""
    clock = desk.book.calendars.get(row.subject, desk.book.worktime)
    if row.subject and row.subject not in desk.book.calendars:
        return  # the directory no longer has it
    if await waits(row, desk, clock):
        return
    await due.owe(desk.session, DueKind.MORNING, row.subject, clock.next_morning(desk.now + SOON))
    for person in await _readers(desk):
        grants = await people.grants(desk.session, person.id or 0)
        if person.reachable is not False and _hours(desk, grants) is clock:
            await due.owe(desk.session, DueKind.DIGEST, f"person:{person.telegram_id}", desk.now)
    for group in (await desk.session.exec(select(Chat).where(Chat.kind == ChatKind.UNIT, col(Chat.present)))).all():
        if desk.book.hours_of(group.unit) is clock:
            await due.owe(desk.session, DueKind.DIGEST, f"unit:{group.id}", desk.now)


async def _readers(desk: Desk) -> list[Person]:
    """Whoever holds a role, or stands in for somebody who does and is away."""
    office = await people.in_office(desk.session)
    deputies = [await deputy_of(desk, one) for one in office]
    return list({one.telegram_id: one for one in (*office, *deputies) if one is not None}.values())


def _hours(desk: Desk, grants: list[Grant]) -> WorkingTime:
    """Whoever only works for a unit keeps its hours."""
    units = {grant.unit for grant in grants if grant.role is Role.UNIT_STAFF}
    return desk.book.hours_of(units.pop()) if len(units) == len(grants) == 1 else desk.book.worktime


async def one(row: Due, desk: Desk) -> None:
    """The digest of a person, or of a unit's group."""
    kind, _, number = row.subject.partition(":")
    if kind == "unit":
        group = await desk.session.get(Chat, int(number))
        if group is not None and group.present and not await waits(row, desk, desk.book.hours_of(group.unit)):
            await desk.tell(*await digest.of_unit(desk, group))
        return
    person = await people.by_telegram_id(desk.session, int(number))
    if person is None:
        return
    clock = _hours(desk, await people.grants(desk.session, person.id or 0))
    if not await waits(row, desk, clock):
        await desk.tell(*await digest.of_person(desk, person))


async def week(row: Due, desk: Desk) -> None:
    """What was done for each grid; and where many have asked the same, whether its unit should come."""
    clock = desk.book.worktime
    if await waits(row, desk, clock):
        return
    await due.owe(desk.session, DueKind.WEEK, row.subject, digest.end_of_week(clock, desk.now))
    for group in (await desk.session.exec(select(Chat).where(Chat.kind == ChatKind.GRID, col(Chat.present)))).all():
        await desk.tell(*await digest.of_week(desk, group))
    await desk.tell(*await proposing.suggestions(desk))
