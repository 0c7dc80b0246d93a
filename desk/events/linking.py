"""Link an event and the tickets that it was proposed from: their history tells of it, and whoever asked hears of it."""

from collections.abc import Iterable

from desk.desk import Desk
from desk.events import cards
from desk.tickets import cards as ticket_cards
from desk.tickets.move import note
from desk.values import Button, Notice, Rows, ToPerson
from storage import tickets
from storage.events import Happening
from storage.kinds import Lane, Verb
from storage.people import Person
from storage.tickets import Ticket


async def askers(desk: Desk, those: Iterable[Ticket]) -> dict[int, int]:
    """Who has asked or met the same, and by which ticket."""
    found: dict[int, int] = {}
    for one in those:
        supporters = await tickets.supporters(desk.session, one.id or 0)
        for person_id in (one.reporter_id, *(other.person_id for other in supporters)):
            found.setdefault(person_id, one.id or 0)
    return found


async def proposed(desk: Desk, event: Happening, by: Person) -> None:
    """The tickets that it comes from say so in their history, in codes: it is not out yet."""
    for one in await of_event(desk, event):
        note(desk, one, Verb.PROGRESS, by, f"event {event.id}")


async def of_event(desk: Desk, event: Happening) -> list[Ticket]:
    """The tickets that it comes from."""
    numbers = [*([event.ticket_id] if event.ticket_id is not None else []), *event.also_tickets]
    found = [await desk.session.get(Ticket, number) for number in dict.fromkeys(numbers)]
    return [one for one in found if one is not None]


async def noted(desk: Desk, event: Happening, mark: str) -> list[Notice]:
    """The cards of its tickets say when it is, or that it is off. `mark`: which of these."""
    host = await desk.session.get_one(Person, event.host_id)
    starts = event.starts_at.astimezone(desk.book.zone)
    notices = []
    for one in await of_event(desk, event):
        note(desk, one, Verb.PROGRESS, host, f"{mark} {event.title} {starts:%m-%d %H:%M}")
        notices += await ticket_cards.refresh(desk, one)
    return notices


async def announced(desk: Desk, event: Happening) -> list[Notice]:
    """It is out: its tickets say so, and whoever asked hears of it, each once."""
    those = await of_event(desk, event)
    if not those:
        return []
    notices = await noted(desk, event, "📣")
    shown = await cards.view(desk, event)
    rows: Rows = (tuple(Button(data=f"{action}:{event.id}", label=action) for action in ("join", "details")),)
    for person_id, number in (await askers(desk, those)).items():
        person = await desk.session.get_one(Person, person_id)
        to, key = ToPerson(person, dispensable=True), f"event:{event.id}:asked:{person_id}"
        if person_id != event.host_id:
            notices.append(Notice(to, "invite.out", {"event": shown, "number": number}, rows, Lane.CARD, key=key))
    return notices
