"""Count the places that an event has left, in all and for each grid, and tell which grid somebody comes from."""

from collections.abc import Mapping
from dataclasses import dataclass

from desk.chats.cover import UNBOUND, cover
from desk.desk import Desk
from storage import people, signups
from storage.events import Happening
from storage.kinds import ChatKind
from storage.people import Person
from storage.signups import Counts


@dataclass(frozen=True, slots=True)
class Room:
    """Places left in all (None: no limit), and of each grid `most` less those `taken`. A grid that nobody knows has no
    limit of its own."""

    left: int | None
    most: int | None = None
    taken: Mapping[str, int] | None = None

    @property
    def full(self) -> list[str]:
        """The grids that have all that is theirs."""
        if self.most is None or self.taken is None:
            return []
        return [grid for grid, count in self.taken.items() if count >= self.most]

    def fits(self, grid: str | None) -> bool:
        """Whether there is a place for one more of this grid."""
        return (self.left is None or self.left > 0) and grid not in self.full

    def without(self, grid: str | None) -> "Room":
        """What is left when one of this grid has a place."""
        left = None if self.left is None else self.left - 1
        taken = dict(self.taken or {})
        if grid is not None:
            taken[grid] = taken.get(grid, 0) + 1
        return Room(left, self.most, taken)

    def only_of_grid(self, grid: str | None) -> bool:
        """Whether there are places, but for other grids."""
        return self.left != 0 and grid in self.full


async def room(desk: Desk, event: Happening, counts: Counts) -> Room:
    """As it stands; exact while the event is locked."""
    left = None if event.capacity is None else max(0, event.capacity - counts.taken)
    if event.grid_places is None:
        return Room(left)
    return Room(left, event.grid_places, await signups.by_grid(desk.session, event.id or 0))


async def somebody_may_go(desk: Desk, event: Happening, left: Room, counts: Counts) -> bool:
    """Whether somebody waits for whom there is a place; they go first."""
    if not counts.waiting or left.left == 0:
        return False
    return bool(await signups.next_waiting(desk.session, event.id or 0, left.full, 1))


async def grid_of(desk: Desk, person: Person, group: int | None) -> str | None:
    """The grid somebody comes from: that of the group where they tapped; in an owners' group or privately, the one that
    they have named, or have a role in. None if nothing tells."""
    here = await cover(desk, group) if group is not None else UNBOUND
    if here.kind is ChatKind.GRID:
        return here.home
    roles = [grant.grid for grant in await people.grants(desk.session, person.id or 0)]
    known = [code for code in (person.home_grid, *roles) if code in desk.book.grids]
    there = {grid.code for grid in here.grids}
    if here.kind is ChatKind.BUILDING:
        return next((code for code in known if code in there), here.home)
    return known[0] if known else None
