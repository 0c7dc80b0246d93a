"""Show groups what a month has, on its first working day; make the committee think of festivals a month before."""

from datetime import datetime, time, timedelta

from sqlmodel import col, select

from desk.desk import Desk
from desk.events import festivals, listing
from desk.worktime import WorkingTime
from scheduled.hours import waits
from storage import due
from storage.chats import Chat
from storage.due import Due
from storage.kinds import ChatKind, DueKind

SOON = timedelta(minutes=1)  # so that the moment itself is not found once more


async def show(row: Due, desk: Desk) -> None:
    """Every grid's group is owed the sheet of its month, each by itself."""
    if row.subject:
        await _to_group(row, desk)
        return
    if await waits(row, desk, desk.book.worktime):
        return
    await due.owe(desk.session, DueKind.MONTH, "", listing.next_first_morning(desk, desk.now + SOON))
    for group in (await desk.session.exec(select(Chat).where(Chat.kind == ChatKind.GRID, col(Chat.present)))).all():
        await due.owe(desk.session, DueKind.MONTH, f"chat:{group.id}", desk.now)


async def _to_group(row: Due, desk: Desk) -> None:
    group = await desk.session.get(Chat, int(row.subject.partition(":")[2]))
    if group is not None and group.present:
        month = desk.book.worktime.date_of(desk.now).replace(day=1)
        await desk.tell(*await listing.of_month(desk, group, month))


async def suggest(row: Due, desk: Desk) -> None:
    """Once a week."""
    clock = desk.book.worktime
    if await waits(row, desk, clock):
        return
    await due.owe(desk.session, DueKind.FESTIVAL, "", next_monday(clock, desk.now))
    await desk.tell(*await festivals.suggest(desk))


def next_monday(clock: WorkingTime, at: datetime) -> datetime:
    """The first working morning of the week after."""
    today = clock.date_of(at)
    monday = today + timedelta(days=7 - today.weekday())
    return clock.next_morning(datetime.combine(monday, time(), clock.zone))
