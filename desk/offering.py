"""Offer to register what may be a problem: one silent button, for a few minutes, a few times a day in a group."""

from datetime import datetime, time, timedelta

from desk import corrections
from desk.chats.cover import cover
from desk.desk import Desk
from desk.errors import NotAllowed, Unknown
from desk.people.acquaintance import meet
from desk.people.permissions import serves
from desk.tickets.opening import open_ticket
from desk.values import OFFER, Button, Notice, Pressed, Said, ToChat
from storage import due, outbox, tickets
from storage.kinds import DueKind

MOST = 3  # offers a group and day; who would have had a fourth can still say /report
LASTS = timedelta(minutes=10)


def offered_to(chat_id: int, message_id: int | str = "") -> str:
    """The key of the offer under this message, and what those of a chat begin with."""
    return f"{OFFER}:{chat_id}:{message_id}"


async def may_offer(desk: Desk, chat_id: int) -> bool:
    """Whether the group has not had its offers of today."""
    return await outbox.count_keys(desk.session, offered_to(chat_id), start_of_today(desk)) < MOST


def start_of_today(desk: Desk) -> datetime:
    """The district's midnight."""
    return datetime.combine(desk.book.worktime.date_of(desk.now), time(), desk.book.zone)


async def offer(desk: Desk, what: Said) -> list[Notice]:
    """Under the message, without its words: those come back with the press. Meanwhile it may have got its ticket."""
    known = await tickets.said_as(desk.session, what.where.id, what.message_id)
    if known is not None or not await may_offer(desk, what.where.id):
        return []
    await due.owe(desk.session, DueKind.OFFER_ENDS, offered_to(what.where.id, what.message_id), desk.now + LASTS)
    button = Button(data=OFFER, label=OFFER)
    to, key = ToChat(what.where.id), offered_to(what.where.id, what.message_id)
    return [Notice(to, "report.offer", {}, ((button,),), reply_to=what.message_id, key=key, silent=True)]


async def take(desk: Desk, what: Pressed) -> list[Notice]:
    """The writer, or whoever answers for the grid, wants it registered; the offer goes. Raises NotAllowed, Unknown."""
    here = await cover(desk, what.where.id)
    if what.quoted is None or not here.grids:
        raise Unknown("say_it_yourself")
    grid = here.place(desk, desk.book.triage.matter(what.quoted.text, here.home)) or here.grids[0]
    by = await meet(desk, what.who)
    if what.quoted.who.id != what.who.id and not await serves(desk, by, grid.code):
        raise NotAllowed("offer_by")
    await due.settle(desk.session, DueKind.OFFER_ENDS, offered_to(what.where.id, what.quoted.message_id))
    opened = await open_ticket(desk, what.quoted, grid)
    if opened:
        await corrections.was_wanted(desk, what.quoted)
    return [*opened, _gone(what.where.id, what.message_id)]


async def end(desk: Desk, name: str) -> list[Notice]:
    """Nobody wanted it: the offer goes."""
    sent = await outbox.by_key(desk.session, name)
    if sent is None or sent.message_id is None:
        return []
    corrections.was_left(desk)
    return [_gone(sent.chat_id, sent.message_id)]


def _gone(chat_id: int, message_id: int) -> Notice:
    return Notice(ToChat(chat_id), "", removes=message_id)
