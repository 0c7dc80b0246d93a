"""Show tickets: one by number, mine, those that wait for me; and for admins what could not be delivered."""

from desk.desk import Desk
from desk.door import grid_of_chat
from desk.errors import NotAllowed
from desk.people.acquaintance import meet
from desk.people.permissions import is_admin
from desk.tickets import cards
from desk.values import Notice, Pressed, Said, ToChat, Who
from handlers.arguments import ticket_and_rest
from storage import inbox, people, tickets
from storage import outbox as undelivered
from storage.kinds import InboxState, OutboxState, Shows
from storage.tickets import Ticket

MOST = 10


async def ticket(what: Said, desk: Desk) -> None:
    """`/ticket ID`: shown in its own grid's group, to those concerned, and to those with a role there."""
    found, _ = await ticket_and_rest(what, desk)
    person = await meet(desk, what.who)
    at_home = await grid_of_chat(desk, what.where.id) == found.grid or what.where.id == found.chat_id
    if not (at_home or await cards.concerns(desk, found, person)):
        raise NotAllowed("not_yours_to_see", ticket=found.id)
    if what.where.private:
        await desk.tell(await cards.in_private(desk, found, await cards.view(desk, found), person, again=True))
        return
    facts = {"ticket": await cards.view(desk, found)}
    to = ToChat(what.where.id)
    await desk.tell(Notice(to, "card.group", facts, (), ticket=found.id, purpose=Shows.NOTE, reply_to=what.message_id))


async def _list(desk: Desk, chat_id: int, phrase: str, found: list[Ticket], reply_to: int | None) -> None:
    views = [await cards.view(desk, one) for one in found]
    await desk.tell(Notice(ToChat(chat_id), phrase, {"tickets": views}, reply_to=reply_to))


async def _mine(who: Who, chat_id: int, desk: Desk, reply_to: int | None = None) -> None:
    person = await meet(desk, who)
    await _list(desk, chat_id, "list.mine", await tickets.of_reporter(desk.session, person.id or 0, MOST), reply_to)


async def _todo(who: Who, chat_id: int, desk: Desk, reply_to: int | None = None) -> None:
    person = await meet(desk, who)
    units = [grant.unit for grant in await people.grants(desk.session, person.id or 0) if grant.unit]
    waiting = await tickets.open_for(desk.session, person.id or 0, units, MOST)
    await _list(desk, chat_id, "list.todo", waiting, reply_to)


async def mine(what: Said, desk: Desk) -> None:
    """`/mine`."""
    await _mine(what.who, what.where.id, desk, what.message_id)


async def todo(what: Said, desk: Desk) -> None:
    """`/todo`."""
    await _todo(what.who, what.where.id, desk, what.message_id)


async def mine_pressed(what: Pressed, desk: Desk) -> None:
    """我的工单."""
    await _mine(what.who, what.where.id, desk)


async def todo_pressed(what: Pressed, desk: Desk) -> None:
    """待办."""
    await _todo(what.who, what.where.id, desk)


async def outbox(what: Said, desk: Desk) -> None:
    """`/outbox`: what waits, and what was parked and why. Ids and reasons only, no text."""
    if not is_admin(desk, await meet(desk, what.who)):
        raise NotAllowed("admins_only")
    facts = {
        "waiting": await undelivered.count(desk.session, OutboxState.QUEUED, OutboxState.SENDING),
        "parked": await undelivered.parked(desk.session, MOST),
        "updates": await inbox.parked(desk.session, MOST),
        "unhandled": await inbox.count(desk.session, InboxState.NEW),
    }
    await desk.tell(Notice(ToChat(what.where.id), "list.outbox", facts, reply_to=what.message_id))
