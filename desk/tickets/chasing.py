"""Find whom to remind of a ticket, where they are reached, and put what they owe into one message."""

from collections.abc import Sequence

from desk.desk import Desk
from desk.people.absence import here
from desk.people.permissions import WORKING, Standing, standings
from desk.tickets import cards, deadlines, reaching
from desk.tickets.planning import plan
from desk.tickets.routing import above, responsible
from desk.values import Button, Notice, Rows, ToChat, ToPerson
from storage import due, people, reminders, tickets
from storage.chats import Chat
from storage.kinds import ChatKind, DueKind, Lane, Role, Shows, Status, Verb
from storage.people import Person
from storage.tickets import Assist, Event, Ticket

MOST = 12  # tickets that one message names; the rest is on /todo
IN_A_ROW = 4  # buttons that are numbers only


async def responsible_now(desk: Desk, ticket: Ticket) -> list[Person]:
    """Who does the work: its handler, else whoever holds the role; whoever stands in for them; else the next rung."""
    handler = await desk.session.get(Person, ticket.handler_id) if ticket.handler_id else None
    if handler is not None and not await standings(desk, handler, ticket) & WORKING:
        handler = None  # dismissed
    those = [handler] if handler else await responsible(desk, ticket.grid, ticket.building, ticket.unit, ticket.role)
    return await here(desk, those) or await owner_now(desk, ticket)


async def owner_now(desk: Desk, ticket: Ticket) -> list[Person]:
    """Who answers for it now: its owner, whoever stands in, or the first rung above that has somebody."""
    owner = await desk.session.get(Person, ticket.owner_id) if ticket.owner_id else None
    present = await here(desk, [owner]) if owner is not None else []
    if present:
        return present
    for _, person in await above(desk, ticket.grid, ticket.building):
        if found := await here(desk, [person]):
            return found
    return []


async def addresses(desk: Desk, ticket: Ticket, those: Sequence[Person]) -> list[ToChat | ToPerson]:
    """Where they are reached: a unit's people in their unit's group if it has one, once; else each privately."""
    found: list[ToChat | ToPerson] = []
    for person in those:
        to = await reaching.to_handler(desk, ticket, person)
        if to not in found:
            found.append(to)
    return found


async def remind(desk: Desk, ticket: Ticket) -> list[Notice]:
    """Time runs: the handler is to be told, from the second reminder on the owner, too. The cards show their light."""
    those = await responsible_now(desk, ticket)
    if not await _is_first(desk, ticket):
        those += await owner_now(desk, ticket)
    those += await _helpers(desk, ticket)
    where = [to.id if isinstance(to, ToChat) else to.person.telegram_id for to in await addresses(desk, ticket, those)]
    for chat_id in sorted(where):  # always in one order: two processes that wait for each other would never end
        await owe(desk, chat_id, ticket)
    desk.session.add(Event(ticket_id=ticket.id or 0, at=desk.now, verb=Verb.REMIND))
    ticket.reminded += 1
    ticket.reminded_at = desk.now
    await plan(desk, ticket)
    return await cards.refresh(desk, ticket)


async def _is_first(desk: Desk, ticket: Ticket) -> bool:
    """Whether only the first of the reminders before the deadline has come."""
    shares = desk.book.chasing.before_due
    if len(shares) < 2:
        return False
    accept, resolve = await deadlines.of(desk, ticket)
    promise = accept if ticket.status is Status.NEW else resolve
    return desk.now < promise.point(shares[1])


async def _helpers(desk: Desk, ticket: Ticket) -> list[Person]:
    """Those who were asked for help and have not answered."""
    found: list[Person] = []
    for one in await tickets.assists(desk.session, ticket.id or 0):
        if one.answered_at is None:
            found += await here(desk, await asked_people(desk, ticket, one))
    return found


async def asked_people(desk: Desk, ticket: Ticket, asked: Assist) -> list[Person]:
    """Everybody who may answer for whom was asked."""
    role = None if asked.unit else Role(asked.role)
    return await responsible(desk, ticket.grid, ticket.building, asked.unit or None, role)


async def owe(desk: Desk, chat_id: int, ticket: Ticket) -> None:
    """The chat is to be told of the ticket, together with whatever else falls due for it now."""
    await reminders.remember(desk.session, chat_id, ticket.id or 0, desk.now)
    await due.owe(desk.session, DueKind.TELL, f"chat:{chat_id}", desk.now)


async def owed(desk: Desk, chat_id: int) -> list[Ticket]:
    """What the chat is to be reminded of."""
    return [await desk.session.get_one(Ticket, number) for number in await reminders.owed(desk.session, chat_id)]


async def tell(desk: Desk, chat_id: int) -> list[Notice]:
    """One message for everything that the chat is to be reminded of and that is still open."""
    found = [await desk.session.get_one(Ticket, number) for number in await reminders.take(desk.session, chat_id)]
    found = [ticket for ticket in found if ticket.status in {Status.NEW, Status.ACCEPTED}]
    if not found:
        return []
    group = await desk.session.get(Chat, chat_id)
    if group is not None and group.kind is not ChatKind.PRIVATE:
        return await _worded(desk, found, ToChat(chat_id))
    person = await people.by_telegram_id(desk.session, chat_id)
    return await _worded(desk, found, await _privately(desk, found, person)) if person is not None else []


async def _privately(desk: Desk, found: Sequence[Ticket], person: Person) -> ToPerson:
    """Whoever cannot be written to is called in the group of the first ticket, once a day."""
    instead = (await reaching.privately(desk, found[0], person)).instead
    facts = {"numbers": [ticket.id for ticket in found]}
    return ToPerson(person, instead, "edge.reach_due", facts, f"due:{desk.book.worktime.date_of(desk.now)}")


async def _worded(desk: Desk, found: Sequence[Ticket], to: ToChat | ToPerson) -> list[Notice]:
    """Whoever only answers for a ticket is told whose work it is; whoever was asked for help, that it is awaited."""
    views = [await cards.view(desk, ticket) for ticket in found]
    if len(found) > 1:
        order = sorted(views, key=lambda one: (LIGHTS.index(one.light), one.next_due))
        facts = {"tickets": order[:MOST], "more": max(0, len(order) - MOST)}
        return [Notice(to, "chase.several", facts, number_buttons(order[:MOST]), Lane.REMINDER)]
    ticket = found[0]
    chat_id = to.id if isinstance(to, ToChat) else to.person.telegram_id
    card = await tickets.card(desk.session, ticket.id or 0, chat_id)
    held = await standings(desk, to.person, ticket) if isinstance(to, ToPerson) else {Standing.HANDLER}
    helps = Standing.ASSISTANT in held and not held & WORKING  # owes an answer, not the work
    rows = () if helps else cards.buttons(cards.WORK_BUTTONS, views[0])[:1]
    reply_to = card.message_id if card is not None else None
    facts = {"ticket": views[0], "others": Standing.HANDLER not in held, "helps": helps}
    return [Notice(to, "chase.one", facts, rows, Lane.REMINDER, ticket.id, Shows.NOTE, reply_to)]


LIGHTS = ("red", "yellow", "green", "done")


def number_buttons(views: Sequence[cards.TicketView]) -> Rows:
    """A button for each ticket, which brings its card."""
    keys = [Button(data=f"show:{one.number}", name=f"#{one.number}") for one in views]
    return tuple(tuple(keys[start : start + IN_A_ROW]) for start in range(0, len(keys), IN_A_ROW))
