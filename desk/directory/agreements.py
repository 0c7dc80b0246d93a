"""Rules on what must agree: within an entry, or between the entries of the file."""

from collections.abc import Mapping
from collections.abc import Sequence as Items
from itertools import pairwise
from typing import Any

from desk.directory.defaults import WORKING_WINDOWS
from desk.directory.entries import Window
from desk.directory.shapes import Entry
from desk.directory.sheet import Place
from desk.directory.spans import minutes_of
from desk.directory.yaml_nodes import Sequence
from storage.kinds import BUILDING_ROLES, DISTRICT_ROLES, Role

WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
RUNGS = 3  # building_chief, committee, street

# What each role is held for; None is the whole district.
SCOPES: dict[Role, str | None] = {
    Role.GRID_LEADER: "grid",
    Role.UNIT_STAFF: "unit",
    **dict.fromkeys(BUILDING_ROLES, "building"),
    **dict.fromkeys(DISTRICT_ROLES),
}


def one_handler(service: Entry) -> None:
    """A service names exactly one of unit and role."""
    given = sum(key in service.at for key in ("unit", "role"))
    if given != 1:
        service.place.note("two_handlers" if given else "no_handler")


def scope_fits(grant: Entry) -> None:
    """A role is held for what it is about, and for nothing else."""
    if "role" not in grant.values:
        return
    role, needs = grant.values["role"], SCOPES[grant.values["role"]]
    if needs and needs not in grant.at:
        grant.place.note("role_scope_missing", role=str(role), needs=needs)
    for extra in ("grid", "building", "unit"):
        if extra != needs and extra in grant.at:
            grant.at[extra].note("role_scope_extra", role=str(role), extra=extra)


def no_role_twice(_: Place, grants: list[Entry]) -> None:
    """A person holds a role for the same thing once."""
    seen: list[dict[str, Any]] = []
    for grant in grants:
        if "role" in grant.values and grant.values in seen:
            grant.place.note("duplicate_role", role=str(grant.values["role"]))
        seen.append(grant.values)


def another_deputy(person: Entry) -> None:
    """Nobody stands in for themselves."""
    if "deputy" in person.values and person.values["deputy"] == person.values.get("telegram_id"):
        person.at["deputy"].note("own_deputy")


def windows_apart(place: Place, windows: list[Window]) -> None:
    """The windows of a day do not overlap; they may touch."""
    for before, after in pairwise(sorted(windows, key=minutes_of)):
        if minutes_of(after)[0] < minutes_of(before)[1]:
            place.note("windows_overlap", value=written(after), other=written(before))


def some_working_hours(working_time: Entry) -> None:
    """On some day of the week somebody works, else no deadline would ever come."""
    written_days = [spot.node for key, spot in working_time.at.items() if key in ("weekdays", *WEEK)]
    nothing_wrong = all(isinstance(node, Sequence) and not node.items for node in written_days)
    if nothing_wrong and not week_of(working_time.values):
        working_time.place.note("no_working_hours")


def three_rungs(place: Place, after: list[Any]) -> None:
    """There are no more rungs to escalate to."""
    if len(after) > RUNGS:
        place.note("too_many_rungs", limit=RUNGS)


def floors_agree(root: Entry) -> None:
    """The grids of a building lie within its floors and do not share any."""
    heights = {b.values.get("code"): b.values.get("floors") for b in entries(root, "buildings")}
    parts: dict[str, list[Entry]] = {}
    for grid in entries(root, "grids"):
        if {"building", "floors"} <= grid.values.keys():
            parts.setdefault(grid.values["building"], []).append(grid)
    for building, grids in parts.items():
        _within(heights.get(building), grids)
        _apart(grids)


def _within(highest: int | None, grids: Items[Entry]) -> None:
    for grid in grids:
        if highest is not None and grid.values["floors"][1] > highest:
            grid.at["floors"].note("floors_beyond_building", value=span(grid), highest=highest)


def _apart(grids: Items[Entry]) -> None:
    """Notes each grid that shares floors with one below it, or with an earlier one that starts on the same floor."""
    top: Entry | None = None  # of the grids so far the one that reaches highest
    for grid in sorted(grids, key=lambda g: (g.values["floors"][0], g.place.node.line)):
        if top is not None and grid.values["floors"][0] <= top.values["floors"][1]:
            grid.at["floors"].note("floors_overlap", value=span(grid), other=top.values.get("code", span(top)))
        if top is None or grid.values["floors"][1] > top.values["floors"][1]:
            top = grid


def entries(root: Entry, section: str) -> list[Entry]:
    """What could be read of a section."""
    found: list[Entry] = root.values.get(section, [])
    return found


def span(grid: Entry) -> str:
    """A grid's floors as written in the file."""
    low, high = grid.values["floors"]
    return f"{low}-{high}"


def written(window: Window) -> str:
    """A window as written in the file."""
    opens, closes = minutes_of(window)
    return f"{opens // 60:02}:{opens % 60:02}-{closes // 60:02}:{closes % 60:02}"


def week_of(
    working_time: dict[str, Any], otherwise: Mapping[int, tuple[Window, ...]] = WORKING_WINDOWS
) -> dict[int, tuple[Window, ...]]:
    """The windows of each weekday (Monday is 0): its own, else those of `weekdays`, else what holds otherwise."""
    weekdays = {d: tuple(working_time["weekdays"]) for d in range(5)} if "weekdays" in working_time else {}
    own = {d: tuple(working_time[name]) for d, name in enumerate(WEEK) if name in working_time}
    week = {**otherwise, **weekdays, **own}
    return {d: tuple(sorted(windows, key=minutes_of)) for d, windows in sorted(week.items()) if windows}
