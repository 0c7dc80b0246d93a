"""Announce what is due, clear away drafts, go on with what is being spread, and make the next events of a series."""

from datetime import timedelta

from desk.desk import Desk
from desk.events import announcing, drafting, series
from storage import due, events
from storage.chats import Chat
from storage.due import Due
from storage.events import Series
from storage.kinds import DueKind
from storage.plans import Spread

LOOK = timedelta(seconds=5)  # between two looks at how far it has got
LOOKED_AFTER = timedelta(hours=1)  # what a group has not taken by then waits until the group takes messages again


def _number(row: Due) -> int:
    return int(row.subject.partition(":")[2])


async def announce(row: Due, desk: Desk) -> None:
    """The event's time to be announced has come."""
    event = await events.lock(desk.session, _number(row))
    if event is not None:
        await desk.tell(*await announcing.when_due(desk, event))


async def clear(row: Due, desk: Desk) -> None:
    """A draft that nobody has confirmed."""
    event = await events.lock(desk.session, _number(row))
    if event is not None:
        await desk.tell(*await drafting.clear(desk, event))


async def spread(row: Due, desk: Desk) -> None:
    """The next groups, or a look at what has become of the messages."""
    found = await desk.session.get(Spread, _number(row), with_for_update=True)
    if found is None or found.begun_at is None:
        return
    if not await announcing.is_laid(desk, found):
        await desk.tell(*await announcing.go_on(desk, found))
        return
    await desk.tell(*await announcing.progress(desk, found))
    if not await announcing.is_over(desk, found) and desk.now < found.begun_at + LOOKED_AFTER:
        await due.owe(desk.session, DueKind.SPREAD, row.subject, desk.now + LOOK)


async def catch_up(row: Due, desk: Desk) -> None:
    """A group that had heard enough that day hears it now."""
    spread_id, chat_id = (int(part) for part in row.subject.split(":"))
    found = await desk.session.get(Spread, spread_id, with_for_update=True)
    group = await desk.session.get(Chat, chat_id)
    if found is not None and group is not None:
        await desk.tell(*await announcing.catch_up(desk, found, group))
        await due.owe(desk.session, DueKind.SPREAD, f"spread:{found.id}", desk.now + LOOK)


async def go_on(row: Due, desk: Desk) -> None:
    """Make the events of a series for the next weeks."""
    found = await desk.session.get(Series, _number(row), with_for_update=True)
    if found is not None:
        await series.make_ahead(desk, found)
