"""Remember who is on duty where: the rounds in which units take turns, every shift, and offers to swap."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy import JSON, BigInteger, Index
from sqlmodel import Field, SQLModel, col, delete, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.columns import BigId, by_value
from storage.kinds import Cause, OfferState, RotaStatus, Turn


class Rota(SQLModel, table=True):
    """A round: these units take turns at these stations. A draft may lack what was not chosen yet.

    `weekdays` (Monday is 0; none: every day) and `calendar` (all, working, no_holidays) say on which days. `opens`,
    `closes`: minutes after midnight by the district's clock. `made_until`: up to this day its shifts exist.
    """

    __tablename__ = "rota"
    id: int | None = Field(default=None, primary_key=True, sa_type=BigId)
    status: RotaStatus = Field(sa_type=by_value(RotaStatus))
    stations: list[str] = Field(sa_type=JSON)
    units: list[str] = Field(sa_type=JSON)
    turn: Turn = Field(sa_type=by_value(Turn))
    weekdays: list[int] = Field(sa_type=JSON)
    calendar: str = Field(max_length=24)
    starts_on: date | None = None
    until: date | None = None
    opens: int | None = None
    closes: int | None = None
    made_until: date | None = None
    by_id: int = Field(foreign_key="person.id", sa_type=BigInteger)
    created_at: datetime
    ended_at: datetime | None = None


class Shift(SQLModel, table=True):
    """A unit's duty at a station on a day; no unit: by an exception there is none. `turn` counts the round's turns."""

    __tablename__ = "shift"
    __table_args__ = (
        Index("uq_shift_slot", "rota_id", "station", "day", unique=True),
        Index("ix_shift_day", "day", "station"),
        Index("ix_shift_unit", "unit", "day"),
    )
    id: int | None = Field(default=None, primary_key=True, sa_type=BigId)
    rota_id: int | None = Field(default=None, foreign_key="rota.id", sa_type=BigInteger)
    station: str = Field(foreign_key="station.code", max_length=24)
    day: date
    opens_at: datetime
    closes_at: datetime
    unit: str | None = Field(default=None, foreign_key="unit.code", max_length=24)
    turn: int | None = None
    cause: Cause | None = Field(default=None, sa_type=by_value(Cause))


class Offer(SQLModel, table=True):
    """An offer of one unit (`gives`) to give a shift and take another's (`takes`) instead."""

    __tablename__ = "swap_offer"
    id: int | None = Field(default=None, primary_key=True, sa_type=BigId)
    given_id: int = Field(foreign_key="shift.id", sa_type=BigInteger, index=True)
    taken_id: int = Field(foreign_key="shift.id", sa_type=BigInteger, index=True)
    gives: str = Field(foreign_key="unit.code", max_length=24)
    takes: str = Field(foreign_key="unit.code", max_length=24)
    state: OfferState = Field(sa_type=by_value(OfferState))
    by_id: int = Field(foreign_key="person.id", sa_type=BigInteger)
    at: datetime
    answer_id: int | None = Field(default=None, foreign_key="person.id", sa_type=BigInteger)
    answered_at: datetime | None = None


async def rota(session: AsyncSession, number: int) -> Rota | None:
    """The round of this number, read anew."""
    await session.flush()
    return await session.get(Rota, number, populate_existing=True)


async def running(session: AsyncSession) -> Sequence[Rota]:
    """The rounds that go on, oldest first."""
    statement = select(Rota).where(Rota.status == RotaStatus.RUNNING).order_by(col(Rota.id))
    return (await session.exec(statement.execution_options(populate_existing=True))).all()


async def shift(session: AsyncSession, number: int) -> Shift | None:
    """The shift of this number, read anew."""
    await session.flush()
    return await session.get(Shift, number, populate_existing=True)


async def shifts(
    session: AsyncSession, since: date, until: date, stations: Collection[str] | None = None, unit: str | None = None
) -> Sequence[Shift]:
    """The shifts of these days, both included, in order of time; only of these stations, of this unit."""
    statement = select(Shift).where(Shift.day >= since, Shift.day <= until)
    if stations is not None:
        statement = statement.where(col(Shift.station).in_(stations))
    if unit is not None:
        statement = statement.where(Shift.unit == unit)
    ordered = statement.order_by(col(Shift.day), col(Shift.opens_at), col(Shift.station), col(Shift.id))
    return (await session.exec(ordered.execution_options(populate_existing=True))).all()


async def coming(session: AsyncSession, units: Collection[str], now: datetime, most: int) -> Sequence[Shift]:
    """The next shifts of these units that have not begun."""
    statement = select(Shift).where(col(Shift.unit).in_(units), Shift.opens_at > now)
    return (await session.exec(statement.order_by(col(Shift.opens_at), col(Shift.id)).limit(most))).all()


async def of_rota(session: AsyncSession, number: int, since: date | None = None) -> Sequence[Shift]:
    """A round's shifts, in order; only from a day on."""
    statement = select(Shift).where(Shift.rota_id == number)
    if since is not None:
        statement = statement.where(Shift.day >= since)
    ordered = statement.order_by(col(Shift.day), col(Shift.station))
    return (await session.exec(ordered.execution_options(populate_existing=True))).all()


async def last_turn(session: AsyncSession, number: int, before: date) -> tuple[date, int] | None:
    """The last day before this one on which the round had a turn, and which it was."""
    statement = select(Shift).where(Shift.rota_id == number, Shift.day < before)
    statement = statement.where(col(Shift.turn).is_not(None)).order_by(col(Shift.day).desc()).limit(1)
    found = (await session.exec(statement)).first()
    return None if found is None or found.turn is None else (found.day, found.turn)


async def drop(session: AsyncSession, those: Sequence[Shift]) -> None:
    """Remove shifts that are not going to be, and every offer that speaks of one."""
    numbers = [one.id for one in those]
    if not numbers:
        return
    await session.flush()
    for side in (col(Offer.given_id), col(Offer.taken_id)):
        await session.exec(delete(Offer).where(side.in_(numbers)))
    await session.exec(delete(Shift).where(col(Shift.id).in_(numbers)))
    for one in those:
        session.expunge(one)


async def offer(session: AsyncSession, number: int) -> Offer | None:
    """The offer of this number, read anew."""
    await session.flush()
    return await session.get(Offer, number, populate_existing=True)


async def open_offer(session: AsyncSession, given: int, taken: int) -> Offer | None:
    """The offer that is open for these two shifts."""
    statement = select(Offer).where(Offer.given_id == given, Offer.taken_id == taken, Offer.state == OfferState.OPEN)
    return (await session.exec(statement)).first()


async def offers_about(session: AsyncSession, shifts_: Collection[int]) -> Sequence[Offer]:
    """The open offers that speak of one of these shifts."""
    about = or_(col(Offer.given_id).in_(shifts_), col(Offer.taken_id).in_(shifts_))
    return (await session.exec(select(Offer).where(Offer.state == OfferState.OPEN, about))).all()
