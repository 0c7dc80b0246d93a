"""When people check in: from half an hour before an event until it is over, of a whole day all day long."""

from datetime import datetime, timedelta

from desk.desk import Desk
from desk.events.hosting import ends
from storage.events import Happening

BEFORE = timedelta(minutes=30)


def opens(event: Happening) -> datetime:
    """The first moment."""
    return event.starts_at if event.all_day else event.starts_at - BEFORE


def is_open(desk: Desk, event: Happening) -> bool:
    """Whether it is now; at the event's end it no longer is."""
    return opens(event) <= desk.now < ends(desk, event)
