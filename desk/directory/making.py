"""Make the Directory of a file that was read without a mistake."""

from collections.abc import Iterable
from typing import Any

from desk.directory import defaults
from desk.directory.agreements import entries, week_of, written
from desk.directory.entries import Building, Directory, Grant, Grid, Level, Person, Service, Station, Unit, Window
from desk.directory.shapes import Entry
from storage.kinds import Priority

# Sections that nothing reads yet; they are kept as written.
REST = (
    "calendars",
    "reminders",
    "escalation",
    "working_time",
    "emergency",
    "support",
    "retention",
    "brands",
    "companies",
)
DAYS = ("holidays", "days_off", "days_on", "hours")  # of working_time; its windows are read


def directory_of(root: Entry) -> Directory:
    """The root entry, whose values are all right, as plain values; defaults where it is silent."""
    values = root.values
    closing = _values(root, "closing")
    return Directory(
        district=values["district"].values["name"],
        buildings=tuple(Building(**_without_calendar(e)) for e in entries(root, "buildings")),
        grids=tuple(Grid(**e.values) for e in entries(root, "grids")),
        units=tuple(Unit(**_without_calendar(e)) for e in entries(root, "units")),
        services=tuple(Service(**_tuples(e.values)) for e in entries(root, "services")),
        stations=tuple(Station(**e.values) for e in entries(root, "stations")),
        people=tuple(_person(e) for e in entries(root, "people")),
        levels={priority: _level(priority, root) for priority in Priority},
        working_windows=week_of(_values(root, "working_time")),
        confirm_within=closing.get("confirm_within", defaults.CONFIRM_WITHIN),
        reopen_within=closing.get("reopen_within", defaults.REOPEN_WITHIN),
        rest=_rest(root),
    )


def _values(entry: Entry, key: str) -> dict[str, Any]:
    found = entry.values.get(key)
    return found.values if isinstance(found, Entry) else {}


def _tuples(values: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in values.items()}


def _without_calendar(entry: Entry) -> dict[str, Any]:
    return {key: value for key, value in _tuples(entry.values).items() if key != "calendar"}


def _person(entry: Entry) -> Person:
    roles = tuple(Grant(**grant.values) for grant in entry.values.get("roles", ()))
    return Person(**{**entry.values, "roles": roles})


def _level(priority: Priority, root: Entry) -> Level:
    given = _values(root, "service_levels").get(priority)
    values = given.values if given else {}
    level = defaults.LEVELS[priority]
    return Level(**{key: values.get(key, getattr(level, key)) for key in ("accept", "resolve", "clock")})


def _rest(root: Entry) -> dict[str, Any]:
    """The sections kept as written, in JSON's words; `calendar_of` says whose calendar is which."""
    rest = {key: plain(root.values[key]) for key in REST if key in root.values}
    if "working_time" in rest:
        rest["working_time"] = {key: value for key, value in rest["working_time"].items() if key in DAYS}
    for section, values in defaults.KEPT.items():
        rest[section] = plain({**values, **rest.get(section, {})})
    if calendars := _calendar_of(root):
        rest["calendar_of"] = calendars
    return rest


def _calendar_of(root: Entry) -> dict[str, dict[str, str]]:
    """Section to code (or level) to the code of the calendar that it names."""
    levels = ((level, entry) for level, entry in _values(root, "service_levels").items())
    named: dict[str, Iterable[tuple[str, Entry]]] = {
        "buildings": ((e.values["code"], e) for e in entries(root, "buildings")),
        "units": ((e.values["code"], e) for e in entries(root, "units")),
        "levels": levels,
    }
    found = {
        section: {code: e.values["calendar"] for code, e in pairs if "calendar" in e.values}
        for section, pairs in named.items()
    }
    return {section: calendars for section, calendars in found.items() if calendars}


def plain(value: Any) -> Any:
    """A checked value as JSON would have it."""
    match value:
        case Entry(values=values):
            return plain(values)
        case dict():
            return {key: plain(part) for key, part in value.items()}
        case list():
            return [plain(part) for part in value]
        case Window():
            return written(value)
    return value
