"""Ask a unit or an officer to help with a ticket."""

from desk.desk import Desk
from desk.errors import BadArgument
from desk.people.acquaintance import meet
from desk.tickets import assisting, cards
from desk.tickets.move import allow
from desk.tickets.targets import choices, target
from desk.values import Notice, Pressed, Said, ToChat
from handlers.arguments import done, pressed_ticket, ticket_and_rest
from storage.kinds import Verb


async def assist(what: Said, desk: Desk) -> None:
    """`/assist ID TARGET`."""
    ticket, words = await ticket_and_rest(what, desk)
    by = await meet(desk, what.who)
    await allow(desk, ticket, Verb.TRANSFER, by)
    if not words:
        raise BadArgument("assist_whom", ticket=ticket.id)
    await desk.tell(*await assisting.ask(desk, ticket, by, await target(desk, ticket, words)))
    await done(what, desk, ticket, "done.assist")


async def assist_pressed(what: Pressed, desk: Desk) -> None:
    """协办: offer whom to ask."""
    ticket = await pressed_ticket(what, desk)
    await allow(desk, ticket, Verb.TRANSFER, await meet(desk, what.who))
    facts = {"ticket": await cards.view(desk, ticket)}
    buttons = await choices(desk, ticket, "help")
    await desk.tell(Notice(ToChat(what.where.id), "ask.assist", facts, buttons, ticket=ticket.id))
    desk.verdict("done.choose")


async def help_pressed(what: Pressed, desk: Desk) -> None:
    """A choice under 协办."""
    ticket = await pressed_ticket(what, desk)
    whom = await target(desk, ticket, what.args[1])
    await desk.tell(*await assisting.ask(desk, ticket, await meet(desk, what.who), whom))
    facts = {"ticket": await cards.view(desk, ticket)}
    await desk.tell(Notice(ToChat(what.where.id), "done.assist", facts, ticket=ticket.id, edits=what.message_id))
    desk.verdict("done.assist", **facts)
