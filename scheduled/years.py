"""Tell admins, once a week, while the make-up working days of this year, or in December the next, are not known."""

from datetime import date, datetime, time, timedelta

from desk.desk import Desk
from desk.tickets.routing import admins
from desk.values import Notice, ToPerson
from desk.worktime import WorkingTime
from scheduled.hours import waits
from storage import due
from storage.due import Due
from storage.kinds import DueKind, Lane

DECEMBER = 12  # each November the next year's days are published (State Council)


async def look(row: Due, desk: Desk) -> None:
    """Once a week; what is not known is said by name."""
    clock = desk.book.worktime
    if await waits(row, desk, clock):
        return
    await due.owe(desk.session, DueKind.YEAR, row.subject, next_look(clock, desk.now))
    today = clock.date_of(desk.now)
    for year in (today.year, *((today.year + 1,) if today.month == DECEMBER else ())):
        lacking = [one.name for one in (clock, *desk.book.calendars.values()) if not one.calendar.is_settled(year)]
        if lacking:
            facts = {"year": year, "calendars": [name for name in lacking if name]}
            week = today.isocalendar()
            for admin in await admins(desk):
                key = f"year:{year}:{week.year}-{week.week}:{admin.telegram_id}"
                await desk.tell(Notice(ToPerson(admin), "chase.year", facts, lane=Lane.REMINDER, key=key))


def next_look(clock: WorkingTime, at: datetime) -> datetime:
    """The next Monday's morning, or that of the first of December if it is sooner."""
    today = clock.date_of(at)
    monday = today + timedelta(days=7 - today.weekday())
    first = date(today.year, DECEMBER, 1)
    days = [monday, *([first] if first > today else [])]
    return min(clock.next_morning(datetime.combine(day, time(), clock.zone)) for day in days)
