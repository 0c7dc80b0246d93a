"""Take the reporter's answer to a resolved ticket, by button or command."""

from desk.desk import Desk
from desk.errors import BadArgument
from desk.people.acquaintance import meet
from desk.people.permissions import ASKED, standings
from desk.tickets import asking, cards
from desk.tickets.move import allow, refusal
from desk.tickets.opening import bring_along, open_sequel
from desk.triage import read_answer
from desk.values import Notice, Pressed, Said, ToChat
from handlers.arguments import done, pressed_ticket, ticket_and_rest
from storage.kinds import Status, Verb


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
    """`/confirm ID [1-5]`; words that say something else are asked about."""
    ticket, rest = await ticket_and_rest(what, desk, rates=True)
    stars, _, words = rest.partition(" ")
    by = await meet(desk, what.who)
    if stars and stars not in {"1", "2", "3", "4", "5"}:
        raise BadArgument("bad_rating", ticket=ticket.id, given=stars)
    if read_answer(words) == "unsolved":
        await desk.tell(*await asking.doubt(desk, ticket, by, words, what.where))
        return
    await desk.tell(*await asking.rate(desk, ticket, by, int(stars) if stars else None))
    await done(what, desk, ticket, "done.confirm")


async def reopen(what: Said, desk: Desk) -> None:
    """`/reopen ID reason`; what is over for too long goes on as a new ticket."""
    ticket, reason = await ticket_and_rest(what, desk)
    if not reason:
        raise BadArgument("reopen_why", ticket=ticket.id)
    by = await meet(desk, what.who)
    if asking.is_too_late(desk, ticket):
        await allow(desk, ticket, Verb.REOPEN, by)
        await desk.tell(*await open_sequel(desk, what, ticket, reason))
        await desk.tell(*await bring_along(desk, what, ticket))
        return
    await desk.tell(*await asking.reopen(desk, ticket, by, reason, what.files))
    await done(what, desk, ticket, "done.reopen")


async def solved(what: Pressed, desk: Desk) -> None:
    """已经好了: that is what was meant."""
    ticket = await pressed_ticket(what, desk)
    by = await meet(desk, what.who)
    if ticket.status is Status.RESOLVED:
        await desk.tell(*await asking.rate(desk, ticket, by, None))
    elif not await standings(desk, by, ticket) & ASKED:
        raise refusal(ticket, Verb.CONFIRM, ASKED)
    facts = {"ticket": await cards.view(desk, ticket)}
    await desk.tell(Notice(ToChat(what.where.id), "done.confirm", facts, ticket=ticket.id, edits=what.message_id))
    desk.verdict("done.confirm", **facts)
