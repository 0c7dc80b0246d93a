"""Explain a ticket's deadlines to whoever may see it."""

from desk.desk import Desk
from desk.explaining import explain
from desk.people.acquaintance import meet
from desk.tickets import cards
from desk.tickets.seeing import may_see
from desk.values import Notice, Said, ToChat
from handlers.arguments import ticket_and_rest


async def why(what: Said, desk: Desk) -> None:
    """`/why ID`: the arithmetic, line by line."""
    ticket, _ = await ticket_and_rest(what, desk)
    await may_see(desk, ticket, await meet(desk, what.who), what.where)
    facts = {"ticket": await cards.view(desk, ticket), "steps": await explain(desk, ticket)}
    await desk.tell(Notice(ToChat(what.where.id), "why.report", facts, ticket=ticket.id, reply_to=what.message_id))
