"""Remember the chats that the assistant sits in and what each is bound to."""

from datetime import datetime

from sqlalchemy import BigInteger, Index, text, true
from sqlmodel import Field, SQLModel, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.columns import by_value
from storage.kinds import ChatKind


class Chat(SQLModel, table=True):
    """A chat by the platform's id, and the one of `grid`, `unit`, `building` that it is bound to.

    `present`: the assistant is in it now; `can_speak`: it may write there; `hears_all`: it is given every message.
    `is_admin`: it is an administrator there, and so told of reactions; None if that was never told (as is `hears_all`).
    `moved_to`: the group became a supergroup, with this id. `hinted_at`: the last hint to an unbound group.
    """

    __tablename__ = "chat"
    __table_args__ = (
        Index("uq_chat_grid", "grid", unique=True, sqlite_where=text("grid IS NOT NULL"),
              postgresql_where=text("grid IS NOT NULL")),  # a grid has one group
        Index("uq_chat_unit", "unit", unique=True, sqlite_where=text("unit IS NOT NULL"),
              postgresql_where=text("unit IS NOT NULL")),  # and so has a unit
    )  # fmt: skip
    id: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})
    kind: ChatKind = Field(sa_type=by_value(ChatKind))
    title: str = ""
    grid: str | None = Field(default=None, foreign_key="grid.code", max_length=24)
    unit: str | None = Field(default=None, foreign_key="unit.code", max_length=24)
    building: str | None = Field(default=None, foreign_key="building.code", max_length=24)
    language: str | None = None
    present: bool = True
    can_speak: bool = Field(default=True, sa_column_kwargs={"server_default": true()})
    hears_all: bool | None = None
    is_admin: bool | None = None
    moved_to: int | None = Field(default=None, sa_type=BigInteger)
    hinted_at: datetime | None = None


async def chat_bound_to(session: AsyncSession, column: str, code: str | None) -> Chat | None:
    """The one group that is bound to the `grid` or the `unit` of this code."""
    if code is None:
        return None
    return (await session.exec(select(Chat).where(getattr(Chat, column) == code))).first()


async def chat_of_grid(session: AsyncSession, grid: str | None) -> Chat | None:
    """The group that is bound to the grid."""
    return await chat_bound_to(session, "grid", grid)


async def chat_of_unit(session: AsyncSession, unit: str | None) -> Chat | None:
    """The group that is bound to the unit."""
    return await chat_bound_to(session, "unit", unit)


async def hold(session: AsyncSession, chat: Chat) -> None:
    """Read the chat's row anew and keep others from changing it until we are done; SQLite has one writer anyway."""
    await session.flush()
    await session.refresh(chat, with_for_update=True)
