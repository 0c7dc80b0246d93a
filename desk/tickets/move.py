"""The one door: every change of a ticket's state goes through `move`, by the table, into the history."""

from collections.abc import Callable
from dataclasses import dataclass

from desk.desk import Desk
from desk.errors import NotAllowed, Unknown, WrongState
from desk.people.permissions import Standing, standings
from desk.tickets.planning import arrange
from desk.tickets.verbs import RULES, Rule
from storage import tickets
from storage.kinds import Role, Status, Verb
from storage.people import Person
from storage.tickets import Event, Ticket

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
    if ticket.status is Status.ON_HOLD:
        await end_pauses(desk, ticket)
    EFFECTS.get(verb, _nothing_more)(desk, ticket, by, target or Target())
    if verb is Verb.RESOLVE:
        ticket.resolution = text
    ticket.status = rule.target
    note(desk, ticket, verb, by, text)
    ticket.reminded_at = desk.now  # somebody has looked at it
    await arrange(desk, ticket)


async def end_pauses(desk: Desk, ticket: Ticket) -> None:
    """Its clocks go on; a hold whose end was missed, while the process was down or nobody worked, ended then."""
    for pause in await tickets.pauses(desk.session, ticket.id or 0):
        if pause.ended_at is None:
            pause.ended_at = min(desk.now, pause.until or desk.now)


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
    ticket.resolve_set = ticket.resolve_set_at = None


def _transfer(desk: Desk, ticket: Ticket, _by: Person | None, target: Target) -> None:
    """Restarts accept only: the new handler gets the full time to answer, the reporter's deadline stays."""
    ticket.handler_id = target.handler.id if target.handler else None
    ticket.unit, ticket.role, ticket.stand_in = target.unit, target.role, None
    ticket.accepted_at = None


EFFECTS: dict[Verb, Callable[[Desk, Ticket, Person | None, Target], None]] = {
    Verb.ACCEPT: _accept,
    Verb.RESOLVE: _resolve,
    Verb.CONFIRM: _close,
    Verb.CLOSE: _close,
    Verb.REOPEN: _reopen,
    Verb.TRANSFER: _transfer,
    Verb.RETURN: _transfer,
}
