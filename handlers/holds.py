"""Let a ticket wait until a moment, and go on before it."""

from desk.desk import Desk
from desk.errors import BadArgument
from desk.moments import Edge, moment
from desk.people.acquaintance import meet
from desk.tickets import cards, deadlines, holding
from desk.tickets.move import allow
from desk.values import Notice, Pressed, Said, ToChat
from handlers.arguments import done, pressed_ticket, ticket_and_rest
from storage.kinds import Shows, Verb


async def hold(what: Said, desk: Desk) -> None:
    """`/hold ID WHEN reason`."""
    ticket, words = await ticket_and_rest(what, desk)
    by = await meet(desk, what.who)
    await allow(desk, ticket, Verb.HOLD, by)
    until, reason = moment(words, desk.now, deadlines.clock(desk, ticket), Edge.OPENS)
    if until is None:
        raise BadArgument("hold_until_when", ticket=ticket.id)
    told = await holding.hold(desk, ticket, by, until, reason)
    await desk.tell(*told)
    await done(what, desk, ticket, "done.hold", until=until)


async def hold_pressed(what: Pressed, desk: Desk) -> None:
    """挂起: ask until when and why; the answer is a reply."""
    ticket = await pressed_ticket(what, desk)
    by = await meet(desk, what.who)
    await allow(desk, ticket, Verb.HOLD, by)
    facts = {"ticket": await cards.view(desk, ticket), "person": by}
    await desk.tell(Notice(ToChat(what.where.id), "ask.hold", facts, ticket=ticket.id, purpose=Shows.HOLD))
    desk.verdict("done.reply_below")


async def resume(what: Said, desk: Desk) -> None:
    """`/resume ID`."""
    ticket, _ = await ticket_and_rest(what, desk)
    await desk.tell(*await holding.resume(desk, ticket, await meet(desk, what.who)))
    await done(what, desk, ticket, "done.resume")


async def resume_pressed(what: Pressed, desk: Desk) -> None:
    """恢复办理."""
    ticket = await pressed_ticket(what, desk)
    await desk.tell(*await holding.resume(desk, ticket, await meet(desk, what.who)))
    desk.verdict("done.resume", ticket=await cards.view(desk, ticket))
