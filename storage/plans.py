"""Remember what somebody is being asked about an event of theirs, and what is being spread over many groups."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger
from sqlmodel import Field, SQLModel, col, delete, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.chats import Chat
from storage.columns import BigId
from storage.kinds import OutboxState
from storage.outbox import Outbox


class Plan(SQLModel, table=True):
    """What somebody has said so far of an event that they are making (no `event_id`), changing or calling off.

    `asks`: what they were asked last. There is one for each person; it goes with the answer, or after two days.
    """

    __tablename__ = "plan"
    id: int | None = Field(default=None, primary_key=True, sa_type=BigId)
    person_id: int = Field(foreign_key="person.id", sa_type=BigInteger, unique=True)
    event_id: int | None = Field(default=None, foreign_key="event.id", sa_type=BigInteger)
    asks: str = Field(max_length=16)
    said: dict[str, Any] = Field(sa_type=JSON)
    at: datetime


class Spread(SQLModel, table=True):
    """One thing said in many groups: an event's announcement, else `words`. `begun_at`: None until it is confirmed.

    `chat_id`, `message_id`: our message that tells its author how far it has got. `grids`: none for all. `reached`: up
    to the group of this grid the messages are owed already; `total`: in how many groups it is to be said.
    """

    __tablename__ = "spread"
    id: int | None = Field(default=None, primary_key=True, sa_type=BigId)
    event_id: int | None = Field(default=None, foreign_key="event.id", sa_type=BigInteger, index=True)
    words: str = ""
    picture: str | None = None
    grids: list[str] = Field(sa_type=JSON)
    pinned: bool = False
    person_id: int = Field(foreign_key="person.id", sa_type=BigInteger)
    chat_id: int | None = Field(default=None, sa_type=BigInteger)
    message_id: int | None = Field(default=None, sa_type=BigInteger)
    begun_at: datetime | None = None
    reached: str = Field(default="", max_length=24)
    total: int = 0
    at: datetime


async def plan_of(session: AsyncSession, person_id: int) -> Plan | None:
    """What the person is being asked."""
    return (await session.exec(select(Plan).where(Plan.person_id == person_id))).first()


async def forget(session: AsyncSession, before: datetime) -> None:
    """Drop what nobody has gone on with since before this time."""
    await session.exec(delete(Plan).where(col(Plan.at) < before))
    dropped = (col(Spread.begun_at).is_(None), col(Spread.event_id).is_(None))
    await session.exec(delete(Spread).where(col(Spread.at) < before, *dropped))


async def groups_after(session: AsyncSession, grids: list[str], reached: str, most: int) -> list[Chat]:
    """The next groups of these grids (of all, if none are named), in the order of their codes."""
    statement = select(Chat).where(col(Chat.grid).is_not(None), col(Chat.grid) > reached)
    if grids:
        statement = statement.where(col(Chat.grid).in_(grids))
    return list((await session.exec(statement.order_by(col(Chat.grid)).limit(most))).all())


async def count_groups(session: AsyncSession, grids: list[str]) -> int:
    """In how many groups it will be said."""
    statement = select(func.count()).select_from(Chat).where(col(Chat.grid).is_not(None))
    if grids:
        statement = statement.where(col(Chat.grid).in_(grids))
    return (await session.exec(statement)).one()


def key(spread_id: int, chat_id: int) -> str:
    """Under which name a message of a spread is owed to a group: once."""
    return f"spread:{spread_id}:{chat_id}"


async def tally(session: AsyncSession, spread_id: int) -> dict[OutboxState, int]:
    """How many of a spread's messages are in which state."""
    of_spread = col(Outbox.key).startswith(f"spread:{spread_id}:", autoescape=True)
    statement = select(Outbox.state, func.count()).where(of_spread).group_by(col(Outbox.state))
    return {OutboxState(state): int(count) for state, count in (await session.exec(statement)).all()}


async def failed(session: AsyncSession, spread_id: int) -> list[Chat]:
    """The groups that did not get a spread's message."""
    of_spread = col(Outbox.key).startswith(f"spread:{spread_id}:", autoescape=True)
    lost = col(Outbox.state).in_((OutboxState.HELD, OutboxState.PARKED))
    statement = select(Chat).join(Outbox, col(Outbox.chat_id) == col(Chat.id)).where(of_spread, lost)
    return list((await session.exec(statement.order_by(col(Chat.grid)))).all())


async def not_pinned(session: AsyncSession, spread_id: int) -> int:
    """In how many groups we may not pin."""
    of_spread = col(Outbox.key).startswith(f"pin:spread:{spread_id}:", autoescape=True)
    refused = (col(Outbox.state) == OutboxState.FOLDED, col(Outbox.error).is_not(None))
    return (await session.exec(select(func.count()).select_from(Outbox).where(of_spread, *refused))).one()


async def spreads_of(session: AsyncSession, event_id: int) -> Sequence[Spread]:
    """All that spread the event."""
    return (await session.exec(select(Spread).where(Spread.event_id == event_id).order_by(col(Spread.id)))).all()


async def spread_of(session: AsyncSession, event_id: int) -> Spread | None:
    """How the event is, or will be, announced."""
    statement = select(Spread).where(Spread.event_id == event_id).order_by(col(Spread.id).desc())
    return (await session.exec(statement.limit(1))).first()
