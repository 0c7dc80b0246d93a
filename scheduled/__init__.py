"""What the clock says: the index of jobs. A new job is one module and one line here."""

from collections.abc import Awaitable, Callable

from desk.desk import Desk
from desk.digest import end_of_week
from desk.duty.times import next_warning
from desk.worktime import NoWorkingTime
from scheduled import chasing, closing, digests, duty, holds, recounting, years
from storage import due
from storage.due import Due
from storage.kinds import DueKind

JOBS: dict[DueKind, Callable[[Due, Desk], Awaitable[None]]] = {
    DueKind.REMIND: chasing.remind,
    DueKind.RING: chasing.ring,
    DueKind.ESCALATE: chasing.escalate,
    DueKind.HOLD_ENDS: holds.end,
    DueKind.NUDGE: closing.nudge,
    DueKind.CLOSE: closing.close,
    DueKind.REDRAW: recounting.redraw,
    DueKind.TELL: chasing.tell,
    DueKind.DIGEST: digests.one,
    DueKind.MORNING: digests.morning,
    DueKind.WEEK: digests.week,
    DueKind.YEAR: years.look,
    DueKind.RECOUNT: recounting.recount,
    DueKind.ROTA: duty.look_after,
    DueKind.DUTY: duty.morning,
    DueKind.VACANT: duty.vacant,
}


async def stand(desk: Desk) -> None:
    """Owe what is owed again and again, as long as there is a district and somebody works in it."""
    if not desk.book.version:
        return
    try:
        for name, clock in {"": desk.book.worktime, **desk.book.calendars}.items():
            await due.owe(desk.session, DueKind.MORNING, name, clock.next_morning(desk.now))
        await due.owe(desk.session, DueKind.WEEK, "", end_of_week(desk.book.worktime, desk.now))
        await due.owe(desk.session, DueKind.YEAR, "", years.next_look(desk.book.worktime, desk.now))
        await due.owe(desk.session, DueKind.VACANT, "", next_warning(desk.book.worktime, desk.now))
    except NoWorkingTime:
        return  # /check says so
