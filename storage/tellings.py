"""Remember who is still to be told of a change of an event, or that it is off."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger
from sqlmodel import Field, SQLModel, col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.columns import BigId
from storage.events import SignUp


class Telling(SQLModel, table=True):
    """News for those whose sign-up is `last` or before; they are told in order, so far up to `reached`.

    `was`, `became`: what people knew of the event and know now, by column; no `was`: it is off.
    `sequence`: the event's. The row goes with the last who is told.
    """

    __tablename__ = "telling"
    id: int | None = Field(default=None, primary_key=True, sa_type=BigId)
    event_id: int = Field(foreign_key="event.id", sa_type=BigInteger)
    sequence: int
    was: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    became: dict[str, Any] = Field(sa_type=JSON)
    reason: str = ""
    reached: int = Field(default=0, sa_type=BigInteger)
    last: int = Field(sa_type=BigInteger)
    at: datetime


async def last_sign_up(session: AsyncSession, event_id: int) -> int:
    """The newest sign-up for an event; 0 if there is none."""
    return (await session.exec(select(func.max(SignUp.id)).where(SignUp.event_id == event_id))).one() or 0


async def begun_at(session: AsyncSession, at: datetime) -> Sequence[Telling]:
    """What was begun at this moment and goes on."""
    return (await session.exec(select(Telling).where(Telling.at == at).order_by(col(Telling.id)))).all()
