"""Remember what the doorman waits for: the rest of an album, a photo after a report."""

from datetime import datetime

from sqlalchemy import BigInteger, Index
from sqlmodel import Field, SQLModel, col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.columns import BigId


class Expected(SQLModel, table=True):
    """Something that may still come and then belongs to `message_id`, which was let in before it.

    `album`: the platform's id of the album that the message is part of (`worded`: the message that has its words);
    otherwise what `telegram_id` sends next.
    """

    __tablename__ = "expected"
    __table_args__ = (Index("ix_expected_chat", "chat_id", "telegram_id"),)
    id: int | None = Field(default=None, primary_key=True, sa_type=BigId)
    chat_id: int = Field(sa_type=BigInteger)
    telegram_id: int = Field(sa_type=BigInteger)
    message_id: int = Field(sa_type=BigInteger)
    album: str | None = Field(default=None, max_length=64)
    worded: bool = True
    until: datetime


async def of_album(session: AsyncSession, chat_id: int, telegram_id: int, album: str) -> Expected | None:
    """What is known of this album."""
    found = await session.exec(
        select(Expected).where(
            Expected.chat_id == chat_id, Expected.telegram_id == telegram_id, Expected.album == album
        )
    )
    return found.first()


async def of_person(session: AsyncSession, chat_id: int, telegram_id: int, at: datetime) -> Expected | None:
    """What the person's next message may belong to, if it was said at this time; the newest."""
    statement = select(Expected).where(
        Expected.chat_id == chat_id,
        Expected.telegram_id == telegram_id,
        col(Expected.album).is_(None),
        Expected.until >= at,
    )
    return (await session.exec(statement.order_by(col(Expected.id).desc()).limit(1))).first()


async def forget(session: AsyncSession, before: datetime) -> None:
    """Drop what did not come before this time."""
    await session.exec(delete(Expected).where(col(Expected.until) < before))
