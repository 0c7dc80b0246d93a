"""Lay out a round: whose turn it is at each station on each day of duty. Plain arithmetic, no records."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from math import gcd

from desk.agenda import Calendar, Series
from desk.agenda.series import Works
from storage.kinds import Turn

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Plan:
    """Units that take turns at stations. `weekdays`: Monday is 0, none for every day; `calendar`: which days count."""

    stations: tuple[str, ...]
    units: tuple[str, ...]
    turn: Turn = Turn.DAY
    weekdays: tuple[int, ...] = ()
    calendar: Calendar = Calendar.WORKING

    def falls_on(self, day: date, works: Works) -> bool:
        """Whether there is duty on this day."""
        return Series("WEEKLY", weekdays=self.weekdays, calendar=self.calendar).falls_on(day, works)


@dataclass(frozen=True, slots=True)
class Slot:
    """A unit's duty at a station on a day; `turn` counts the round's turns from 0."""

    day: date
    station: str
    unit: str
    turn: int


Last = tuple[date, int]
"""The last day of duty so far, and which turn it was."""


def lay_out(plan: Plan, since: date, until: date, works: Works, last: Last | None = None) -> Iterator[Slot]:
    """Who is on duty from one day to another, both included; `last`: where the round stood before.

    At every moment each unit has had as many turns as any other, or one more: at each station, and in all. A week
    without a day of duty is nobody's turn. While there are units enough, none is at two stations at once.
    """
    for number in range((until - since).days + 1):
        day = since + timedelta(days=number)
        if not plan.falls_on(day, works):
            continue
        last = day, _turn(plan, day, last)
        for place, station in enumerate(plan.stations):
            yield Slot(day, station, unit_at(plan, last[1], place), last[1])


def unit_at(plan: Plan, turn: int, place: int) -> str:
    """Whose turn it is at the station of this place: the units are dealt out to the stations one after the other.

    Where the numbers of both have a common divisor, a station would meet only some of the units, so after each full
    deal everything moves on by one until each station has met all.
    """
    stations, units = len(plan.stations), len(plan.units)
    common = gcd(stations, units)
    moved = turn // (units // common) % common
    return plan.units[(turn * stations + place + moved) % units]


def _turn(plan: Plan, day: date, last: Last | None) -> int:
    if last is None:
        return 0
    before, turn = last
    goes_on = plan.turn is Turn.WEEK and monday(before) == monday(day)
    return turn if goes_on else turn + 1


def monday(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())
