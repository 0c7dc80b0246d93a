"""Take corrected words to a ticket. The first stay its text; who does the work and until when does not change.

A correction that reads as another service or grid is not routed anew: somebody may be on the way already. What reads
differently is said in the history, and the handler, who sees the new words, may transfer. Only danger counts at once.
"""

from desk import corrections
from desk.desk import Desk
from desk.edits import LIVE, words_of
from desk.tickets import alarming, asking, cards, reaching
from desk.tickets.move import note
from desk.tickets.opening import attach
from desk.tickets.planning import arrange
from desk.tickets.routing import next_rung
from desk.triage import Reading, read_reply
from desk.values import Notice, Said
from storage.kinds import Lane, Priority, Shows, Status, Verb
from storage.people import Person
from storage.tickets import Ticket

READ = ("building", "floor", "service", "priority")  # what a ticket has from its words


async def correct(desk: Desk, ticket: Ticket, by: Person, what: Said) -> list[Notice]:
    """The message that opened the ticket has new words: into its history and onto every card, by no new message."""
    if ticket.status not in LIVE or not ticket.text:
        return []
    words = words_of(what)
    note(desk, ticket, Verb.PROGRESS, by, words)
    await attach(desk, ticket, what.files, by)
    reading = desk.book.triage.matter(words, ticket.grid)
    changed = {name: (getattr(ticket, name), getattr(reading, name)) for name in READ}
    changed = {name: both for name, both in changed.items() if both[1] is not None and both[0] != both[1]}
    if changed:
        read = "; ".join(f"{name}: {old} → {new}" for name, (old, new) in changed.items())
        note(desk, ticket, Verb.PROGRESS, None, read)
    await _stands_elsewhere(desk, ticket, reading)
    notices = await cards.refresh(desk, ticket)
    if "priority" in changed and reading.priority is Priority.EMERGENCY:
        notices += await _endangered(desk, ticket, words)
    return notices


async def _stands_elsewhere(desk: Desk, ticket: Ticket, reading: Reading) -> None:
    """In the same building the handler is to go where the correction says."""
    if reading.place and reading.building in {None, ticket.building}:
        before = ticket.place, ticket.floor
        ticket.place, ticket.floor = reading.place, reading.floor
        if before != (ticket.place, ticket.floor):
            await corrections.was_at(desk, ticket)


async def _endangered(desk: Desk, ticket: Ticket, words: str) -> list[Notice]:
    """An edit rings no bell; that somebody is in danger must. It is an emergency from now on."""
    ticket.priority = Priority.EMERGENCY
    await arrange(desk, ticket)
    return [*await alarming.alarm(desk, ticket, words), *await cards.refresh(desk, ticket)]


async def retell(desk: Desk, ticket: Ticket, by: Person, what: Said) -> list[Notice]:
    """The words that resolved the ticket have changed. If they no longer say that it is done, it must not stay so
    silently: whoever is asked reads the new words, and whoever answers for the ticket is told; they may reopen it."""
    if ticket.status not in {Status.RESOLVED, Status.CLOSED} or ticket.resolver_id != by.id:
        note(desk, ticket, Verb.PROGRESS, by, what.text)
        return await cards.refresh(desk, ticket)
    before, ticket.resolution = ticket.resolution, what.text
    note(desk, ticket, Verb.PROGRESS, by, what.text)
    await attach(desk, ticket, what.files, by)
    notices = await cards.refresh(desk, ticket) + await asking.restate(desk, ticket)
    if read_reply(what.text).done:
        return notices
    owner = await desk.session.get(Person, ticket.owner_id) if ticket.owner_id not in {None, by.id} else None
    owner = owner or await next_rung(desk, ticket.grid, ticket.building, by.id)
    if owner is not None:
        facts = {"ticket": await cards.view(desk, ticket), "by": by, "before": before or "", "text": what.text}
        to = await reaching.privately(desk, ticket, owner)
        notices.append(Notice(to, "ticket.taken_back", facts, (), Lane.CARD, ticket.id, Shows.NOTE))
    return notices
