"""Whether anything waits in either queue."""

from sqlmodel import col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.inbox import Inbox
from storage.kinds import InboxState, OutboxState
from storage.outbox import Outbox

UNDONE = (InboxState.NEW, InboxState.HELD)
UNSENT = (OutboxState.QUEUED, OutboxState.SENDING)


async def at_rest(session: AsyncSession) -> bool:
    """True if nothing that came in waits to be handled, and nothing that could go out waits to be sent."""
    coming = select(Inbox.id).where(col(Inbox.state).in_(UNDONE)).exists()
    going = select(Outbox.id).where(col(Outbox.state).in_(UNSENT)).exists()
    return not (await session.exec(select(or_(coming, going)))).one()
