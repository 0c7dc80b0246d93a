"""Find who is responsible: the service's unit or officer, the grid's leader as owner, and who stands in for nobody."""

from dataclasses import dataclass

from desk.desk import Desk
from desk.directory.entries import Grid, Service
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
    if service is None:
        stand_in = rungs[0][0] if rungs and rungs[0][0] != Role.GRID_LEADER else None
        return Route(None, None, owner, owner, (owner,) if owner else (), stand_in)
    there = await responsible(desk, grid.code, grid.building, service.unit, service.role)
    if there:
        alone = there[0] if len(there) == 1 and service.unit is None else None
        return Route(service.unit, service.role, alone, owner, tuple(there))
    return Route(
        service.unit, service.role, owner, owner, (owner,) if owner else (), rungs[0][0] if rungs else "nobody"
    )


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


async def next_rung(desk: Desk, grid: str, building: str, not_person: int | None) -> Person | None:
    """The first person above the leader of the grid, other than `not_person`."""
    rungs = await _ladder(desk, grid, building)
    above = [person for rung, person in rungs if rung != Role.GRID_LEADER and person.id != not_person]
    return above[0] if above else None


async def _ladder(desk: Desk, grid: str, building: str) -> list[tuple[str, Person]]:
    rungs: list[tuple[str, Person]] = []
    for role in LADDER:
        rungs += [(role.value, person) for person in await responsible(desk, grid, building, None, role)]
    for admin in sorted(desk.admins):
        person = await people.by_telegram_id(desk.session, admin)
        if person is not None:
            rungs.append(("admin", person))
    return rungs
