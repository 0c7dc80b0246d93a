"""Give back a ticket that is somebody else's to do."""

from desk.desk import Desk
from desk.people.acquaintance import meet
from desk.people.roles import role_named
from desk.tickets import cards, returning
from desk.tickets.move import allow
from desk.values import Notice, Pressed, Said, ToChat
from handlers.arguments import done, pressed_ticket, ticket_and_rest
from storage.kinds import Shows, Verb


async def give_back(what: Said, desk: Desk) -> None:
    """`/return ID reason`; if the reason names nobody, ask who it might be for."""
    ticket, reason = await ticket_and_rest(what, desk)
    by = await meet(desk, what.who)
    await desk.tell(*await returning.give_back(desk, ticket, by, reason))
    await done(what, desk, ticket, "done.return")
    if returning.suggested(desk, reason) is None:
        facts = {"ticket": await cards.view(desk, ticket)}
        buttons = await returning.suggestions(desk, ticket, by)
        await desk.tell(Notice(ToChat(what.where.id), "ask.suggest", facts, buttons, ticket=ticket.id))


async def return_pressed(what: Pressed, desk: Desk) -> None:
    """退回: ask why; the answer is a reply."""
    ticket = await pressed_ticket(what, desk)
    by = await meet(desk, what.who)
    await allow(desk, ticket, Verb.RETURN, by)
    facts = {"ticket": await cards.view(desk, ticket), "person": by}
    await desk.tell(Notice(ToChat(what.where.id), "ask.return", facts, ticket=ticket.id, purpose=Shows.RETURN))
    desk.verdict("done.reply_below")


async def suggest_pressed(what: Pressed, desk: Desk) -> None:
    """A choice under 「更适合谁来办？」."""
    ticket = await pressed_ticket(what, desk)
    unit, role = desk.book.units.get(what.args[1]), role_named(what.args[1])
    whom = {"unit": unit.name if unit else None, "role": role.value if role else None}
    await desk.tell(*await returning.suggest(desk, ticket, await meet(desk, what.who), **whom))
    facts = {"ticket": await cards.view(desk, ticket), **whom}
    await desk.tell(Notice(ToChat(what.where.id), "done.suggest", facts, ticket=ticket.id, edits=what.message_id))
    desk.verdict("done.suggest", **facts)
