"""Settle on one day and one time: the next that all the words agree on and that is still ahead."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from itertools import chain
from zoneinfo import ZoneInfo

from desk.agenda.clocks import DAY, Clock
from desk.agenda.days import Day, DayOfMonth, MonthDay, Pinned, means, shifted
from desk.agenda.pieces import Moment
from desk.agenda.refusing import Odd, Why

LONGEST = 180  # days that something may last whose end names no year
LONGEST_INTO_NEXT_MONTH = 15  # days, where the end names no month either
LATELY = 60  # days: who names weekday and date of one of these has not heard that it is over
Ahead = Callable[[date], bool]


def instant(day: date, minutes: int, zone: ZoneInfo) -> datetime:
    """So many minutes after that day's midnight; 24:00 is the next day's."""
    days, rest = divmod(minutes, DAY)
    return datetime.combine(shifted(day, days), time(*divmod(rest, 60)), zone)


def clock_of(moment: Moment) -> Clock | None:
    """The time of day it says; a part of the day alone stands for its beginning. Raises Odd where that is a guess."""
    if moment.clock is not None or moment.part is None:
        return moment.clock
    return Clock(moment.part.begins // 60, part=moment.part)


def settle(days: Sequence[Day], today: date, ahead: Ahead) -> date:
    """The first day ahead that all the names fit. Raises Odd: past, impossible or contradictory."""
    main = min(days, key=lambda day: day.rank)
    if isinstance(main, Pinned):
        return _pinned(main.day, days, ahead)
    found = next((day for day in main.dates(today) if ahead(day)), None)
    if found is None:
        raise Odd(Why.IMPOSSIBLE)
    if all(means(day, found) for day in days):
        return found
    raise Odd(Why.PAST if _was(main, days, today) else Why.CONTRADICTORY)


def _pinned(day: date, days: Sequence[Day], ahead: Ahead) -> date:
    if not all(means(other, day) for other in days):
        raise Odd(Why.CONTRADICTORY)
    if not ahead(day):
        raise Odd(Why.PAST)
    return day


def _was(main: Day, days: Sequence[Day], today: date) -> bool:
    """Whether the names fitted a day shortly before or today: 12月2日（周三）, said on 3 December."""
    for day in main.dates(shifted(today, -LATELY)):
        if day > today:
            return False
        if all(means(other, day) for other in days):
            return True
    return False


def settle_end(days: Sequence[Day], begins: Sequence[Day], start: date) -> date:
    """The last day: the first from the start on that its names fit. Raises Odd."""
    if any(isinstance(day, Pinned) and day.day < start for day in days):
        raise Odd(Why.BACKWARDS)
    end = settle(days, start, lambda _: True)
    free = not any(isinstance(day, Pinned) for day in days)
    if free and (end - start).days > _longest(days, begins):
        raise Odd(Why.BACKWARDS)
    return end


def _longest(days: Sequence[Day], begins: Sequence[Day]) -> int:
    if not all(isinstance(day, DayOfMonth) for day in days):
        return LONGEST
    names_month = any(isinstance(day, MonthDay | Pinned) for day in begins)
    return 0 if names_month and _same_month_passed(days, begins) else LONGEST_INTO_NEXT_MONTH


def _same_month_passed(days: Sequence[Day], begins: Sequence[Day]) -> bool:
    """8月17日到15日: the end lies before the start in the month that was named."""
    ends = [day.day for day in days if isinstance(day, DayOfMonth) and day.day > 0]
    starts = [day.day for day in begins if isinstance(day, MonthDay)]
    starts += [day.day.day for day in begins if isinstance(day, Pinned)]
    return any(end < start for end in ends for start in chain(starts))
