"""Hear what is said without any form: a problem becomes a ticket, a greeting gets a greeting."""

from desk.chats.cover import cover
from desk.desk import Desk
from desk.directory.entries import Grid
from desk.door import is_matter, is_private_report
from desk.errors import BadArgument
from desk.people.acquaintance import meet
from desk.reporting import announced
from desk.tickets import sameness, twofold
from desk.tickets.opening import open_ticket
from desk.triage import Reading, asks_after_a_report, asks_how_it_goes, is_greeting, read_reply
from desk.values import Notice, Said, ToChat
from handlers import lists
from handlers.reports import report
from storage import people, tickets

SPOKEN = frozenset({"voice", "video_note", "audio"})


async def in_private(what: Said, desk: Desk) -> bool:
    """In the private chat everything is meant for us: a problem opens a ticket, the rest gets a hint how."""
    if not what.where.private:
        return False
    about = await announced(desk, what) if what.files or not is_greeting(what.text) else None
    if about is not None or (is_private_report(desk, what) and not asks_after_a_report(what.text)):
        await report(about or what, desk)
        return True
    if asks_how_it_goes(what.text):
        await lists.mine(what, desk)
        return True
    if read_reply(what.text).done and await people.grants(desk.session, (await meet(desk, what.who)).id or 0):
        raise BadArgument("which_ticket", command="resolve")  # the card that it answered may be deleted
    voice = any(file.kind in SPOKEN for file in what.files)
    phrase = "welcome.voice" if voice and not what.text else "welcome.hint"
    await desk.tell(Notice(ToChat(what.where.id), phrase, {"ready": bool(desk.book.grids)}))
    return True


async def _to_us(what: Said, desk: Desk) -> None:
    """Said by name: a question how it goes, a problem, or else a greeting."""
    if asks_how_it_goes(what.text):
        await lists.mine(what, desk)
    elif is_matter(desk, what):
        await report(what, desk)
    else:
        await desk.tell(Notice(ToChat(what.where.id), "welcome.hint", {"ready": True}, reply_to=what.message_id))


async def in_group(what: Said, desk: Desk) -> bool:
    """A problem said in a bound group, or anything but a greeting said to us by name."""
    if what.addressed:
        await _to_us(what, desk)
        return True
    here = await cover(desk, what.where.id)
    triage = desk.book.triage
    if what.vouched and await tickets.said_as(desk.session, what.where.id, what.message_id) is not None:
        return True  # somebody had it registered while a model was being asked
    if what.vouched:
        reading = triage.matter(what.text, here.home, what.service)
    else:
        reading = triage.read(what.text, here.home, in_group=True)
    if not here.hears_talk or not reading.is_issue:
        return False
    await _register(what, desk, reading, here.grids[0])
    return True


async def _register(what: Said, desk: Desk, reading: Reading, grid: Grid) -> None:
    """A ticket of its own, unless there is one of the same thing; two things in one are asked about."""
    same = await sameness.known(desk, what, reading)
    if same is not None:
        await desk.tell(*await sameness.join(desk, same, what))
        return
    await desk.tell(*await open_ticket(desk, what, grid))
    opened = await tickets.said_as(desk.session, what.where.id, what.message_id)
    if opened is not None:
        await desk.tell(*await twofold.ask(desk, opened, what.where.id))
