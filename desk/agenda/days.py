"""The ways of naming a day, and which days each of them may mean."""

from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count, islice
from typing import Protocol

from desk.agenda.refusing import Odd, Why

WEEK = 7
MONDAY_TO_FRIDAY = range(5)
LAST_YEAR = date.max.year - 2  # lunar years and ends of ranges reach into the next one
PATIENCE = 12  # years: 29 February is at most eight away


class Day(Protocol):
    """A day as somebody named it."""

    @property
    def rank(self) -> int:
        """How much the name says: of several for one day the lowest decides, the others must agree."""

    def dates(self, since: date) -> Iterator[date]:
        """The days that are meant, in order, from `since` on."""


def means(day: Day, that: date) -> bool:
    """Whether the name fits this date."""
    return next(day.dates(that), None) == that


def shifted(day: date, days: int) -> date:
    """So many days later. Raises Odd beyond the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        raise Odd(Why.IMPOSSIBLE) from None


def made(year: int, month: int, day: int) -> date:
    """That date. Raises Odd if there is none, or if it lies beyond the calendar."""
    try:
        return date(min(year, LAST_YEAR), month, day)
    except ValueError:
        raise Odd(Why.IMPOSSIBLE) from None


def month_shifted(day: date, months: int) -> date:
    """The first of the month that many months later."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return made(year, month + 1, 1)


def end_of_month(day: date) -> date:
    """The last day of its month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def monday_of(day: date) -> date:
    """The Monday of its calendar week."""
    return shifted(day, -day.weekday())


def _years(since: date, of_year: Callable[[int], date | None]) -> Iterator[date]:
    years = range(max(since.year - 1, date.min.year), min(since.year + PATIENCE, LAST_YEAR))
    found = (of_year(year) for year in years)
    return (day for day in found if day is not None and day >= since)


def _months(since: date, of_month: Callable[[int, int], date | None]) -> Iterator[date]:
    first = since.year * 12 + since.month - 1
    last = min(first + 12 * PATIENCE, LAST_YEAR * 12)
    found = (of_month(month // 12, month % 12 + 1) for month in range(first, last))
    return (day for day in found if day is not None and day >= since)


def on(year: int, month: int, day: int) -> date | None:
    """That date, if there is one."""
    return date(year, month, day) if 1 <= day <= monthrange(year, month)[1] else None


@dataclass(frozen=True)
class Pinned:
    """One certain date: 明天, 下周三, 2026年8月15日."""

    day: date
    rank = 0

    def dates(self, since: date) -> Iterator[date]:
        """That date, unless it is over."""
        return iter([self.day] if self.day >= since else [])


@dataclass(frozen=True)
class MonthDay:
    """A date of every year: 8月15日."""

    month: int
    day: int
    rank = 1

    def dates(self, since: date) -> Iterator[date]:
        """Year by year."""
        return _years(since, lambda year: on(year, self.month, self.day))


@dataclass(frozen=True)
class Yearly:
    """A day that some calculation gives for every year: 中秋节, 冬至, 农历八月初八."""

    name: str
    of_year: Callable[[int], date | None]
    late: bool = False
    """Ends the lunar year, so that 今年 may mean early next year: 腊八, 除夕."""
    rank = 1

    def dates(self, since: date) -> Iterator[date]:
        """Year by year."""
        return _years(since, self.of_year)


@dataclass(frozen=True)
class DayOfMonth:
    """A day of every month that has it: 15号; -1 is the last."""

    day: int
    rank = 2

    def dates(self, since: date) -> Iterator[date]:
        """Month by month."""
        return _months(since, self.of_month)

    def of_month(self, year: int, month: int) -> date | None:
        """That day of this month."""
        return on(year, month, self.day if self.day > 0 else monthrange(year, month)[1])


@dataclass(frozen=True)
class Weekday:
    """A day of every week: 周三 (Monday is 0)."""

    number: int
    rank = 3

    def dates(self, since: date) -> Iterator[date]:
        """Week by week, for a year."""
        first = shifted(since, (self.number - since.weekday()) % WEEK)
        return (shifted(first, WEEK * n) for n in range(53))


@dataclass(frozen=True)
class Nth:
    """The nth (-1: last) of the days of a month that `counts` knows: 第一个周五, 最后一个工作日."""

    nth: int
    counts: Callable[[date], bool]
    weekday: int | None
    """Monday is 0; None: working days."""
    month: int | None = None
    """Of this month of the year, else of every month."""
    rank = 1

    def dates(self, since: date) -> Iterator[date]:
        """Month by month, or year by year."""
        days = _months(since, self.of_month)
        return days if self.month is None else (day for day in days if day.month == self.month)

    def of_month(self, year: int, month: int) -> date | None:
        """That day of this month, if it has so many."""
        days = [date(year, month, n) for n in range(1, monthrange(year, month)[1] + 1)]
        counted = [day for day in days if self.counts(day)]
        index = self.nth - 1 if self.nth > 0 else self.nth
        return counted[index] if -len(counted) <= index < len(counted) else None


@dataclass(frozen=True)
class Shifted:
    """So many days before or after another: 元旦前一天."""

    other: Day
    days: int

    @property
    def rank(self) -> int:
        """As much as the other says."""
        return self.other.rank

    def dates(self, since: date) -> Iterator[date]:
        """The other's dates, moved."""
        return (shifted(day, self.days) for day in self.other.dates(shifted(since, -self.days)))


@dataclass(frozen=True)
class WorkingDay:
    """The coming working day, not today: 下一个工作日."""

    works: Callable[[date], bool]
    rank = 3

    def dates(self, since: date) -> Iterator[date]:
        """Every working day."""
        days = (shifted(since, n) for n in count())
        return (day for day in islice(days, 366) if self.works(day))


def month_day(month: int, day: int) -> MonthDay:
    """8月15日. Raises Odd on 2月30日."""
    made(2024, month, day)  # a leap year
    return MonthDay(month, day)


def in_year(day: Day, year: int) -> Pinned:
    """The day of that year which goes by this name. Raises Odd if it has none."""
    first = next(day.dates(made(year, 1, 1)), None)
    if first is None or first.year != year:
        raise Odd(Why.IMPOSSIBLE)
    return Pinned(first)
