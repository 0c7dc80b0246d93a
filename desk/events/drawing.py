"""Keep the announcements true without drawing all of them at every tap: a few at once, then one every few seconds."""

from datetime import timedelta

from desk.desk import Desk
from desk.events import cards
from desk.values import Notice
from storage import due, events, marks
from storage.events import Happening
from storage.kinds import DueKind

# Generic cell rate algorithm: each drawing moves the mark on by its cost, and none is made while the mark is further
# ahead than the burst. What was put off is drawn by a due row, once, however many taps there were.
COST = timedelta(seconds=2)
COST_OF_COPY = timedelta(seconds=0.1)
BURST = timedelta(seconds=8)


async def redraw(desk: Desk, event: Happening) -> list[Notice]:
    """The edits after a change in the counts; none if that must wait, and then it is owed."""
    if await due.owed(desk.session, DueKind.EVENT_DRAWN, subject(event)) is not None:
        return []
    mark = await marks.marked(desk.session, _mark(event)) or desk.now
    if mark - desk.now > BURST:
        await due.owe(desk.session, DueKind.EVENT_DRAWN, subject(event), mark - BURST)
        return []
    return await draw(desk, event)


async def draw(desk: Desk, event: Happening) -> list[Notice]:
    """The edits, now."""
    mark = max(await marks.marked(desk.session, _mark(event)) or desk.now, desk.now)
    copies = len(await events.announcements(desk.session, event.id or 0))
    await marks.mark(desk.session, _mark(event), mark + max(COST, copies * COST_OF_COPY))
    return await cards.refresh(desk, event)


def subject(event: Happening) -> str:
    """As what due rows name an event."""
    return f"event:{event.id}"


def _mark(event: Happening) -> str:
    return f"event:{event.id}:drawn"
