"""The loaded directory at hand: look things up by code, and the rules that are made from it."""

from dataclasses import dataclass
from functools import cached_property
from zoneinfo import ZoneInfo

from sqlmodel.ext.asyncio.session import AsyncSession

from desk.directory import chasing, defaults
from desk.directory.chasing import Chasing
from desk.directory.entries import Building, Directory, Grid, Service, Unit
from desk.directory.hours import district_calendar, named_calendar
from desk.directory.keeping import recall
from desk.triage import Triage
from desk.triage.model import Model, read, release
from desk.worktime import ALWAYS, WorkingTime
from storage import examples
from storage.directory import version as current_version
from storage.kinds import Priority


@dataclass(frozen=True)
class Book:
    """One version of the directory; immutable, so it may be shared and kept. `model`: its own, if it has one."""

    directory: Directory
    version: int
    zone: ZoneInfo
    model: Model | None = None

    @cached_property
    def triage(self) -> Triage:
        """Reads messages with this directory's services and places."""
        return Triage(self.directory, self.model)

    @cached_property
    def worktime(self) -> WorkingTime:
        """The district's working time."""
        return WorkingTime(district_calendar(self.directory), self.zone)

    @cached_property
    def calendars(self) -> dict[str, WorkingTime]:
        """The working times that the directory names, by code."""
        named = self.directory.rest.get("calendars", {})
        return {code: WorkingTime(named_calendar(self.directory, code), self.zone, code) for code in named}

    @cached_property
    def chasing(self) -> Chasing:
        """How tickets are chased."""
        return chasing.chasing(self.directory)

    def clock(self, priority: Priority, unit: str | None = None, building: str | None = None) -> WorkingTime:
        """The clock of a ticket: one that never stops if its level says so, else the calendar of whoever works on it:
        the unit's, the building's, its level's, or the district's."""
        if self.directory.levels[priority].clock == "always":
            return ALWAYS
        of = self.directory.rest.get("calendar_of", {})
        named = (("units", unit), ("buildings", building), ("levels", priority.value))
        codes = [of[section][key] for section, key in named if key in of.get(section, {})]
        return self.calendars[codes[0]] if codes else self.worktime

    def hours_of(self, unit: str | None) -> WorkingTime:
        """When a unit's people, or else the district's, work."""
        code = self.directory.rest.get("calendar_of", {}).get("units", {}).get(unit)
        return self.calendars[code] if code is not None else self.worktime

    @cached_property
    def buildings(self) -> dict[str, Building]:
        """By code."""
        return {entry.code: entry for entry in self.directory.buildings}

    @cached_property
    def grids(self) -> dict[str, Grid]:
        """By code."""
        return {entry.code: entry for entry in self.directory.grids}

    @cached_property
    def units(self) -> dict[str, Unit]:
        """By code."""
        return {entry.code: entry for entry in self.directory.units}

    @cached_property
    def services(self) -> dict[str, Service]:
        """By code."""
        return {entry.code: entry for entry in self.directory.services}

    def grid(self, code: str) -> Grid | None:
        """The grid of this code, however its letters are cased."""
        return self.grids.get(code) or next((g for g in self.grids.values() if g.code.lower() == code.lower()), None)

    def grids_of(self, building: str) -> list[Grid]:
        """A building's grids, in the order of the file."""
        return [grid for grid in self.directory.grids if grid.building == building]

    def grid_for(self, said_in: Grid, building: str | None, floor: int | None) -> Grid:
        """Which grid a problem belongs to: where it was said, unless the place named lies in another one."""
        if building is not None and building != said_in.building:
            candidates = self.grids_of(building)
            if not candidates:
                return said_in
            said_in = candidates[0]
        if floor is None:
            return said_in
        for grid in self.grids_of(said_in.building):
            if grid.floors is not None and grid.floors[0] <= floor <= grid.floors[1]:
                return grid
        return said_in

    def name_of(self, code: str) -> str:
        """What the grid, building or unit of this code is called; the district's name for none."""
        for entries in (self.grids, self.buildings, self.units):
            if code in entries:
                return str(entries[code].name)
        return code or self.directory.district


async def open_book(session: AsyncSession, zone: ZoneInfo, known: Book | None = None) -> Book:
    """The directory as it stands now; `known` is given back if nothing was loaded since."""
    version = await current_version(session)
    if known is not None and known.version == version:
        return known
    directory = await recall(session)
    own = await own_model(session)
    return Book(directory or Directory(district="", levels=defaults.LEVELS), version, zone, own)


async def own_model(session: AsyncSession) -> Model | None:
    """What `youlin train` has made and kept; with another release's rules it would mean something else."""
    row = await examples.trained(session)
    return read(row.file) if row is not None and row.release == release() else None
