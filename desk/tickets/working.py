"""What those responsible do with a ticket: accept it, report progress, resolve it, hand it on, or drop it."""

from dataclasses import replace

from sqlmodel import select

from desk import corrections
from desk.desk import Desk
from desk.errors import BadArgument, NotAllowed, WrongState
from desk.people.permissions import WORKING, standings
from desk.tickets import asking, assisting, cards, reaching
from desk.tickets.move import Target, allow, move, note, refusal
from desk.tickets.opening import attach
from desk.tickets.routing import responsible
from desk.values import File, Notice, ToChat, ToPerson
from storage import inbox, outbox, tickets
from storage.chats import Chat
from storage.kinds import Lane, Shows, Status, Verb
from storage.people import Person
from storage.tickets import Shown, Ticket


async def accept(desk: Desk, ticket: Ticket, by: Person) -> list[Notice]:
    """Take the work on."""
    await move(desk, ticket, Verb.ACCEPT, by)
    return await cards.refresh(desk, ticket)


async def resolve(
    desk: Desk,
    ticket: Ticket,
    by: Person,
    text: str = "",
    files: tuple[File, ...] = (),
    said_in: int | None = None,
) -> list[Notice]:
    """Say that it is done; whoever reported it is asked, and sees pictures that came from elsewhere."""
    await allow(desk, ticket, Verb.RESOLVE, by)
    await assisting.all_answered(desk, ticket)
    await move(desk, ticket, Verb.RESOLVE, by, text or await _last_word(desk, ticket, by))
    await attach(desk, ticket, files, by)
    shown = [] if said_in == ticket.chat_id else cards.pictures(ticket, files, await reaching.said_where(desk, ticket))
    return [*await cards.refresh(desk, ticket), *shown, *await asking.ask(desk, ticket)]


async def _last_word(desk: Desk, ticket: Ticket, by: Person) -> str:
    """What this person last reported: whoever then just presses 办结 has said it already."""
    said = [
        event.note
        for event in await tickets.history(desk.session, ticket.id or 0)
        if event.verb is Verb.PROGRESS and event.actor_id == by.id
    ]
    return said[-1] if said else ""


async def progress(
    desk: Desk, ticket: Ticket, by: Person, text: str, files: tuple[File, ...] = (), said_in: int | None = None
) -> list[Notice]:
    """Record how it is going. Said privately, it is passed on to where the ticket is public, and to its reporter."""
    if not await standings(desk, by, ticket) & WORKING:
        raise refusal(ticket, Verb.PROGRESS, WORKING)
    if ticket.status is Status.CANCELLED:  # and perhaps erased, which nothing is to be added to
        raise WrongState("ticket_is_over", ticket=ticket.id, status=ticket.status.value)
    note(desk, ticket, Verb.PROGRESS, by, text)
    await attach(desk, ticket, files, by)
    notices = await cards.refresh(desk, ticket)
    if said_in == ticket.chat_id:
        return notices
    facts = {
        "ticket": await cards.view(desk, ticket),
        "by": by,
        "unit": await reaching.unit_of(desk, ticket, by),
        "text": cards.shorten(text, cards.RELAYED),
    }
    to = await reaching.said_where(desk, ticket)
    reply_to = ticket.message_id if to == ToChat(ticket.chat_id) else None
    relayed = Notice(to, "ticket.progress", facts, (), Lane.CARD, ticket.id, Shows.NOTE, reply_to)
    return [*notices, relayed, *cards.pictures(ticket, files, to)]


async def transfer(desk: Desk, ticket: Ticket, by: Person, target: Target, text: str = "") -> list[Notice]:
    """Hand the ticket to somebody else, who is told. Raises BadArgument if they have it already."""
    if target.handler is not None and target.handler.id == ticket.handler_id:
        raise BadArgument("handles_it_already", ticket=ticket.id, person=target.handler)
    await move(desk, ticket, Verb.TRANSFER, by, text, target)
    await corrections.was_for(desk, ticket, target)
    notices = await cards.refresh(desk, ticket)
    told = [target.handler] if target.handler else []
    if not told:
        told = await responsible(desk, ticket.grid, ticket.building, target.unit, target.role)
    shown = await cards.view(desk, ticket)
    unit = await reaching.unit_chat(desk, ticket) if target.handler is None else None
    if unit is not None:
        return notices + await _to_group(desk, ticket, shown, unit, notices)
    carded = {notice.to.person.id for notice in notices if isinstance(notice.to, ToPerson)}
    for person in told:
        if person.id not in carded:
            notices += await cards.hand_over(desk, ticket, shown, person)
        elif person.id != by.id:  # an edit of the card that they have would go unnoticed
            notices.append(await cards.in_private(desk, ticket, shown, person, again=True))
    return notices


async def _to_group(
    desk: Desk, ticket: Ticket, shown: cards.TicketView, unit: Chat, edits: list[Notice]
) -> list[Notice]:
    """The card and the pictures for the unit's group; once more at the bottom if they had it before."""
    if not any(notice.to == ToChat(unit.id) for notice in edits):
        return await cards.hand_over(desk, ticket, shown, unit)
    return [replace(await cards.in_group(desk, ticket, shown, unit), purpose=Shows.COPY)]


async def cancel(desk: Desk, ticket: Ticket, by: Person, text: str = "") -> list[Notice]:
    """Withdraw it; the words stay in the record. Whoever has the problem and did not withdraw it is told."""
    await move(desk, ticket, Verb.CANCEL, by, text)
    return [*await cards.refresh(desk, ticket), *await _dropped(desk, ticket, by, text)]


async def _dropped(desk: Desk, ticket: Ticket, by: Person, reason: str) -> list[Notice]:
    """Once where it was said, and privately to whoever came from elsewhere, with a ticket that was merged into it."""
    supporters = await tickets.supporters(desk.session, ticket.id or 0)
    ids = [ticket.reporter_id, *(one.person_id for one in supporters)]
    others = [await desk.session.get_one(Person, one) for one in ids if one != by.id]
    if not others:
        return []
    shown, openly = await cards.view(desk, ticket), await reaching.said_where(desk, ticket)
    where: list[ToChat | ToPerson] = []
    for person in others:
        in_group = isinstance(openly, ToChat) and await reaching.may_be_named(desk, ticket, person)
        to = openly if in_group else await reaching.privately(desk, ticket, person)
        if to not in where:
            where.append(to)
    named = by if await reaching.may_be_named(desk, ticket, by) else None
    facts = {"ticket": shown, "by": named, "reason": reason}
    return [
        Notice(to, "ticket.cancelled", facts, (), Lane.CARD, ticket.id, Shows.NOTE, reaching.answers(ticket, to))
        for to in where
    ]


async def not_an_issue(desk: Desk, ticket: Ticket, by: Person) -> list[Notice]:
    """「不是问题」: it was just talk, so every word of it goes, here and on every card (DESIGN, rule 1)."""
    held = await standings(desk, by, ticket)
    if not held & cards.ERASERS:
        raise NotAllowed("not_an_issue_by", ticket=ticket.id)
    await allow(desk, ticket, Verb.CANCEL, by)
    await move(desk, ticket, Verb.CANCEL, by)
    await corrections.was_no_issue(desk, ticket)
    await _erase(desk, ticket)
    return await cards.refresh(desk, ticket) + await _blanks(desk, ticket)


async def _blanks(desk: Desk, ticket: Ticket) -> list[Notice]:
    """Edits of everything else that we said about the ticket and that may carry its words."""
    said = await desk.session.exec(select(Shown).where(Shown.ticket_id == ticket.id, Shown.purpose != Shows.CARD))
    facts = {"ticket": await cards.view(desk, ticket)}
    notices = []
    for one in said.all():
        if await reaching.is_left(desk, one.chat_id):
            continue
        if one.purpose is not Shows.PICTURE:
            notices.append(Notice(ToChat(one.chat_id), "ticket.erased", facts, (), Lane.CARD, ticket.id, shown=one.id))
        elif one.message_id is not None:
            gone = Notice(ToChat(one.chat_id), "ticket.erased", facts, lane=Lane.CARD, removes=one.message_id)
            notices.append(gone)
    return notices


async def _erase(desk: Desk, ticket: Ticket) -> None:
    """Forget the words, the place and the pictures; the number, the times and who did what stay."""
    ticket.text, ticket.place, ticket.resolution = "", None, None
    await desk.session.flush()
    for event in await tickets.history(desk.session, ticket.id or 0):
        event.note = ""
    for pause in await tickets.pauses(desk.session, ticket.id or 0):
        pause.reason = ""
    for attachment in await tickets.attachments(desk.session, ticket.id or 0):
        await desk.session.delete(attachment)
    await outbox.erase(desk.session, ticket.id or 0)
    await inbox.erase(desk.session, ticket.chat_id, ticket.message_id)
    desk.session.info["erased"] = True  # the edge then empties the write-ahead log, too


async def pass_reason(desk: Desk, ticket: Ticket, by: Person, text: str, files: tuple[File, ...] = ()) -> list[Notice]:
    """What the reporter says (or shows) is still wrong goes into the history and to who did the work."""
    note(desk, ticket, Verb.PROGRESS, by, text)
    await attach(desk, ticket, files, by)
    notices = await cards.refresh(desk, ticket)
    handler = await desk.session.get(Person, ticket.handler_id) if ticket.handler_id else None
    if handler is not None and handler.id != by.id:
        to = await reaching.to_handler(desk, ticket, handler)
        facts = {
            "ticket": await cards.view(desk, ticket),
            "by": await reaching.name_for(desk, ticket, to, by),
            "text": cards.shorten(text, cards.RELAYED),
        }
        notices.append(Notice(to, "ticket.reason", facts, (), Lane.CARD, ticket.id, Shows.NOTE))
        notices += cards.pictures(ticket, files, to)
    return notices
