"""Understand a reply to a card, or to the message that opened it: progress, done, or the reporter's answer."""

import re
from datetime import timedelta

from sqlmodel import col, select

from desk.chats.units import claims_done
from desk.desk import Desk
from desk.errors import WrongState
from desk.people.acquaintance import meet
from desk.people.permissions import ASKED, WORKING, Standing, standings
from desk.tickets import additions, asking, assisting, working
from desk.tickets.merging import surviving
from desk.tickets.move import get, note, refusal
from desk.triage import read_answer, read_reply
from desk.values import RepliedTo, Said
from handlers import prompts
from storage import outbox, tickets
from storage.kinds import Shows, Status, Verb
from storage.people import Person
from storage.tickets import OPEN, Shown, Ticket

CONTENT = re.compile("(?<![不没])满意|好评|satisfied", re.IGNORECASE)
SOON = timedelta(minutes=10)  # after a question; later words may be about anything


async def to_ticket(what: Said, desk: Desk) -> bool:
    """Take a reply that is about a ticket; False if it is about none, or changes nothing and is said to us."""
    if what.reply is None:
        return False
    if not what.reply.ours:
        return await _to_report(what, desk)
    shown = await tickets.shown_as(desk.session, what.where.id, what.reply.message_id)
    number = _number(what.reply, shown)
    if number is None:
        return False
    if await prompts.answered(what, desk, shown):
        return True
    ticket = await surviving(desk, await get(desk, number))
    by = await meet(desk, what.who)
    held = await standings(desk, by, ticket)
    if await _helps(what, desk, ticket, by, held) or await _adds(what, desk, ticket, shown, by, held):
        return True
    done = _is_asked(ticket, held) and await _answer(what, desk, ticket, by)
    if not done and held & WORKING:
        done = await _work(what, desk, ticket, by)
    elif not done and await claims_done(desk, what, ticket):
        raise refusal(ticket, Verb.RESOLVE, WORKING)
    return done or not (what.addressed or what.where.private)  # what is said to us is still answered


async def _helps(what: Said, desk: Desk, ticket: Ticket, by: Person, held: set[Standing]) -> bool:
    """The answer of somebody who was asked to help."""
    if Standing.ASSISTANT not in held or ticket.status not in OPEN:
        return False
    if held & WORKING and not await assisting.is_awaited(desk, ticket, by):
        return False
    await desk.tell(*await assisting.answer(desk, ticket, by, what.words))
    return True


async def _adds(what: Said, desk: Desk, ticket: Ticket, shown: Shown | None, by: Person, held: set[Standing]) -> bool:
    """What the reporter answers when asked why, or only shows."""
    if not held & ASKED:
        return False
    if shown is not None and shown.purpose is Shows.REASON and ticket.status is not Status.RESOLVED:
        await desk.tell(*await working.pass_reason(desk, ticket, by, what.words, what.files))
        return True
    answers = ticket.status not in OPEN and read_answer(what.heard) is not None
    if held & WORKING or not what.files or what.typed or answers:
        return False
    if not what.heard:
        note(desk, ticket, Verb.PROGRESS, by)
    await desk.tell(*await additions.keep(desk, ticket, by, what))
    return True


def _number(reply: RepliedTo, shown: Shown | None) -> int | None:
    """The ticket that a message of ours is about."""
    return reply.ticket if reply.ticket is not None else (shown.ticket_id if shown else None)


async def to_why(what: Said, desk: Desk) -> bool:
    """What is said privately right after we asked why, though not as a reply: between two nobody quotes."""
    if not what.where.private or what.reply is not None:
        return False
    last = await outbox.last_sent(desk.session, what.where.id)
    if last is None or last.shown_id is None or last.sent_at is None or what.at - last.sent_at > SOON:
        return False
    shown = await desk.session.get(Shown, last.shown_id)
    if await prompts.answered(what, desk, shown):
        return True
    if shown is None or shown.purpose is not Shows.REASON:
        return False
    ticket, by = await get(desk, shown.ticket_id or 0), await meet(desk, what.who)
    told = [event.at for event in await tickets.history(desk.session, ticket.id or 0) if event.verb is Verb.PROGRESS]
    answered = any(at >= last.sent_at for at in told)  # what is said next is about something else
    if answered or ticket.status is Status.RESOLVED or not await standings(desk, by, ticket) & ASKED:
        return False
    await desk.tell(*await working.pass_reason(desk, ticket, by, what.words, what.files))
    return True


async def to_question(what: Said, desk: Desk) -> bool:
    """「好了」 said privately under the only question that stands there, though not as a reply."""
    if not what.where.private or read_answer(what.text) is None:
        return False
    if what.reply is not None and what.reply.ours:
        shown = await tickets.shown_as(desk.session, what.where.id, what.reply.message_id)
        if _number(what.reply, shown) is not None:
            return False  # said of another ticket
    standing = await desk.session.exec(
        select(Ticket.id)
        .join(Shown, col(Shown.ticket_id) == col(Ticket.id))
        .where(Shown.chat_id == what.where.id, Shown.purpose == Shows.QUESTION, Ticket.status == Status.RESOLVED)
        .distinct()
    )
    waiting = standing.all()
    if len(waiting) != 1:
        return False
    return await _answer(what, desk, await get(desk, waiting[0] or 0), await meet(desk, what.who))


def _is_asked(ticket: Ticket, held: set[Standing]) -> bool:
    """Reporter and supporters; the rung above only where the reporter did the work themselves."""
    resolved_own = ticket.status is Status.RESOLVED and ticket.resolver_id == ticket.reporter_id
    return bool(held & ASKED) or (resolved_own and Standing.ABOVE in held)


async def _to_report(what: Said, desk: Desk) -> bool:
    """「已修好」 in reply to the reporter's own message; anything else there was not meant for us."""
    if what.reply is None or not read_reply(what.text).done:
        return False
    known = await tickets.said_as(desk.session, what.where.id, what.reply.message_id)
    if known is None:
        return False
    ticket = await get(desk, known.id or 0)
    if ticket.status not in OPEN:
        return False
    by = await meet(desk, what.who)
    if not await standings(desk, by, ticket) & WORKING:
        return False
    await desk.tell(*await working.resolve(desk, ticket, by, what.words, what.files, what.where.id))
    return True


async def _answer(what: Said, desk: Desk, ticket: Ticket, by: Person) -> bool:
    """Take 好了 and 还没好 from somebody who was asked; False if it is neither, or they did the work themselves."""
    verdict = read_answer(what.text)
    content = ticket.rating is not None or CONTENT.search(what.text) is not None
    if verdict == "unsolved" and content and ticket.status in {Status.CLOSED, Status.RESOLVED}:
        await desk.tell(*await asking.doubt(desk, ticket, by, what.words, what.where))
        return True
    if ticket.status is Status.CLOSED and verdict == "unsolved":
        raise WrongState("ticket_is_over", ticket=ticket.id, status=ticket.status.value)
    if ticket.status is not Status.RESOLVED or verdict is None or by.id == ticket.resolver_id:
        return False
    if verdict == "solved":
        await desk.tell(*await asking.rate(desk, ticket, by, None))
    else:
        await desk.tell(*await asking.reopen(desk, ticket, by, what.words, what.files))
    return True


async def _work(what: Said, desk: Desk, ticket: Ticket, by: Person) -> bool:
    """Done, or how it is going; False where it is over and nobody needs an answer."""
    if ticket.status in OPEN and read_reply(what.text).done:
        await desk.tell(*await working.resolve(desk, ticket, by, what.words, what.files, what.where.id))
    elif ticket.status in OPEN or ticket.status is Status.RESOLVED:
        await desk.tell(*await working.progress(desk, ticket, by, what.words, what.files, what.where.id))
    elif what.where.private:
        raise WrongState("ticket_is_over", ticket=ticket.id, status=ticket.status.value)
    else:
        return False  # in a group, a word of thanks under a closed card
    return True
