"""Know that somebody reports what is a ticket already: they become its supporter, unless it is another thing."""

from datetime import timedelta

from desk.desk import Desk
from desk.errors import NotAllowed, Unknown
from desk.people.acquaintance import meet
from desk.people.permissions import WORKING, is_public_in, standings
from desk.tickets import cards, supporting, working
from desk.tickets.move import get, note
from desk.tickets.opening import open_ticket
from desk.triage import Reading
from desk.values import SPLIT, Button, Notice, Pressed, Said, ToChat
from storage import tickets
from storage.kinds import Priority, Shows, Verb
from storage.people import Person
from storage.tickets import Supporter, Ticket

FRESH = timedelta(days=7)  # what is said of an older ticket is more likely something new
SEARCHED = 20  # open tickets of the service in the building


async def known(desk: Desk, what: Said, reading: Reading) -> Ticket | None:
    """The open ticket that this chat may see and that is about the same thing in the same place."""
    if reading.service is None or reading.building is None:
        return None
    since = desk.now - FRESH
    found = await tickets.alike(desk.session, reading.building, reading.service, since, SEARCHED)
    for ticket in found:
        if await _is_the_same(desk, ticket, what, reading):
            return ticket
    return None


async def _is_the_same(desk: Desk, ticket: Ticket, what: Said, reading: Reading) -> bool:
    apart = None not in {ticket.floor, reading.floor} and ticket.floor != reading.floor
    worse = reading.priority is Priority.EMERGENCY and ticket.priority is not Priority.EMERGENCY
    if apart or worse or not await is_public_in(desk, ticket, what.where.id):
        return False
    return desk.book.triage.pair(ticket.text, what.text).same


async def join(desk: Desk, ticket: Ticket, what: Said) -> list[Notice]:
    """Whoever says it again supports the ticket; its reporter's words go to those who work on it."""
    ticket = await get(desk, ticket.id or 0)
    by = await meet(desk, what.who)
    if await supporting.join(desk, ticket, by):
        note(desk, ticket, Verb.SUPPORT, by)
        await supporting.weigh(desk, ticket, 1)
        notices = await cards.refresh(desk, ticket)
    else:
        notices = await working.pass_reason(desk, ticket, by, what.words, what.files)
    return [*notices, await _said(desk, ticket, what, by)]


async def _said(desk: Desk, ticket: Ticket, what: Said, by: Person) -> Notice:
    """One short line, with the way out."""
    facts = {"ticket": await cards.view(desk, ticket), "own": by.id == ticket.reporter_id}
    button = Button(data=f"{SPLIT}:{ticket.id}", label=SPLIT)
    to = ToChat(what.where.id)
    return Notice(
        to, "report.same", facts, ((button,),), ticket=ticket.id, purpose=Shows.NOTE, reply_to=what.message_id
    )


async def split(desk: Desk, what: Pressed) -> list[Notice]:
    """It is another thing after all: a ticket of its own. Raises NotAllowed, Unknown."""
    ticket = await get(desk, int(what.args[0]) if what.args[0].isdecimal() else 0)
    grid = desk.book.grids.get(ticket.grid)
    if what.quoted is None or grid is None:
        raise Unknown("say_it_yourself")
    by = await meet(desk, what.who)
    if what.quoted.who.id != what.who.id and not await standings(desk, by, ticket) & WORKING:
        raise NotAllowed("offer_by")
    author = await meet(desk, what.quoted.who)
    for one in await tickets.supporters(desk.session, ticket.id or 0):
        if one.person_id == author.id:
            await _leave(desk, ticket, one, by)
    facts = {"ticket": await cards.view(desk, ticket)}
    gone = Notice(ToChat(what.where.id), "report.split", facts, ticket=ticket.id, edits=what.message_id)
    return [*await open_ticket(desk, what.quoted, grid), gone, *await cards.refresh(desk, ticket)]


async def _leave(desk: Desk, ticket: Ticket, one: Supporter, by: Person) -> None:
    await desk.session.delete(one)
    note(desk, ticket, Verb.PROGRESS, by, f"#{ticket.id} − 1")
    await desk.session.flush()
