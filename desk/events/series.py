"""Events that come again: each made ahead as an event of its own, and announced shortly before it takes place."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import takewhile
from typing import Any
from zoneinfo import ZoneInfo

from desk.agenda import Calendar, occurrences
from desk.agenda import Series as Recurrence
from desk.agenda.days import Nth
from desk.agenda.series import BYDAY, Works
from desk.desk import Desk
from desk.worktime import NoWorkingTime, WorkingTime
from storage import due, events
from storage.events import Happening, Series
from storage.kinds import DueKind, EventStatus

AHEAD = timedelta(days=42)  # so far events exist, a week less before the next look: a month's picture shows all of them
AGAIN = timedelta(days=7)
WORKING_DAYS = 2  # before it takes place an event of a series is announced, in the morning
UNANNOUNCED = time(9)  # if nobody works in these days
# What the events of a series have in common, by column.
ALIKE = ("title", "brand", "all_day", "building", "place", "details", "capacity", "grid_places", "companions", "grids",
         "unit", "host_id", "picture", "pinned")  # fmt: skip


def recurrence(row: Series, zone: ZoneInfo, works: Works) -> Recurrence:
    """The series as the grammar of dates had read it; `works` tells working days."""
    said = dict(part.split("=", 1) for part in row.rule.split(";"))
    days = [day for day in said.get("BYDAY", "").split(",") if day]
    positions = [int(n) for n in said.get("BYSETPOS", "").split(",") if n]
    until = said.get("UNTIL")
    return Recurrence(
        said["FREQ"],
        int(said.get("INTERVAL", 1)),
        weekdays=tuple(BYDAY.index(day) for day in days if day in BYDAY and not positions),
        month_days=tuple(int(n) for n in said.get("BYMONTHDAY", "").split(",") if n),
        nths=(
            *(_nth_weekday(int(day[:-2]), BYDAY.index(day[-2:])) for day in days if day not in BYDAY),
            *(Nth(position, works, None) for position in positions),
        ),
        months=tuple(int(n) for n in said.get("BYMONTH", "").split(",") if n),
        until=datetime.strptime(until, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC).astimezone(zone).date() if until else None,
        count=int(said["COUNT"]) if "COUNT" in said else None,
        calendar=Calendar(row.calendar),
    )


def _nth_weekday(nth: int, weekday: int) -> Nth:
    return Nth(nth, lambda day: day.weekday() == weekday, weekday)


def begun(desk: Desk, event: Happening, said: Recurrence) -> Series:
    """The series that begins with this event."""
    return Series(
        rule=said.rule(desk.book.zone),
        calendar=said.calendar.value,
        starts_at=event.starts_at,
        until=end_of(said.until, desk.book.zone),
        made_until=event.starts_at,
        alike=alike(event),
    )


def alike(event: Happening) -> dict[str, Any]:
    """What the other events of its series take from it; how long it lasts among them."""
    length = (event.ends_at - event.starts_at).total_seconds() if event.ends_at is not None else None
    return {name: getattr(event, name) for name in ALIKE} | {"seconds": length}


def end_of(day: date | None, zone: ZoneInfo) -> datetime | None:
    """The last moment of a series' last day."""
    return datetime.combine(day, time(23, 59, 59), zone) if day is not None else None


def times(desk: Desk, row: Series) -> Iterator[datetime]:
    """When the series takes place, from its first time on."""
    zone, works = desk.book.zone, desk.book.worktime.works
    dates = occurrences(row.starts_at, recurrence(row, zone, works), zone, works)
    return takewhile(lambda at: row.until is None or at <= row.until, dates)


async def make_ahead(desk: Desk, row: Series) -> list[Happening]:
    """Make the events of the next weeks that do not exist yet, and owe their announcements and the next look."""
    horizon = desk.now + AHEAD
    made = []
    ended = True
    for at in times(desk, row):
        if at > horizon and (row.made_until or row.starts_at) > desk.now:  # the next one exists, however far away
            ended = False
            break
        if at <= (row.made_until or row.starts_at):
            continue
        if at > desk.now:  # a process that was down for weeks does not announce what is over
            made.append(await _made(desk, row, at))
        row.made_until = at
    await desk.session.flush()
    if not ended:
        await due.owe(desk.session, DueKind.SERIES, f"series:{row.id}", desk.now + AGAIN)
    return made


async def _made(desk: Desk, row: Series, at: datetime) -> Happening:
    like = dict(row.alike)
    seconds = like.pop("seconds", None)
    like.pop("ticket_id", None)  # of a series of before; who asked has heard of its first event
    event = Happening(
        **like,
        series_id=row.id,
        status=EventStatus.DRAFT,
        starts_at=at,
        ends_at=at + timedelta(seconds=seconds) if seconds is not None else None,
        announce_at=max(desk.now, announce_at(desk.book.worktime, at)),
        created_at=desk.now,
    )
    desk.session.add(event)
    await desk.session.flush()
    await due.owe(desk.session, DueKind.ANNOUNCE, f"event:{event.id}", event.announce_at or desk.now)
    return event


def announce_at(clock: WorkingTime, starts_at: datetime) -> datetime:
    """The morning of the second working day before it takes place, or of the day two days before if nobody works."""
    day = clock.date_of(starts_at)
    left = WORKING_DAYS
    for back in range(1, 31):
        left -= clock.works(day - timedelta(days=back))
        if left == 0:
            morning = datetime.combine(day - timedelta(days=back), time(), clock.zone)
            try:
                return clock.next_opening(morning)
            except NoWorkingTime:
                break
    return datetime.combine(day - timedelta(days=WORKING_DAYS), UNANNOUNCED, clock.zone)


async def ends(desk: Desk, row: Series, before: datetime) -> None:
    """The series takes place no more from this time on."""
    row.until = before - timedelta(seconds=1)
    owed = await due.owed(desk.session, DueKind.SERIES, f"series:{row.id}")
    if owed is not None:
        await desk.session.delete(owed)


async def get(desk: Desk, event: Happening) -> Series | None:
    """The series that an event belongs to."""
    return await desk.session.get(Series, event.series_id) if event.series_id is not None else None


async def following(desk: Desk, event: Happening) -> list[Happening]:
    """The event and those of its series that come after it."""
    if event.series_id is None:
        return [event]
    later = await events.of_series(desk.session, event.series_id, event.starts_at)
    return [event, *(one for one in later if one.id != event.id)]
