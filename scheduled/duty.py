"""Lay out rounds ahead, tell people of a day's duty in the morning, and warn of tomorrow's gaps in the afternoon."""

from datetime import date

from desk.desk import Desk
from desk.duty import making, telling
from desk.duty.times import next_warning
from scheduled.hours import waits
from storage import due
from storage.due import Due
from storage.kinds import DueKind


async def look_after(row: Due, desk: Desk) -> None:
    """A round, at night."""
    await desk.tell(*await making.look_after(desk, int(row.subject.partition(":")[2])))


async def morning(row: Due, desk: Desk) -> None:
    """A day's duty; on a day off, too, since those on duty are there."""
    await desk.tell(*await telling.morning(desk, date.fromisoformat(row.subject.partition(":")[2])))


async def vacant(row: Due, desk: Desk) -> None:
    """Where nobody is on duty tomorrow."""
    clock = desk.book.worktime
    if await waits(row, desk, clock):
        return
    await due.owe(desk.session, DueKind.VACANT, row.subject, next_warning(clock, desk.now))
    await desk.tell(*await telling.vacancies(desk))
