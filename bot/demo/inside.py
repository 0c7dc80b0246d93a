"""Look inside: what the bot keeps of a chat, what waits to be handled or sent, and what the schedule owes."""

from datetime import datetime
from typing import Any

from sqlmodel import col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.demo.house import House
from bot.demo.views import stamp
from storage import tickets
from storage.chats import Chat
from storage.due import Due
from storage.inbox import Inbox
from storage.kinds import InboxState, OutboxState, Status
from storage.outbox import Outbox
from storage.people import Person
from storage.tickets import Event, Shown, Ticket

Json = dict[str, Any]
MOST = 30  # tickets and rows shown


class Drawer:
    """Reads the database for the page's drawer."""

    def __init__(self, house: House) -> None:
        self._house = house

    async def show(self, chat_id: int) -> Json:
        """All of it for one chat."""
        async with self._house.store.read() as session:
            found = await self._tickets(session, chat_id)
            numbers = [ticket.id or 0 for ticket in found]
            return {
                "awake": self._house.app is not None,
                "kept": 0 if self._house.app else self._house.room.pending_updates(),  # by the platform, until we fetch
                "tickets": [await self._ticket(session, ticket) for ticket in found],
                "inbox": await self._inbox(session, chat_id),
                "outbox": await self._outbox(session, chat_id),
                "due": await self._due(session, numbers),
            }

    async def _tickets(self, session: AsyncSession, chat_id: int) -> list[Ticket]:
        """Those of the chat's grid, and those that have a card in it."""
        chat = await session.get(Chat, chat_id)
        here = select(Shown.ticket_id).where(Shown.chat_id == chat_id)
        of_grid = [Ticket.grid == chat.grid] if chat is not None and chat.grid else []
        statement = select(Ticket).where(or_(col(Ticket.id).in_(here), Ticket.chat_id == chat_id, *of_grid))
        return list((await session.exec(statement.order_by(col(Ticket.id).desc()).limit(MOST))).all())

    async def _ticket(self, session: AsyncSession, ticket: Ticket) -> Json:
        events: list[Event] = list(await tickets.history(session, ticket.id or 0))
        handler = await session.get(Person, ticket.handler_id) if ticket.handler_id else None
        return {
            "number": ticket.id,
            "status": ticket.status.value,
            "priority": ticket.priority.value,
            "text": ticket.text,
            "handler": handler.name if handler else None,
            "accept_due": stamp(ticket.accept_due),
            "resolve_due": stamp(ticket.resolve_due),
            "late": self._is_late(ticket),
            "history": [await _event(session, event) for event in events],
        }

    def _is_late(self, ticket: Ticket) -> bool:
        waits_for = {Status.NEW: ticket.accept_due, Status.ACCEPTED: ticket.resolve_due}.get(ticket.status)
        return waits_for is not None and waits_for < self._house.clock.now()

    async def _inbox(self, session: AsyncSession, chat_id: int) -> list[Json]:
        waiting = col(Inbox.state).in_((InboxState.NEW, InboxState.PARKED))
        rows = (await session.exec(select(Inbox).where(Inbox.chat_id == chat_id, waiting).limit(MOST))).all()
        return [
            {
                "id": row.id,
                "state": row.state.value,
                "reason": row.reason,
                "at": stamp(row.received_at),
                "error": row.error,
            }
            for row in rows
        ]

    async def _outbox(self, session: AsyncSession, chat_id: int) -> list[Json]:
        waiting = col(Outbox.state).in_((OutboxState.QUEUED, OutboxState.SENDING, OutboxState.PARKED))
        rows = (await session.exec(select(Outbox).where(Outbox.chat_id == chat_id, waiting).limit(MOST))).all()
        return [_outgoing(row) for row in rows]

    async def _due(self, session: AsyncSession, numbers: list[int]) -> list[Json]:
        statement = select(Due).where(col(Due.ticket_id).in_(numbers)).order_by(col(Due.due_at)).limit(MOST)
        rows = (await session.exec(statement)).all()
        return [{"kind": row.kind.value, "ticket": row.ticket_id, "at": stamp(row.due_at)} for row in rows]


async def _event(session: AsyncSession, event: Event) -> Json:
    actor = await session.get(Person, event.actor_id) if event.actor_id else None
    return {"at": stamp(event.at), "verb": event.verb.value, "who": actor.name if actor else None, "note": event.note}


def _outgoing(row: Outbox) -> Json:
    at: datetime = row.created_at
    return {
        "id": row.id,
        "state": row.state.value,
        "kind": row.kind.value,
        "ticket": row.ticket_id,
        "attempts": row.attempts,
        "at": stamp(at),
        "error": row.error,
    }
