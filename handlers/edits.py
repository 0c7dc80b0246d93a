"""Take an edited message for what it is: a correction, an answer that was changed, or a problem said only now."""

from desk.desk import Desk
from desk.door import Reason
from desk.edits import kept_words, says_it_now, words_of
from desk.errors import BadArgument
from desk.people.acquaintance import meet
from desk.people.permissions import WORKING, standings
from desk.reporting import draft_of
from desk.tickets import correcting, working
from desk.tickets.move import get
from desk.values import Said
from storage import tickets
from storage.kinds import Verb
from storage.tickets import OPEN


async def taken(what: Said, desk: Desk) -> bool:
    """Deal with an edit; False if it is to be understood as if it were said now."""
    if what.command not in {None, "report"}:
        raise BadArgument("edited_command")
    kept = await kept_words(desk, what)
    if kept is not None and kept.words in {None, words_of(what)}:
        return True  # nothing that anybody can see, or of a ticket that is over
    opened = await tickets.said_as(desk.session, what.where.id, what.message_id)
    if opened is not None:
        ticket = await get(desk, opened.id or 0)
        await desk.tell(*await correcting.correct(desk, ticket, await meet(desk, what.who), what))
        return True
    if kept is not None:
        return await _draft(what, desk) or await _told(what, desk)
    if what.command is not None:
        raise BadArgument("edited_command")
    return what.where.private and not await says_it_now(desk, what, Reason.PRIVATE)


async def _draft(what: Said, desk: Desk) -> bool:
    """A report that still waits for its grid."""
    draft = await draft_of(desk, what)
    if draft is not None:
        draft.said = {**draft.said, "text": words_of(what)}
    return draft is not None


async def _told(what: Said, desk: Desk) -> bool:
    """Something said under a card: what resolved it, or what was still wrong. Anything else is as if said now."""
    told = await tickets.told_as(desk.session, what.where.id, what.message_id)
    ticket = await get(desk, told[-1].ticket_id)
    by = await meet(desk, what.who)
    if Verb.RESOLVE in {line.verb for line in told}:
        await desk.tell(*await correcting.retell(desk, ticket, by, what))
        return True
    if ticket.status in OPEN and not await standings(desk, by, ticket) & WORKING:
        await desk.tell(*await working.pass_reason(desk, ticket, by, what.text, what.files))
        return True
    return False
