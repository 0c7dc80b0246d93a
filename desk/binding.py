"""Bind a group to the grid whose people are in it; one grid, one group."""

from desk.desk import Desk
from desk.directory.entries import Grid
from desk.errors import BadArgument, NotAllowed, Unknown
from desk.people.permissions import is_admin
from desk.people.roles import code_named
from desk.values import Where
from storage.chats import Chat, chat_of_grid
from storage.kinds import ChatKind
from storage.people import Person


async def chat(desk: Desk, where: Where) -> Chat:
    """The record of a chat, made on first sight."""
    known = await desk.session.get(Chat, where.id)
    if known is None:
        kind = ChatKind.PRIVATE if where.private else ChatKind.UNBOUND
        known = Chat(id=where.id, kind=kind, title=where.title)
        desk.session.add(known)
        await desk.session.flush()
    known.title = where.title or known.title
    return known


async def bind(desk: Desk, by: Person, where: Where, code: str) -> Grid:
    """Make this group the grid's, also where the grid's old group has sent us away.

    Raises NotAllowed, Unknown (no directory), BadArgument (unknown grid, private chat, grid bound elsewhere).
    """
    if not is_admin(desk, by):
        raise NotAllowed("admins_only")
    if where.private:
        raise BadArgument("bind_in_group")
    if not desk.book.grids:
        raise Unknown("no_directory")
    grid = desk.book.grid(code_named(desk, code) or code)
    if grid is None:
        raise BadArgument("unknown_grid", code=code, some=list(desk.book.grids)[:6])
    other = await chat_of_grid(desk.session, grid.code)
    if other is not None and other.id != where.id:
        if other.present:
            raise BadArgument("grid_bound_elsewhere", grid=grid.name, title=other.title)
        other.grid, other.kind = None, ChatKind.UNBOUND
        await desk.session.flush()
    group = await chat(desk, where)
    group.kind, group.grid, group.present = ChatKind.GRID, grid.code, True
    await desk.session.flush()
    return grid


async def unbind(desk: Desk, by: Person, where: Where) -> str:
    """Undo it and return the grid's code; open tickets go on. Raises NotAllowed, BadArgument."""
    if not is_admin(desk, by):
        raise NotAllowed("admins_only")
    if where.private:
        raise BadArgument("unbind_in_group")
    group = await chat(desk, where)
    if group.grid is None:
        raise BadArgument("not_bound")
    code, group.grid, group.kind = group.grid, None, ChatKind.UNBOUND
    await desk.session.flush()
    return code
