"""Decide whether a message concerns the assistant at all. What does not is dropped before anything is written."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from enum import StrEnum

from desk.chats.cover import Cover, cover
from desk.chats.units import claims_done
from desk.desk import Desk
from desk.offering import may_offer, start_of_today
from desk.people.absence import rights
from desk.people.permissions import WORKING, is_admin, serves, standings
from desk.triage import Band, addressed, is_greeting, read_answer, read_reply
from desk.values import Moved, Pressed, Reacted, Said
from storage import inbox, outbox, people, tickets
from storage.kinds import ChatKind
from storage.people import Person
from storage.tickets import Ticket


class Reason(StrEnum):
    """Why a message is let in."""

    PRIVATE = "private"
    COMMAND = "command"
    MASKED = "masked"
    ADDRESSED = "addressed"
    REPLY = "reply"
    REPORT = "report"
    ISSUE = "issue"
    OFFER = "offer"
    ASKED = "asked"
    ALBUM = "album"
    MORE = "more"
    EDIT = "edit"
    PRESS = "press"
    REACTION = "reaction"
    MEMBERSHIP = "membership"
    DOOR = "door"


UNSURE = frozenset({Reason.OFFER, Reason.ASKED})  # it may be a matter; of its words nothing is let in
Judgement = Callable[[Desk, Said], Awaitable[bool]]


async def concerns(desk: Desk, what: Said, commands: frozenset[str]) -> Reason | None:
    """Why this message is let in, or None. `commands` are those that we have; others may be another bot's."""
    if what.masked:
        return await _concerns_us_masked(desk, what, commands)
    if what.who.is_bot:
        return None
    return await _concerns(desk, what, commands)


async def _concerns_us_masked(desk: Desk, what: Said, commands: frozenset[str]) -> Reason | None:
    """Whoever speaks as the group or a channel is asked who they are, if what they say would be let in.

    In an unbound group nothing but its binding is worth a word.
    """
    if what.command != "bind" and (await cover(desk, what.where.id)).kind is ChatKind.UNBOUND:
        return None
    work = read_reply(what.text).done or read_answer(what.text) is not None
    if work and await ticket_answered(desk, what) is not None:
        return Reason.MASKED
    reason = await _concerns(replace(desk, asks=0), what, commands)
    return Reason.MASKED if reason not in {None, *UNSURE} else None


async def ticket_answered(desk: Desk, what: Said) -> int | None:
    """The number of the ticket that a message of ours names, or that the message replied to has opened."""
    if what.reply is None:
        return None
    if what.reply.ours and what.reply.ticket is not None:
        return what.reply.ticket
    shown = await tickets.shown_as(desk.session, what.where.id, what.reply.message_id)
    said = await tickets.said_as(desk.session, what.where.id, what.reply.message_id)
    return shown.ticket_id if shown is not None else (said.id if said is not None else None)


async def _concerns(desk: Desk, what: Said, commands: frozenset[str]) -> Reason | None:
    if what.where.private:
        return Reason.PRIVATE
    if what.command is not None or what.text.startswith("/"):  # the latter is another bot's
        return Reason.COMMAND if what.command in commands else None
    if what.addressed:
        return Reason.ADDRESSED
    for reason, judge in JUDGEMENTS:
        if await judge(desk, what):
            return reason
    return None


# What is said after one of these is judged by another door: a group is bound or becomes a supergroup, somebody gets or
# loses a role.
DOOR_COMMANDS = frozenset({"bind", "unbind", "appoint", "dismiss"})
DOOR_BUTTONS = frozenset({"bind", "appoint"})


def changes_the_door(what: object) -> bool:
    """Whether this must have been handled before the next message can be judged."""
    if isinstance(what, Said):
        return what.command in DOOR_COMMANDS and not what.masked
    if not isinstance(what, Pressed):
        return isinstance(what, Moved)
    return what.action in DOOR_BUTTONS or (what.quoted is not None and what.quoted.command in DOOR_COMMANDS)


async def may_quote(desk: Desk, what: object) -> bool:
    """Whether another's words may come in: with a bare `/report` as a reply to them, where reports are taken;
    with a press, those that the presser takes over."""
    if isinstance(what, Pressed):
        return what.quoted is not None
    if not isinstance(what, Said) or what.masked:
        return False
    if what.command != "report" or what.reply is None or what.text.strip() or what.files:
        return False
    return what.where.private or (await cover(desk, what.where.id)).takes_reports


async def takes_up(desk: Desk, what: Reacted) -> bool:
    """Whether a reaction asks for a ticket: where reports are taken, by one who serves the people there, of a message
    that is not ours and has none yet. Anybody else's means nothing; nor does a second one."""
    here = await cover(desk, what.where.id)
    person = await people.by_telegram_id(desk.session, what.who.id) if here.takes_reports else None
    if person is None or not await _serves_here(desk, person, here):
        return False
    known = await tickets.said_as(desk.session, what.where.id, what.message_id)
    return known is None and not await outbox.is_ours(desk.session, what.where.id, what.message_id)


async def _serves_here(desk: Desk, person: Person, here: Cover) -> bool:
    """Whether the person serves any of the grids whose people are in this group."""
    if not is_admin(desk, person) and not (await rights(desk, person))[1]:
        return False  # most people, without asking for each grid
    return any([await serves(desk, person, grid.code) for grid in here.grids])


def is_matter(desk: Desk, what: Said) -> bool:
    """Whether what is said to us by name is a matter; under a message of ours it may be a question about that one."""
    if is_greeting(what.text) or len(what.text.strip()) < 2:
        return False
    return what.reply is None or not what.reply.ours or desk.book.triage.read(what.text).is_issue


def is_private_report(desk: Desk, what: Said) -> bool:
    """Whether what is said in the private chat is a report: a problem, or anything shown with words."""
    return desk.book.triage.read(what.text).is_issue or (bool(what.files) and len(what.typed.strip()) > 1)


async def _is_answer(desk: Desk, what: Said) -> bool:
    """A reply to a message of ours about a ticket, by somebody whom the ticket concerns.

    A number that is no ticket of ours deserves a word, to those who have anything to do with tickets.
    """
    if what.reply is None or not what.reply.ours:
        return False
    shown = await tickets.shown_as(desk.session, what.where.id, what.reply.message_id)
    number = what.reply.ticket if what.reply.ticket is not None else (shown.ticket_id if shown else None)
    if number is None:
        return False
    ticket = await desk.session.get(Ticket, number)
    person = await people.by_telegram_id(desk.session, what.who.id)
    if ticket is None:
        return shown is not None or (person is not None and await _knows_tickets(desk, person))
    held = person is not None and await standings(desk, person, ticket)
    return bool(held) or await claims_done(desk, what, ticket)


async def _knows_tickets(desk: Desk, person: Person) -> bool:
    """Whether the person holds any role or has reported anything."""
    held = is_admin(desk, person) or bool((await rights(desk, person))[1])
    return held or bool(await tickets.of_reporter(desk.session, person.id or 0, 1))


async def _is_done_by_worker(desk: Desk, what: Said) -> bool:
    """A reply to the reporter's own message that says it is done, by one who may; any other talk there is just talk."""
    if what.reply is None or what.reply.ours or not read_reply(what.text).done:
        return False
    person = await people.by_telegram_id(desk.session, what.who.id)
    if person is None:
        return False
    ticket = await tickets.said_as(desk.session, what.where.id, what.reply.message_id)
    if ticket is not None:
        return bool(await standings(desk, person, ticket) & WORKING)
    if await inbox.queued_message(desk.session, what.where.id, what.reply.message_id) is None:
        return False
    return await _serves_here(desk, person, await cover(desk, what.where.id))


async def _asks_for_report(desk: Desk, what: Said) -> bool:
    """「报修 …」 and 「#报修 …」, in a group that is ours."""
    return addressed(what.text) is not None and (await cover(desk, what.where.id)).kind is not ChatKind.UNBOUND


async def _is_issue(desk: Desk, what: Said) -> bool:
    """A problem, said in plain words in a grid's or owners' group."""
    if what.reply is not None and what.reply.ours and what.reply.ticket is not None:
        return False  # talk under a card, by somebody whom it does not concern
    here = await cover(desk, what.where.id)
    return here.hears_talk and desk.book.triage.read(what.text, here.home, in_group=True).is_issue


async def _may_be_one(desk: Desk, what: Said) -> bool:
    """Perhaps a problem, said in a grid's or owners' group."""
    if what.reply is not None or what.edited or what.files:
        return False
    here = await cover(desk, what.where.id)
    return here.hears_talk and desk.book.triage.read(what.text, here.home, in_group=True).band is Band.UNSURE


async def _may_be_asked(desk: Desk, what: Said) -> bool:
    """Perhaps a problem, and a language model may be asked today."""
    if desk.asks <= 0 or not await _may_be_one(desk, what):
        return False
    return await inbox.let_in_for(desk.session, Reason.ASKED, start_of_today(desk)) < desk.asks


async def _may_be_offered(desk: Desk, what: Said) -> bool:
    """Perhaps a problem, in a group that has not had its day's offers."""
    return await _may_be_one(desk, what) and await may_offer(desk, what.where.id)


JUDGEMENTS: tuple[tuple[Reason, Judgement], ...] = (
    (Reason.REPLY, _is_answer),
    (Reason.REPLY, _is_done_by_worker),
    (Reason.REPORT, _asks_for_report),
    (Reason.ISSUE, _is_issue),
    (Reason.ASKED, _may_be_asked),
    (Reason.OFFER, _may_be_offered),
)
