"""Take the reporter's answer to a resolved ticket, by button or command."""

from desk.desk import Desk
from desk.errors import BadArgument
from desk.people.acquaintance import meet
from desk.tickets import asking, cards
from desk.values import Notice, Pressed, Said, ToChat
from handlers.arguments import pressed_ticket, ticket_and_rest


async def rated(what: Pressed, desk: Desk) -> None:
    """满意, 一般, 不满意."""
    ticket = await pressed_ticket(what, desk)
    rating = asking.RATINGS[what.action]
    await desk.tell(*await asking.rate(desk, ticket, await meet(desk, what.who), rating))
    desk.verdict("done.confirm", ticket=await cards.view(desk, ticket))


async def unsolved(what: Pressed, desk: Desk) -> None:
    """没解决."""
    ticket = await pressed_ticket(what, desk)
    await desk.tell(*await asking.dispute(desk, ticket, await meet(desk, what.who)))
    desk.verdict("done.reopen", ticket=await cards.view(desk, ticket))


async def confirm(what: Said, desk: Desk) -> None:
    """`/confirm ID [1-5]`."""
    ticket, stars = await ticket_and_rest(what, desk, rates=True)
    if stars and stars not in {"1", "2", "3", "4", "5"}:
        raise BadArgument("bad_rating", ticket=ticket.id, given=stars)
    await desk.tell(*await asking.rate(desk, ticket, await meet(desk, what.who), int(stars) if stars else None))
    await _done(what, desk, "done.confirm", {"ticket": await cards.view(desk, ticket)})


async def reopen(what: Said, desk: Desk) -> None:
    """`/reopen ID reason`."""
    ticket, reason = await ticket_and_rest(what, desk)
    if not reason:
        raise BadArgument("reopen_why", ticket=ticket.id)
    await desk.tell(*await asking.reopen(desk, ticket, await meet(desk, what.who), reason, what.files))
    await _done(what, desk, "done.reopen", {"ticket": await cards.view(desk, ticket)})


async def _done(what: Said, desk: Desk, phrase: str, facts: dict[str, cards.TicketView]) -> None:
    ticket = facts["ticket"]
    await desk.tell(Notice(ToChat(what.where.id), phrase, facts, ticket=ticket.number, reply_to=what.message_id))
