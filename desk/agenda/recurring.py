"""Make a series of what was said: on which days it falls, from when, until when."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from desk.agenda.days import (
    MONDAY_TO_FRIDAY,
    Day,
    DayOfMonth,
    MonthDay,
    Nth,
    Shifted,
    Weekday,
    end_of_month,
    made,
    month_shifted,
    shifted,
)
from desk.agenda.naming_series import Every
from desk.agenda.pieces import Moment, Piece
from desk.agenda.refusing import Odd, Why
from desk.agenda.series import Calendar, Series, Works
from desk.agenda.settling import settle, settle_end

SUNDAY = 6
DAILY = Every("DAILY")
WEEKS = {"周", "星期", "礼拜"}


@dataclass(frozen=True)
class Window:
    """From when a series may begin, and what ends it."""

    since: date
    begins: bool
    """The first day was named: it may say on which days the series falls."""
    until: Sequence[Day] = ()
    last: date | None = None
    times: tuple[int, str] | None = None

    def ended(self, series: Series, first: date) -> Series:
        """The series with its end, once its first day is known. Raises Odd if it would end before."""
        until = settle_end(self.until, (), first) if self.until else self.last
        if self.times is not None:
            n, unit = self.times
            if unit not in {*WEEKS, "天", "月"}:
                return replace(series, count=n, until=until)
            until = _after(first, n, unit)
        return replace(series, until=until)


def _after(first: date, n: int, unit: str) -> date:
    """The last day of 连续八周, 三个月 or 十天."""
    if unit == "月":
        month = month_shifted(first, n)
        return shifted(month, min(first.day, end_of_month(month).day) - 2)
    return shifted(first, n * (7 if unit in WEEKS else 1) - 1)


def window_of(base: Piece, others: Sequence[Piece], today: date) -> Window:
    """What the pieces say of beginning and end. Raises Odd."""
    pieces = (base, *others)
    named = [day for piece in pieces for day in piece.first.days]
    until = [day for piece in pieces for moment in piece.moments[1:] for day in moment.days]
    times = next((piece.times for piece in pieces if piece.times is not None), None)
    since = settle(named, today, lambda day: day >= today) if named else today
    first, last = _named_span(base, today)
    if last is not None and last < today:
        raise Odd(Why.PAST)
    begins = base.dated or any(piece.begins for piece in others)
    return Window(max(since, first or since), begins, until, None if base.begins else last, times)


def _named_span(base: Piece, today: date) -> tuple[date | None, date | None]:
    """The week, month or year that the series is said for: 下周每天, 12月每周三, 2027年每周三."""
    if base.week is not None:
        return base.week, shifted(base.week, SUNDAY)
    if base.month is not None:
        first = base.month if isinstance(base.month, date) else _coming(base.month, today)
        return first, end_of_month(first)
    if base.year is not None:
        return made(base.year[0], 1, 1), made(base.year[0], 12, 31)
    return None, None


def _coming(month: int, today: date) -> date:
    return made(today.year if month >= today.month else today.year + 1, month, 1)


def series_of(base: Piece, window: Window, works: Works) -> Series:
    """The days of the series. Raises Odd where too little or too much is said."""
    every = base.every
    if every is None:
        raise Odd(Why.VAGUE)
    series = _with_days(every, base.on, window)
    working = every.working or any(isinstance(day, Nth) and day.weekday is None for day in base.on)
    calendar = Calendar.WORKING if working else Calendar.NO_HOLIDAYS if base.skips_holidays else Calendar.ALL
    return replace(series, calendar=calendar)


def _with_days(every: Every, on: Sequence[Day], window: Window) -> Series:
    series = Series(every.freq, every.interval, every.weekdays, months=every.months)
    if every.working:
        return replace(series, weekdays=tuple(MONDAY_TO_FRIDAY))
    if every.freq == "DAILY" or every.weekdays:
        return series
    if not on and window.begins:
        on = _as_on(window.since, every.freq)
    if not on:
        raise Odd(Why.VAGUE)
    return {"WEEKLY": _weekly, "MONTHLY": _monthly, "YEARLY": _yearly}[every.freq](series, on)


def _as_on(first: date, freq: str) -> list[Day]:
    """从12月2日起每周 says by its first day which days are meant."""
    if freq == "WEEKLY":
        return [Weekday(first.weekday())]
    return [DayOfMonth(first.day)] if freq == "MONTHLY" else [MonthDay(first.month, first.day)]


def _weekly(series: Series, on: Sequence[Day]) -> Series:
    return replace(series, weekdays=tuple(sorted({day.number for day in on if isinstance(day, Weekday)})))


def _monthly(series: Series, on: Sequence[Day]) -> Series:
    month_days = tuple(sorted(day.day for day in on if isinstance(day, DayOfMonth)))
    nths = tuple(day for day in on if isinstance(day, Nth))
    if len(month_days) + len(nths) < len(on):
        raise Odd(Why.VAGUE)  # 每月周五: which of them?
    if (month_days and nths) or len({one.weekday is None for one in nths}) > 1:
        raise Odd(Why.SEVERAL)
    return replace(series, month_days=month_days, nths=nths)


def _yearly(series: Series, on: Sequence[Day]) -> Series:
    if series.months:
        return _monthly(series, on)
    days = [day.other if isinstance(day, Shifted) and not day.days else day for day in on]
    dates = [day for day in days if isinstance(day, MonthDay)]
    nths = [day for day in days if isinstance(day, Nth) and day.month is not None]
    if len(dates) + len(nths) < len(on):
        raise Odd(Why.MOVING)
    if len(on) > 1:
        raise Odd(Why.SEVERAL)
    if dates:
        return replace(series, months=(dates[0].month,), month_days=(dates[0].day,))
    return replace(series, months=(nths[0].month or 1,), nths=(nths[0],))


def weekdays_between(base: Piece) -> tuple[int, ...]:
    """The weekdays of 周一到周五."""
    if len(base.moments) < 2:
        return ()
    ends = [moment.days for moment in base.moments[:2]]
    numbers = [days[0].number for days in ends if len(days) == 1 and isinstance(days[0], Weekday)]
    return tuple(range(numbers[0], numbers[1] + 1)) if len(numbers) == 2 else ()


def is_working_week(base: Piece) -> bool:
    """周一至周五12点 speaks of every week; 周三至周五 of this one."""
    return weekdays_between(base) in ((0, 1, 2, 3, 4), (0, 1, 2, 3, 4, 5, 6))


def as_weekly(base: Piece) -> Piece:
    """Monday to Friday as a series of every week."""
    return replace(base, every=Every("WEEKLY", weekdays=weekdays_between(base)), moments=times_of(base))


def times_of(base: Piece) -> list[Moment]:
    """The times of day that are said, whatever the days."""
    timed = [replace(moment, days=[]) for moment in base.moments if moment.timed or moment.next_day]
    return timed or [Moment()]
