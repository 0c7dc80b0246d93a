"""Remember what people have corrected, without who did; and the model that was made of it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, LargeBinary
from sqlmodel import Field, SQLModel, col, delete, func, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.columns import BigId, by_value
from storage.directory import DistrictRow
from storage.kinds import ExampleKind, Role


class Example(SQLModel, table=True):
    """One correction. Words are those of the tickets it points to, as long as those have any; never copied.

    `unit`, `role`: whom it was for. `building`, `floor`: where it was. `seen`: of words that were erased, what the
    model sees of them (numbers of runs of letters, names of marks). `day` and no moment: a moment would tell who.
    """

    __tablename__ = "example"
    id: int | None = Field(default=None, primary_key=True, sa_type=BigId)
    kind: ExampleKind = Field(sa_type=by_value(ExampleKind))
    day: date
    ticket_id: int | None = Field(default=None, foreign_key="ticket.id", sa_type=BigInteger, index=True)
    other_id: int | None = Field(default=None, foreign_key="ticket.id", sa_type=BigInteger, index=True)
    unit: str | None = Field(default=None, max_length=24)
    role: Role | None = Field(default=None, sa_type=by_value(Role))
    building: str | None = Field(default=None, max_length=24)
    floor: int | None = None
    seen: dict[str, Any] | None = Field(default=None, sa_type=JSON)


class TrainedModel(SQLModel, table=True):
    """The district's own model, if one is better than the shipped. `release`: what that one was made from; with another
    release's corpus and rules this one means nothing."""

    __tablename__ = "trained_model"
    id: int = Field(default=1, primary_key=True)
    version: int = 1
    release: str = Field(max_length=32)
    made_at: datetime
    file: bytes = Field(sa_type=LargeBinary)


async def forget(session: AsyncSession, ticket_id: int, *kinds: ExampleKind) -> None:
    """Drop the examples (of these kinds, if any are given) that have words of this ticket."""
    statement = delete(Example).where(or_(col(Example.ticket_id) == ticket_id, col(Example.other_id) == ticket_id))
    await session.exec(statement.where(col(Example.kind).in_(kinds)) if kinds else statement)


async def every(session: AsyncSession) -> Sequence[Example]:
    """All of them, oldest first."""
    return (await session.exec(select(Example).order_by(col(Example.id)))).all()


async def counts(session: AsyncSession) -> dict[ExampleKind, int]:
    """How many there are, by kind."""
    statement = select(Example.kind, func.count()).group_by(col(Example.kind))
    found = dict((await session.exec(statement)).all())
    return {kind: found[kind] for kind in ExampleKind if kind in found}


async def trained(session: AsyncSession) -> TrainedModel | None:
    """The district's own model, perhaps another release's."""
    return await session.get(TrainedModel, 1)


async def keep_trained(session: AsyncSession, file: bytes, release: str, now: datetime) -> int:
    """Use this model from now on, in every process: they look again when the directory's version grows.

    Returns which version of the model it is. The district must have a directory.
    """
    row = await session.get(TrainedModel, 1)
    if row is None:
        row = TrainedModel(release=release, made_at=now, file=file)
        session.add(row)
    else:
        row.version, row.release, row.made_at, row.file = row.version + 1, release, now, file
    (await session.get_one(DistrictRow, 1)).version += 1
    await session.flush()
    return row.version
