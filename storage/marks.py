"""Remember single moments by name: when the platform was last heard, when something was last said to admins."""

from datetime import datetime

from sqlmodel import Field, SQLModel, col, delete
from sqlmodel.ext.asyncio.session import AsyncSession


class Mark(SQLModel, table=True):
    """A moment under a name."""

    __tablename__ = "mark"
    name: str = Field(primary_key=True, max_length=64)
    at: datetime


async def marked(session: AsyncSession, name: str) -> datetime | None:
    """The moment under this name."""
    found = await session.get(Mark, name)
    return found.at if found is not None else None


async def mark(session: AsyncSession, name: str, at: datetime) -> None:
    """Set it."""
    await session.merge(Mark(name=name, at=at))


async def forget(session: AsyncSession, beginning: str) -> None:
    """Drop every moment whose name begins so."""
    await session.exec(delete(Mark).where(col(Mark.name).startswith(beginning, autoescape=True)))
