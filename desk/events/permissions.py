"""Who may make and change which events."""

from collections.abc import Callable
from dataclasses import dataclass

from desk.desk import Desk
from desk.errors import NotAllowed
from desk.people.absence import rights
from desk.people.permissions import is_admin
from storage.events import Happening
from storage.kinds import Role
from storage.people import Grant, Person


@dataclass(frozen=True, slots=True)
class Reach:
    """How far somebody's events go: to the whole district, to these grids, or anywhere for these units."""

    district: bool = False
    grids: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()

    def __or__(self, other: "Reach") -> "Reach":
        return Reach(self.district or other.district, self.grids | other.grids, self.units | other.units)

    def covers(self, event: Happening) -> bool:
        """Whether the event is theirs to change."""
        theirs = bool(event.grids) and self.grids.issuperset(event.grids)
        return self.district or theirs or (event.unit is not None and event.unit in self.units)


DISTRICT, NOWHERE = Reach(district=True), Reach()

# What each role may invite to; who else has a role, or none, makes no events. Admins are as the committee.
RULES: dict[Role, Callable[[Desk, Grant], Reach]] = {
    Role.COMMITTEE: lambda _desk, _grant: DISTRICT,
    Role.STREET: lambda _desk, _grant: DISTRICT,
    Role.BUILDING_CHIEF: lambda desk, grant: Reach(
        grids=frozenset(grid.code for grid in desk.book.grids_of(grant.building or ""))
    ),
    Role.GRID_LEADER: lambda _desk, grant: Reach(grids=frozenset({grant.grid or ""})),
    Role.UNIT_STAFF: lambda _desk, grant: Reach(units=frozenset({grant.unit or ""})),
}


async def reach(desk: Desk, person: Person) -> Reach:
    """How far this person's events go, by their own roles and those of whom they stand in for."""
    found = DISTRICT if is_admin(desk, person) else NOWHERE
    for grant in (await rights(desk, person))[1]:
        if grant.role in RULES:
            found |= RULES[grant.role](desk, grant)
    return found


async def may_make(desk: Desk, person: Person) -> Reach:
    """How far their events go. Raises NotAllowed for those who make none."""
    found = await reach(desk, person)
    if found == NOWHERE:
        raise NotAllowed("events_by")
    return found


async def may_change(desk: Desk, person: Person, event: Happening) -> None:
    """Raises NotAllowed for those whose event it is not."""
    if not (await reach(desk, person)).covers(event):
        raise NotAllowed("events_by")


def settle(desk: Desk, theirs: Reach, grids: list[str], unit: str | None) -> tuple[list[str], str | None]:
    """Whom an event invites and which unit hosts it: what was said, else what is theirs. Raises NotAllowed."""
    if theirs.district:
        return grids, unit
    if unit is None and not theirs.grids and len(theirs.units) == 1:
        unit = next(iter(theirs.units))
    if unit is not None and unit in theirs.units:
        return grids, unit
    if not theirs.grids or not theirs.grids.issuperset(grids):
        names = [desk.book.name_of(code) for code in sorted(theirs.grids | theirs.units)]
        raise NotAllowed("event_elsewhere", names=names[:3], more=max(0, len(names) - 3))
    return grids or sorted(theirs.grids), unit
