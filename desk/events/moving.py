"""When a series takes place that is moved to another weekday or rule."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import takewhile

from desk.agenda import Series as Recurrence
from desk.agenda import occurrences
from desk.desk import Desk
from desk.events import drafting, series
from desk.events.making import Read
from storage.events import Happening, Series
from storage.kinds import EventStatus


def other_weekday(desk: Desk, row: Series, to: datetime) -> Recurrence | None:
    """The rule of a series with one weekday, on that of `to`; None for any other, which must be said in full."""
    zone = desk.book.zone
    said = series.recurrence(row, zone, desk.book.worktime.works)
    if said.freq != "WEEKLY" or len(said.weekdays) != 1:
        return None
    return replace(said, weekdays=(to.astimezone(zone).weekday(),), until=None, count=None)


def ends(desk: Desk, row: Series, said: Recurrence) -> datetime | None:
    """Until when it goes on: as is said now, else as before."""
    if said.until is not None or said.count is not None:
        return series.end_of(said.until, desk.book.zone)
    counted = series.recurrence(row, desk.book.zone, desk.book.worktime.works).count is not None
    return [*series.times(desk, row)][-1] if counted else row.until


def times(desk: Desk, row: Series, said: Recurrence, since: date, clock: datetime) -> Iterator[datetime]:
    """The new times from a day on that are still ahead, at the clock time of `clock`."""
    zone, works = desk.book.zone, desk.book.worktime.works
    begins = datetime.combine(since, clock.astimezone(zone).timetz())
    until = ends(desk, row, said)
    ahead = (at for at in occurrences(begins, said, zone, works) if at > desk.now)
    return takewhile(lambda at: until is None or at <= until, ahead)


def first_day(desk: Desk, event: Happening, said: Recurrence) -> date:
    """From when the new rule counts: from the week of the event on, or its month where months are counted."""
    day = event.starts_at.astimezone(desk.book.zone).date()
    if said.freq in {"WEEKLY", "DAILY"}:
        return day - timedelta(days=day.weekday())
    return day.replace(day=1)


def settle(desk: Desk, row: Series, event: Happening, read: Read) -> None:
    """Give the event the first of the new times, and keep its length."""
    starts, ends_at = read.fields["starts_at"], read.fields["ends_at"]
    if read.series is None:
        return
    first = next(times(desk, row, read.series, first_day(desk, event, read.series), starts), starts)
    read.fields["starts_at"] = first
    read.fields["ends_at"] = first + (ends_at - starts) if ends_at is not None else None


async def begin_anew(desk: Desk, row: Series, said: Recurrence, event: Happening, last: datetime) -> None:
    """The series follows the new rule from the event on; what is out up to `last` has moved, the rest is made anew."""
    for one in await series.following(desk, event):
        if one.status is EventStatus.DRAFT:
            await drafting.discard(desk, one)
    row.until = ends(desk, row, said)
    row.rule, row.calendar = said.rule(desk.book.zone), said.calendar.value
    row.starts_at, row.made_until = event.starts_at, last
    row.alike = series.alike(event)
    await desk.session.flush()
    await series.make_ahead(desk, row)
