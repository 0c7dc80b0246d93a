"""Count in working time: what stands at the end of a duration, and how much lies between two instants."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from desk.directory.calendars import Calendar, Day
from desk.directory.entries import Duration, Level, Window
from desk.directory.spans import SECONDS, length, minutes_of, parse_duration

__all__ = ["ALWAYS", "NoWorkingTime", "Stretch", "WorkingTime", "apart", "deadlines", "parse_duration"]

PATIENCE = 400  # days without a window after which there is no use in looking further
Stretch = tuple[datetime, datetime]


class NoWorkingTime(Exception):
    """There is no working time to count within the next 400 days; `calendar` names it, "" is the district's."""

    def __init__(self, calendar: str = "") -> None:
        super().__init__(calendar)
        self.calendar = calendar


class WorkingTime:
    """A calendar in the zone where people work; `name` is the calendar's code in the directory.

    Windows of a day must not overlap. Instants come in aware and go out in UTC; a naive one raises ValueError. `pauses`
    are stretches of plain time that do not count, in any order; they may overlap.
    """

    def __init__(self, calendar: Calendar, zone: ZoneInfo, name: str = "") -> None:
        self.calendar = calendar
        self.zone = zone
        self.name = name
        self.day = max(map(length, calendar.week.values()), default=timedelta())
        """One working day: the working time of the longest day of the week."""

    def amount(self, duration: Duration) -> timedelta:
        """A duration as working time; `1d` is one full working day."""
        if duration.unit == "d":
            return duration.amount * self.day
        return timedelta(seconds=duration.amount * SECONDS[duration.unit])

    def add(self, start: datetime, duration: Duration, pauses: Iterable[Stretch] = ()) -> datetime:
        """The instant at which that much working time has passed since `start`; `start` itself when it is none.

        An end that falls on the end of a window is that instant. Raises NoWorkingTime.
        """
        if duration.amount and not self.amount(duration):
            raise NoWorkingTime(self.name)
        return self.after(start, self.amount(duration), pauses)

    def after(self, start: datetime, amount: timedelta, pauses: Iterable[Stretch] = ()) -> datetime:
        """The same for an amount of working time. Raises NoWorkingTime."""
        return max((end for _, end in self.stretches(start, amount, pauses)), default=_utc(start))

    def stretches(self, start: datetime, amount: timedelta, pauses: Iterable[Stretch] = ()) -> Iterator[Stretch]:
        """The stretches of working time that make up the amount, in order. Raises NoWorkingTime."""
        remaining = amount
        spans = _without(self._spans(_utc(start)), apart(pauses))
        while remaining:
            opens, closes = next(spans)
            counted = min(closes - opens, remaining)
            remaining -= counted
            yield opens, opens + counted

    def between(self, a: datetime, b: datetime, pauses: Iterable[Stretch] = ()) -> timedelta:
        """Working time from `a` to `b`; negative when `b` is the earlier."""
        a, b = _utc(a), _utc(b)
        if b < a:
            return -self.between(b, a, pauses)
        first = self._date(a)
        days = (self._date(b) - first).days
        spans = (span for n in range(days + 1) for span in self._spans_of(first, n))
        inside = ((max(opens, a), min(closes, b)) for opens, closes in spans if opens < b and closes > a)
        return sum((closes - opens for opens, closes in _without(inside, apart(pauses))), timedelta())

    def minutes_between(self, a: datetime, b: datetime) -> float:
        """Minutes of working time from `a` to `b`; negative when `b` is the earlier."""
        return self.between(a, b) / timedelta(minutes=1)

    def is_open(self, at: datetime) -> bool:
        """Whether people work at that instant; at the end of a window they no longer do."""
        spans = self._spans_of(self._date(_utc(at)), 0)
        return any(opens <= at < closes for opens, closes in spans)

    def next_opening(self, at: datetime) -> datetime:
        """The first instant from `at` on at which people work: `at` itself when they do. Raises NoWorkingTime."""
        return next(self._spans(_utc(at)))[0]

    def next_morning(self, at: datetime) -> datetime:
        """The first beginning of a working day from `at` on. Raises NoWorkingTime."""
        today = self._spans_of(self.date_of(at), 0)
        if today and today[0][0] >= at:
            return today[0][0]
        tomorrow = self.date_of(at) + timedelta(days=1)
        return self.next_opening(datetime.combine(tomorrow, time(), self.zone))

    def closing(self, day: date) -> datetime | None:
        """When the last window of a day closes; None if nobody works on it."""
        spans = self._spans_of(day, 0)
        return spans[-1][1] if spans else None

    def date_of(self, at: datetime) -> date:
        """The date on the wall."""
        return self._date(_utc(at))

    def works(self, day: date) -> bool:
        """Whether anybody works on a date."""
        return bool(self.calendar.day(day).windows)

    def on(self, day: date) -> Day:
        """What kind of day it is, and its windows."""
        return self.calendar.day(day)

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
        raise NoWorkingTime(self.name)

    def _date(self, at: datetime) -> date:
        """The date on the wall. Raises NoWorkingTime past year 9999."""
        try:
            return at.astimezone(self.zone).date()
        except OverflowError:
            raise NoWorkingTime(self.name) from None

    def _spans_of(self, first: date, days: int) -> list[Stretch]:
        """The windows of the day that comes `days` after `first`, as instants. Raises NoWorkingTime past year 9999."""
        try:
            day = first + timedelta(days=days)
            windows = map(minutes_of, self.calendar.day(day).windows)
            return [(self._instant(day, opens), self._instant(day, closes)) for opens, closes in windows]
        except OverflowError:
            raise NoWorkingTime(self.name) from None

    def _instant(self, day: date, minutes: int) -> datetime:
        """So many minutes after midnight by the clock on the wall, which is where windows are written."""
        days, minutes = divmod(minutes, 24 * 60)
        wall = time(*divmod(minutes, 60), tzinfo=self.zone)
        return datetime.combine(day + timedelta(days=days), wall).astimezone(UTC)


# A clock that never stops; its day has 24 hours.
ALWAYS = WorkingTime(Calendar(dict.fromkeys(range(7), (Window(time(0), time(0)),))), ZoneInfo("UTC"), "always")


def deadlines(level: Level, start: datetime, clock: WorkingTime) -> tuple[datetime, datetime]:
    """accept_due and resolve_due, in UTC, of a ticket that began at `start`. Raises NoWorkingTime."""
    return clock.add(start, level.accept), clock.add(start, level.resolve)


def apart(pauses: Iterable[Stretch]) -> Sequence[Stretch]:
    """The pauses in order, those that touch or overlap as one."""
    apart: list[Stretch] = []
    for begins, ends in sorted(pauses):
        if apart and begins <= apart[-1][1]:
            apart[-1] = apart[-1][0], max(apart[-1][1], ends)
        elif begins < ends:
            apart.append((begins, ends))
    return apart


def _without(spans: Iterable[Stretch], pauses: Sequence[Stretch]) -> Iterator[Stretch]:
    """What is left of the spans outside of the pauses; both are in order."""
    for opens, closes in spans:
        begin = opens
        for begins, ends in pauses:
            if ends <= begin or begins >= closes:
                continue
            if begins > begin:
                yield begin, begins
            begin = ends
        if begin < closes:
            yield begin, closes


def _utc(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError("a time without its zone")
    return at.astimezone(UTC)
