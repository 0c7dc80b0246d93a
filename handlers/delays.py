"""Explain a card that comes late: we were away while the problem was said."""

from datetime import timedelta

from desk.desk import Desk
from desk.values import Notice, Said, ToChat
from storage import tickets

LATE = timedelta(minutes=30)  # half of the shortest promise but that of an emergency; before that nobody wonders


async def explain(what: Said, desk: Desk) -> None:
    """One line in each chat (and hour) if a ticket was opened only now; what else was late speaks for itself."""
    if desk.now - what.at <= LATE:
        return
    ticket = await tickets.said_as(desk.session, what.where.id, what.message_id)
    if ticket is None:
        return
    facts = {"said_at": ticket.created_at}
    key = f"late:{what.where.id}:{desk.now:%Y%m%d%H}"
    await desk.tell(Notice(ToChat(what.where.id), "ticket.late", facts, reply_to=what.message_id, key=key))
