"""Say when people work on a date: by its weekday, as a public holiday or make-up day, or as the directory says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache

import holidays

from desk.directory.entries import Window
from desk.directory.spans import length, minutes_of

NONE = "none"  # keeps no public holidays
LANGUAGE = "zh_CN"  # of the names of holidays, where the country's calendar speaks it


class DayKind(StrEnum):
    """Why a date has the working time that it has."""

    WEEKDAY = "weekday"
    HOLIDAY = "holiday"
    MAKE_UP = "make_up"
    OFF = "off"
    ON = "on"
    HOURS = "hours"


@dataclass(frozen=True, slots=True)
class Day:
    """A date's windows, in order, and why; `name` is the holiday's."""

    kind: DayKind
    windows: tuple[Window, ...] = ()
    name: str = ""


@dataclass(frozen=True)
class Calendar:
    """Who works when. `week`: the windows of each weekday (Monday is 0). The dates are the directory's own word, which
    goes before the country's public holidays: special hours first, then days off, then days on."""

    week: Mapping[int, tuple[Window, ...]]
    holidays: str = NONE
    off: frozenset[date] = frozenset()
    on: frozenset[date] = frozenset()
    hours: Mapping[date, tuple[Window, ...]] = field(default_factory=dict)

    def day(self, when: date) -> Day:
        """What kind of day it is, and its windows."""
        if when in self.hours:
            return Day(DayKind.HOURS, tuple(sorted(self.hours[when], key=minutes_of)))
        if when in self.off:
            return Day(DayKind.OFF)
        if when in self.on:
            return Day(DayKind.ON, self._full(when))
        public = _public(self.holidays, when.year)
        if when in public.off:
            return Day(DayKind.HOLIDAY, name=public.off[when])
        if when in public.on:
            return Day(DayKind.MAKE_UP, self._full(when))
        return Day(DayKind.WEEKDAY, self._usual(when))

    def is_settled(self, year: int) -> bool:
        """Whether the year's make-up days are known: China publishes them each November for the next year.

        A directory that names days of that year itself has settled it.
        """
        named = any(day.year == year for day in (*self.off, *self.on, *self.hours))
        return named or self.holidays != "CN" or bool(_public("CN", year).on)

    def _usual(self, when: date) -> tuple[Window, ...]:
        return tuple(sorted(self.week.get(when.weekday(), ()), key=minutes_of))

    def _full(self, when: date) -> tuple[Window, ...]:
        """A day that is worked though it would not be: as usual on this weekday, on a weekend like the longest day."""
        if when.weekday() < 5 and (usual := self._usual(when)):
            return usual
        return tuple(sorted(max(self.week.values(), key=length, default=()), key=minutes_of))


@dataclass(frozen=True, slots=True)
class _Public:
    """A country's public holidays of a year, by name, and the weekend days that are worked instead."""

    off: Mapping[date, str]
    on: frozenset[date]


@cache
def _public(country: str, year: int) -> _Public:
    if country == NONE:
        return _Public({}, frozenset())
    found = holidays.country_holidays(country, years=year, language=_spoken(country))
    worked: set[date] = getattr(found, "weekend_workdays", set())
    return _Public(dict(found), frozenset(day for day in worked if day.year == year))


def _spoken(country: str) -> str | None:
    spoken = getattr(holidays, country).supported_languages
    return LANGUAGE if LANGUAGE in spoken else None


@cache
def countries() -> frozenset[str]:
    """The countries whose public holidays are known, by their two letters."""
    return frozenset(holidays.list_supported_countries(include_aliases=False))
