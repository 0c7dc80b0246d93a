"""Give a ticket another deadline."""

from desk.desk import Desk
from desk.errors import BadArgument
from desk.moments import Edge, moment
from desk.people.acquaintance import meet
from desk.tickets import cards, granting
from desk.tickets.deadlines import clock
from desk.values import Notice, Pressed, Said, ToChat
from handlers.arguments import done, pressed_ticket, ticket_and_rest
from storage.kinds import Shows


async def deadline(what: Said, desk: Desk) -> None:
    """`/deadline ID WHEN reason`."""
    ticket, words = await ticket_and_rest(what, desk)
    by = await meet(desk, what.who)
    await granting.may_grant(desk, ticket, by)
    until, reason = moment(words, desk.now, clock(desk, ticket), Edge.CLOSES)
    if until is None:
        raise BadArgument("deadline_when", ticket=ticket.id)
    await desk.tell(*await granting.grant(desk, ticket, by, until, reason))
    await done(what, desk, ticket, "done.deadline")


async def deadline_pressed(what: Pressed, desk: Desk) -> None:
    """改时限: ask until when and why; the answer is a reply."""
    ticket = await pressed_ticket(what, desk)
    by = await meet(desk, what.who)
    await granting.may_grant(desk, ticket, by)
    facts = {"ticket": await cards.view(desk, ticket), "person": by}
    await desk.tell(Notice(ToChat(what.where.id), "ask.deadline", facts, ticket=ticket.id, purpose=Shows.DEADLINE))
    desk.verdict("done.reply_below")
