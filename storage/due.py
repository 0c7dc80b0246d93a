"""Remember what the schedule owes and when; a row goes with the transaction that did it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import BigInteger, Index, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Field, SQLModel, col, delete, func, select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from storage.columns import BigId, by_value
from storage.kinds import DueKind
from storage.tickets import Ticket

OF_TICKET, OF_SUBJECT = text("ticket_id IS NOT NULL"), text("ticket_id IS NULL")


class Due(SQLModel, table=True):
    """Something to do at `due_at` for a ticket, else for a subject such as "chat:1001"; one row of a kind for each."""

    __tablename__ = "due"
    __table_args__ = (
        Index("uq_due_ticket_kind", "ticket_id", "kind", unique=True),
        Index("uq_due_subject", "kind", "subject", unique=True, sqlite_where=OF_SUBJECT, postgresql_where=OF_SUBJECT),
        Index("ix_due_of_ticket", "due_at", "id", sqlite_where=OF_TICKET, postgresql_where=OF_TICKET),
        Index("ix_due_of_subject", "due_at", "id", sqlite_where=OF_SUBJECT, postgresql_where=OF_SUBJECT),
    )
    id: int | None = Field(default=None, primary_key=True, sa_type=BigId)
    kind: DueKind = Field(sa_type=by_value(DueKind))
    ticket_id: int | None = Field(default=None, foreign_key="ticket.id", sa_type=BigInteger)
    subject: str = Field(default="", max_length=64, sa_column_kwargs={"server_default": ""})
    due_at: datetime


def _of_tickets(now: datetime) -> SelectOfScalar[Due]:
    """The ticket is locked first, as everybody does who works on one; one that somebody works on has its turn later."""
    statement = select(Due).join(Ticket, col(Ticket.id) == col(Due.ticket_id))
    statement = statement.where(OF_TICKET, Due.due_at <= now).order_by(col(Due.due_at), col(Due.id)).limit(1)
    return statement.with_for_update(of=Ticket, skip_locked=True, key_share=True)


def _of_subjects(now: datetime) -> SelectOfScalar[Due]:
    statement = select(Due).where(OF_SUBJECT, Due.due_at <= now).order_by(col(Due.due_at), col(Due.id)).limit(1)
    return statement.with_for_update(skip_locked=True)


async def claim(session: AsyncSession, now: datetime) -> Due | None:
    """Remove the oldest row that is due; it is really gone only when the caller's transaction commits.

    What is due for tickets comes first: what is said to a chat sums up what they owed it.
    """
    for statement in (_of_tickets(now), _of_subjects(now)):
        while (row := (await session.exec(statement)).first()) is not None:
            session.expunge(row)
            # Whoever had it before may have taken the row away after we saw it.
            taken = await session.exec(delete(Due).where(col(Due.id) == row.id).returning(col(Due.id)))
            if taken.first() is not None:
                return row
    return None


async def first(session: AsyncSession) -> datetime | None:
    """When the first of all that is owed is due."""
    return (await session.exec(select(func.min(Due.due_at)))).one()


async def cancel(session: AsyncSession, ticket_id: int) -> None:
    """Nothing is due for this ticket any more."""
    await session.exec(delete(Due).where(col(Due.ticket_id) == ticket_id))


async def settle(session: AsyncSession, kind: DueKind, subject: str) -> None:
    """This is not owed to the subject any more."""
    await session.exec(delete(Due).where(OF_SUBJECT, col(Due.kind) == kind, col(Due.subject) == subject))


async def owe(session: AsyncSession, kind: DueKind, subject: str, at: datetime) -> None:
    """Owe this to a subject, unless it is owed already, perhaps at another time.

    The row is ours until the transaction ends: another process has done it before, and then it is owed anew, or does it
    after us and sees what we have added. Two that owe it at once make one row of it.
    """
    if (await session.exec(_owed(kind, subject).with_for_update())).first() is None:
        insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
        row = insert(Due).values(kind=kind, subject=subject, due_at=at)
        same = ["kind", "subject"]
        await session.exec(row.on_conflict_do_update(index_elements=same, index_where=OF_SUBJECT, set_={"kind": kind}))


def at_once(session: AsyncSession) -> None:
    """What this transaction owes is to be done as soon as it is committed, not at the next tick."""
    session.info["due"] = True


async def owed(session: AsyncSession, kind: DueKind, subject: str) -> Due | None:
    """What is owed to a subject."""
    return (await session.exec(_owed(kind, subject))).first()


async def owed_like(session: AsyncSession, kind: DueKind, beginning: str) -> Sequence[Due]:
    """What is owed to subjects that begin so, the soonest first."""
    found = select(Due).where(OF_SUBJECT, Due.kind == kind, col(Due.subject).startswith(beginning, autoescape=True))
    return (await session.exec(found.order_by(col(Due.due_at), col(Due.id)))).all()


def _owed(kind: DueKind, subject: str) -> SelectOfScalar[Due]:
    return select(Due).where(OF_SUBJECT, Due.kind == kind, Due.subject == subject)


async def put(session: AsyncSession, kind: DueKind, subject: str, at: datetime) -> None:
    """Owe this to a subject at this time, and at no other."""
    await drop(session, kind, subject)
    session.add(Due(kind=kind, subject=subject, due_at=at))
    await session.flush()


async def drop(session: AsyncSession, kind: DueKind, subject: str) -> None:
    """Owe it no longer."""
    await session.exec(delete(Due).where(OF_SUBJECT, col(Due.kind) == kind, col(Due.subject) == subject))
