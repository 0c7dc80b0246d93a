"""Remember what the doorman waits for: the rest of an album, a photo after a report."""

from datetime import datetime

from sqlalchemy import BigInteger, Index
from sqlmodel import Field, SQLModel

from storage.columns import BigId


class Expected(SQLModel, table=True):
    """Something that may still come and then belongs to `message_id`, which was let in before it.

    `album`: the platform's id of the album that the message is part of; otherwise what `telegram_id` sends next.
    """

    __tablename__ = "expected"
    __table_args__ = (Index("ix_expected_chat", "chat_id", "telegram_id"),)
    id: int | None = Field(default=None, primary_key=True, sa_type=BigId)
    chat_id: int = Field(sa_type=BigInteger)
    telegram_id: int = Field(sa_type=BigInteger)
    message_id: int = Field(sa_type=BigInteger)
    album: str | None = Field(default=None, max_length=64)
    until: datetime
