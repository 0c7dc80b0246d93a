"""Make one ticket of two, and two again."""

from desk.desk import Desk
from desk.errors import BadArgument
from desk.people.acquaintance import meet
from desk.tickets import cards, merging
from desk.tickets.move import get
from desk.values import Button, Notice, Pressed, Said, ToChat
from handlers.arguments import NUMBER, done, pressed_ticket, ticket_and_rest


async def merge(what: Said, desk: Desk) -> None:
    """`/merge ID INTO`."""
    ticket, words = await ticket_and_rest(what, desk)
    found = NUMBER.match(words)
    if found is None:
        raise BadArgument("merge_into_which", ticket=ticket.id)
    into = await get(desk, int(found[2]))
    await desk.tell(*await merging.merge(desk, ticket, into, await meet(desk, what.who)))
    facts = {"ticket": await cards.view(desk, ticket), "into": await cards.view(desk, into)}
    undo = ((Button(data=f"unmerge:{ticket.id}", label="unmerge"),),)
    to = ToChat(what.where.id)
    await desk.tell(Notice(to, "done.merge", facts, undo, ticket=ticket.id, reply_to=what.message_id))


async def unmerge(what: Said, desk: Desk) -> None:
    """`/unmerge ID`."""
    ticket, _ = await ticket_and_rest(what, desk)
    await desk.tell(*await merging.unmerge(desk, ticket, await meet(desk, what.who)))
    await done(what, desk, ticket, "done.unmerge")


async def unmerge_pressed(what: Pressed, desk: Desk) -> None:
    """撤销并案."""
    ticket = await pressed_ticket(what, desk)
    await desk.tell(*await merging.unmerge(desk, ticket, await meet(desk, what.who)))
    facts = {"ticket": await cards.view(desk, ticket)}
    await desk.tell(Notice(ToChat(what.where.id), "done.unmerge", facts, ticket=ticket.id, edits=what.message_id))
    desk.verdict("done.unmerge", **facts)
