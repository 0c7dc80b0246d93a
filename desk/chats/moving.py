"""Understand what still names a group by the id that it had before it became a supergroup."""

from dataclasses import replace

from sqlmodel.ext.asyncio.session import AsyncSession

from desk.values import Pressed, Reacted, Said
from storage.chats import Chat


async def today(session: AsyncSession, what: Said | Pressed | Reacted) -> Said | Pressed | Reacted:
    """The same as said in the new group. The old one's messages are called as storage.moving calls them."""
    chat = None if what.where.private else await session.get(Chat, what.where.id)
    if chat is None or chat.moved_to is None:
        return what
    if isinstance(what, Reacted):
        return _reacted_in(chat.moved_to, what)
    return _said_in(chat.moved_to, what) if isinstance(what, Said) else _pressed_in(chat.moved_to, what)


def _said_in(new: int, what: Said) -> Said:
    reply = replace(what.reply, message_id=-what.reply.message_id) if what.reply is not None else None
    belongs_to = -abs(what.belongs_to) if what.belongs_to is not None else None
    where = replace(what.where, id=new, thread=None)
    return replace(what, where=where, message_id=-what.message_id, reply=reply, belongs_to=belongs_to)


def _pressed_in(new: int, what: Pressed) -> Pressed:
    quoted = _said_in(new, what.quoted) if what.quoted is not None else None
    where = replace(what.where, id=new, thread=None)
    return replace(what, where=where, message_id=-what.message_id, quoted=quoted)


def _reacted_in(new: int, what: Reacted) -> Reacted:
    report = _said_in(new, what.report) if what.report is not None else None
    where = replace(what.where, id=new, thread=None)
    return replace(what, where=where, message_id=-what.message_id, report=report)
