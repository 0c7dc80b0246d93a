"""Open a ticket from what somebody said: read it, route it, show it, tell who is responsible."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from desk.desk import Desk
from desk.directory.entries import Grid
from desk.people.absence import here
from desk.people.acquaintance import meet
from desk.people.permissions import is_public_in
from desk.tickets import alarming, cards, reaching, supporting
from desk.tickets.move import note
from desk.tickets.planning import arrange
from desk.tickets.routing import Route, route
from desk.triage import Reading
from desk.values import File, Notice, Said, ToPerson
from storage import tickets
from storage.chats import Chat
from storage.kinds import Lane, Priority, Status, Verb
from storage.people import Person
from storage.tickets import Attachment, Ticket

OUTAGE = 24  # hours; the platform keeps nothing longer (RESEARCH 2.1), so an older date is not to be believed


async def open_ticket(desk: Desk, what: Said, said_in: Grid, reporter: Person | None = None) -> list[Notice]:
    """Make the ticket of a message said in this grid (or the place it names), unless it has one. Returns its cards.

    `reporter` when the words are another's than the speaker's (/report as a reply).
    """
    if await tickets.said_as(desk.session, what.where.id, what.message_id) is not None:
        return []
    reading = desk.book.triage.matter(what.text, said_in.code, what.service)
    grid = desk.book.grid_for(said_in, reading.building, reading.floor)
    return await _open(desk, what, reading, grid, reporter)


async def open_sequel(desk: Desk, what: Said, old: Ticket, reason: str) -> list[Notice]:
    """Make the ticket that goes on from one which is over for too long to be reopened: same matter, new words.

    Where it is asked for once more, the message has its ticket already.
    """
    grid = desk.book.grids.get(old.grid)
    if grid is None or await tickets.said_as(desk.session, what.where.id, what.message_id) is not None:
        return []
    reading = desk.book.triage.matter(reason, grid.code, old.service)
    reading = replace(reading, service=old.service, category=old.category, building=old.building)
    if not reading.place and (what.where.private or await is_public_in(desk, old, what.where.id)):
        reading = replace(reading, place=old.place, floor=old.floor)
    return await _open(desk, replace(what, text=reason), reading, grid, follows=old.id)


async def bring_along(desk: Desk, what: Said, old: Ticket) -> list[Notice]:
    """Whoever had the old ticket hears of the one that this message has made of it, and is asked about it, too."""
    ticket = await tickets.said_as(desk.session, what.where.id, what.message_id)
    if ticket is None or ticket.follows != old.id:
        return []
    ids = [old.reporter_id, *(one.person_id for one in await tickets.supporters(desk.session, old.id or 0))]
    for number in ids:
        await supporting.join(desk, ticket, await desk.session.get_one(Person, number), via=old.id)
    return await cards.refresh(desk, ticket)


async def _open(
    desk: Desk, what: Said, reading: Reading, grid: Grid, reporter: Person | None = None, follows: int | None = None
) -> list[Notice]:
    speaker = await meet(desk, what.who)
    service = desk.book.services.get(reading.service) if reading.service else None
    way = await route(desk, service, grid)
    ticket = _record(desk, what, reading, grid, way, reporter or speaker)
    ticket.follows = follows
    desk.session.add(ticket)
    await desk.session.flush()
    note(desk, ticket, Verb.OPEN, speaker)
    await attach(desk, ticket, what.files, reporter or speaker)
    await arrange(desk, ticket)
    if ticket.priority is not Priority.EMERGENCY:
        return await _announce(desk, ticket, way, what)
    await alarming.declare(desk, ticket)
    notices = await _announce(desk, ticket, way, what)
    told = {one.to.person.telegram_id for one in notices if isinstance(one.to, ToPerson)}
    alarm = await alarming.alarm(desk, ticket, what.text, told)
    return [*alarm, *(replace(one, lane=Lane.ANSWER) for one in notices)]


def _record(desk: Desk, what: Said, reading: Reading, grid: Grid, way: Route, reporter: Person) -> Ticket:
    hours_ago = (desk.now - what.at).total_seconds() / 3600
    said_at = what.at if 0 <= hours_ago <= OUTAGE else desk.now  # after an outage the clocks ran all the same
    return Ticket(
        status=Status.NEW,
        grid=grid.code,
        building=grid.building,
        floor=reading.floor,
        place=reading.place,
        service=reading.service,
        category=reading.category,
        priority=reading.priority,
        unit=way.unit,
        role=way.role,
        stand_in=way.stand_in,
        handler_id=way.handler.id if way.handler else None,
        owner_id=way.owner.id if way.owner else None,
        reporter_id=reporter.id or 0,
        chat_id=what.where.id,
        thread_id=what.where.thread,
        message_id=what.message_id,
        text=what.words,
        created_at=said_at,
        accept_due=said_at,  # until they are counted
        resolve_due=said_at,
        reminded_at=desk.now,
        chain=list(desk.book.chasing.after_overdue),
    )


async def attach(desk: Desk, ticket: Ticket, files: Iterable[File], person: Person | None) -> tuple[File, ...]:
    """Keep what was sent along, each file once; returns those that are new."""
    new: list[File] = []
    known = {one.file_unique_id for one in await tickets.attachments(desk.session, ticket.id or 0)}
    for file in files:
        if file.unique_id in known:
            continue
        known.add(file.unique_id)
        new.append(file)
        desk.session.add(
            Attachment(
                ticket_id=ticket.id or 0,
                kind=file.kind,
                file_id=file.file_id,
                file_unique_id=file.unique_id,
                person_id=person.id if person else None,
                at=desk.now,
            )
        )
    await desk.session.flush()
    return tuple(new)


async def _announce(desk: Desk, ticket: Ticket, way: Route, what: Said) -> list[Notice]:
    """The card where it was said and where its grid and its unit see it; privately to whoever else is to know."""
    shown = await cards.view(desk, ticket)
    groups = await reaching.groups_for(desk, ticket)
    notices: list[Notice] = []
    for group in groups:
        if group.unit is not None:
            notices += await cards.hand_over(desk, ticket, shown, group)
        else:
            reply_to = what.message_id if group.id == what.where.id else None
            notices.append(replace(await cards.in_group(desk, ticket, shown, group), reply_to=reply_to))
    told = {person.telegram_id: person for person in _told(way, groups)}
    if what.where.private:
        speaker = told.pop(what.who.id, None) or await meet(desk, what.who)
        notices.append(await cards.in_private(desk, ticket, shown, speaker))
    if way.owner is not None and not any(group.grid == ticket.grid for group in groups):
        told.update({person.telegram_id: person for person in await here(desk, [way.owner])} | told)
    for person in told.values():
        notices += await cards.hand_over(desk, ticket, shown, person)
    return notices


def _told(way: Route, groups: list[Chat]) -> Sequence[Person]:
    """Who gets a card privately: a unit's people only where their group has none, and whoever stands in for them."""
    in_their_group = any(group.unit is not None for group in groups) and way.stand_in is None
    return () if in_their_group else way.told
