"""Read events out of the records as others are to receive them, with everybody who signed up and how it was rated."""

from collections.abc import AsyncIterator, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from desk.events.rating import mean
from desk.exporting import people_named, plain
from storage.events import Happening, Opinion, SignUp

BATCH = 100  # events held in memory at a time

EVENT_FIELDS = (
    *("id", "series", "title", "brand", "start", "end", "building", "place", "capacity", "grids", "host"),
    *("status", "signups", "rating", "ratings"),
)
SIGN_UP_FIELDS = ("telegram_id", "name", "state", "at")
AT = EVENT_FIELDS.index("signups")
# One row a sign-up: where the list of them would stand, one of them does.
ROW_FIELDS = (*EVENT_FIELDS[:AT], *SIGN_UP_FIELDS, *EVENT_FIELDS[AT + 1 :])
COLUMNS = {"series": "series_id", "start": "starts_at", "end": "ends_at"}


async def events(session: AsyncSession, zone: ZoneInfo) -> AsyncIterator[dict[str, Any]]:
    """Every event with the fields of EVENT_FIELDS, oldest first, times in the zone."""
    last = 0
    while batch := await _after(session, last):
        for event in batch:
            yield await _event(session, event, zone)
        last = batch[-1].id or 0


async def rows(session: AsyncSession, zone: ZoneInfo) -> AsyncIterator[dict[str, Any]]:
    """A row for each sign-up, with the fields of ROW_FIELDS; an event without any has one row that names nobody."""
    async for event in events(session, zone):
        for one in event["signups"] or [dict.fromkeys(SIGN_UP_FIELDS)]:
            row = event | one
            yield {name: row[name] for name in ROW_FIELDS}


async def _after(session: AsyncSession, last: int) -> Sequence[Happening]:
    return (
        await session.exec(select(Happening).where(col(Happening.id) > last).order_by(col(Happening.id)).limit(BATCH))
    ).all()


async def _event(session: AsyncSession, event: Happening, zone: ZoneInfo) -> dict[str, Any]:
    statement = select(SignUp).where(SignUp.event_id == event.id).order_by(col(SignUp.at), col(SignUp.id))
    found = (await session.exec(statement)).all()
    opinions = (await session.exec(select(Opinion).where(Opinion.event_id == event.id))).all()
    people = await people_named(session, {event.host_id, *(one.person_id for one in found)})
    special = {
        "host": people.get(event.host_id),
        "status": event.status.value,
        "signups": [{**people[one.person_id], "state": one.state.value, "at": plain(one.at, zone)} for one in found],
        "rating": mean(opinions),
        "ratings": len(opinions),
    }
    return {
        name: special[name] if name in special else plain(getattr(event, COLUMNS.get(name, name)), zone)
        for name in EVENT_FIELDS
    }
