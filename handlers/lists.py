"""Show tickets: one by number, mine, those that wait for me; and for admins what could not be delivered."""

from dataclasses import replace

from desk.chats.cover import cover
from desk.desk import Desk
from desk.errors import NotAllowed
from desk.people.absence import rights
from desk.people.acquaintance import meet
from desk.people.permissions import is_admin
from desk.tickets import cards
from desk.tickets.seeing import may_see
from desk.values import Notice, Pressed, Said, ToChat
from handlers.arguments import pressed_ticket, ticket_and_rest
from storage import inbox, tickets
from storage import outbox as undelivered
from storage.chats import Chat
from storage.kinds import InboxState, OutboxState, Shows
from storage.tickets import Ticket

MOST = 10
SEARCHED = 100  # of which a group sees those that were said in it


async def ticket(what: Said, desk: Desk) -> None:
    """`/ticket ID`: shown where it is public; privately to those concerned and to those with a role there."""
    found, _ = await ticket_and_rest(what, desk)
    person = await meet(desk, what.who)
    await may_see(desk, found, person, what.where)
    shown = await cards.view(desk, found)
    if what.where.private:
        await desk.tell(await cards.in_private(desk, found, shown, person, again=True))
        return
    card = await cards.in_group(desk, found, shown, await desk.session.get_one(Chat, what.where.id))
    card = replace(card, reply_to=what.message_id)
    stands = await tickets.card(desk.session, found.id or 0, what.where.id)
    if stands is not None and (stands.message_id is None or stands.message_id > 0):
        card = replace(card, purpose=Shows.NOTE, buttons=())  # the chat has its one card
    await desk.tell(card)


async def show_pressed(what: Pressed, desk: Desk) -> None:
    """A number under a list: its card, at the bottom."""
    found = await pressed_ticket(what, desk)
    person = await meet(desk, what.who)
    await may_see(desk, found, person, what.where)
    shown = await cards.view(desk, found)
    if what.where.private:
        await desk.tell(await cards.in_private(desk, found, shown, person, again=True))
        return
    card = await cards.in_group(desk, found, shown, await desk.session.get_one(Chat, what.where.id))
    await desk.tell(replace(card, purpose=Shows.COPY))


async def _list(desk: Desk, what: Said | Pressed, phrase: str, found: list[Ticket], unit: str | None = None) -> None:
    """Privately all of them; in a group only what was said there (or is the work of its `unit`), so that nothing
    private is shown to others."""
    where = what.where
    theirs = [one for one in found if where.private or one.chat_id == where.id or (unit and one.unit == unit)]
    here = theirs[:MOST]
    facts = {"tickets": [await cards.view(desk, one) for one in here], "private": where.private}
    reply_to = what.message_id if isinstance(what, Said) else None
    await desk.tell(Notice(ToChat(where.id), phrase, facts, reply_to=reply_to))


async def _mine(what: Said | Pressed, desk: Desk) -> None:
    person = await meet(desk, what.who)
    await _list(desk, what, "list.mine", await tickets.of_reporter(desk.session, person.id or 0, SEARCHED))


async def _todo(what: Said | Pressed, desk: Desk) -> None:
    person = await meet(desk, what.who)
    ids, grants = await rights(desk, person)
    admin = is_admin(desk, person)
    waiting = await tickets.open_for(desk.session, ids, grants, admin, SEARCHED)
    await _list(desk, what, "list.todo", waiting, (await cover(desk, what.where.id)).scope.unit)


async def mine(what: Said, desk: Desk) -> None:
    """`/mine`."""
    await _mine(what, desk)


async def todo(what: Said, desk: Desk) -> None:
    """`/todo`."""
    await _todo(what, desk)


async def mine_pressed(what: Pressed, desk: Desk) -> None:
    """我的诉求: what I reported and what of it is open."""
    await _mine(what, desk)


async def todo_pressed(what: Pressed, desk: Desk) -> None:
    """待办."""
    await _todo(what, desk)


async def outbox(what: Said, desk: Desk) -> None:
    """`/outbox`: what waits, and what was parked and why. Ids and reasons only, no text."""
    if not is_admin(desk, await meet(desk, what.who)):
        raise NotAllowed("admins_only")
    facts = {
        "waiting": await undelivered.messages_waiting(desk.session),
        "held": await undelivered.count(desk.session, OutboxState.HELD),
        "parked": await undelivered.parked(desk.session, MOST),
        "updates": await inbox.parked(desk.session, MOST),
        "unhandled": await inbox.count(desk.session, InboxState.NEW) - 1,  # but for this question
    }
    await desk.tell(Notice(ToChat(what.where.id), "list.outbox", facts, reply_to=what.message_id))
