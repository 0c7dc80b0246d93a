"""Remember what the schedule owes and when; a row goes with the transaction that did it."""

from datetime import datetime

from sqlalchemy import BigInteger, Index
from sqlmodel import Field, SQLModel, col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.columns import BigId, by_value
from storage.kinds import DueKind


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
    """Lock and remove the oldest row that is due; it is really gone only when the caller's transaction commits."""
    statement = (
        select(Due)
        .where(Due.due_at <= now)
        .order_by(col(Due.due_at), col(Due.id))
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    row = (await session.exec(statement)).first()
    if row is not None:
        await session.delete(row)
        await session.flush()
    return row


async def cancel(session: AsyncSession, ticket_id: int) -> None:
    """Nothing is due for this ticket any more."""
    await session.exec(delete(Due).where(col(Due.ticket_id) == ticket_id))
