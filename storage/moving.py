"""Follow a group that has become a supergroup: a new chat with a new id, whose message ids start again (RESEARCH 2.1).

A message of the old group is called by the negative of its id from then on. Nothing in the new one is called so; it is
still known when somebody presses or answers it, and it is never edited or replied to any more.
"""

from typing import Any

from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.chats import Chat
from storage.events import SignUp
from storage.expected import Expected
from storage.inbox import Inbox
from storage.kinds import ChatKind, OutboxKind, OutboxState, Shows
from storage.outbox import UNSENT, Outbox
from storage.tickets import Event, Shown, Ticket


async def move(session: AsyncSession, old: int, new: int) -> None:
    """Make what was the old group's the new one's.

    The platform tells of it in three ways, each of which may be the first, come late, or come again.
    """
    await _binding(session, old, new)
    await _references(session, old, new)
    await _waiting(session, old, new)


async def _binding(session: AsyncSession, old: int, new: int) -> None:
    group = await session.get(Chat, old) or Chat(id=old, kind=ChatKind.UNBOUND)
    fresh = await session.get(Chat, new) or Chat(id=new, kind=ChatKind.UNBOUND, title=group.title)
    session.add_all([group, fresh])
    if group.moved_to is not None:
        return
    bound = {"kind": group.kind, "grid": group.grid, "unit": group.unit, "building": group.building}
    group.kind, group.grid, group.unit, group.building = ChatKind.UNBOUND, None, None, None
    group.present, group.moved_to = False, new
    await session.flush()  # a grid has one group at a time
    if fresh.kind is ChatKind.UNBOUND:
        for name, value in bound.items():
            setattr(fresh, name, value)
    fresh.present, fresh.can_speak, fresh.hears_all = True, group.can_speak, group.hears_all
    fresh.is_admin = group.is_admin
    fresh.language, fresh.hinted_at = fresh.language or group.language, group.hinted_at
    await session.flush()


async def _references(session: AsyncSession, old: int, new: int) -> None:
    """Everything that names a message of the old group."""
    for purpose, number in ((Shows.CARD, col(Shown.ticket_id)), (Shows.EVENT, col(Shown.event_id))):
        there = select(number).where(Shown.chat_id == new, Shown.purpose == purpose)
        twice = (col(Shown.chat_id) == old, col(Shown.purpose) == purpose, number.in_(there))
        await session.exec(update(Shown).where(*twice).values(purpose=Shows.NOTE))  # a chat has one card of a ticket
    for table in (Ticket, Event, Shown, Inbox, Expected):
        named: Any = table.message_id
        moved = update(table).where(col(table.chat_id) == old)
        await session.exec(moved.values(chat_id=new, message_id=-named).execution_options(synchronize_session=False))
    signed_up = update(SignUp).where(col(SignUp.chat_id) == old).values(chat_id=new)
    await session.exec(signed_up.execution_options(synchronize_session=False))
    session.expire_all()


async def _waiting(session: AsyncSession, old: int, new: int) -> None:
    """What is still to be said in the old group, or there instead of privately."""
    rows = await session.exec(select(Outbox).where(col(Outbox.state).in_(UNSENT)).order_by(col(Outbox.id)))
    for row in rows.all():
        if row.chat_id == old and row.state is not OutboxState.SENDING:
            await _retarget(session, row, new)
        elif row.fallback is not None and row.fallback["chat_id"] == old:
            row.fallback = {**row.fallback, "chat_id": new}
    await session.flush()


async def _retarget(session: AsyncSession, row: Outbox, new: int) -> None:
    """A send goes to the new group; an edit of what stands in the old one becomes a send of the card, or nothing."""
    payload = {name: value for name, value in (row.payload or {}).items() if name not in {"reply_to", "thread"}}
    row.chat_id, row.payload = new, payload
    if row.kind is OutboxKind.SEND:
        return
    shown = await session.get(Shown, row.shown_id) if row.shown_id is not None else None
    if row.kind is OutboxKind.EDIT and shown is not None and shown.message_id is None:
        return  # of a message that is itself still to be sent
    answers = shown is None and row.kind is OutboxKind.EDIT
    is_card = shown is not None and shown.purpose is Shows.CARD and not await _is_sent_anew(session, shown)
    if answers or is_card:
        row.kind, row.payload = OutboxKind.SEND, {n: value for n, value in payload.items() if n != "message_id"}
    else:
        row.state, row.payload = OutboxState.FOLDED, None


async def _is_sent_anew(session: AsyncSession, shown: Shown) -> bool:
    sends = select(Outbox.id).where(Outbox.shown_id == shown.id, Outbox.kind == OutboxKind.SEND)
    return (await session.exec(sends.where(col(Outbox.state).in_(UNSENT)).limit(1))).first() is not None
