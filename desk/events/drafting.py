"""Keep an event that is not out yet: make it of a reading, show its author what it will be like, change it, drop it."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlmodel import col, delete, select

from desk.agenda import Found
from desk.agenda.telling import facts as told
from desk.desk import Desk
from desk.errors import BadArgument, WrongState
from desk.events import cards, linking, series
from desk.events.making import Read, complete
from desk.events.permissions import Reach, may_make, settle
from desk.tickets.move import LARGEST_ID
from desk.values import Button, File, Notice, Rows, ToChat
from storage import due, events, plans
from storage.chats import chat_of_grid
from storage.events import Happening, Series
from storage.kinds import DueKind, EventStatus, Lane, Shows
from storage.people import Person
from storage.plans import Plan, Spread

NAMED = 5  # grids that a preview names
KEPT = timedelta(days=7)  # without a word from its author; then what is not out yet is cleared away
BUTTONS = (("publish", "amend"), ("pinned", "later"), ("discard",))
SCHEDULED = (("publish", "amend"), ("discard",))
# What an event like one of before takes from it.
COPIED = ("title", "brand", "building", "place", "details", "capacity", "grid_places", "companions", "grids", "unit",
          "picture", "pinned")  # fmt: skip
Notes = Sequence[tuple[str, dict[str, Any]]]


async def make(desk: Desk, person: Person, read: Read, files: Sequence[File] = ()) -> Happening:
    """A new event as it was said, not out yet. Raises BadArgument, NotAllowed."""
    theirs = await may_make(desk, person)
    fields = _checked(desk, theirs, {"grids": [], "unit": None, **complete(_named(desk, read)).fields})
    if picture := _picture(files):
        fields["picture"] = picture
    event = Happening(**fields, status=EventStatus.DRAFT, host_id=person.id or 0, created_at=desk.now)
    desk.session.add(event)
    await desk.session.flush()
    await _recurs(desk, event, read)
    await linking.proposed(desk, event, person)
    await _kept(desk, event)
    return event


async def _kept(desk: Desk, event: Happening) -> None:
    await due.put(desk.session, DueKind.DRAFT, f"event:{event.id}", desk.now + KEPT)


async def clear(desk: Desk, event: Happening) -> list[Notice]:
    """Nobody has confirmed it in all that time: it goes, and its previews say so. What is out, or will be, stays."""
    if event.status is not EventStatus.DRAFT or await due.owed(desk.session, DueKind.ANNOUNCE, f"event:{event.id}"):
        return []
    shown, facts = await events.previews(desk.session, event.id or 0), {"title": event.title, "days": KEPT.days}
    files = (File("photo", event.picture, ""),) if event.picture else ()
    await discard(desk, event)
    return [Notice(ToChat(one.chat_id), "event.cleared", facts, shown=one.id, files=files) for one in shown]


def _named(desk: Desk, read: Read) -> Read:
    """An event without a name of its own goes by its brand's."""
    if "title" not in read.fields and (brand := read.fields.get("brand")) is not None:
        read.fields["title"] = cards.brand_name(desk.book, brand)
    return read


def _checked(desk: Desk, theirs: Reach, fields: dict[str, Any]) -> dict[str, Any]:
    """The fields with whom it invites settled. Raises NotAllowed, BadArgument."""
    grids, unit = settle(desk, theirs, list(fields["grids"]), fields["unit"])
    announce_at, starts_at = fields.get("announce_at"), fields.get("starts_at")
    if announce_at is not None and starts_at is not None and announce_at >= starts_at:
        raise BadArgument("announce_before")
    return fields | {"grids": grids, "unit": unit}


def _picture(files: Sequence[File]) -> str | None:
    return next((file.file_id for file in files if file.kind == "photo"), None)


async def _recurs(desk: Desk, event: Happening, read: Read) -> None:
    """Begin the series that was said, or none."""
    before = await series.get(desk, event)
    if "starts_at" not in read.fields:
        if before is not None:
            before.alike = series.alike(event)
        return
    event.series_id = None
    if read.series is not None:
        row = series.begun(desk, event, read.series)
        desk.session.add(row)
        await desk.session.flush()
        event.series_id = row.id
    await desk.session.flush()
    if before is not None:
        await desk.session.delete(before)
        await desk.session.flush()


async def get_draft(desk: Desk, event_id: int) -> Happening:
    """The event, ours until the transaction ends, while it is not out yet. Raises Unknown, WrongState."""
    event = await get(desk, event_id)
    if event.status is not EventStatus.DRAFT:
        raise WrongState("event_is_out", title=event.title)
    return event


async def get(desk: Desk, event_id: int) -> Happening:
    """The event, ours until the transaction ends. Raises WrongState for one that was dropped."""
    event = await events.lock(desk.session, event_id) if 0 < event_id <= LARGEST_ID else None
    if event is None:
        raise WrongState("event_is_gone")
    return event


async def amend(desk: Desk, person: Person, event: Happening, read: Read, files: Sequence[File] = ()) -> list[Notice]:
    """Change what is not out yet, as was said. Returns what takes the place of the former previews."""
    before = [*await events.previews(desk.session, event.id or 0)]
    had = (File("photo", event.picture, ""),) if event.picture else ()
    fields = _changes(read)
    if picture := _picture(files):
        fields["picture"] = picture
    if not fields:
        raise BadArgument("event_change_what")
    now = {"grids": event.grids, "unit": event.unit, "starts_at": event.starts_at, "announce_at": event.announce_at}
    fields = _checked(desk, await may_make(desk, person), now | fields)
    for name, value in fields.items():
        setattr(event, name, value)
    await desk.session.flush()
    await _recurs(desk, event, read)
    await _kept(desk, event)
    facts = {"title": event.title}
    return [
        Notice(ToChat(one.chat_id), "event.preview_old", facts, shown=one.id, files=had, lane=Lane.ANSWER)
        for one in before
    ]


def _changes(read: Read) -> dict[str, Any]:
    """What an answer changes: stray words beside something else are no new title."""
    fields = dict(read.fields)
    if len(fields) > 1 and not read.titled and "brand" not in fields:
        fields.pop("title", None)
    return fields


async def preview(desk: Desk, event: Happening, chat_id: int, notes: Notes = ()) -> Notice:
    """What the announcement will look like, with the whole reading, for whoever is to confirm it."""
    scheduled = await due.owed(desk.session, DueKind.ANNOUNCE, f"event:{event.id}")
    facts = await _facts(desk, event, notes) | {"scheduled": scheduled is not None, "days": KEPT.days}
    files = (File("photo", event.picture, ""),) if event.picture else ()
    rows = buttons(event, SCHEDULED if scheduled is not None else BUTTONS)
    to = ToChat(chat_id)
    return Notice(to, "event.preview", facts, rows, purpose=Shows.DRAFT, event=event.id, files=files)


def buttons(event: Happening, layout: Sequence[Sequence[str]]) -> Rows:
    """These buttons for the event."""
    labels = {"pinned": "unpin" if event.pinned else "pin"}
    pages = {"signups": ":0"}

    def button(action: str) -> Button:
        return Button(data=f"{action}:{event.id}{pages.get(action, '')}", label=labels.get(action, action))

    return tuple(tuple(map(button, row)) for row in layout)


def notes_on(read: Read) -> list[tuple[str, dict[str, Any]]]:
    """What should be said about a reading: a brand that nobody knows, a date without a time."""
    timeless: Notes = [("event.no_time", {})] if read.fields.get("all_day") else []
    return [*read.notes, *timeless]


async def _facts(desk: Desk, event: Happening, notes: Notes) -> dict[str, Any]:
    row, zone = await series.get(desk, event), desk.book.zone
    said = series.recurrence(row, zone, desk.book.worktime.works) if row is not None else None
    end = event.ends_at.astimezone(zone) if event.ends_at is not None else None
    without = await without_group(desk, event.grids)
    return {
        "event": await cards.view(desk, event),
        "reading": told(Found((), event.starts_at.astimezone(zone), end, event.all_day, said)),
        "names": [desk.book.name_of(code) for code in event.grids[:NAMED]],
        "more": max(0, len(event.grids) - NAMED),
        "groups": await plans.count_groups(desk.session, event.grids),
        "without": without[:NAMED],
        "pinned": event.pinned,
        "announce_at": event.announce_at,
        "notes": [{"phrase": phrase, "facts": facts} for phrase, facts in notes],
    }


async def without_group(desk: Desk, grids: Sequence[str]) -> list[str]:
    """The names of those of the grids that have no group yet; for the whole district they go without saying."""
    found = []
    for code in grids:
        if await chat_of_grid(desk.session, code) is None:
            found.append(desk.book.name_of(code))
    return found


async def discard(desk: Desk, event: Happening) -> None:
    """Drop what is not out yet, with all that belongs to it."""
    number, row = event.id or 0, await series.get(desk, event)
    for shown in await events.previews(desk.session, number):
        shown.event_id, shown.purpose = None, Shows.NOTE
    await unschedule(desk, event)
    await due.drop(desk.session, DueKind.DRAFT, f"event:{event.id}")
    await desk.session.exec(delete(Plan).where(col(Plan.event_id) == number))
    await desk.session.exec(delete(Spread).where(col(Spread.event_id) == number))
    await desk.session.flush()
    await desk.session.delete(event)
    await desk.session.flush()
    if row is not None and await _is_empty(desk, row):
        await desk.session.delete(row)
    await desk.session.flush()


async def _is_empty(desk: Desk, row: Series) -> bool:
    others = select(Happening.id).where(Happening.series_id == row.id)
    return (await desk.session.exec(others.limit(1))).first() is None


async def unschedule(desk: Desk, event: Happening) -> None:
    """It is not announced by itself any more."""
    owed = await due.owed(desk.session, DueKind.ANNOUNCE, f"event:{event.id}")
    if owed is not None:
        await desk.session.delete(owed)
        await desk.session.flush()
