"""What the clock says: the index of jobs. A new job is one module and one line here."""

from collections.abc import Awaitable, Callable

from desk.desk import Desk
from desk.digest import end_of_week
from desk.duty.times import next_warning
from desk.events.listing import next_first_morning
from desk.worktime import NoWorkingTime
from scheduled import announcing, chasing, closing, digests, duty, events, holds, months, offers, recounting, years
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
    DueKind.OFFER_ENDS: offers.end,
    DueKind.SERIES: announcing.go_on,
    DueKind.ANNOUNCE: announcing.announce,
    DueKind.DRAFT: announcing.clear,
    DueKind.SPREAD: announcing.spread,
    DueKind.HELD_BACK: announcing.catch_up,
    DueKind.OFFER: events.lapse,
    DueKind.EVENT_TOLD: events.tell,
    DueKind.EVENT_DRAWN: events.draw,
    DueKind.EVENT_DAY: events.a_day_before,
    DueKind.EVENT_SOON: events.half_an_hour_before,
    DueKind.EVENT_ENDS: events.end,
    DueKind.EVENT_SUMMARY: events.sum_up,
    DueKind.MONTH: months.show,
    DueKind.FESTIVAL: months.suggest,
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
        await due.owe(desk.session, DueKind.MONTH, "", next_first_morning(desk, desk.now))
        await due.owe(desk.session, DueKind.FESTIVAL, "", months.next_monday(desk.book.worktime, desk.now))
        await due.owe(desk.session, DueKind.VACANT, "", next_warning(desk.book.worktime, desk.now))
    except NoWorkingTime:
        return  # /check says so
