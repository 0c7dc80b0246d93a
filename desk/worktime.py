"""Count in working time: what stands at the end of a duration, and how much lies between two instants."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from desk.directory.entries import Duration, Level, Window
from desk.directory.spans import SECONDS, minutes_of, parse_duration

__all__ = ["NoWorkingTime", "WorkingTime", "deadlines", "elapsed", "parse_duration"]

PATIENCE = 400  # days without a window after which there is no use in looking further
Stretch = tuple[datetime, datetime]


class NoWorkingTime(Exception):
    """There is no working time to count within the next 400 days."""


class WorkingTime:
    """The windows of each weekday (Monday is 0), in the zone where people work.

    Windows of a day must not overlap. Instants come in aware and go out in UTC; a naive one raises ValueError.
    """

    def __init__(self, windows: Mapping[int, tuple[Window, ...]], zone: ZoneInfo) -> None:
        self._windows = {day: tuple(sorted(some, key=minutes_of)) for day, some in windows.items()}
        self._zone = zone
        self.day = max((_length(some) for some in self._windows.values()), default=timedelta())
        """One working day: the working time of the longest day of the week."""

    def amount(self, duration: Duration) -> timedelta:
        """A duration as working time; `1d` is one full working day."""
        return duration.amount * self.day if duration.unit == "d" else elapsed(duration)

    def add(self, start: datetime, duration: Duration) -> datetime:
        """The instant at which that much working time has passed since `start`; `start` itself when it is none.

        An end that falls on the end of a window is that instant. Raises NoWorkingTime.
        """
        return max((end for _, end in self.stretches(start, duration)), default=_utc(start))

    def stretches(self, start: datetime, duration: Duration) -> Iterator[Stretch]:
        """The stretches of working time that make up the duration, in order. Raises NoWorkingTime."""
        remaining = self.amount(duration)
        if duration.amount and not remaining:
            raise NoWorkingTime
        spans = self._spans(_utc(start))
        while remaining:
            opens, closes = next(spans)
            counted = min(closes - opens, remaining)
            remaining -= counted
            yield opens, opens + counted

    def minutes_between(self, a: datetime, b: datetime) -> float:
        """Minutes of working time from `a` to `b`; negative when `b` is the earlier."""
        a, b = _utc(a), _utc(b)
        if b < a:
            return -self.minutes_between(b, a)
        first = self._date(a)
        days = (self._date(b) - first).days
        spans = (span for n in range(days + 1) for span in self._spans_of(first, n))
        worked = (max(min(closes, b) - max(opens, a), timedelta()) for opens, closes in spans)
        return sum(worked, timedelta()) / timedelta(minutes=1)

    def is_open(self, at: datetime) -> bool:
        """Whether people work at that instant; at the end of a window they no longer do."""
        spans = self._spans_of(self._date(_utc(at)), 0)
        return any(opens <= at < closes for opens, closes in spans)

    def next_opening(self, at: datetime) -> datetime:
        """The first instant from `at` on at which people work: `at` itself when they do. Raises NoWorkingTime."""
        return next(self._spans(_utc(at)))[0]

    def _spans(self, start: datetime) -> Iterator[Stretch]:
        """What is left of every window from `start` on. Raises NoWorkingTime after 400 days without one."""
        first = self._date(start)
        day = found = 0
        while day - found <= PATIENCE:
            for opens, closes in self._spans_of(first, day):
                if closes > start:
                    found = day
                    yield max(opens, start), closes
            day += 1
        raise NoWorkingTime

    def _date(self, at: datetime) -> date:
        """The date on the wall. Raises NoWorkingTime past year 9999."""
        try:
            return at.astimezone(self._zone).date()
        except OverflowError:
            raise NoWorkingTime from None

    def _spans_of(self, first: date, days: int) -> list[Stretch]:
        """The windows of the day that comes `days` after `first`, as instants. Raises NoWorkingTime past year 9999."""
        try:
            day = first + timedelta(days=days)
            return [(self._instant(day, o), self._instant(day, c)) for o, c in map(minutes_of, self._windows_on(day))]
        except OverflowError:
            raise NoWorkingTime from None

    def _windows_on(self, day: date) -> tuple[Window, ...]:
        """The windows of a date; so far its weekday decides."""
        return self._windows.get(day.weekday(), ())

    def _instant(self, day: date, minutes: int) -> datetime:
        """So many minutes after midnight by the clock on the wall, which is where windows are written."""
        days, minutes = divmod(minutes, 24 * 60)
        wall = time(*divmod(minutes, 60), tzinfo=self._zone)
        return datetime.combine(day + timedelta(days=days), wall).astimezone(UTC)


def deadlines(level: Level, start: datetime, worktime: WorkingTime) -> tuple[datetime, datetime]:
    """accept_due and resolve_due, in UTC, of a ticket that began at `start`; `always` counts 24-hour days.

    Raises NoWorkingTime.
    """
    if level.clock == "always":
        try:
            return _utc(start) + elapsed(level.accept), _utc(start) + elapsed(level.resolve)
        except OverflowError:
            raise NoWorkingTime from None
    return worktime.add(start, level.accept), worktime.add(start, level.resolve)


def elapsed(duration: Duration) -> timedelta:
    """A duration as plain time; `1d` is 24 hours."""
    return timedelta(seconds=duration.amount * SECONDS[duration.unit])


def _length(windows: tuple[Window, ...]) -> timedelta:
    return sum((timedelta(minutes=c - o) for o, c in map(minutes_of, windows)), timedelta())


def _utc(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError("a time without its zone")
    return at.astimezone(UTC)
