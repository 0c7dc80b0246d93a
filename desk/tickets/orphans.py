"""Tidy up what was sent twice: after a send of unknown outcome, a press shows which copy people see."""

import re
from collections.abc import Awaitable, Callable

from sqlmodel.ext.asyncio.session import AsyncSession

from desk.desk import Desk
from desk.values import Notice, Pressed, ToChat
from storage import events, outbox, tickets
from storage.kinds import Lane
from storage.tickets import Shown

NUMBER = re.compile("[0-9]{1,18}")
CARD_ACTIONS = ("accept", "resolve", "transfer", "cancel", "support", "not_an_issue")
EVENT_ACTIONS = ("join", "leave", "details", "calendar")
Finds = Callable[[AsyncSession, int, int], Awaitable[Shown | None]]
# How the record of the one message of its kind in a chat is found, by what its buttons do.
FINDS: dict[str, Finds] = {
    **dict.fromkeys(CARD_ACTIONS, tickets.card),
    **dict.fromkeys(EVENT_ACTIONS, events.announcement),
}


async def tidy(desk: Desk, what: Pressed) -> list[Notice]:
    """Adopt the pressed copy as the card if we know of none in this chat, else take the extra copy away."""
    find = FINDS.get(what.action)
    if find is None or not what.args or not NUMBER.fullmatch(what.args[0]):
        return []
    left_behind = what.message_id < 0  # in a group that has become another
    if left_behind or await tickets.shown_as(desk.session, what.where.id, what.message_id) is not None:
        return []
    card = await find(desk.session, int(what.args[0]), what.where.id)
    if card is None:
        return []
    if not await outbox.was_in_doubt(desk.session, card.id or 0):
        return []
    if card.message_id is None:
        card.message_id = what.message_id
        await outbox.settle(desk.session, card.id or 0)
        return []
    return [Notice(ToChat(what.where.id), "", lane=Lane.CARD, removes=what.message_id)]
