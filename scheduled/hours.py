"""Say nothing outside of people's hours: what falls due then waits for the next opening."""

from datetime import timedelta

from desk.desk import Desk
from desk.worktime import WorkingTime
from storage.due import Due

GRACE = timedelta(minutes=2)  # what is due when a window closes is still said by a tick that comes after it


def is_there(desk: Desk, clock: WorkingTime) -> bool:
    """Whether people work by this clock now, or did a moment ago."""
    return clock.is_open(desk.now) or clock.is_open(desk.now - GRACE)


async def waits(row: Due, desk: Desk, clock: WorkingTime) -> bool:
    """Whether the row has been put off, since nobody is there now."""
    if is_there(desk, clock):
        return False
    at = clock.next_opening(desk.now)
    desk.session.add(Due(kind=row.kind, ticket_id=row.ticket_id, subject=row.subject, due_at=at))
    return True
