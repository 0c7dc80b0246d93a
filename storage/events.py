"""Remember events, who has signed up for them, and what they thought of it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, Index
from sqlmodel import Field, SQLModel, col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.columns import BigId, by_value
from storage.kinds import EventStatus, Shows, SignUpState
from storage.tickets import Shown


class Series(SQLModel, table=True):
    """What several events have in common: the rule (RFC 5545 RRULE) that they follow, until `until` at most.

    `calendar`: which days count (desk/agenda/series.py). `starts_at`: the first time. `alike`: what a new event of the
    series is like, by column. `made_until`: so far the events of the series exist.
    """

    __tablename__ = "series"
    id: int | None = Field(default=None, primary_key=True, sa_type=BigId)
    rule: str
    calendar: str = Field(default="all", max_length=16)
    starts_at: datetime
    alike: dict[str, Any] = Field(sa_type=JSON)
    until: datetime | None = None
    made_until: datetime | None = None


class Happening(SQLModel, table=True):
    """An event. `grids`: the codes of those that are invited, none for all. `all_day`: a date without a time.

    `companions`: how many each may bring; `grid_places`: how many places go to one grid at most. `sequence` grows with
    every change of time or place, for calendars (RFC 5545). `reason`: why it was last changed or cancelled.
    `ticket_id`, `also_tickets`: the tickets that it was proposed from.
    """

    __tablename__ = "event"
    __table_args__ = (
        CheckConstraint("capacity IS NULL OR capacity > 0", name="some_places"),
        Index("ix_event_starts", "status", "starts_at"),
    )
    id: int | None = Field(default=None, primary_key=True, sa_type=BigId)
    series_id: int | None = Field(default=None, foreign_key="series.id", sa_type=BigInteger, index=True)
    status: EventStatus = Field(sa_type=by_value(EventStatus))
    title: str
    brand: str | None = Field(default=None, max_length=24)
    starts_at: datetime
    ends_at: datetime | None = None
    all_day: bool = False
    building: str | None = Field(default=None, foreign_key="building.code", max_length=24)
    place: str | None = None
    details: str = ""
    reason: str = Field(default="", sa_column_kwargs={"server_default": ""})
    capacity: int | None = None
    grid_places: int | None = None
    companions: int = 0
    grids: list[str] = Field(sa_type=JSON)
    unit: str | None = Field(default=None, foreign_key="unit.code", max_length=24)
    host_id: int = Field(foreign_key="person.id", sa_type=BigInteger)
    picture: str | None = None
    pinned: bool = False
    announce_at: datetime | None = None
    announced_at: datetime | None = None
    sequence: int = 0
    ticket_id: int | None = Field(default=None, foreign_key="ticket.id", sa_type=BigInteger)
    also_tickets: list[int] = Field(default_factory=list, sa_type=JSON, sa_column_kwargs={"server_default": "[]"})
    created_at: datetime


class SignUp(SQLModel, table=True):
    """Somebody's sign-up; there is one for each person and event, whatever became of it. `at` is the order.

    `chat_id`: the group where they did it, and where they are called if they cannot be written to. `grid`: the one that
    they come from; None if nobody knows.
    """

    __tablename__ = "sign_up"
    __table_args__ = (
        Index("uq_sign_up_person", "event_id", "person_id", unique=True),
        Index("ix_sign_up_order", "event_id", "state", "at", "id"),
    )
    id: int | None = Field(default=None, primary_key=True, sa_type=BigId)
    event_id: int = Field(foreign_key="event.id", sa_type=BigInteger)
    person_id: int = Field(foreign_key="person.id", sa_type=BigInteger, index=True)
    state: SignUpState = Field(sa_type=by_value(SignUpState))
    companions: int = 0
    at: datetime
    offered_until: datetime | None = None
    chat_id: int | None = Field(default=None, sa_type=BigInteger)
    grid: str | None = Field(default=None, max_length=24)


class Opinion(SQLModel, table=True):
    """What somebody thought of an event: stars, and perhaps a word."""

    __tablename__ = "opinion"
    __table_args__ = (CheckConstraint("stars BETWEEN 1 AND 5", name="stars_in_range"),)
    event_id: int = Field(foreign_key="event.id", sa_type=BigInteger, primary_key=True)
    person_id: int = Field(foreign_key="person.id", sa_type=BigInteger, primary_key=True)
    stars: int
    comment: str = ""
    at: datetime


async def lock(session: AsyncSession, event_id: int) -> Happening | None:
    """The event, once nobody else changes it or signs up for it; read anew."""
    await session.flush()
    return await session.get(Happening, event_id, with_for_update={"key_share": True}, populate_existing=True)


async def sign_ups(session: AsyncSession, event_id: int, *states: SignUpState) -> Sequence[SignUp]:
    """Who has signed up, in order; only those in these states, if any are given."""
    statement = select(SignUp).where(SignUp.event_id == event_id)
    if states:
        statement = statement.where(col(SignUp.state).in_(states))
    return (await session.exec(statement.order_by(col(SignUp.at), col(SignUp.id)))).all()


async def heads(session: AsyncSession, event_id: int) -> dict[SignUpState, int]:
    """How many places the sign-ups of each state take, companions included."""
    places = func.sum(1 + col(SignUp.companions))
    statement = select(SignUp.state, places).where(SignUp.event_id == event_id).group_by(col(SignUp.state))
    return {SignUpState(state): int(count) for state, count in (await session.exec(statement)).all()}


async def shown_in(session: AsyncSession, chat_id: int, since: datetime) -> Sequence[tuple[Shown, Happening]]:
    """The announcements in a chat of events that begin then or later, oldest first."""
    statement = select(Shown, Happening).join(Happening, col(Happening.id) == col(Shown.event_id))
    statement = statement.where(Shown.chat_id == chat_id, Shown.purpose == Shows.EVENT, Happening.starts_at >= since)
    return (await session.exec(statement.order_by(col(Shown.id)))).all()


async def previews(session: AsyncSession, event_id: int) -> Sequence[Shown]:
    """The messages that show its author what it will be like, oldest first."""
    statement = select(Shown).where(Shown.event_id == event_id, Shown.purpose == Shows.DRAFT)
    return (await session.exec(statement.order_by(col(Shown.id)))).all()


async def of_series(session: AsyncSession, series_id: int, since: datetime) -> Sequence[Happening]:
    """The events of a series that begin then or later and are not over or called off, in order."""
    over = (EventStatus.CANCELLED, EventStatus.DONE)
    statement = select(Happening).where(Happening.series_id == series_id, Happening.starts_at >= since)
    statement = statement.where(col(Happening.status).not_in(over))
    return (await session.exec(statement.order_by(col(Happening.starts_at), col(Happening.id)))).all()


async def open_since(session: AsyncSession, now: datetime) -> Sequence[Happening]:
    """The events that people may sign up for and that begin on this day or later, soonest first."""
    day = now - timedelta(days=1)  # of what takes a whole day, sign-up goes on while it lasts
    statement = select(Happening).where(Happening.status == EventStatus.ANNOUNCED, Happening.starts_at > day)
    return (await session.exec(statement.order_by(col(Happening.starts_at), col(Happening.id)))).all()


async def hosted_by(session: AsyncSession, person_id: int, since: datetime, most: int) -> Sequence[Happening]:
    """The person's events that begin then or later, soonest first; drafts are left out."""
    out = (EventStatus.ANNOUNCED, EventStatus.CLOSED)
    statement = select(Happening).where(Happening.host_id == person_id, Happening.starts_at >= since)
    statement = statement.where(col(Happening.status).in_(out))
    return (await session.exec(statement.order_by(col(Happening.starts_at), col(Happening.id)).limit(most))).all()


async def last_of(session: AsyncSession, person_id: int) -> Happening | None:
    """The event that the person has announced last."""
    statement = select(Happening).where(Happening.host_id == person_id, col(Happening.announced_at).is_not(None))
    return (await session.exec(statement.order_by(col(Happening.announced_at).desc()).limit(1))).first()


async def announcement(session: AsyncSession, event_id: int, chat_id: int) -> Shown | None:
    """The event's announcement in this chat."""
    statement = select(Shown).where(Shown.event_id == event_id, Shown.chat_id == chat_id, Shown.purpose == Shows.EVENT)
    return (await session.exec(statement)).first()


async def announcements(session: AsyncSession, event_id: int) -> Sequence[Shown]:
    """The event's announcements, oldest first."""
    statement = select(Shown).where(Shown.event_id == event_id, Shown.purpose == Shows.EVENT)
    return (await session.exec(statement.order_by(col(Shown.id)))).all()
