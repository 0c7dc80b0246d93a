"""Tell what is on: `/events` by week, mine and by grid; one event in short or in full; its file for the calendar."""

from collections.abc import Sequence
from dataclasses import replace

from desk.chats.cover import cover
from desk.desk import Desk
from desk.errors import NotAllowed, Unknown
from desk.events import cards, hosting, listing, personal
from desk.events.calendar import file_of
from desk.events.listing import Line
from desk.people.acquaintance import meet
from desk.tickets.cards import shorten
from desk.values import Button, Notice, Pressed, Rows, Said, ToChat, ToPerson, pairs
from handlers.arguments import number

PAGE = 6  # events on a screen
GRIDS = 12  # grids on a screen
LABEL = 20  # letters of a title on a button
VIEWS = ("week", "mine", "grids")
GRID = "g."  # what a grid's code begins with where it stands for the view


async def command(what: Said, desk: Desk) -> None:
    """`/events`: privately of the whole district; in a group what its people are invited to, this week."""
    await _show(what, desk, "week", 0)


async def events_pressed(what: Pressed, desk: Desk) -> None:
    """Another view, or another page of it."""
    view, page = what.args[0], number(what.args[1])
    if view == "grids":
        await _choose_grid(what, desk, page)
    else:
        await _show(what, desk, view, page)


async def _show(what: Said | Pressed, desk: Desk, view: str, page: int) -> None:
    lines = await _lines(what, desk, view)
    shown = lines[page * PAGE :][:PAGE]
    facts = {
        "view": "grid" if view.startswith(GRID) else view,
        "name": desk.book.name_of(view.removeprefix(GRID)),
        "listed": shown,
        "count": len(lines),
    }
    rows = (*_events(shown), *_turns(view, page, len(lines), PAGE), *(_views() if what.where.private else ()))
    await _say(what, desk, Notice(ToChat(what.where.id), "calendar.list", facts, rows))


async def _lines(what: Said | Pressed, desk: Desk, view: str) -> Sequence[Line]:
    """What the view has. Raises Unknown for one that there is not, or that is nobody else's business."""
    here = await cover(desk, what.where.id)
    theirs = {grid.code for grid in here.grids} if here.hears_talk else None
    if view == "week":
        return await listing.of_week(desk, theirs)
    if view == "mine" and what.where.private:
        return await listing.of_person(desk, await meet(desk, what.who))
    if view.startswith(GRID) and view.removeprefix(GRID) in desk.book.grids:
        return await listing.ahead(desk, {view.removeprefix(GRID)})
    raise Unknown("unknown_button")


async def _choose_grid(what: Pressed, desk: Desk, page: int) -> None:
    grids = list(desk.book.grids.values())
    shown = [Button(data=f"events:{GRID}{grid.code}:0", name=grid.name) for grid in grids[page * GRIDS :][:GRIDS]]
    rows = (*pairs(shown), *_turns("grids", page, len(grids), GRIDS), *_views())
    await _say(what, desk, Notice(ToChat(what.where.id), "calendar.which_grid", {"count": len(grids)}, rows))


def _events(lines: Sequence[Line]) -> Rows:
    buttons = [Button(data=f"details:{line.event.number}", name=shorten(line.event.title, LABEL)) for line in lines]
    return pairs(buttons)


def _turns(view: str, page: int, count: int, size: int) -> Rows:
    turns = [Button(data=f"events:{view}:{page - 1}", label="previous")] if page else []
    turns += [Button(data=f"events:{view}:{page + 1}", label="next")] if (page + 1) * size < count else []
    return pairs(turns)


def _views() -> Rows:
    return (tuple(Button(data=f"events:{view}:0", label=f"events_{view}") for view in VIEWS),)


async def _say(what: Said | Pressed, desk: Desk, notice: Notice) -> None:
    """In answer to a message, or in place of what the button stood under."""
    if isinstance(what, Pressed):
        await desk.tell(replace(notice, edits=what.message_id))
    else:
        await desk.tell(replace(notice, reply_to=what.message_id))


async def details(what: Pressed, desk: Desk) -> None:
    """详情: in a group in short, to whoever asks; in full privately."""
    event, person = await hosting.seen(desk, number(what.args[0])), await meet(desk, what.who)
    if what.where.private:
        await desk.tell(await personal.card(desk, event, person, what.message_id, back="events:week:0"))
        return
    desk.verdict("calendar.in_short", event=await cards.view(desk, event))
    if person.reachable is True:
        await desk.tell(await personal.card(desk, event, person))


async def calendar(what: Pressed, desk: Desk) -> None:
    """加入日历: the file comes privately."""
    event, person = await hosting.seen(desk, number(what.args[0])), await meet(desk, what.who)
    if not what.where.private and person.reachable is not True:
        raise NotAllowed("open_private_first")
    facts = {"event": await cards.view(desk, event)}
    await desk.tell(Notice(ToPerson(person), "calendar.file", facts, made=file_of(desk, event)))
    desk.verdict("calendar.sent")
