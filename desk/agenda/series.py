"""What comes again and again: as an RFC 5545 rule, and day by day in a calendar with holidays and make-up days."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from itertools import count, islice
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

from desk.agenda.days import DayOfMonth, Nth, shifted
from desk.agenda.refusing import Odd, Why

BYDAY = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
PATIENCE = 366 * 9  # days until the first: 29 February is at most eight years away
Works = Callable[[date], bool]


class Calendar(StrEnum):
    """Which days count, beyond what a rule can say."""

    ALL = "all"
    WORKING = "working"
    """Working days, make-up days included and holidays not."""
    NO_HOLIDAYS = "no_holidays"
    """Not on weekdays on which nobody works."""


@dataclass(frozen=True)
class Series:
    """A series of days. `until` is the last day that may be one of them."""

    freq: str
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    nths: tuple[Nth, ...] = ()
    months: tuple[int, ...] = ()
    until: date | None = None
    count: int | None = None
    calendar: Calendar = Calendar.ALL

    def rule(self, zone: ZoneInfo) -> str:
        """As an RFC 5545 RRULE; UNTIL is in UTC, as section 3.3.10 asks of a start with a zone."""
        until = self.until and datetime.combine(self.until, time(23, 59, 59), zone).astimezone(UTC)
        parts = {
            "FREQ": self.freq,
            "INTERVAL": str(self.interval) if self.interval > 1 else "",
            "BYMONTH": ",".join(map(str, self.months)),
            "BYMONTHDAY": ",".join(map(str, self.month_days)),
            "BYDAY": self._by_day(),
            "BYSETPOS": ",".join(str(one.nth) for one in self.nths if one.weekday is None),
            "COUNT": str(self.count or ""),
            "UNTIL": f"{until:%Y%m%dT%H%M%SZ}" if until else "",
        }
        return ";".join(f"{name}={value}" for name, value in parts.items() if value)

    def _by_day(self) -> str:
        if any(one.weekday is None for one in self.nths):
            return ",".join(BYDAY[:5])
        nths = [f"{one.nth}{BYDAY[one.weekday]}" for one in self.nths if one.weekday is not None]
        return ",".join(nths or [BYDAY[day] for day in self.weekdays])

    def falls_on(self, day: date, works: Works) -> bool:
        """Whether the day is one of the series', interval and end aside."""
        if self.calendar is Calendar.WORKING and not self.nths:
            return works(day)
        if self.calendar is Calendar.NO_HOLIDAYS and day.weekday() < 5 and not works(day):
            return False
        return (
            (not self.months or day.month in self.months)
            and (not self.weekdays or day.weekday() in self.weekdays)
            and (
                not self.month_days
                or any(DayOfMonth(one).of_month(day.year, day.month) == day for one in self.month_days)
            )
            and (not self.nths or any(one.of_month(day.year, day.month) == day for one in self.nths))
        )

    def first(self, since: date, works: Works, ahead: Callable[[date], bool]) -> date:
        """Its first day from `since` on that is still ahead. Raises Odd if there is none."""
        days = (shifted(since, n) for n in range(PATIENCE))
        found = next((day for day in days if self.falls_on(day, works) and ahead(day)), None)
        if found is None:
            raise Odd(Why.IMPOSSIBLE)
        if self.until is not None and found > self.until:
            raise Odd(Why.BACKWARDS)
        return found


def occurrences(start: datetime, series: Series, zone: ZoneInfo, works: Works) -> Iterator[datetime]:
    """When it takes place, from the first time on; without end unless the series has one."""
    local = start.astimezone(zone)
    if series.calendar is Calendar.ALL:
        yield from rrulestr(series.rule(zone), dtstart=local)
        return
    if series.calendar is Calendar.WORKING:
        days = (shifted(local.date(), n) for n in count())
        fitting = (day for day in days if series.falls_on(day, works))
    else:
        every = rrulestr(series.rule(zone), dtstart=local)
        fitting = (at.date() for at in every if series.falls_on(at.date(), works))
    for day in islice(fitting, series.count):
        if series.until is not None and day > series.until:
            return
        yield datetime.combine(day, local.timetz())
