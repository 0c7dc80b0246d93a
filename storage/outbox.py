"""Remember every message that is owed to a chat until the platform has taken it."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Index, cast, literal, text
from sqlmodel import Field, SQLModel, col, delete, func, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.columns import BigId, by_value
from storage.kinds import Lane, OutboxKind, OutboxState

# Written out, not bound: only then does SQLite see that the partial index fits.
WAITING = text("state IN ('queued', 'sending')")
UNSENT = (OutboxState.QUEUED, OutboxState.SENDING, OutboxState.HELD, OutboxState.PARKED)
LANE = literal(2**52, BigInteger())  # larger than any id; a row's rank is its lane, then its id


class Outbox(SQLModel, table=True):
    """A message, an edit or a removal, rendered; or a menu to set. `payload` is emptied once sent; `fallback` (a chat
    and a payload) is what to say elsewhere if the person cannot be reached privately. `doubtful` counts tries with
    unknown outcome."""

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_waiting", "chat_id", "lane", "id", sqlite_where=WAITING, postgresql_where=WAITING),
        Index("ix_outbox_shown_state", "shown_id", "state"),
        Index("uq_outbox_key", "key", unique=True),
    )  # fmt: skip
    id: int | None = Field(default=None, primary_key=True, sa_type=BigId)
    chat_id: int = Field(sa_type=BigInteger)
    lane: int
    kind: OutboxKind = Field(sa_type=by_value(OutboxKind))
    payload: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    fallback: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    shown_id: int | None = Field(default=None, foreign_key="shown.id", sa_type=BigInteger)
    ticket_id: int | None = Field(default=None, foreign_key="ticket.id", sa_type=BigInteger, index=True)
    key: str | None = Field(default=None, max_length=120)
    state: OutboxState = Field(default=OutboxState.QUEUED, sa_type=by_value(OutboxState), index=True)
    attempts: int = 0
    doubtful: int = 0
    error: str | None = None
    created_at: datetime
    sent_at: datetime | None = None
    message_id: int | None = Field(default=None, sa_type=BigInteger)


async def fold(session: AsyncSession, shown_id: int) -> None:
    """Drop edits of this message that nobody has sent yet: a newer one takes their place."""
    await session.exec(
        update(Outbox)
        .where(
            col(Outbox.shown_id) == shown_id,
            col(Outbox.kind) == OutboxKind.EDIT,
            col(Outbox.state).in_((OutboxState.QUEUED, OutboxState.HELD)),
        )
        .values(state=OutboxState.FOLDED, payload=None)
    )


async def heads(session: AsyncSession, not_chats: set[int], most: int) -> list[Outbox]:
    """The first waiting row of each chat (by lane, then age), most urgent first; chats in hand or held are left out."""
    rank = cast(col(Outbox.lane), BigInteger) * LANE + col(Outbox.id)
    first = select(func.min(rank).label("rank")).where(WAITING, col(Outbox.chat_id).not_in(not_chats))
    firsts = first.group_by(col(Outbox.chat_id)).subquery()
    statement = (
        select(Outbox)
        .join(firsts, col(Outbox.id) == firsts.c.rank % LANE)
        .where(Outbox.state == OutboxState.QUEUED)
        .order_by(firsts.c.rank)
        .limit(most)
    )
    return list((await session.exec(statement)).all())


async def claim(session: AsyncSession, row_id: int) -> Outbox | None:
    """Mark the row as being sent; None if somebody else has it or it is no longer wanted."""
    claimed = await session.exec(
        update(Outbox)
        .where(col(Outbox.id) == row_id, col(Outbox.state) == OutboxState.QUEUED)
        .values(state=OutboxState.SENDING, attempts=Outbox.attempts + 1)
        .returning(Outbox)
        .execution_options(populate_existing=True)
    )
    return claimed.scalars().first()


async def erase(session: AsyncSession, ticket_id: int) -> None:
    """Drop every word of a ticket that rows keep, and what still waits about it.

    In this order: afterwards all of its rows are ours, and none that is being sent comes back to wait without words.
    """
    await session.exec(update(Outbox).where(col(Outbox.ticket_id) == ticket_id).values(payload=None, fallback=None))
    waiting = col(Outbox.state).in_((OutboxState.QUEUED, OutboxState.HELD))
    await session.exec(
        update(Outbox).where(col(Outbox.ticket_id) == ticket_id, waiting).values(state=OutboxState.FOLDED)
    )


async def count(session: AsyncSession, *states: OutboxState) -> int:
    """How many rows are in these states."""
    return (await session.exec(select(func.count()).select_from(Outbox).where(col(Outbox.state).in_(states)))).one()


async def by_key(session: AsyncSession, key: str) -> Outbox | None:
    """The message that was said under this name, as long as its row is kept."""
    return (await session.exec(select(Outbox).where(Outbox.key == key))).first()


async def count_keys(session: AsyncSession, beginning: str, since: datetime) -> int:
    """How many messages have been owed since then under names that begin so."""
    found = select(func.count()).select_from(Outbox).where(col(Outbox.key).startswith(beginning, autoescape=True))
    return (await session.exec(found.where(col(Outbox.created_at) >= since))).one()


async def unasked(session: AsyncSession, chats: Collection[int], since: datetime) -> dict[int, int]:
    """How many new messages each of these chats has been owed since then as reminders and announcements."""
    lanes = (int(Lane.REMINDER), int(Lane.ANNOUNCEMENT))
    found = select(Outbox.chat_id, func.count()).where(col(Outbox.chat_id).in_(chats), col(Outbox.lane).in_(lanes))
    found = found.where(Outbox.kind == OutboxKind.SEND, Outbox.state != OutboxState.FOLDED)
    found = found.where(col(Outbox.created_at) >= since).group_by(col(Outbox.chat_id))
    return {chat_id: int(count) for chat_id, count in (await session.exec(found)).all()}


async def last_sent(session: AsyncSession, chat_id: int) -> Outbox | None:
    """The newest message that we have sent to a chat, as long as its row is kept."""
    sent = select(Outbox).where(Outbox.chat_id == chat_id, Outbox.state == OutboxState.SENT)
    sent = sent.where(Outbox.kind == OutboxKind.SEND).order_by(col(Outbox.sent_at).desc(), col(Outbox.id).desc())
    return (await session.exec(sent.limit(1))).first()


async def is_ours(session: AsyncSession, chat_id: int, message_id: int) -> bool:
    """Whether we have sent this message of the chat, as long as its row is kept."""
    sent = select(Outbox.id).where(Outbox.chat_id == chat_id, Outbox.message_id == message_id)
    return (await session.exec(sent.limit(1))).first() is not None


async def messages_waiting(session: AsyncSession) -> int:
    """How many messages and changes of messages are still to go out; menus are no messages."""
    statement = select(func.count()).select_from(Outbox).where(WAITING, Outbox.kind != OutboxKind.MENU)
    return (await session.exec(statement)).one()


async def parked(session: AsyncSession, most: int) -> list[Outbox]:
    """The newest rows that could not be delivered."""
    statement = select(Outbox).where(Outbox.state == OutboxState.PARKED).order_by(col(Outbox.id).desc()).limit(most)
    return list((await session.exec(statement)).all())


async def forget(session: AsyncSession, before: datetime) -> None:
    """Drop what was sent or folded before this time; a key is remembered so long and no longer."""
    gone = col(Outbox.state).in_((OutboxState.SENT, OutboxState.FOLDED))
    await session.exec(delete(Outbox).where(gone, col(Outbox.created_at) < before))


async def send_of(session: AsyncSession, shown_id: int) -> Outbox | None:
    """The row that has yet to bring this message to its chat, ours until the transaction ends: it is not claimed or
    settled meanwhile."""
    statement = select(Outbox).where(
        Outbox.shown_id == shown_id,
        Outbox.kind == OutboxKind.SEND,
        col(Outbox.state).in_((OutboxState.QUEUED, OutboxState.SENDING, OutboxState.HELD)),
    )
    locked = statement.with_for_update().execution_options(populate_existing=True)
    return (await session.exec(locked)).first()


async def drop(session: AsyncSession, shown_id: int) -> None:
    """What waits to be sent or changed under this record is not wanted any more."""
    waiting = col(Outbox.state).in_((OutboxState.QUEUED, OutboxState.HELD))
    rows = update(Outbox).where(col(Outbox.shown_id) == shown_id, waiting)
    await session.exec(rows.values(state=OutboxState.FOLDED, payload=None, fallback=None))


async def settle(session: AsyncSession, shown_id: int) -> None:
    """The message of this record is in the chat after all: do not send it again."""
    await session.exec(
        update(Outbox)
        .where(
            col(Outbox.shown_id) == shown_id,
            col(Outbox.kind) == OutboxKind.SEND,
            col(Outbox.state).in_((OutboxState.QUEUED, OutboxState.HELD, OutboxState.PARKED)),
        )
        .values(state=OutboxState.SENT, payload=None, fallback=None)
    )


async def forget_parked(session: AsyncSession, before: datetime) -> None:
    """Drop what could not be delivered before this time: whoever had to see it has had the time."""
    kept = col(Outbox.state).in_((OutboxState.PARKED, OutboxState.HELD))
    await session.exec(delete(Outbox).where(kept, col(Outbox.created_at) < before))


async def hold(session: AsyncSession, chat_id: int) -> None:
    """Let what waits for this chat wait until it lets us write there again."""
    await _shift(session, chat_id, OutboxState.QUEUED, OutboxState.HELD)


async def release(session: AsyncSession, chat_id: int) -> None:
    """It does now."""
    await _shift(session, chat_id, OutboxState.HELD, OutboxState.QUEUED)


async def _shift(session: AsyncSession, chat_id: int, before: OutboxState, now: OutboxState) -> None:
    rows = update(Outbox).where(col(Outbox.chat_id) == chat_id, col(Outbox.state) == before)
    await session.exec(rows.values(state=now))


async def was_in_doubt(session: AsyncSession, shown_id: int) -> bool:
    """Whether nobody could know, at some time, if this message had been sent."""
    doubt = select(Outbox.id).where(Outbox.shown_id == shown_id, Outbox.kind == OutboxKind.SEND, Outbox.doubtful > 0)
    return (await session.exec(doubt.limit(1))).first() is not None


async def fold_menus(session: AsyncSession, chat_id: int) -> None:
    """Drop the menus of this chat that nobody has set yet: newer ones take their place."""
    await session.exec(
        update(Outbox)
        .where(
            col(Outbox.chat_id) == chat_id,
            col(Outbox.kind) == OutboxKind.MENU,
            col(Outbox.state) == OutboxState.QUEUED,
        )
        .values(state=OutboxState.FOLDED, payload=None)
    )


async def owe_menu(session: AsyncSession, chat_id: int, now: datetime) -> None:
    """Owe a private chat its command menu, once; it is worded when it is set, so that the last change counts."""
    await fold_menus(session, chat_id)
    lane = int(Lane.ANNOUNCEMENT)
    session.add(Outbox(chat_id=chat_id, lane=lane, kind=OutboxKind.MENU, payload={}, created_at=now))
