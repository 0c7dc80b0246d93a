"""Remember the chats that the assistant sits in and what each is bound to."""

from sqlalchemy import BigInteger, Index, text
from sqlmodel import Field, SQLModel, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.columns import by_value
from storage.kinds import ChatKind


class Chat(SQLModel, table=True):
    """A chat by the platform's id. `present` is whether the assistant is in it now."""

    __tablename__ = "chat"
    __table_args__ = (
        Index(
            "uq_chat_grid",
            "grid",
            unique=True,
            sqlite_where=text("grid IS NOT NULL"),
            postgresql_where=text("grid IS NOT NULL"),
        ),  # a grid has one group
    )
    id: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})
    kind: ChatKind = Field(sa_type=by_value(ChatKind))
    title: str = ""
    grid: str | None = Field(default=None, foreign_key="grid.code", max_length=24)
    language: str | None = None
    present: bool = True


async def chat_of_grid(session: AsyncSession, grid: str | None) -> Chat | None:
    """The group that is bound to the grid."""
    if grid is None:
        return None
    return (await session.exec(select(Chat).where(Chat.grid == grid))).first()
