"""Remember every update that concerns the assistant until its effects are committed."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Index, case, false, literal, text, true
from sqlmodel import Field, SQLModel, col, delete, func, or_, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.columns import BigId, by_value
from storage.kinds import InboxState
from storage.locks import alone_at_once
from storage.seconds import SECONDS

# Written out, not bound: only then does SQLite see that the partial index fits.
WAITING = text("state = 'new'")
# Larger than any id: a message's rank is its id and this, a press's its id alone.
PRESSES_FIRST = literal(2**52, BigInteger())
MOST_CHATS = 64  # looked at for one that is free; more than there are workers


class Inbox(SQLModel, table=True):
    """An update: its ids, a hash of what came, and (until handled) the fields that are needed of it.

    `chat_id` orders: rows of one chat are handled one after the other, presses (`press`) ahead of messages.
    The hash is part of the key because update ids start anew after a week of silence (Bot API, Update.update_id).
    """

    __tablename__ = "inbox"
    __table_args__ = (
        Index("uq_inbox_update", "bot_id", "update_id", "digest", unique=True),
        Index("ix_inbox_waiting", "chat_id", "press", "id", sqlite_where=WAITING, postgresql_where=WAITING),
        Index("ix_inbox_message", "chat_id", "message_id"),
        Index("ix_inbox_state", "state", "received_at"),
    )  # fmt: skip
    id: int | None = Field(default=None, primary_key=True, sa_type=BigId)
    bot_id: int = Field(sa_type=BigInteger)
    update_id: int = Field(sa_type=BigInteger)
    digest: str = Field(max_length=64)
    chat_id: int = Field(sa_type=BigInteger)
    message_id: int | None = Field(default=None, sa_type=BigInteger)
    press: bool = False
    reason: str = Field(max_length=32)
    body: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    received_at: datetime
    arrived: float = Field(default=0, sa_column_kwargs={"server_default": "0"})  # seconds by the database's own clock
    answered: bool = Field(default=False, sa_column_kwargs={"server_default": false()})  # a press, before its turn
    state: InboxState = Field(default=InboxState.NEW, sa_type=by_value(InboxState))
    attempts: int = 0
    error: str | None = None


async def known(session: AsyncSession, bot_id: int, update_id: int, digest: str) -> tuple[InboxState, bool] | None:
    """If this very update has been let in before: its state, and whether it was answered before its turn."""
    found = await session.exec(
        select(Inbox.state, Inbox.answered).where(
            Inbox.bot_id == bot_id, Inbox.update_id == update_id, Inbox.digest == digest
        )
    )
    row = found.first()
    return None if row is None else (InboxState(row[0]), row[1])


async def age(session: AsyncSession, row_id: int) -> float:
    """Seconds since the row came in."""
    age: float = (await session.exec(select(SECONDS - col(Inbox.arrived)).where(Inbox.id == row_id))).one()
    return age


async def give_up(session: AsyncSession, row_id: int) -> bool:
    """Take over the answer to a press that still waits for its turn; False if it is answered or not to be answered.

    Waits for a process that is just handling it.
    """
    statement = update(Inbox).where(col(Inbox.id) == row_id, WAITING, col(Inbox.answered).is_(False))
    taken = await session.exec(statement.values(answered=True).returning(col(Inbox.id)))
    return taken.first() is not None


async def head(
    session: AsyncSession, waiting_chats: set[int], presses_only: Collection[int] = frozenset()
) -> Inbox | None:
    """Claim the next row to handle: the first of its chat, presses first, chats in order of age.

    The chat is ours until the transaction ends; a chat that another process has in hand is passed over, with all of
    its rows. `waiting_chats` are left alone.
    """
    rank = col(Inbox.id) + case((col(Inbox.press), 0), else_=PRESSES_FIRST)
    open_to_us = or_(col(Inbox.chat_id).not_in(presses_only), col(Inbox.press).is_(True)) if presses_only else true()
    chats = select(Inbox.chat_id).where(WAITING, col(Inbox.chat_id).not_in(waiting_chats), open_to_us)
    chats = chats.group_by(col(Inbox.chat_id)).order_by(func.min(rank)).limit(MOST_CHATS)
    for chat_id in (await session.exec(chats)).all():
        if await alone_at_once(session, f"chat:{chat_id}"):
            # Only now is it certain what the one who had the chat before has left of it.
            first = select(Inbox).where(Inbox.chat_id == chat_id, WAITING, open_to_us).order_by(rank).limit(1)
            row = (await session.exec(first.with_for_update())).first()
            if row is not None:
                return row
    return None


async def held(session: AsyncSession, row_id: int) -> Inbox | None:
    """The row, locked, if it is held still."""
    statement = select(Inbox).where(Inbox.id == row_id, Inbox.state == InboxState.HELD)
    return (await session.exec(statement.with_for_update())).first()


async def let_go(session: AsyncSession, age: float = 0) -> None:
    """Whatever has been held for so many seconds has its turn now."""
    old = SECONDS - col(Inbox.arrived) >= age
    await session.exec(update(Inbox).where(col(Inbox.state) == InboxState.HELD, old).values(state=InboxState.NEW))


async def let_in_for(session: AsyncSession, reason: str, since: datetime) -> int:
    """How many were let in for this reason since then."""
    statement = select(func.count()).select_from(Inbox)
    return (await session.exec(statement.where(Inbox.reason == reason, col(Inbox.received_at) >= since))).one()


async def queued_message(session: AsyncSession, chat_id: int, message_id: int) -> Inbox | None:
    """The row of this message, if it still waits to be handled."""
    found = await session.exec(
        select(Inbox).where(Inbox.chat_id == chat_id, Inbox.message_id == message_id, Inbox.state == InboxState.NEW)
    )
    return found.first()


async def waiting_for(session: AsyncSession, chat_id: int, message_id: int, reasons: Sequence[str]) -> Sequence[Inbox]:
    """Rows that nobody has in hand yet, locked: of this message, and of those let in there for these reasons."""
    same = or_(col(Inbox.message_id) == message_id, col(Inbox.reason).in_(reasons))
    statement = select(Inbox).where(Inbox.chat_id == chat_id, Inbox.state == InboxState.NEW, same)
    return (await session.exec(statement.order_by(col(Inbox.id)).with_for_update(skip_locked=True))).all()


async def waits(session: AsyncSession, reason: str) -> bool:
    """Whether a row that was let in for this reason waits to be handled."""
    return (await session.exec(select(Inbox.id).where(WAITING, Inbox.reason == reason).limit(1))).first() is not None


async def count(session: AsyncSession, state: InboxState) -> int:
    """How many rows are in this state."""
    return (await session.exec(select(func.count()).select_from(Inbox).where(Inbox.state == state))).one()


async def forget(session: AsyncSession, before: datetime) -> None:
    """Drop handled rows from before this time; the platform repeats nothing older than 24 h (RESEARCH 2.1)."""
    await session.exec(delete(Inbox).where(col(Inbox.state) == InboxState.DONE, col(Inbox.received_at) < before))


async def erase(session: AsyncSession, chat_id: int, message_id: int) -> None:
    """Drop what a row keeps of this message's words."""
    await session.exec(
        update(Inbox).where(col(Inbox.chat_id) == chat_id, col(Inbox.message_id) == message_id).values(body=None)
    )


async def parked(session: AsyncSession, most: int) -> list[Inbox]:
    """The newest updates that could not be understood or handled."""
    statement = select(Inbox).where(Inbox.state == InboxState.PARKED).order_by(col(Inbox.id).desc()).limit(most)
    return list((await session.exec(statement)).all())


async def forget_parked(session: AsyncSession, before: datetime) -> None:
    """Drop what could not be handled before this time, with whatever words it has kept."""
    await session.exec(delete(Inbox).where(col(Inbox.state) == InboxState.PARKED, col(Inbox.received_at) < before))
