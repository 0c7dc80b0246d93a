"""When a shift is, what of it lies outside of working hours, and when people are told of a day's duty."""

from datetime import date, datetime, time, timedelta

from desk.directory.spans import minutes_of
from desk.worktime import NoWorkingTime, WorkingTime

DAY_OFF = time(9)  # on a day off people are told of its duty at nine, or before it begins
AHEAD = timedelta(minutes=30)  # at the latest so long before the first shift
WARNED = timedelta(hours=2)  # before a working day ends, when there is still time to find somebody
LONGEST = 400  # days to look for a working day


def instant(clock: WorkingTime, day: date, minutes: int) -> datetime:
    """So many minutes after a day's midnight by the clock on the wall."""
    days, rest = divmod(minutes, 24 * 60)
    return datetime.combine(day + timedelta(days=days), time(*divmod(rest, 60)), clock.zone)


def usual(clock: WorkingTime, day: date) -> tuple[int, int]:
    """From when until when people work on that day, in minutes; on a day off, on the longest day of the week.

    Raises NoWorkingTime.
    """
    windows = clock.on(day).windows or max(clock.calendar.week.values(), key=len, default=())
    if not windows:
        raise NoWorkingTime(clock.name)
    spans = [minutes_of(window) for window in windows]
    return min(opens for opens, _ in spans), max(closes for _, closes in spans)


def is_extended(clock: WorkingTime, opens_at: datetime, closes_at: datetime) -> bool:
    """Whether this is 延时服务: some of it on a day off, before or after the working day, or all of it in the break."""
    day = clock.date_of(opens_at)
    windows = [minutes_of(window) for window in clock.on(day).windows]
    if not windows:
        return True
    spans = [(instant(clock, day, opens), instant(clock, day, closes)) for opens, closes in windows]
    outside = opens_at < spans[0][0] or closes_at > spans[-1][1]
    return outside or not any(opens < closes_at and opens_at < closes for opens, closes in spans)


def morning(clock: WorkingTime, day: date, first: datetime) -> datetime:
    """When people are told of a day's duty, whose first shift begins at `first`."""
    windows = clock.on(day).windows
    opens = instant(clock, day, minutes_of(windows[0])[0]) if windows else datetime.combine(day, DAY_OFF, clock.zone)
    return min(opens, first - AHEAD)


def next_warning(clock: WorkingTime, at: datetime) -> datetime:
    """Two hours before a working day ends, the first such moment after `at`. Raises NoWorkingTime."""
    day = clock.date_of(at)
    for number in range(LONGEST):
        closes = clock.closing(day + timedelta(days=number))
        if closes is not None and closes - WARNED > at:
            return closes - WARNED
    raise NoWorkingTime(clock.name)


def until_next_working_day(clock: WorkingTime, day: date) -> list[date]:
    """The days after this one, up to the next working day."""
    days = []
    for number in range(1, LONGEST):
        days.append(day + timedelta(days=number))
        if clock.works(days[-1]):
            return days
    raise NoWorkingTime(clock.name)
