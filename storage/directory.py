"""Remember the directory: the district, its buildings, grids, units, services and stations."""

from typing import Any

from sqlalchemy import JSON, CheckConstraint
from sqlmodel import Field, SQLModel, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.columns import by_value
from storage.kinds import Priority, Role


class DistrictRow(SQLModel, table=True):
    """The one district; `version` grows with every load and new model, so that readers know when to look again."""

    __tablename__ = "district"
    id: int = Field(default=1, primary_key=True)
    name: str
    settings: dict[str, Any] = Field(sa_type=JSON)
    version: int = 1


class BuildingRow(SQLModel, table=True):
    """A tower. What a later file no longer names is retired, never deleted: tickets point here."""

    __tablename__ = "building"
    code: str = Field(primary_key=True, max_length=24)
    name: str
    aliases: list[str] = Field(sa_type=JSON)
    floors: int | None = None
    position: int = 0  # the order of the file is the order shown, and breaks ties
    retired: bool = False


class GridRow(SQLModel, table=True):
    """A micro-grid."""

    __tablename__ = "grid"
    code: str = Field(primary_key=True, max_length=24)
    name: str
    building: str = Field(foreign_key="building.code", index=True, max_length=24)
    lowest_floor: int | None = None
    highest_floor: int | None = None
    position: int = 0  # the order of the file is the order shown, and breaks ties
    retired: bool = False


class UnitRow(SQLModel, table=True):
    """A service-linked unit."""

    __tablename__ = "unit"
    code: str = Field(primary_key=True, max_length=24)
    name: str
    position: int = 0  # the order of the file is the order shown, and breaks ties
    retired: bool = False


class ServiceRow(SQLModel, table=True):
    """An item of the service list and who handles it."""

    __tablename__ = "service"
    __table_args__ = (CheckConstraint("(unit IS NULL) <> (role IS NULL)", name="one_handler"),)
    code: str = Field(primary_key=True, max_length=24)
    name: str
    unit: str | None = Field(default=None, foreign_key="unit.code", max_length=24)
    role: Role | None = Field(default=None, sa_type=by_value(Role))
    category: str | None = None
    keywords: list[str] = Field(sa_type=JSON)
    priority: Priority = Field(sa_type=by_value(Priority))
    position: int = 0  # the order of the file is the order shown, and breaks ties
    retired: bool = False


class StationRow(SQLModel, table=True):
    """A station where units take turns."""

    __tablename__ = "station"
    code: str = Field(primary_key=True, max_length=24)
    name: str
    building: str | None = Field(default=None, foreign_key="building.code", max_length=24)
    kind: str | None = None
    position: int = 0  # the order of the file is the order shown, and breaks ties
    retired: bool = False


async def district(session: AsyncSession) -> DistrictRow | None:
    """The district, or None before the first load."""
    return await session.get(DistrictRow, 1)


async def version(session: AsyncSession) -> int:
    """How often a directory has been loaded; 0 before the first time."""
    return (await session.exec(select(DistrictRow.version))).first() or 0
