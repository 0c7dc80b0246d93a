"""A group is bound while events are out already: it hears of those that it may still sign up for, in one message."""

from desk.desk import Desk
from desk.events import cards, hosting
from desk.events.listing import Line, for_grids
from desk.tickets.cards import shorten
from desk.values import Button, Notice, ToChat, pairs
from storage import events
from storage.chats import Chat
from storage.events import Happening
from storage.kinds import Lane

LISTED = 8  # events that have a line and a button
LABEL = 14  # letters of a title on a button


async def open_events(desk: Desk, group: Chat) -> list[Notice]:
    """The announcement if there is one event, else one list of them; nothing of what it has been told already."""
    if group.grid is None:
        return []
    found = []
    for event in for_grids(await events.open_since(desk.session, desk.now), {group.grid}):
        known = await events.announcement(desk.session, event.id or 0, group.id)
        if known is None and desk.now < hosting.last_call(desk, event):
            found.append(event)
    if len(found) == 1:
        return [await cards.announcement(desk, found[0], group)]
    return [await _listed(desk, group, found)] if found else []


async def _listed(desk: Desk, group: Chat, found: list[Happening]) -> Notice:
    shown = found[:LISTED]
    facts = {
        "listed": [Line(await cards.view(desk, event)) for event in shown],
        "count": len(found),
        "more": len(found) - len(shown),
    }
    rows = pairs([Button(data=f"join:{event.id}", name=f"✋ {shorten(event.title, LABEL)}") for event in shown])
    key = f"open:{group.id}:{group.grid}:{max(event.id or 0 for event in found)}"
    return Notice(ToChat(group.id), "calendar.open_here", facts, rows, Lane.ANNOUNCEMENT, key=key)
