"""Know who is away and who stands in: their deputy, who may then do what they may, or else the next rung."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from desk.desk import Desk
from desk.errors import BadArgument
from storage import people
from storage.people import Grant, Person

LONGEST_CHAIN = 5  # of deputies who are away themselves


def is_away(desk: Desk, person: Person) -> bool:
    """Whether they have said that they are not here now."""
    return person.away_until is not None and person.away_until > desk.now


async def deputy_of(desk: Desk, person: Person) -> Person | None:
    """Who stands in for them now; None if they are here, or nobody does."""
    known = person
    for _ in range(LONGEST_CHAIN):
        number = known.away_deputy_id or known.deputy_id
        found = await people.by_telegram_id(desk.session, number) if is_away(desk, known) and number else None
        if found is None or found.id == person.id:
            return None
        if not is_away(desk, found):
            return found
        known = found
    return None


async def here(desk: Desk, those: Iterable[Person]) -> list[Person]:
    """Who of them can be turned to now: themselves, or whoever stands in; each once."""
    found: dict[int, Person] = {}
    for person in those:
        present = await deputy_of(desk, person) if is_away(desk, person) else person
        if present is not None:
            found.setdefault(present.telegram_id, present)
    return list(found.values())


async def stands_in_for(desk: Desk, person: Person) -> Sequence[Person]:
    """For whom this person stands in now."""
    away = await people.away(desk.session, desk.now)
    found = []
    for one in away:
        deputy = await deputy_of(desk, one)
        if deputy is not None and deputy.id == person.id:
            found.append(one)
    return found


async def rights(desk: Desk, person: Person) -> tuple[set[int], list[Grant]]:
    """As whom this person acts, and by which roles: their own, and of those for whom they stand in."""
    acting = [person, *await stands_in_for(desk, person)]
    held = [grant for one in acting for grant in await people.grants(desk.session, one.id or 0)]
    return {one.id or 0 for one in acting}, held


async def leave(desk: Desk, person: Person, deputy: Person | None, until: datetime) -> None:
    """Be away until then, with this deputy, or the one that the directory names, or none. Raises BadArgument."""
    if deputy is not None and deputy.id == person.id:
        raise BadArgument("own_deputy")
    if until <= desk.now:
        raise BadArgument("away_until_when")
    person.away_until, person.away_deputy_id = until, deputy.telegram_id if deputy else None


async def come_back(desk: Desk, person: Person) -> bool:
    """Be here again; False if they were."""
    was_away = is_away(desk, person)
    person.away_until = person.away_deputy_id = None
    return was_away
