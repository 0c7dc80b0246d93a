"""Give a ticket back that is not ours to do, with a reason; after the second time a rung above names a handler."""

from desk.desk import Desk
from desk.errors import BadArgument, NotAllowed
from desk.people.absence import here
from desk.people.roles import NAMES
from desk.tickets import cards, reaching
from desk.tickets.move import Target, allow, move
from desk.tickets.routing import above
from desk.tickets.targets import choices
from desk.values import Notice, Rows, pairs
from storage import people, tickets
from storage.kinds import Lane, Shows, Verb
from storage.people import Person
from storage.tickets import Ticket

MOST = 2  # returns; then the owner's next rung names a handler, and that one keeps it


async def give_back(desk: Desk, ticket: Ticket, by: Person, reason: str) -> list[Notice]:
    """To its owner, or the second time to the rung above, who names a handler. Raises BadArgument, NotAllowed."""
    await allow(desk, ticket, Verb.RETURN, by)
    if not reason:
        raise BadArgument("return_why", ticket=ticket.id)
    times = await _times(desk, ticket)
    if times >= MOST:
        raise NotAllowed("returned_twice", ticket=ticket.id)
    to = await _whose(desk, ticket, by, last=times + 1 == MOST)
    if to is None:
        raise BadArgument("nobody_to_return_to", ticket=ticket.id)
    await move(desk, ticket, Verb.RETURN, by, reason, Target(handler=to))
    facts = {"ticket": await cards.view(desk, ticket), "by": by, "reason": reason, "last": times + 1 == MOST,
             "suggested": suggested(desk, reason)}  # fmt: skip
    told = Notice(
        await reaching.privately(desk, ticket, to), "ticket.returned", facts, (), Lane.CARD, ticket.id, Shows.NOTE
    )
    shown = await cards.view(desk, ticket)
    return [
        *await cards.refresh(desk, ticket),
        told,
        await cards.in_private(desk, ticket, shown, to, again=True),
        *await cards.sent_along(desk, ticket, told.to),
    ]


async def _times(desk: Desk, ticket: Ticket) -> int:
    history = await tickets.history(desk.session, ticket.id or 0)
    return sum(event.verb is Verb.RETURN for event in history)


async def _whose(desk: Desk, ticket: Ticket, by: Person, last: bool) -> Person | None:
    """Its owner, unless they give it back themselves or it is the last time: then the first rung above."""
    owner = await desk.session.get(Person, ticket.owner_id) if ticket.owner_id else None
    ladder = [person for _, person in await above(desk, ticket.grid, ticket.building)]
    candidates = ladder if last or owner is None else [owner, *ladder]
    return next((person for person in await here(desk, candidates) if person.id != by.id), None)


def suggested(desk: Desk, words: str) -> str | None:
    """The unit or role that a reason names: who it might be for."""
    units = [unit.name for unit in desk.book.units.values() if unit.name in words or _short(unit.name) in words]
    return next(iter([*units, *(name for name in NAMES if name in words)]), None)


def _short(name: str) -> str:
    """市税务局 is called 税务局."""
    return name.removeprefix("市") if len(name) > 3 else name


async def suggestions(desk: Desk, ticket: Ticket, by: Person) -> Rows:
    """Buttons to say who it might be for instead of whoever gives it back."""
    grants = await people.grants(desk.session, by.id or 0)
    own = {code for grant in grants for code in (grant.unit, grant.role.value)}
    offered = [one for row in await choices(desk, ticket, "suggest") for one in row]
    return pairs([one for one in offered if one.data.rpartition(":")[2] not in own])


async def suggest(
    desk: Desk, ticket: Ticket, by: Person, unit: str | None = None, role: str | None = None
) -> list[Notice]:
    """Tell whoever has to name a handler whom the one who gave it back had in mind."""
    if not await _gave_it_back(desk, ticket, by):
        raise NotAllowed("not_yours_to_suggest", ticket=ticket.id)
    handler = await desk.session.get(Person, ticket.handler_id) if ticket.handler_id else None
    if handler is None:
        return []
    facts = {"ticket": await cards.view(desk, ticket), "by": by, "unit": unit, "role": role}
    to = await reaching.privately(desk, ticket, handler)
    return [Notice(to, "ticket.suggested", facts, (), Lane.CARD, ticket.id, Shows.NOTE)]


async def _gave_it_back(desk: Desk, ticket: Ticket, by: Person) -> bool:
    history = await tickets.history(desk.session, ticket.id or 0)
    handed = [event for event in history if event.verb in {Verb.RETURN, Verb.TRANSFER}]
    return bool(handed) and handed[-1].verb is Verb.RETURN and handed[-1].actor_id == by.id
