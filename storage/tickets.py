"""Remember tickets: their state, history, supporters, attachments, and which message shows them where."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import JSON, BigInteger, CheckConstraint, ColumnElement, Index, text
from sqlmodel import Field, SQLModel, case, col, func, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.columns import BigId, by_value
from storage.kinds import RUNGS, Priority, Role, Shows, Status, Verb
from storage.people import Grant

OPEN = (Status.NEW, Status.ACCEPTED, Status.ON_HOLD)


class Ticket(SQLModel, table=True):
    """One issue. `chat_id`, `thread_id`, `message_id`: where it was said. `stand_in`: the rung that fills a vacancy.

    `resolve_set`, `resolve_set_at`: the deadline that a rung has given instead of its level's, and when. `chain`: the
    escalation's durations, fixed when it was opened. `reminded_at`: up to when its clock has been looked after.
    `follows`: the ticket that it goes on from, which could no longer be reopened.
    """

    __tablename__ = "ticket"
    __table_args__ = (
        CheckConstraint("rating IS NULL OR rating BETWEEN 1 AND 5", name="rating_in_range"),
        Index("uq_ticket_said", "chat_id", "message_id", unique=True),
        Index("ix_ticket_grid_status", "grid", "status"),
    )
    id: int | None = Field(default=None, primary_key=True, sa_type=BigId)
    status: Status = Field(sa_type=by_value(Status))
    grid: str = Field(foreign_key="grid.code", max_length=24)
    building: str = Field(foreign_key="building.code", max_length=24)
    floor: int | None = None
    place: str | None = None
    service: str | None = Field(default=None, foreign_key="service.code", max_length=24)
    category: str | None = None
    priority: Priority = Field(sa_type=by_value(Priority))
    unit: str | None = Field(default=None, foreign_key="unit.code", index=True, max_length=24)
    role: Role | None = Field(default=None, sa_type=by_value(Role))
    stand_in: str | None = Field(default=None, max_length=32)
    handler_id: int | None = Field(default=None, foreign_key="person.id", sa_type=BigInteger, index=True)
    owner_id: int | None = Field(default=None, foreign_key="person.id", sa_type=BigInteger, index=True)
    reporter_id: int = Field(foreign_key="person.id", sa_type=BigInteger, index=True)
    resolver_id: int | None = Field(default=None, foreign_key="person.id", sa_type=BigInteger)
    chat_id: int = Field(sa_type=BigInteger)
    thread_id: int | None = Field(default=None, sa_type=BigInteger)  # a forum's topic; None in its General
    message_id: int = Field(sa_type=BigInteger)
    text: str
    created_at: datetime
    accept_due: datetime
    resolve_due: datetime
    accepted_at: datetime | None = None
    resolved_at: datetime | None = None
    closed_at: datetime | None = None
    resolution: str | None = None
    rating: int | None = None
    reopened: int = 0
    escalated: int = 0
    reminded: int = 0
    merged_into: int | None = Field(default=None, foreign_key="ticket.id", sa_type=BigInteger)
    follows: int | None = Field(default=None, sa_type=BigInteger)
    resolve_set: datetime | None = None
    resolve_set_at: datetime | None = None
    reminded_at: datetime | None = None
    chain: list[str] | None = Field(default=None, sa_type=JSON)


class Event(SQLModel, table=True):
    """A line of a ticket's history; no actor: the schedule did it. `chat_id`, `message_id`: from this message."""

    __tablename__ = "ticket_event"
    __table_args__ = (Index("ix_ticket_event_message", "chat_id", "message_id"),)
    id: int | None = Field(default=None, primary_key=True, sa_type=BigId)
    ticket_id: int = Field(foreign_key="ticket.id", sa_type=BigInteger, index=True)
    at: datetime
    actor_id: int | None = Field(default=None, foreign_key="person.id", sa_type=BigInteger)
    verb: Verb = Field(sa_type=by_value(Verb))
    note: str = ""
    chat_id: int | None = Field(default=None, sa_type=BigInteger)
    message_id: int | None = Field(default=None, sa_type=BigInteger)


class Supporter(SQLModel, table=True):
    """Somebody else who met the same problem. `via`: the ticket that brought them here: merged, it takes them
    along again; or this one goes on from it."""

    __tablename__ = "supporter"
    ticket_id: int = Field(foreign_key="ticket.id", sa_type=BigInteger, primary_key=True)
    person_id: int = Field(foreign_key="person.id", sa_type=BigInteger, primary_key=True)
    at: datetime
    via: int | None = Field(default=None, sa_type=BigInteger)


class Pause(SQLModel, table=True):
    """A stretch during which a ticket's clocks stand still: a hold until `until`, or a merge (no `until`) that was
    undone. `ended_at`: when it really ended."""

    __tablename__ = "pause"
    id: int | None = Field(default=None, primary_key=True, sa_type=BigId)
    ticket_id: int = Field(foreign_key="ticket.id", sa_type=BigInteger, index=True)
    begins_at: datetime
    until: datetime | None = None
    ended_at: datetime | None = None
    reason: str = ""


class Assist(SQLModel, table=True):
    """Whose help the handler has asked for: a unit, or whoever holds a role. `answer_id`: who has answered for them."""

    __tablename__ = "assist"
    __table_args__ = (Index("uq_assist_ticket", "ticket_id", "unit", "role", unique=True),)
    id: int | None = Field(default=None, primary_key=True, sa_type=BigId)
    ticket_id: int = Field(foreign_key="ticket.id", sa_type=BigInteger)
    unit: str = Field(default="", max_length=24)
    role: str = Field(default="", max_length=32)
    asked_at: datetime
    answered_at: datetime | None = None
    answer_id: int | None = Field(default=None, foreign_key="person.id", sa_type=BigInteger)


class Attachment(SQLModel, table=True):
    """A photo or file that came with the report or with an answer; the platform keeps the bytes under `file_id`."""

    __tablename__ = "attachment"
    __table_args__ = (Index("uq_attachment_ticket_file", "ticket_id", "file_unique_id", unique=True),)
    id: int | None = Field(default=None, primary_key=True, sa_type=BigId)
    ticket_id: int = Field(foreign_key="ticket.id", sa_type=BigInteger)
    kind: str
    file_id: str
    file_unique_id: str
    person_id: int | None = Field(default=None, foreign_key="person.id", sa_type=BigInteger)
    at: datetime


class Shown(SQLModel, table=True):
    """A message of ours about a ticket or an event; `message_id` is None until it has been sent.

    A chat has one card of a ticket, and one announcement of an event.
    """

    __tablename__ = "shown"
    __table_args__ = (
        Index("uq_shown_card", "ticket_id", "chat_id", unique=True, sqlite_where=text("purpose = 'card'"),
              postgresql_where=text("purpose = 'card'")),
        Index("uq_shown_event", "event_id", "chat_id", unique=True, sqlite_where=text("purpose = 'event'"),
              postgresql_where=text("purpose = 'event'")),
        Index("ix_shown_message", "chat_id", "message_id"),
        Index("ix_shown_ticket", "ticket_id", "purpose"),
    )  # fmt: skip
    id: int | None = Field(default=None, primary_key=True, sa_type=BigId)
    ticket_id: int | None = Field(default=None, foreign_key="ticket.id", sa_type=BigInteger)
    event_id: int | None = Field(default=None, foreign_key="event.id", sa_type=BigInteger)
    chat_id: int = Field(sa_type=BigInteger)
    message_id: int | None = Field(default=None, sa_type=BigInteger)
    purpose: Shows = Field(sa_type=by_value(Shows))


async def lock(session: AsyncSession, ticket_id: int) -> Ticket | None:
    """The ticket, once nobody else works on it; what this transaction had read of it before is read again."""
    await session.flush()  # reading again would undo what has not been written yet
    # Not for its key: rows that point to the ticket may be added meanwhile.
    return await session.get(Ticket, ticket_id, with_for_update={"key_share": True}, populate_existing=True)


async def said_as(session: AsyncSession, chat_id: int, message_id: int) -> Ticket | None:
    """The ticket that this message opened."""
    found = await session.exec(select(Ticket).where(Ticket.chat_id == chat_id, Ticket.message_id == message_id))
    return found.first()


async def is_awaited_in(session: AsyncSession, chat_id: int) -> bool:
    """Whether a ticket that was said in this chat is open, or resolved and not yet confirmed."""
    awaited = select(Ticket.id).where(Ticket.chat_id == chat_id, col(Ticket.status).in_((*OPEN, Status.RESOLVED)))
    return (await session.exec(awaited.limit(1))).first() is not None


async def told_as(session: AsyncSession, chat_id: int, message_id: int) -> list[Event]:
    """The lines of history that this message has made, oldest first."""
    statement = select(Event).where(Event.chat_id == chat_id, Event.message_id == message_id)
    return list((await session.exec(statement.order_by(col(Event.id)))).all())


async def open_in(session: AsyncSession, chat_id: int, grid: str | None, unit: str | None) -> list[Ticket]:
    """The open tickets that were said in this chat, are of its grid or its unit, or have a card here; oldest first."""
    carded = select(Shown.ticket_id).where(Shown.chat_id == chat_id, Shown.purpose == Shows.CARD)
    here = or_(
        col(Ticket.chat_id) == chat_id,
        col(Ticket.grid) == (grid or ""),
        col(Ticket.unit) == (unit or ""),
        col(Ticket.id).in_(carded),
    )
    statement = select(Ticket).where(col(Ticket.status).in_(OPEN), here).order_by(col(Ticket.id))
    return list((await session.exec(statement)).all())


async def shown_as(session: AsyncSession, chat_id: int, message_id: int) -> Shown | None:
    """What this message of ours shows."""
    found = await session.exec(select(Shown).where(Shown.chat_id == chat_id, Shown.message_id == message_id))
    return found.first()


async def cards(session: AsyncSession, ticket_id: int) -> list[Shown]:
    """The ticket's cards, oldest first."""
    statement = select(Shown).where(Shown.ticket_id == ticket_id, Shown.purpose == Shows.CARD).order_by(col(Shown.id))
    return list((await session.exec(statement)).all())


async def card(session: AsyncSession, ticket_id: int, chat_id: int) -> Shown | None:
    """The ticket's card in this chat."""
    found = await session.exec(
        select(Shown).where(Shown.ticket_id == ticket_id, Shown.chat_id == chat_id, Shown.purpose == Shows.CARD)
    )
    return found.first()


async def questions(session: AsyncSession, ticket_id: int) -> list[Shown]:
    """The messages that asked whether it is done, oldest first."""
    statement = select(Shown).where(Shown.ticket_id == ticket_id, Shown.purpose == Shows.QUESTION)
    return list((await session.exec(statement.order_by(col(Shown.id)))).all())


async def supporters(session: AsyncSession, ticket_id: int) -> list[Supporter]:
    """Who else reported it, in order."""
    statement = select(Supporter).where(Supporter.ticket_id == ticket_id).order_by(col(Supporter.at))
    return list((await session.exec(statement)).all())


async def pauses(session: AsyncSession, ticket_id: int) -> list[Pause]:
    """When the ticket's clocks stood still, in order."""
    statement = select(Pause).where(Pause.ticket_id == ticket_id).order_by(col(Pause.id))
    return list((await session.exec(statement)).all())


async def assists(session: AsyncSession, ticket_id: int) -> list[Assist]:
    """Whose help was asked for, in order."""
    statement = select(Assist).where(Assist.ticket_id == ticket_id).order_by(col(Assist.id))
    return list((await session.exec(statement)).all())


async def alike(session: AsyncSession, building: str, service: str, since: datetime, most: int) -> list[Ticket]:
    """The open tickets of this service in a building that were said since then, newest first."""
    statement = select(Ticket).where(
        Ticket.building == building,
        Ticket.service == service,
        col(Ticket.status).in_(OPEN),
        col(Ticket.created_at) >= since,
    )
    return list((await session.exec(statement.order_by(col(Ticket.id).desc()).limit(most))).all())


async def asked(
    session: AsyncSession, service: str, since: datetime, *, building: str | None = None, grid: str | None = None
) -> list[Ticket]:
    """What was asked of a service since then, there if a place is given, oldest first; not what was taken back."""
    gone = col(Ticket.status).in_((Status.CANCELLED, Status.MERGED))
    statement = select(Ticket).where(Ticket.service == service, col(Ticket.created_at) >= since, ~gone)
    if building is not None:
        statement = statement.where(Ticket.building == building)
    if grid is not None:
        statement = statement.where(Ticket.grid == grid)
    return list((await session.exec(statement.order_by(col(Ticket.id)))).all())


async def of_unit(session: AsyncSession, unit: str) -> list[Ticket]:
    """The open tickets of a unit, oldest first."""
    statement = select(Ticket).where(Ticket.unit == unit, col(Ticket.status).in_(OPEN)).order_by(col(Ticket.id))
    return list((await session.exec(statement)).all())


async def done_between(session: AsyncSession, grid: str, since: datetime, until: datetime) -> list[Ticket]:
    """A grid's tickets that were resolved after the one moment, by the other, and are so still, oldest first."""
    done = col(Ticket.status).in_((Status.RESOLVED, Status.CLOSED))
    statement = select(Ticket).where(
        Ticket.grid == grid, done, col(Ticket.resolved_at) > since, col(Ticket.resolved_at) <= until
    )
    return list((await session.exec(statement.order_by(col(Ticket.resolved_at)))).all())


async def count_open(session: AsyncSession, grid: str) -> int:
    """How many tickets of a grid are open."""
    statement = select(func.count()).select_from(Ticket).where(Ticket.grid == grid, col(Ticket.status).in_(OPEN))
    return (await session.exec(statement)).one()


async def all_open(session: AsyncSession) -> list[int]:
    """The numbers of all open tickets, oldest first."""
    statement = select(Ticket.id).where(col(Ticket.status).in_(OPEN)).order_by(col(Ticket.id))
    return [number or 0 for number in (await session.exec(statement)).all()]


async def attachments(session: AsyncSession, ticket_id: int) -> list[Attachment]:
    """What was sent along, in order."""
    statement = select(Attachment).where(Attachment.ticket_id == ticket_id).order_by(col(Attachment.id))
    return list((await session.exec(statement)).all())


async def history(session: AsyncSession, ticket_id: int) -> list[Event]:
    """The ticket's history, oldest first."""
    return list((await session.exec(select(Event).where(Event.ticket_id == ticket_id).order_by(col(Event.id)))).all())


async def of_reporter(session: AsyncSession, person_id: int, most: int) -> list[Ticket]:
    """The newest tickets that a person reported."""
    statement = select(Ticket).where(Ticket.reporter_id == person_id).order_by(col(Ticket.id).desc()).limit(most)
    return list((await session.exec(statement)).all())


def _waits_for(grant: Grant) -> ColumnElement[bool]:
    """What waits for the holder of a role: a leader's whole grid, else what nobody in particular handles.

    Chief and committee also own what they stand in for; a rung has what was escalated to it.
    """
    if grant.role is Role.GRID_LEADER:
        return col(Ticket.grid) == grant.grid
    theirs = col(Ticket.unit) == grant.unit if grant.role is Role.UNIT_STAFF else col(Ticket.role) == grant.role
    waits = theirs & col(Ticket.handler_id).is_(None)
    if grant.role in {Role.BUILDING_CHIEF, Role.COMMITTEE}:
        waits |= col(Ticket.owner_id) == grant.person_id
    if grant.role in RUNGS:
        waits |= col(Ticket.escalated) > RUNGS.index(grant.role)
    return waits if grant.building is None else waits & (col(Ticket.building) == grant.building)


def _waits_for_help(grant: Grant) -> ColumnElement[bool]:
    """What somebody else works on and the holder of a role was asked to help with."""
    asked = select(Assist.ticket_id).where(col(Assist.answered_at).is_(None))
    if grant.role is Role.UNIT_STAFF:
        return col(Ticket.id).in_(asked.where(Assist.unit == grant.unit))
    theirs = col(Ticket.id).in_(asked.where(Assist.role == grant.role.value))
    return theirs if grant.building is None else theirs & (col(Ticket.building) == grant.building)


NEXT_DUE = case((col(Ticket.status) == Status.NEW, Ticket.accept_due), else_=Ticket.resolve_due)


async def open_for(
    session: AsyncSession, ids: Collection[int], grants: Sequence[Grant], admin: bool, most: int
) -> list[Ticket]:
    """Open tickets that wait for a person, in hand or by the roles held; none for others. Soonest due first.

    `ids`: the person, and those for whom they stand in.
    """
    if not grants and not admin:
        return []
    waiting = or_(
        col(Ticket.handler_id).in_(ids),
        *((col(Ticket.owner_id).in_(ids),) if admin else ()),
        *(_waits_for(grant) for grant in grants),
        *(_waits_for_help(grant) for grant in grants),
    )
    statement = (
        select(Ticket).where(col(Ticket.status).in_(OPEN), waiting).order_by(NEXT_DUE, col(Ticket.id)).limit(most)
    )
    return list((await session.exec(statement)).all())
