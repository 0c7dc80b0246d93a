"""The card of a ticket: what it tells, on which chats it stands, and keeping all of them true."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from desk.desk import Desk
from desk.people.absence import here, is_away
from desk.people.permissions import WORKING, Standing, leads_by_now, serves, standings
from desk.tickets import deadlines, reaching
from desk.tickets.routing import above
from desk.values import Button, File, Notice, Rows, ToChat, ToPerson
from storage import people, tickets
from storage.chats import Chat
from storage.kinds import ChatKind, Lane, Priority, Role, Shows, Status, Verb
from storage.people import Person
from storage.tickets import OPEN, Event, Ticket

QUOTED = 80  # characters of the report that a card shows; it has at most eight short lines
NOTED = 60
RELAYED = 1000  # an answer is passed on whole, within reason
# Help, merges, splits, levels, what was proposed.
IN_CODES = re.compile(r"\+ \S+|#\d+ [→←] #\d+|#\d+ − 1|priority: \w+ → \w+|event \d+|duty [\d-]+")
TOLD = (Verb.PROGRESS, Verb.REOPEN)  # what is said on the way; a card shows the last of it


@dataclass(frozen=True, slots=True)
class TicketView:
    """A ticket as a template may show it: plain facts, no records."""

    number: int
    status: Status
    light: str
    service: str | None
    priority: Priority
    text: str
    corrected: bool
    building: str
    place: str | None
    grid: str
    unit: str | None
    role: Role | None
    stand_in: str | None
    handler: Person | None
    handler_unit: str | None
    resolver: Person | None
    owner: Person | None
    reporter: Person
    accept_due: datetime
    resolve_due: datetime
    supporters: int
    attachments: int
    progress: str
    resolution: str | None
    rating: int | None
    reopened: int
    escalated: int
    provisional: bool
    held_until: datetime | None
    held_for: str
    helpers: int
    deputy: Person | None
    owner_deputy: Person | None
    merged_into: int | None
    follows: int | None

    @property
    def next_verb(self) -> str:
        """What it has to go through next in time: handed on late, it may have to be resolved before it is accepted."""
        accepts = self.status is Status.NEW and self.accept_due <= self.resolve_due
        return (Verb.ACCEPT if accepts else Verb.RESOLVE).value

    @property
    def next_due(self) -> datetime:
        """The deadline that it runs towards, and whose light it shows."""
        return self.accept_due if self.next_verb == Verb.ACCEPT else self.resolve_due


def shorten(text: str, most: int) -> str:
    """One line of at most `most` characters."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"


async def view(desk: Desk, ticket: Ticket) -> TicketView:
    """Everything that a card or a list may say about the ticket."""
    number = ticket.id or 0
    handler = await desk.session.get(Person, ticket.handler_id) if ticket.handler_id else None
    owner = await desk.session.get(Person, ticket.owner_id) if ticket.owner_id else None
    resolver = await desk.session.get(Person, ticket.resolver_id) if ticket.resolver_id else None
    told = [event for event in await tickets.history(desk.session, number) if event.verb in TOLD and event.note]
    corrections = [event.note for event in told if _corrects(event, ticket)]
    way = [event.note for event in told if is_said(event) and not _corrects(event, ticket)]
    book = desk.book
    hold = next((one for one in await tickets.pauses(desk.session, number) if one.ended_at is None and one.until), None)
    asked = [
        one
        for one in await tickets.assists(desk.session, number)
        if one.answered_at is None and not leads_by_now(one, ticket)
    ]
    is_open = ticket.status in OPEN  # whoever is away now did the work that is over, or somebody else did
    return TicketView(
        number=number,
        status=ticket.status,
        light=deadlines.light(desk, ticket),
        service=book.services[ticket.service].name if ticket.service in book.services else None,
        priority=ticket.priority,
        text=shorten(corrections[-1] if corrections else ticket.text, QUOTED),
        corrected=bool(corrections),
        building=book.buildings[ticket.building].name if ticket.building in book.buildings else ticket.building,
        place=_place(desk, ticket),
        grid=book.grids[ticket.grid].name if ticket.grid in book.grids else ticket.grid,
        unit=book.units[ticket.unit].name if ticket.unit in book.units else None,
        role=ticket.role,
        stand_in=ticket.stand_in,
        handler=handler,
        handler_unit=await reaching.unit_of(desk, ticket, handler),
        resolver=resolver,
        owner=owner,
        reporter=await desk.session.get_one(Person, ticket.reporter_id),
        accept_due=ticket.accept_due,
        resolve_due=ticket.resolve_due,
        supporters=len(await tickets.supporters(desk.session, number)),
        attachments=len(await tickets.attachments(desk.session, number)),
        progress=shorten(way[-1], NOTED) if way else "",
        resolution=shorten(ticket.resolution, NOTED) if ticket.resolution else None,
        rating=ticket.rating,
        reopened=ticket.reopened,
        escalated=ticket.escalated,
        provisional=deadlines.is_provisional(desk, ticket),
        held_until=hold.until if hold else None,
        held_for=shorten(hold.reason, NOTED) if hold else "",
        helpers=len(asked),
        deputy=await _stands_in(desk, ticket, handler, owner) if handler and is_open else None,
        owner_deputy=await _stands_in(desk, ticket, owner) if owner and is_open else None,
        merged_into=ticket.merged_into,
        follows=ticket.follows,
    )


async def _stands_in(desk: Desk, ticket: Ticket, person: Person, owner: Person | None = None) -> Person | None:
    """Who is turned to while the person is away: their deputy, else the owner, else the next rung; None if they are
    here."""
    if not is_away(desk, person):
        return None
    rungs = [one for _, one in await above(desk, ticket.grid, ticket.building)]
    present = await here(desk, [person, *([owner] if owner is not None else []), *rungs])
    return next((one for one in present if one.id != person.id), None)


def is_said(event: Event) -> bool:
    """Whether the note is somebody's words; some lines keep what was done in codes, for whoever reads the records."""
    return event.actor_id is not None and IN_CODES.fullmatch(event.note) is None


def _corrects(event: Event, ticket: Ticket) -> bool:
    """Whether this line comes from an edit of the message that opened the ticket."""
    same = (event.chat_id, event.message_id) == (ticket.chat_id, ticket.message_id)
    return same and event.verb is Verb.PROGRESS


def _place(desk: Desk, ticket: Ticket) -> str | None:
    """Where in the building; its name stands before it on every card already."""
    building = desk.book.buildings.get(ticket.building)
    if building is None or not ticket.place:
        return ticket.place
    names = sorted((building.name, *building.aliases), key=len, reverse=True)
    named = next((name for name in names if ticket.place.startswith(name)), "")
    return ticket.place.removeprefix(named).strip(" ，,的") or None


def _button(action: str, ticket: TicketView) -> Button:
    return Button(data=f"{action}:{ticket.number}", label=action)


# Which buttons a card carries in which state; a group's card has one keyboard for all of its members.
GROUP_BUTTONS: dict[Status, tuple[tuple[str, ...], ...]] = {
    Status.NEW: (("accept", "support"), ("not_an_issue",)),
    Status.ACCEPTED: (("support", "not_an_issue"),),
    Status.ON_HOLD: (("support", "not_an_issue"),),
}
WORK_BUTTONS: dict[Status, tuple[tuple[str, ...], ...]] = {
    Status.NEW: (("accept", "resolve"), ("transfer", "not_an_issue")),
    Status.ACCEPTED: (("resolve", "transfer"), ("hold", "assist")),
    Status.ON_HOLD: (("resume", "resolve"), ("transfer",)),
}
REPORTER_BUTTONS: dict[Status, tuple[tuple[str, ...], ...]] = {
    Status.NEW: (("cancel", "not_an_issue"),),
    Status.ACCEPTED: (("cancel", "not_an_issue"),),
    Status.ON_HOLD: (("cancel", "not_an_issue"),),
}
ERASERS = frozenset({Standing.REPORTER, Standing.OWNER, Standing.ABOVE})  # who may say 「不是问题」


def buttons(layout: dict[Status, tuple[tuple[str, ...], ...]], ticket: TicketView) -> Rows:
    """The layout's rows for the ticket's state."""
    return tuple(tuple(_button(action, ticket) for action in row) for row in layout.get(ticket.status, ()))


def _own_buttons(held: set[Standing], ticket: TicketView) -> Rows:
    """What this person may do; whoever has handed the ticket on keeps a card to read."""
    if held & WORKING:
        rows = buttons(WORK_BUTTONS, ticket)
        if ticket.status in OPEN:
            more = [*(("return",) if held & {Standing.HANDLER} and ticket.status is not Status.ON_HOLD else ())]
            more += ["deadline"] if Standing.ABOVE in held else []
            more += ["propose"] if ticket.unit is not None else []
            rows += (tuple(_button(action, ticket) for action in more),) if more else ()
    else:
        rows = buttons(REPORTER_BUTTONS, ticket) if Standing.REPORTER in held else ()
    return rows if held & ERASERS else _without_eraser(rows)


def _unit_buttons(ticket: TicketView) -> Rows:
    rows = buttons(WORK_BUTTONS, ticket)
    return (*rows, (_button("propose", ticket),)) if rows else ()


def _without_eraser(rows: Rows) -> Rows:
    return tuple(tuple(one for one in row if one.label != "not_an_issue") for row in rows)


async def in_group(desk: Desk, ticket: Ticket, shown: TicketView, group: Chat) -> Notice:
    """The card as a group sees it; a unit's group sees what its people need, and loses the buttons with the work."""
    if group.unit is None:
        facts = {"ticket": shown, "names_grid": group.kind in {ChatKind.BUILDING, ChatKind.DISTRICT}}
        phrase, rows = "card.group", buttons(GROUP_BUTTONS, shown)
    else:
        works = ticket.unit == group.unit
        facts = {"ticket": shown, "works": works, "named": await reaching.is_public(desk, ticket)}
        phrase, rows = "card.private", _without_eraser(_unit_buttons(shown)) if works else ()
    return Notice(ToChat(group.id), phrase, facts, rows, Lane.CARD, ticket=shown.number, purpose=Shows.CARD)


async def for_reader(desk: Desk, ticket: Ticket, shown: TicketView, reader: Person | Chat) -> Notice:
    """The card as one person, or a group, sees it."""
    if isinstance(reader, Person):
        return await in_private(desk, ticket, shown, reader)
    return await in_group(desk, ticket, shown, reader)


async def in_private(desk: Desk, ticket: Ticket, shown: TicketView, person: Person, again: bool = False) -> Notice:
    """The card as one person sees it privately, with the buttons that are theirs; `again`: at the bottom, once more."""
    held = await standings(desk, person, ticket)
    works = bool(held & WORKING)
    named = held != {Standing.SUPPORTER} or await reaching.is_public(desk, ticket)
    if not named:  # they told of the same, not of this; what another said privately is not theirs to read
        shown = replace(shown, text="", progress="")
    to, facts = await reaching.privately(desk, ticket, person), {"ticket": shown, "works": works, "named": named}
    purpose = Shows.COPY if again else Shows.CARD
    return Notice(to, "card.private", facts, _own_buttons(held, shown), Lane.CARD, shown.number, purpose)


async def concerns(desk: Desk, ticket: Ticket, person: Person) -> bool:
    """Whether the person may see the ticket wherever they are."""
    return bool(await standings(desk, person, ticket)) or await serves(desk, person, ticket.grid)


async def hand_over(desk: Desk, ticket: Ticket, shown: TicketView, to: Person | Chat) -> list[Notice]:
    """The card for somebody (or a unit's group) who is to do the work, with the pictures that came with the report."""
    card = await for_reader(desk, ticket, shown, to)
    return [card, *await sent_along(desk, ticket, card.to)]


async def sent_along(desk: Desk, ticket: Ticket, to: ToChat | ToPerson) -> list[Notice]:
    """The pictures that came with the report, for somebody who was not there."""
    sent = await tickets.attachments(desk.session, ticket.id or 0)
    return pictures(ticket, [File(one.kind, one.file_id, one.file_unique_id) for one in sent], to)


def pictures(ticket: Ticket, files: Iterable[File], to: ToChat | ToPerson) -> list[Notice]:
    """What was sent along, for somebody who was not there."""
    sent = tuple(files)
    facts = {"number": ticket.id}
    return [Notice(to, "ticket.picture", facts, (), Lane.CARD, ticket.id, Shows.PICTURE, files=sent)] if sent else []


async def refresh(desk: Desk, ticket: Ticket) -> list[Notice]:
    """Edits of every card of the ticket, so that all of them tell the state of now."""
    await desk.session.flush()
    shown = await view(desk, ticket)
    notices = []
    for card in await tickets.cards(desk.session, ticket.id or 0):
        if await reaching.is_left(desk, card.chat_id):
            continue
        person = await people.by_telegram_id(desk.session, card.chat_id)
        group = await desk.session.get(Chat, card.chat_id) if person is None else None
        if reader := person or group:
            notices.append(replace(await for_reader(desk, ticket, shown, reader), shown=card.id))
    return notices
