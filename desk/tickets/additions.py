"""What comes after its message: the rest of an album, a picture right after a report. Kept, shown, not commented on."""

from dataclasses import replace

from desk.desk import Desk
from desk.people.acquaintance import meet
from desk.people.permissions import WORKING, standings
from desk.reporting import add_to_draft
from desk.tickets import cards, reaching
from desk.tickets.move import get, note
from desk.tickets.opening import attach
from desk.values import File, Notice, Said, ToChat
from storage import people, tickets
from storage.kinds import Status, Verb
from storage.people import Person
from storage.tickets import Ticket

DROPPED = frozenset({Status.CANCELLED, Status.MERGED})


async def add(desk: Desk, what: Said) -> list[Notice]:
    """Keep it with the ticket or the draft that its message has become. If that came to nothing, so does this."""
    message_id = what.belongs_to or 0
    opened = await tickets.said_as(desk.session, what.where.id, message_id)
    told = [] if opened else await tickets.told_as(desk.session, what.where.id, message_id)
    number = opened.id if opened else told[-1].ticket_id if told else None
    if number is None:
        await add_to_draft(desk, what)
        return []
    ticket = await get(desk, number)
    return await keep(desk, ticket, await meet(desk, what.who), what, worked=opened is None)


async def keep(desk: Desk, ticket: Ticket, by: Person, what: Said, worked: bool = False) -> list[Notice]:
    """Attach it; the cards count it, and those who cannot see it where it was said are sent it, once.

    `worked`: it goes with what somebody said under the card, not with the report.
    """
    if ticket.status in DROPPED:
        return []
    if what.text:  # an album whose pictures have words of their own, or what came to mind after the report
        note(desk, ticket, Verb.PROGRESS, by, what.words)
        _finds_place(desk, ticket, what.text)
    new = await attach(desk, ticket, what.files, by)
    if not new:
        return await cards.refresh(desk, ticket) if what.text else []
    works = worked and bool(await standings(desk, by, ticket) & WORKING)
    shown = _to_reporter if works else _to_workers
    return [*await cards.refresh(desk, ticket), *await shown(desk, ticket, by, new, what.where.id)]


def _finds_place(desk: Desk, ticket: Ticket, words: str) -> None:
    """Where it is, if the report did not say."""
    reading = desk.book.triage.read(words, ticket.grid)
    if ticket.place is None and reading.place and reading.building in {None, ticket.building}:
        ticket.place, ticket.floor = reading.place, reading.floor


async def _to_reporter(desk: Desk, ticket: Ticket, _by: Person, files: tuple[File, ...], said_in: int) -> list[Notice]:
    """What was done is shown where the problem was said."""
    return [] if said_in == ticket.chat_id else cards.pictures(ticket, files, await reaching.said_where(desk, ticket))


async def _to_workers(desk: Desk, ticket: Ticket, by: Person, files: tuple[File, ...], said_in: int) -> list[Notice]:
    """To everybody who has the work on a card of their own, under that card."""
    notices = []
    for card in await tickets.cards(desk.session, ticket.id or 0):
        person = await people.by_telegram_id(desk.session, card.chat_id)
        reads_only = person is not None and not await standings(desk, person, ticket) & WORKING
        if card.chat_id == said_in or reads_only or (person is not None and person.id == by.id):
            continue
        if not await reaching.is_left(desk, card.chat_id):
            to = ToChat(card.chat_id) if person is None else await reaching.privately(desk, ticket, person)
            sent = cards.pictures(ticket, files, to)
            notices += [replace(one, reply_to=card.message_id) for one in sent]
    return notices
