"""The event as a calendar file (RFC 5545) that phones take in, and bring up to date when it has changed."""

from datetime import timedelta
from typing import Any

from icalendar import Calendar, Event

from desk.desk import Desk
from desk.events import cards
from desk.values import Document
from storage.events import Happening
from storage.kinds import EventStatus

MAKER = "-//Youlin//小邻//ZH"


def uid(event: Happening) -> str:
    """The same for good, and no other assistant's: a number alone would be."""
    return f"event-{event.id}-{event.created_at:%Y%m%dT%H%M%S}@youlin"


def file_of(desk: Desk, event: Happening) -> Document:
    """The event as a file; taken in after a change, it replaces what it was (UID, SEQUENCE: section 3.8.7.4)."""
    whole = Calendar()
    cancelled = event.status is EventStatus.CANCELLED
    for name, value in (("prodid", MAKER), ("version", "2.0"), ("method", "CANCEL" if cancelled else "PUBLISH")):
        whole.add(name, value)
    whole.add_component(_entry(desk, event, cancelled))
    whole.add_missing_timezones()
    return Document(f"youlin-{event.id}.ics", whole.to_ical())


def _entry(desk: Desk, event: Happening, cancelled: bool) -> Event:
    entry = Event()
    entry.add("uid", uid(event))
    entry.add("sequence", event.sequence)
    entry.add("dtstamp", desk.now)
    entry.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    entry.add("summary", _summary(desk, event))
    for name, value in (("location", _location(desk, event)), ("description", event.details)):
        if value:
            entry.add(name, value)
    for name, value in _times(desk, event).items():
        entry.add(name, value)
    return entry


def _summary(desk: Desk, event: Happening) -> str:
    brand = cards.brand_name(desk.book, event.brand)
    return f"{brand} · {event.title}" if brand and brand != event.title else event.title


def _location(desk: Desk, event: Happening) -> str:
    building = desk.book.buildings.get(event.building or "")
    return " ".join(part for part in (building.name if building else "", event.place or "") if part)


def _times(desk: Desk, event: Happening) -> dict[str, Any]:
    """Start and end by the clock on the wall; of whole days the dates, the end being the day after (section 3.6.1)."""
    zone = desk.book.zone
    start = event.starts_at.astimezone(zone)
    end = event.ends_at.astimezone(zone) if event.ends_at is not None else None
    if not event.all_day:
        return {"dtstart": start, **({"dtend": end} if end is not None and end > start else {})}
    last = end - timedelta(microseconds=1) if end is not None and end > start else start
    return {"dtstart": start.date(), "dtend": last.date() + timedelta(days=1)}
