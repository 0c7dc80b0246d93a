"""Make calendars of what the directory says of working time: the district's, and those that it names by code."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from desk.directory.agreements import WEEK, week_of
from desk.directory.calendars import Calendar
from desk.directory.entries import Directory, Window
from desk.directory.spans import parse_window


def district_calendar(directory: Directory) -> Calendar:
    """When the district works."""
    return Calendar(directory.working_windows, **_days(directory.rest.get("working_time", {})))


def named_calendar(directory: Directory, code: str) -> Calendar:
    """The calendar of this code; what it does not say is as in the district."""
    written = directory.rest["calendars"][code]
    district = directory.rest.get("working_time", {})
    given = {key: written[key] for key in ("weekdays", *WEEK) if key in written}
    week = week_of({key: _windows(some) for key, some in given.items()}, directory.working_windows)
    return Calendar(week, **_days({**district, **written}))


def _days(written: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "holidays": written.get("holidays", "CN"),
        "off": frozenset(map(date.fromisoformat, written.get("days_off", ()))),
        "on": frozenset(map(date.fromisoformat, written.get("days_on", ()))),
        "hours": {date.fromisoformat(day): tuple(_windows(some)) for day, some in written.get("hours", {}).items()},
    }


def _windows(written: list[str]) -> list[Window]:
    return [parse_window(one) for one in written]
