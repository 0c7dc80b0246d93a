"""Let a ticket's clocks stand still until a moment, for a reason; the hold ends by itself, or when somebody goes on."""

from datetime import datetime

from desk.desk import Desk
from desk.errors import BadArgument, WrongState
from desk.people.permissions import WORKING, standings
from desk.tickets import cards, chasing, reaching
from desk.tickets.move import allow, end_pauses, move, note, refusal
from desk.tickets.planning import arrange
from desk.values import Notice
from storage.kinds import Lane, Shows, Status, Verb
from storage.people import Person
from storage.tickets import Pause, Ticket


async def hold(desk: Desk, ticket: Ticket, by: Person, until: datetime, reason: str) -> list[Notice]:
    """Stop the clocks until then; whoever reported it is told why. Raises BadArgument."""
    await allow(desk, ticket, Verb.HOLD, by)
    if not reason:
        raise BadArgument("hold_why", ticket=ticket.id)
    if until <= desk.now:
        raise BadArgument("hold_until_when", ticket=ticket.id)
    desk.session.add(Pause(ticket_id=ticket.id or 0, begins_at=desk.now, until=until, reason=reason))
    await move(desk, ticket, Verb.HOLD, by, reason)
    facts = {"ticket": await cards.view(desk, ticket), "by": by, "until": until, "reason": reason}
    to = await reaching.said_where(desk, ticket)
    return [
        *await cards.refresh(desk, ticket),
        Notice(to, "ticket.held", facts, (), Lane.CARD, ticket.id, Shows.NOTE, reaching.answers(ticket, to)),
    ]


async def resume(desk: Desk, ticket: Ticket, by: Person | None) -> list[Notice]:
    """Go on, before the time or (nobody in particular) because it has come; then those responsible are told."""
    if by is not None and not await standings(desk, by, ticket) & WORKING:
        raise refusal(ticket, Verb.HOLD, WORKING)
    if ticket.status is not Status.ON_HOLD:
        raise WrongState("not_on_hold", ticket=ticket.id, status=ticket.status.value)
    await end_pauses(desk, ticket)
    ticket.status = Status.NEW if ticket.accepted_at is None else Status.ACCEPTED
    note(desk, ticket, Verb.HOLD, by)
    ticket.reminded_at = desk.now
    await arrange(desk, ticket)
    notices = await cards.refresh(desk, ticket)
    if by is None:
        shown = await cards.view(desk, ticket)
        notices += [
            Notice(to, "ticket.goes_on", {"ticket": shown}, cards.buttons(cards.WORK_BUTTONS, shown), Lane.REMINDER,
                   ticket.id, Shows.NOTE)
            for to in await chasing.addresses(desk, ticket, await chasing.responsible_now(desk, ticket))
        ]  # fmt: skip
    return notices
