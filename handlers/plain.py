"""Hear what is said without any form: a problem becomes a ticket, a greeting gets a greeting."""

from desk.chats.cover import cover
from desk.desk import Desk
from desk.tickets.opening import open_ticket
from desk.triage import is_greeting
from desk.values import Notice, Said, ToChat
from handlers.reports import report


async def in_private(what: Said, desk: Desk) -> bool:
    """In the private chat everything is meant for us: a problem opens a ticket, the rest gets a hint how."""
    if not what.where.private:
        return False
    if desk.book.triage.read(what.text).is_issue or (what.files and len(what.text.strip()) > 1):
        await report(what, desk)
        return True
    await desk.tell(Notice(ToChat(what.where.id), "welcome.hint", {"ready": bool(desk.book.grids)}))
    return True


async def in_group(what: Said, desk: Desk) -> bool:
    """A problem said in a bound group, or anything but a greeting said to us by name."""
    if what.addressed and _is_matter(what, desk):
        await report(what, desk)
        return True
    if what.addressed:
        await desk.tell(Notice(ToChat(what.where.id), "welcome.hint", {"ready": True}, reply_to=what.message_id))
        return True
    here = await cover(desk, what.where.id)
    if not here.hears_talk or not desk.book.triage.read(what.text, here.home).is_issue:
        return False
    await desk.tell(*await open_ticket(desk, what, here.grids[0]))
    return True


def _is_matter(what: Said, desk: Desk) -> bool:
    """Whether what is said to us by name is a matter; under a message of ours it may be a question about that one."""
    if is_greeting(what.text) or len(what.text.strip()) < 2:
        return False
    return what.reply is None or not what.reply.ours or desk.book.triage.read(what.text).is_issue
