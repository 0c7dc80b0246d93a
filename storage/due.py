"""Remember what the schedule owes and when; a row goes with the transaction that did it."""

from datetime import datetime

from sqlalchemy import BigInteger, Index
from sqlmodel import Field, SQLModel, col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.columns import BigId, by_value
from storage.kinds import DueKind
from storage.tickets import Ticket


class Due(SQLModel, table=True):
    """Something to do for a ticket at `due_at`; a ticket has one row of a kind."""

    __tablename__ = "due"
    __table_args__ = (
        Index("uq_due_ticket_kind", "ticket_id", "kind", unique=True),
        Index("ix_due_due_at", "due_at", "id"),
    )
    id: int | None = Field(default=None, primary_key=True, sa_type=BigId)
    kind: DueKind = Field(sa_type=by_value(DueKind))
    ticket_id: int = Field(foreign_key="ticket.id", sa_type=BigInteger)
    due_at: datetime


async def claim(session: AsyncSession, now: datetime) -> Due | None:
    """Remove the oldest row that is due; it is really gone only when the caller's transaction commits.

    Its ticket is locked first, as everybody does who works on one; a ticket that somebody works on has its turn later.
    """
    oldest = (
        select(Due)
        .join(Ticket, col(Ticket.id) == col(Due.ticket_id))
        .where(Due.due_at <= now)
        .order_by(col(Due.due_at), col(Due.id))
        .limit(1)
        .with_for_update(of=Ticket, skip_locked=True, key_share=True)
    )
    while (row := (await session.exec(oldest)).first()) is not None:
        session.expunge(row)
        # Whoever had the ticket before may have taken the row away after we saw it.
        taken = await session.exec(delete(Due).where(col(Due.id) == row.id).returning(col(Due.id)))
        if taken.first() is not None:
            return row
    return None


async def cancel(session: AsyncSession, ticket_id: int) -> None:
    """Nothing is due for this ticket any more."""
    await session.exec(delete(Due).where(col(Due.ticket_id) == ticket_id))
