"""What an event's announcement tells, on which chats it stands, and keeping all of them true."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from desk.agenda.reading import Found
from desk.agenda.telling import facts as told
from desk.desk import Desk
from desk.directory.book import Book
from desk.tickets import reaching
from desk.values import Button, File, Notice, Rows, ToChat
from storage import events
from storage.chats import Chat
from storage.events import Happening
from storage.kinds import EventStatus, Lane, Shows, SignUpState
from storage.people import Person

# Characters; with a picture everything must fit its caption (Bot API: 1024).
LONGEST_TITLE = 60
LONGEST_PLACE = 60
LONGEST_DETAILS = 200
LONGEST_REASON = 80
TAKEN = (SignUpState.GOING, SignUpState.OFFERED, SignUpState.ATTENDED, SignUpState.NO_SHOW)  # a place, each


@dataclass(frozen=True, slots=True)
class EventView:
    """An event as a template may show it: plain facts, no records. `going`, `waiting`: heads, companions included.

    `when`: the facts of the phrase `event.when`. `left`: free places; None if there is no limit.
    """

    number: int
    status: EventStatus
    title: str
    brand: str | None
    when: Mapping[str, Any]
    starts_at: datetime
    building: str | None
    place: str | None
    details: str
    capacity: int | None
    per_grid: int | None
    companions: int
    going: int
    waiting: int
    left: int | None
    grids: tuple[str, ...]
    unit: str | None
    host: Person
    recurs: bool
    reason: str
    tickets: tuple[int, ...]


async def view(desk: Desk, event: Happening) -> EventView:
    """Everything that an announcement or a list may say about the event."""
    heads = await events.heads(desk.session, event.id or 0)
    taken = sum(heads.get(state, 0) for state in TAKEN)
    book = desk.book
    unit = book.units.get(event.unit or "")
    building = book.buildings.get(event.building or "")
    return EventView(
        number=event.id or 0,
        status=event.status,
        title=event.title,
        brand=brand_name(book, event.brand),
        when=when(book, event),
        starts_at=event.starts_at,
        building=building.name if building is not None else None,
        place=event.place,
        details=event.details,
        capacity=event.capacity,
        per_grid=event.grid_places,
        companions=event.companions,
        going=taken - heads.get(SignUpState.OFFERED, 0),
        waiting=heads.get(SignUpState.WAITING, 0) + heads.get(SignUpState.OFFERED, 0),
        left=max(0, event.capacity - taken) if event.capacity is not None else None,
        grids=tuple(book.name_of(code) for code in event.grids),
        unit=unit.name if unit is not None else None,
        host=await desk.session.get_one(Person, event.host_id),
        recurs=event.series_id is not None,
        reason=event.reason,
        tickets=(*((event.ticket_id,) if event.ticket_id is not None else ()), *event.also_tickets),
    )


def brand_name(book: Book, code: str | None) -> str | None:
    """What the brand of this code is called; the code if the directory no longer has it."""
    brands = book.directory.rest.get("brands", [])
    return next((str(one["name"]) for one in brands if one["code"] == code), code)


def when(book: Book, event: Happening) -> dict[str, Any]:
    """The facts of the phrase `event.when`: local start, whole_day, last day and end as people say them."""
    end = event.ends_at.astimezone(book.zone) if event.ends_at is not None else None
    return told(Found((), event.starts_at.astimezone(book.zone), end, event.all_day))


# Which buttons an announcement carries in which state.
BUTTONS: dict[EventStatus, tuple[tuple[str, ...], ...]] = {
    EventStatus.ANNOUNCED: (("join", "leave"), ("details", "calendar")),
    EventStatus.CLOSED: (("leave", "details"), ("calendar",)),
    EventStatus.CANCELLED: (("details", "calendar"),),
    EventStatus.DONE: (("details",),),
}


def buttons(event: Happening) -> Rows:
    """The buttons of the event's state: `join:ID`, `leave:ID`, `details:ID`, `calendar:ID`."""
    rows = BUTTONS.get(event.status, ())
    return tuple(tuple(Button(data=f"{action}:{event.id}", label=action) for action in row) for row in rows)


def _left_out(event: Happening) -> Rows:
    """Whoever has signed up there may still cancel."""
    return (tuple(Button(data=f"{action}:{event.id}", label=action) for action in ("leave", "details")),)


async def announcement(desk: Desk, event: Happening, chat: Chat, shown: EventView | None = None) -> Notice:
    """The announcement as a group sees it; `shown`: the event's view, where one is at hand for many groups."""
    facts = {"event": shown or await view(desk, event)}
    files = (File("photo", event.picture, ""),) if event.picture else ()
    not_here = bool(event.grids) and chat.grid is not None and chat.grid not in event.grids
    return Notice(
        ToChat(chat.id),
        "event.elsewhere" if not_here else "event.announcement",
        facts,
        _left_out(event) if not_here else buttons(event),
        Lane.ANNOUNCEMENT,
        purpose=Shows.EVENT,
        event=event.id,
        files=files,
        swaps=True,
    )


async def refresh(desk: Desk, event: Happening, lane: Lane = Lane.ANNOUNCEMENT) -> list[Notice]:
    """Edits of every announcement of the event, so that all of them tell the state of now."""
    await desk.session.flush()
    shown = await view(desk, event)
    notices = []
    for one in await events.announcements(desk.session, event.id or 0):
        chat = await desk.session.get(Chat, one.chat_id)
        if chat is None or await reaching.is_left(desk, chat.id):
            continue
        notices.append(replace(await announcement(desk, event, chat, shown), shown=one.id, lane=lane))
    return notices
