"""The one door: every change of a ticket's state goes through `move`, by the table, into the history."""

from collections.abc import Callable
from dataclasses import dataclass

from desk.desk import Desk
from desk.errors import NotAllowed, Unknown, WrongState
from desk.people.permissions import Standing, is_public_in, standings
from desk.tickets import cards, deadlines
from desk.tickets.verbs import RULES, Rule
from storage import due, tickets
from storage.due import Due
from storage.kinds import DueKind, Role, Status, Verb
from storage.people import Person
from storage.tickets import OPEN, Event, Ticket

LARGEST_ID = 2**63 - 1  # what a record's number can be; people may type more


@dataclass(frozen=True, slots=True)
class Target:
    """Whom a transfer hands the ticket to: a person, or a unit's staff, or whoever holds a role."""

    handler: Person | None = None
    unit: str | None = None
    role: Role | None = None


async def get(desk: Desk, ticket_id: int) -> Ticket:
    """The ticket as it stands now, ours until the transaction ends. Raises Unknown."""
    ticket = await tickets.lock(desk.session, ticket_id) if 0 < ticket_id <= LARGEST_ID else None
    if ticket is None:
        raise Unknown("unknown_ticket", ticket=ticket_id)
    return ticket


def note(desk: Desk, ticket: Ticket, verb: Verb, by: Person | None, text: str = "") -> None:
    """Write a line of history; no person means that the schedule did it."""
    line = Event(ticket_id=ticket.id or 0, at=desk.now, actor_id=by.id if by else None, verb=verb, note=text)
    if by is not None and desk.hears is not None:
        line.chat_id, line.message_id = desk.hears.where.id, desk.hears.message_id
    desk.session.add(line)


async def allow(desk: Desk, ticket: Ticket, verb: Verb, by: Person | None) -> Rule:
    """The rule for this move. Raises NotAllowed, then WrongState: whoever may not, need not know the state."""
    rule = RULES[verb]
    held = {Standing.SCHEDULE} if by is None else await standings(desk, by, ticket)
    if verb is Verb.CONFIRM and by is not None:
        await _confirms_for_another(desk, ticket, by, held)
    if not held & rule.who:
        raise refusal(ticket, verb, rule.who)
    if ticket.status not in rule.origins:
        phrase = "done_already" if ticket.status is rule.target else "wrong_state"
        raise WrongState(phrase, ticket=ticket.id, verb=verb.value, status=ticket.status.value)
    return rule


def refusal(ticket: Ticket, verb: Verb, who: frozenset[Standing]) -> NotAllowed:
    """That this is for others to do, naming them."""
    if verb is Verb.CONFIRM:
        return NotAllowed("not_asked", ticket=ticket.id)
    return NotAllowed(
        "not_allowed", ticket=ticket.id, verb=verb.value, who=[one.value for one in Standing if one in who]
    )


async def _confirms_for_another(desk: Desk, ticket: Ticket, by: Person, held: set[Standing]) -> None:
    """Nobody confirms their own resolution; a rung above confirms only where the reporter was the one who resolved."""
    if ticket.status is Status.RESOLVED and ticket.resolver_id == by.id:
        raise NotAllowed("own_resolution", ticket=ticket.id)
    if ticket.resolver_id != ticket.reporter_id:
        held.discard(Standing.ABOVE)


async def move(
    desk: Desk, ticket: Ticket, verb: Verb, by: Person | None, text: str = "", target: Target | None = None
) -> None:
    """Take the ticket through a verb: check the table, apply its effect, write the history line."""
    rule = await allow(desk, ticket, verb, by)
    if verb is Verb.RESOLVE and ticket.accepted_at is None:
        note(desk, ticket, Verb.ACCEPT, by)
        _accept(desk, ticket, by, Target())
    EFFECTS.get(verb, _nothing_more)(desk, ticket, by, target or Target())
    if verb is Verb.RESOLVE:
        ticket.resolution = text
    ticket.status = rule.target
    note(desk, ticket, verb, by, text)
    await _plan(desk, ticket)


def _nothing_more(_desk: Desk, _ticket: Ticket, _by: Person | None, _target: Target) -> None:
    """The change of status is all."""


def _accept(desk: Desk, ticket: Ticket, by: Person | None, _target: Target) -> None:
    """Whoever accepts does the work from now on."""
    ticket.accepted_at = desk.now
    ticket.handler_id = by.id if by else ticket.handler_id
    ticket.stand_in = None


def _resolve(desk: Desk, ticket: Ticket, by: Person | None, _target: Target) -> None:
    ticket.resolved_at = desk.now
    ticket.resolver_id = by.id if by else None


def _close(desk: Desk, ticket: Ticket, _by: Person | None, _target: Target) -> None:
    ticket.closed_at = desk.now


def _reopen(desk: Desk, ticket: Ticket, _by: Person | None, _target: Target) -> None:
    """Starts resolve anew with half the level's time (CONTRACT)."""
    ticket.reopened += 1
    ticket.resolved_at = ticket.closed_at = ticket.resolution = ticket.rating = ticket.resolver_id = None
    promise = deadlines.level(desk, ticket.priority)
    ticket.resolve_due = deadlines.after(desk, ticket.priority, desk.now, promise.resolve, deadlines.HALF)


def _transfer(desk: Desk, ticket: Ticket, _by: Person | None, target: Target) -> None:
    """Restarts accept only: the new handler gets the full time to answer, the reporter's deadline stays."""
    ticket.handler_id = target.handler.id if target.handler else None
    ticket.unit, ticket.role, ticket.stand_in = target.unit, target.role, None
    ticket.accepted_at = None
    ticket.accept_due, _ = deadlines.promised(desk, ticket.priority, desk.now)


def _return(desk: Desk, ticket: Ticket, _by: Person | None, _target: Target) -> None:
    ticket.handler_id, ticket.unit, ticket.role = ticket.owner_id, None, None
    ticket.accepted_at = None


EFFECTS: dict[Verb, Callable[[Desk, Ticket, Person | None, Target], None]] = {
    Verb.ACCEPT: _accept,
    Verb.RESOLVE: _resolve,
    Verb.CONFIRM: _close,
    Verb.CLOSE: _close,
    Verb.REOPEN: _reopen,
    Verb.TRANSFER: _transfer,
    Verb.RETURN: _return,
}


async def _plan(desk: Desk, ticket: Ticket) -> None:
    """Lay down what the schedule owes the ticket in its new state."""
    await due.cancel(desk.session, ticket.id or 0)
    if ticket.status is not Status.RESOLVED:
        return
    within = desk.book.directory.confirm_within
    for kind, share in ((DueKind.NUDGE, 0.5), (DueKind.CLOSE, 1.0)):
        at = deadlines.after(desk, ticket.priority, desk.now, within, share)
        desk.session.add(Due(kind=kind, ticket_id=ticket.id or 0, due_at=at))


async def support(desk: Desk, ticket: Ticket, person: Person, chat_id: int) -> bool:
    """Add somebody who met the same problem; False if they are its reporter or support it already.

    Supporters see the ticket and answer for it, so only what this chat may see anyway can be supported from here.
    """
    if not (await is_public_in(desk, ticket, chat_id) or await cards.concerns(desk, ticket, person)):
        raise NotAllowed("not_yours_to_see", ticket=ticket.id)
    if ticket.status not in OPEN:
        raise WrongState("wrong_state", ticket=ticket.id, verb=Verb.SUPPORT.value, status=ticket.status.value)
    already = {one.person_id for one in await tickets.supporters(desk.session, ticket.id or 0)}
    if person.id == ticket.reporter_id or person.id in already:
        return False
    desk.session.add(tickets.Supporter(ticket_id=ticket.id or 0, person_id=person.id or 0, at=desk.now))
    note(desk, ticket, Verb.SUPPORT, person)
    await desk.session.flush()
    return True
