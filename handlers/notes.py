"""Write down how it is going."""

from desk.desk import Desk
from desk.errors import BadArgument
from desk.people.acquaintance import meet
from desk.people.permissions import WORKING, Standing, standings
from desk.tickets import assisting, working
from desk.tickets.merging import surviving
from desk.values import Said
from handlers.arguments import done, ticket_and_rest


async def note(what: Said, desk: Desk) -> None:
    """`/note ID text`."""
    ticket, text = await ticket_and_rest(what, desk)
    if not text:
        raise BadArgument("note_what", ticket=ticket.id)
    ticket, by = await surviving(desk, ticket), await meet(desk, what.who)
    held = await standings(desk, by, ticket)
    if Standing.ASSISTANT in held and not held & WORKING:
        await desk.tell(*await assisting.answer(desk, ticket, by, text))
    else:
        await desk.tell(*await working.progress(desk, ticket, by, text, what.files, what.where.id))
    await done(what, desk, ticket, "done.note")
