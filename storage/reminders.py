"""Remember which tickets a chat is to be reminded of, until it has been told of all of them in one message."""

from datetime import datetime

from sqlalchemy import BigInteger
from sqlmodel import Field, SQLModel, col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession


class Reminder(SQLModel, table=True):
    """A ticket that this chat (of a person, or a unit's group) is to be reminded of."""

    __tablename__ = "reminder"
    chat_id: int = Field(sa_type=BigInteger, primary_key=True)
    ticket_id: int = Field(foreign_key="ticket.id", sa_type=BigInteger, primary_key=True)
    at: datetime


async def remember(session: AsyncSession, chat_id: int, ticket_id: int, at: datetime) -> None:
    """Remind the chat of the ticket, once."""
    await session.merge(Reminder(chat_id=chat_id, ticket_id=ticket_id, at=at))


async def owed(session: AsyncSession, chat_id: int) -> list[int]:
    """The tickets that the chat is to be reminded of."""
    found = await session.exec(select(Reminder.ticket_id).where(Reminder.chat_id == chat_id))
    return sorted(found.all())


async def take(session: AsyncSession, chat_id: int) -> list[int]:
    """The tickets that the chat is to be reminded of; forgotten with this."""
    taken = await session.exec(
        delete(Reminder).where(col(Reminder.chat_id) == chat_id).returning(col(Reminder.ticket_id))
    )
    return sorted(taken.scalars().all())
