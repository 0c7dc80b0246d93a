"""Tidy up a card that was sent twice: after a send whose outcome nobody knew, a press shows which copy people see."""

import re

from desk.desk import Desk
from desk.values import Notice, Pressed, ToChat
from storage import outbox, tickets
from storage.kinds import Lane
from storage.tickets import Ticket

NUMBER = re.compile("[0-9]{1,18}")
CARD_ACTIONS = frozenset({"accept", "resolve", "transfer", "cancel", "support", "not_an_issue"})


async def tidy(desk: Desk, what: Pressed) -> list[Notice]:
    """Adopt the pressed copy as the card if we know of none in this chat, else take the extra copy away."""
    if what.action not in CARD_ACTIONS or not what.args or not NUMBER.fullmatch(what.args[0]):
        return []
    left_behind = what.message_id < 0  # in a group that has become another
    if left_behind or await tickets.shown_as(desk.session, what.where.id, what.message_id) is not None:
        return []
    ticket = await desk.session.get(Ticket, int(what.args[0]))
    card = await tickets.card(desk.session, ticket.id or 0, what.where.id) if ticket is not None else None
    if card is None:
        return []
    if not await outbox.was_in_doubt(desk.session, card.id or 0):
        return []
    if card.message_id is None:
        card.message_id = what.message_id
        await outbox.settle(desk.session, card.id or 0)
        return []
    return [Notice(ToChat(what.where.id), "", lane=Lane.CARD, removes=what.message_id)]
