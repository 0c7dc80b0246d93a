"""Come into a group, say what is missing, and be bound to its grid by an admin."""

from desk import binding
from desk.desk import Desk
from desk.door import grid_of_chat
from desk.errors import BadArgument, NotAllowed, Unknown
from desk.people.acquaintance import meet
from desk.people.permissions import is_admin
from desk.values import Button, Joined, Notice, Pressed, Rows, Said, ToChat, pairs


def _buildings(desk: Desk) -> Rows:
    """A button for each building that has grids."""
    with_grids = [one for one in desk.book.buildings.values() if desk.book.grids_of(one.code)]
    return pairs([Button(data=f"building:{one.code}", name=one.name) for one in with_grids])


async def joined(what: Joined, desk: Desk) -> None:
    """Note whether we are in; on coming in, say in two lines what we do and what is missing."""
    group = await binding.chat(desk, what.where)
    group.present = what.present
    if not what.present or (what.was_present and not what.is_admin):
        return
    grid = await grid_of_chat(desk, what.where.id)
    if what.was_present and grid is not None:
        return  # a promotion of one who works here already
    facts = {"grid": desk.book.grids[grid].name if grid else None, "hears_all": what.hears_all or what.is_admin}
    buttons = () if grid else _buildings(desk)
    await desk.tell(Notice(ToChat(what.where.id), "group.joined", facts, buttons))


async def bind(what: Said, desk: Desk) -> None:
    """`/bind GRID`, or `/bind` alone, which asks building, then grid."""
    code = what.text.strip()
    person = await meet(desk, what.who)
    if not code:
        if not is_admin(desk, person):
            raise NotAllowed("admins_only")
        if what.where.private:
            raise BadArgument("bind_in_group")
        if not desk.book.grids:
            raise Unknown("no_directory")
        await desk.tell(Notice(ToChat(what.where.id), "group.which_building", {}, _buildings(desk)))
        return
    grid = await binding.bind(desk, person, what.where, code)
    await desk.tell(Notice(ToChat(what.where.id), "group.bound", {"grid": grid.name}, reply_to=what.message_id))


async def unbind(what: Said, desk: Desk) -> None:
    """`/unbind`."""
    code = await binding.unbind(desk, await meet(desk, what.who), what.where)
    grid = desk.book.grids[code].name if code in desk.book.grids else code
    await desk.tell(Notice(ToChat(what.where.id), "group.unbound", {"grid": grid}, reply_to=what.message_id))


async def building_pressed(what: Pressed, desk: Desk) -> None:
    """A building, on the way to its grid."""
    if not is_admin(desk, await meet(desk, what.who)):
        raise NotAllowed("admins_only")
    grids = desk.book.grids_of(what.args[0])
    if not grids:
        raise Unknown("unknown_button")
    buttons = pairs([Button(data=f"bind:{grid.code}", name=grid.name) for grid in grids])
    to = ToChat(what.where.id)
    await desk.tell(Notice(to, "group.which_grid", {}, buttons, edits=what.message_id))


async def bind_pressed(what: Pressed, desk: Desk) -> None:
    """The grid."""
    grid = await binding.bind(desk, await meet(desk, what.who), what.where, what.args[0])
    facts = {"grid": grid.name}
    await desk.tell(Notice(ToChat(what.where.id), "group.bound", facts, edits=what.message_id))
    desk.verdict("group.bound", **facts)
