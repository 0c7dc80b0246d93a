"""Read tickets out of the records as others are to receive them: whole, plain, in order of their numbers."""

from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.people import Person
from storage.tickets import Attachment, Event, Supporter, Ticket

BATCH = 200  # tickets held in memory at a time

TICKET_FIELDS = (
    *("id", "status", "grid", "building", "floor", "place", "service", "category", "priority"),
    *("unit", "handler", "owner", "reporter", "text", "attachments", "supporters"),
    *("created_at", "accept_due", "resolve_due", "accepted_at", "resolved_at", "closed_at"),
    *("resolution", "rating", "reopened", "escalated", "reminded", "merged_into", "history"),
)
PEOPLE = {"handler": "handler_id", "owner": "owner_id", "reporter": "reporter_id"}
Row = TypeVar("Row", Event, Supporter)


@dataclass(frozen=True, slots=True)
class Around:
    """What belongs to the tickets of a batch, by ticket; people by id."""

    people: dict[int, dict[str, Any]]
    events: dict[int, list[Event]]
    supporters: dict[int, list[Supporter]]
    attachments: dict[int, int]


async def tickets(session: AsyncSession, zone: ZoneInfo) -> AsyncIterator[dict[str, Any]]:
    """Every ticket with the fields of TICKET_FIELDS, times in the zone. A few queries for every 200 tickets."""
    last = 0
    while batch := await _after(session, last):
        around = await _around(session, batch)
        for ticket in batch:
            yield _ticket(ticket, around, zone)
        last = batch[-1].id or 0


async def _after(session: AsyncSession, last: int) -> Sequence[Ticket]:
    statement = select(Ticket).where(col(Ticket.id) > last).order_by(col(Ticket.id)).limit(BATCH)
    return (await session.exec(statement)).all()


async def _around(session: AsyncSession, batch: Sequence[Ticket]) -> Around:
    of_batch = [ticket.id or 0 for ticket in batch]
    events = (await session.exec(select(Event).where(col(Event.ticket_id).in_(of_batch)).order_by(col(Event.id)))).all()
    supporters = (
        await session.exec(
            select(Supporter)
            .where(col(Supporter.ticket_id).in_(of_batch))
            .order_by(col(Supporter.at), col(Supporter.person_id))
        )
    ).all()
    attachments = (
        await session.exec(
            select(Attachment.ticket_id, func.count())
            .where(col(Attachment.ticket_id).in_(of_batch))
            .group_by(col(Attachment.ticket_id))
        )
    ).all()
    named = {getattr(ticket, field) for ticket in batch for field in PEOPLE.values()}
    named |= {event.actor_id for event in events} | {one.person_id for one in supporters}
    return Around(
        await people_named(session, named - {None}), _by_ticket(events), _by_ticket(supporters), dict(attachments)
    )


async def people_named(session: AsyncSession, ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    """These people, as an export has them, by id."""
    found = await session.exec(
        select(Person.id, Person.telegram_id, Person.name).where(col(Person.id).in_(sorted(ids)))
    )
    return {number or 0: {"telegram_id": telegram_id, "name": name} for number, telegram_id, name in found}


def _by_ticket(rows: Iterable[Row]) -> dict[int, list[Row]]:
    grouped: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row.ticket_id].append(row)
    return grouped


def _ticket(ticket: Ticket, around: Around, zone: ZoneInfo) -> dict[str, Any]:
    number = ticket.id or 0
    special = {
        **{field: around.people.get(getattr(ticket, column) or 0) for field, column in PEOPLE.items()},
        "attachments": around.attachments.get(number, 0),
        "supporters": [around.people.get(one.person_id) for one in around.supporters.get(number, [])],
        "history": [_line(event, around, zone) for event in around.events.get(number, [])],
    }
    return {name: special[name] if name in special else plain(getattr(ticket, name), zone) for name in TICKET_FIELDS}


def _line(event: Event, around: Around, zone: ZoneInfo) -> dict[str, Any]:
    actor = around.people.get(event.actor_id or 0)
    return {"at": plain(event.at, zone), "actor": actor, "verb": event.verb.value, "note": event.note}


def plain(value: Any, zone: ZoneInfo) -> Any:
    """A value as an export has it: times in the zone, to the second."""
    return value.astimezone(zone).isoformat(timespec="seconds") if isinstance(value, datetime) else value
