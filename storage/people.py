"""Remember people, the roles they hold and what they were about to report."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Index, func
from sqlmodel import Field, SQLModel, col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.columns import BigId, by_value
from storage.kinds import Role


class Person(SQLModel, table=True):
    """Somebody who spoke to the assistant, reported, or holds a role. `reachable` is None until we know.

    `deputy_id`: who stands in, as the directory has it; `away_deputy_id`: as they have said themselves for now.
    """

    __tablename__ = "person"
    id: int | None = Field(default=None, primary_key=True, sa_type=BigId)
    telegram_id: int = Field(sa_type=BigInteger, unique=True)
    name: str
    named_by_file: bool = False  # then the name stays; otherwise it follows the platform
    username: str | None = Field(default=None, index=True)
    language: str | None = None
    reachable: bool | None = None
    home_grid: str | None = Field(default=None, foreign_key="grid.code", max_length=24)
    deputy_id: int | None = Field(default=None, sa_type=BigInteger)  # a telegram id: the deputy may be unknown yet
    away_until: datetime | None = Field(default=None, index=True)
    away_deputy_id: int | None = Field(default=None, sa_type=BigInteger)  # named for this absence; a telegram id, too


class Grant(SQLModel, table=True):
    """A role held for a grid, a building, a unit, or the district. `from_file`: replaced by the next load."""

    __tablename__ = "role_grant"
    __table_args__ = (Index("uq_role_grant", "person_id", "role", "scope", unique=True),)
    id: int | None = Field(default=None, primary_key=True, sa_type=BigId)
    person_id: int = Field(foreign_key="person.id", sa_type=BigInteger)
    role: Role = Field(sa_type=by_value(Role))
    grid: str | None = Field(default=None, foreign_key="grid.code", index=True, max_length=24)
    building: str | None = Field(default=None, foreign_key="building.code", index=True, max_length=24)
    unit: str | None = Field(default=None, foreign_key="unit.code", index=True, max_length=24)
    scope: str = Field(default="", max_length=24)  # the one of the three that is given: NULLs are never equal
    granted_by: int | None = Field(default=None, sa_type=BigInteger)
    granted_at: datetime
    from_file: bool = False


class Draft(SQLModel, table=True):
    """What somebody told us privately while we ask which grid it is about; goes with the answer, or after a day."""

    __tablename__ = "draft"
    id: int | None = Field(default=None, primary_key=True, sa_type=BigId)
    person_id: int = Field(foreign_key="person.id", sa_type=BigInteger, index=True)
    said: dict[str, Any] = Field(sa_type=JSON)
    at: datetime


async def by_telegram_id(session: AsyncSession, telegram_id: int) -> Person | None:
    """The person with this id on the platform."""
    return (await session.exec(select(Person).where(Person.telegram_id == telegram_id))).first()


async def all_by_username(session: AsyncSession, username: str) -> list[Person]:
    """Everybody recorded under @username (letters of any case)."""
    wanted = username.removeprefix("@").lower()
    return list((await session.exec(select(Person).where(func.lower(col(Person.username)) == wanted))).all())


async def by_username(session: AsyncSession, username: str) -> Person | None:
    """The person who goes by @username."""
    found = await all_by_username(session, username)
    return found[0] if found else None


async def holders(
    session: AsyncSession, role: Role, *, grid: str | None = None, building: str | None = None, unit: str | None = None
) -> list[Person]:
    """Who holds `role` for exactly this scope, longest-serving first."""
    statement = (
        select(Person)
        .join(Grant, col(Grant.person_id) == col(Person.id))
        .where(Grant.role == role, Grant.grid == grid, Grant.building == building, Grant.unit == unit)
        .order_by(col(Grant.granted_at), col(Grant.id))
    )
    return list((await session.exec(statement)).all())


async def grants(session: AsyncSession, person_id: int) -> list[Grant]:
    """All roles that a person holds."""
    return list((await session.exec(select(Grant).where(Grant.person_id == person_id).order_by(col(Grant.id)))).all())


async def away(session: AsyncSession, now: datetime) -> list[Person]:
    """Everybody who is away now."""
    return list((await session.exec(select(Person).where(col(Person.away_until) > now).order_by(col(Person.id)))).all())


async def in_office(session: AsyncSession) -> list[Person]:
    """Everybody who holds a role, longest known first."""
    held = select(Grant.person_id).distinct()
    return list((await session.exec(select(Person).where(col(Person.id).in_(held)).order_by(col(Person.id)))).all())


async def names(session: AsyncSession) -> list[str]:
    """What everybody recorded is called: names and @usernames."""
    found = (await session.exec(select(Person.name, Person.username))).all()
    return [name for both in found for name in both if name]


async def forget_drafts(session: AsyncSession, before: datetime) -> None:
    """Drop drafts older than `before`."""
    await session.exec(delete(Draft).where(col(Draft.at) < before))
