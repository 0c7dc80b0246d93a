"""Open a ticket because somebody asked for one: /report, 「报修 …」, or after naming the grid of a private report."""

from dataclasses import replace

from desk import corrections
from desk.chats.cover import cover
from desk.desk import Desk
from desk.errors import BadArgument, Unknown
from desk.people.acquaintance import meet
from desk.reporting import ask_for_grid, keep_draft, take_drafts
from desk.tickets.cards import view
from desk.tickets.opening import open_ticket
from desk.triage import addressed
from desk.values import Button, Notice, Pressed, Said, ToChat
from storage import tickets
from storage.people import Person


async def command(what: Said, desk: Desk) -> None:
    """`/report text`, or `/report` as a reply: then the words, and the ticket, are those of the message replied to."""
    reporter: Person | None = None
    said = what
    if not what.text.strip() and not what.files and what.reply is not None and not what.reply.ours:
        if not what.reply.text and not what.reply.files:
            raise BadArgument("nothing_to_report")
        author = what.reply.who
        reporter = await meet(desk, author) if author is not None and not author.is_bot else None
        said = replace(what, message_id=what.reply.message_id, text=what.reply.text, files=what.reply.files)
    await report(said, desk, reporter, by_hand=True)


async def by_prefix(what: Said, desk: Desk) -> bool:
    """「报修 …」 and 「#报修 …」."""
    rest = addressed(what.text)
    if rest is None:
        return False
    await report(replace(what, text=rest), desk)
    return True


async def report(what: Said, desk: Desk, reporter: Person | None = None, by_hand: bool = False) -> None:
    """Open the ticket where it was said, asking for the grid first if nothing tells it. `by_hand`: by the command."""
    if len(what.text.strip()) < 2 and not what.files:
        raise BadArgument("report_what")
    if not desk.book.grids:
        raise Unknown("no_directory")
    if what.where.private:
        await _privately(what, desk)
        return
    here = await cover(desk, what.where.id)
    grid = here.place(desk, desk.book.triage.matter(what.text, here.home))
    if grid is None:
        button = Button(label="open_private", link="report")
        await desk.tell(Notice(ToChat(what.where.id), "report.privately", {}, ((button,),), reply_to=what.message_id))
        return
    cards = await open_ticket(desk, what, grid, reporter)
    if cards and by_hand:
        await corrections.was_missed(desk, what, here.home)
    await desk.tell(*(cards or await _known(desk, what)))


async def _known(desk: Desk, what: Said) -> list[Notice]:
    """The message has a ticket already: say which."""
    ticket = await tickets.said_as(desk.session, what.where.id, what.message_id)
    if ticket is None:
        return []
    facts = {"ticket": await view(desk, ticket)}
    return [Notice(ToChat(what.where.id), "report.known", facts, ticket=ticket.id, reply_to=what.message_id)]


async def _privately(what: Said, desk: Desk) -> None:
    person = await meet(desk, what.who)
    grid = desk.book.grids.get(person.home_grid or "")
    if grid is None:
        if await keep_draft(desk, person, what):
            await desk.tell(*ask_for_grid(desk, what, desk.book.triage.read(what.text).building))
        else:
            await desk.tell(Notice(ToChat(what.where.id), "report.kept", reply_to=what.message_id))
        return
    await desk.tell(*await open_ticket(desk, what, grid))


async def draft_pressed(what: Pressed, desk: Desk) -> None:
    """The grid (or first the building) of what was reported privately. Raises Unknown."""
    if not what.where.private:
        raise Unknown("unknown_button")
    person = await meet(desk, what.who)
    kind, code = what.args
    if kind == "building":
        await desk.tell(*ask_for_grid(desk, what, code))
        return
    grid = desk.book.grid(code)
    if grid is None:
        raise Unknown("unknown_button")
    drafts = await take_drafts(desk, person)
    person.home_grid = grid.code
    await desk.tell(Notice(ToChat(what.where.id), "report.grid_chosen", {"grid": grid.name}, edits=what.message_id))
    for said in drafts:
        await desk.tell(*await open_ticket(desk, said, grid))
    desk.verdict("report.grid_chosen", grid=grid.name)
