"""Judge an edited message: does it change words that we keep, or say now what it did not say before?"""

from dataclasses import dataclass

from desk.desk import Desk
from desk.door import UNSURE, Reason, concerns, is_matter, is_private_report
from desk.reporting import draft_of
from desk.triage import addressed, read_answer, read_reply
from desk.values import HEARD, Said
from storage import inbox, tickets
from storage.kinds import Status, Verb
from storage.tickets import OPEN, Ticket

LIVE = frozenset({*OPEN, Status.RESOLVED})  # what is over, dropped or erased is not changed by old messages


@dataclass(frozen=True, slots=True)
class Kept:
    """The words of the message that we keep; None if they are nothing to us any more."""

    words: str | None


def words_of(what: Said) -> str:
    """What is said, without 「报修」 and the like."""
    rest = addressed(what.text)
    return (what.text if rest is None else rest).strip()


async def kept_words(desk: Desk, what: Said) -> Kept | None:
    """What the message said last, if it opened a ticket, was taken for one, or waits for its grid."""
    chat_id, message_id = what.where.id, what.message_id
    ticket = await tickets.said_as(desk.session, chat_id, message_id)
    told = await tickets.told_as(desk.session, chat_id, message_id)
    if ticket is None and told:
        ticket = await desk.session.get(Ticket, told[-1].ticket_id)
    elif ticket is not None:
        told = [line for line in told if line.verb is Verb.PROGRESS]
    if ticket is not None:
        notes = [ticket.text, *(line.note for line in told if line.note)]
        return Kept(_written(notes[-1]) if ticket.status in LIVE and ticket.text else None)
    draft = await draft_of(desk, what)
    return Kept(_written(str(draft.said["text"]))) if draft is not None else None


def _written(kept: str) -> str:
    """What we keep of the words that can be edited; what was heard cannot."""
    return kept.partition(HEARD)[0].strip()


async def concerns_edited(desk: Desk, what: Said, commands: frozenset[str]) -> Reason | None:
    """Why an edit is let in. The platform also tells of edits that nobody can see (Bot API, Update.edited_message)."""
    if what.masked or what.who.is_bot or not (what.text or what.command):
        return None
    if (what.command is not None or what.text.startswith("/")) and what.command != "report":
        return Reason.EDIT if what.where.private and what.command in commands else None
    kept = await kept_words(desk, what)
    if kept is not None:
        return Reason.EDIT if kept.words not in {None, words_of(what)} else None
    if await inbox.queued_message(desk.session, what.where.id, what.message_id) is not None:
        return Reason.EDIT
    return Reason.EDIT if await says_it_now(desk, what, await concerns(desk, what, commands)) else None


async def says_it_now(desk: Desk, what: Said, reason: Reason | None) -> bool:
    """Whether a message of which we keep nothing says, edited, something to act on; a new greeting gets no new hint."""
    if reason in {None, Reason.COMMAND, *UNSURE}:
        return False
    if reason is Reason.PRIVATE:
        answers = what.reply is not None and what.reply.ours
        said = read_reply(what.text).done or read_answer(what.text) is not None
        return is_private_report(desk, what) or addressed(what.text) is not None or (answers and said)
    return is_matter(desk, what) if reason is Reason.ADDRESSED else True
