"""Find who is responsible: the service's unit or officer, the grid's leader as owner, and who stands in for nobody."""

from dataclasses import dataclass

from desk.desk import Desk
from desk.directory.entries import Grid, Service
from desk.people.absence import here
from storage import people
from storage.kinds import BUILDING_ROLES, Role
from storage.people import Person

# Nobody there: leader, then chief, then committee, then admins. The ladder that a missing handler falls up.
LADDER = (Role.GRID_LEADER, Role.BUILDING_CHIEF, Role.COMMITTEE)


@dataclass(frozen=True, slots=True)
class Route:
    """Where a ticket goes. `told`: everybody who gets its card privately. `stand_in`: the rung that stands in."""

    unit: str | None
    role: Role | None
    handler: Person | None
    owner: Person | None
    told: tuple[Person, ...]
    stand_in: str | None = None


async def route(desk: Desk, service: Service | None, grid: Grid) -> Route:
    """Who handles a matter of this service (None: nothing on the list fits) in this grid, and who answers for it."""
    rungs = await _ladder(desk, grid.code, grid.building)
    owner = rungs[0][1] if rungs else None
    present = [(rung, found) for rung, person in rungs for found in await here(desk, [person])]
    in_place = (present[0][1],) if present else ()
    if service is None:
        stand_in = rungs[0][0] if rungs and rungs[0][0] != Role.GRID_LEADER else None
        return Route(None, None, owner, owner, in_place, stand_in)
    there = await responsible(desk, grid.code, grid.building, service.unit, service.role)
    told = await here(desk, there)
    if told:
        alone = there[0] if len(there) == 1 and service.unit is None else None
        return Route(service.unit, service.role, alone, owner, tuple(told))
    return Route(service.unit, service.role, owner, owner, in_place, present[0][0] if present else "nobody")


async def responsible(desk: Desk, grid: str, building: str, unit: str | None, role: Role | None) -> list[Person]:
    """The unit's staff, or everyone who holds the role for the grid, its building or the district.

    Codes are enough: a ticket outlives its grid.
    """
    if unit is not None:
        return await people.holders(desk.session, Role.UNIT_STAFF, unit=unit)
    if role is None:
        return []
    if role is Role.GRID_LEADER:
        return await people.holders(desk.session, role, grid=grid)
    return await people.holders(desk.session, role, building=building if role in BUILDING_ROLES else None)


async def above(desk: Desk, grid: str, building: str) -> list[tuple[str, Person]]:
    """Everybody above the leader of the grid, by rung, from below."""
    return [(rung, person) for rung, person in await _ladder(desk, grid, building) if rung != Role.GRID_LEADER]


async def next_rung(desk: Desk, grid: str, building: str, not_person: int | None) -> Person | None:
    """The first person above the leader of the grid, other than `not_person`."""
    found = [person for _, person in await above(desk, grid, building) if person.id != not_person]
    return found[0] if found else None


async def _ladder(desk: Desk, grid: str, building: str) -> list[tuple[str, Person]]:
    rungs: list[tuple[str, Person]] = []
    for role in LADDER:
        rungs += [(role.value, person) for person in await responsible(desk, grid, building, None, role)]
    return rungs + [("admin", person) for person in await admins(desk)]


async def admins(desk: Desk) -> list[Person]:
    """Those with all rights."""
    found = [await people.by_telegram_id(desk.session, admin) for admin in sorted(desk.admins)]
    return [person for person in found if person is not None]
