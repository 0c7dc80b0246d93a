"""Take back offers that nobody wanted."""

from desk import offering
from desk.desk import Desk
from storage.due import Due


async def end(row: Due, desk: Desk) -> None:
    """Its minutes are over."""
    await desk.tell(*await offering.end(desk, row.subject))
