"""When a message of ours cannot be changed or taken back: its new state is shown another way, once."""

import logging

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.telegram.outcomes import Outcome, Result
from storage.kinds import OutboxKind, OutboxState, Shows, Status
from storage.outbox import Outbox
from storage.tickets import Shown, Ticket

log = logging.getLogger(__name__)

DROPPED = frozenset({Status.CANCELLED, Status.MERGED})  # of these a card that somebody took away need not come back


async def stands_otherwise(session: AsyncSession, row: Outbox, outcome: Outcome) -> None:
    """A card that is gone is sent anew; a message that is too old to be deleted (48 h) is emptied; else that is all."""
    if outcome.result is Result.KEPT and "text" in (row.payload or {}):
        row.kind, row.state, row.error = OutboxKind.EDIT, OutboxState.QUEUED, outcome.error
        return
    shown = await session.get(Shown, row.shown_id) if row.shown_id is not None else None
    ticket = await session.get(Ticket, shown.ticket_id) if shown is not None and shown.ticket_id else None
    is_card = shown is not None and shown.purpose is Shows.CARD and row.kind is OutboxKind.EDIT
    if shown is not None and is_card and ticket is not None and ticket.status not in DROPPED:
        shown.message_id = None
        row.kind, row.state, row.error = OutboxKind.SEND, OutboxState.QUEUED, outcome.error
        return
    log.info("outbox row %s dropped: %s", row.id, outcome.error)
    row.state, row.payload, row.error = OutboxState.FOLDED, None, outcome.error
