"""Bind a group to those who are in it: a grid or a unit (one group each), a building's owners, the whole district."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from desk.chats.cover import covered
from desk.desk import Desk
from desk.directory.book import Book
from desk.errors import BadArgument, NotAllowed, Unknown
from desk.people.permissions import is_admin
from desk.values import Where
from storage import tickets
from storage.chats import Chat, chat_bound_to
from storage.kinds import ChatKind
from storage.people import Person


@dataclass(frozen=True, slots=True)
class Kind:
    """What a group can be bound to: the column that holds its code, the entries, and whether each has one group."""

    column: str
    entries: Callable[[Book], Mapping[str, Any]]
    alone: bool


def _with_grids(book: Book) -> dict[str, Any]:
    return {code: one for code, one in book.buildings.items() if book.grids_of(code)}


KINDS: dict[ChatKind, Kind] = {
    ChatKind.GRID: Kind("grid", lambda book: book.grids, alone=True),
    ChatKind.UNIT: Kind("unit", lambda book: book.units, alone=True),
    ChatKind.BUILDING: Kind("building", _with_grids, alone=False),
}
HINTS_APART = timedelta(days=7)  # between two words to a group that nobody has bound
# How people write a kind; the English word is the value itself.
NAMES = {"微网格": ChatKind.GRID, "单位": ChatKind.UNIT, "楼宇": ChatKind.BUILDING, "业主群": ChatKind.BUILDING,
         "全区": ChatKind.DISTRICT, "商务区": ChatKind.DISTRICT}  # fmt: skip


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


def read(words: str) -> tuple[ChatKind, str]:
    """The kind and the code (or name) that follow `/bind`; a code alone is a grid's."""
    first, _, rest = words.strip().partition(" ")
    kinds = {kind.value: kind for kind in (*KINDS, ChatKind.DISTRICT)} | NAMES
    kind = kinds.get(first.lower())
    return (ChatKind.GRID, words.strip()) if kind is None else (kind, rest.strip())


def may_bind(desk: Desk, by: Person, where: Where) -> None:
    """Raises NotAllowed, BadArgument (private chat), Unknown (no directory)."""
    if not is_admin(desk, by):
        raise NotAllowed("admins_only")
    if where.private:
        raise BadArgument("bind_in_group")
    if not desk.book.grids:
        raise Unknown("no_directory")


async def bind(desk: Desk, by: Person, where: Where, kind: ChatKind, words: str) -> Chat:
    """Make this group that of the grid, unit or building meant, also where their old group has sent us away.

    Raises what `may_bind` raises, and BadArgument: no such code, or bound elsewhere.
    """
    may_bind(desk, by, where)
    code = _code(desk, kind, words) if kind in KINDS else None
    if code is not None and KINDS[kind].alone:
        await _free(desk, kind, code, where)
    group = await chat(desk, where)
    _clear(group)
    group.kind, group.present = kind, True
    if code is not None:
        setattr(group, KINDS[kind].column, code)
    await desk.session.flush()
    return group


async def unbind(desk: Desk, by: Person, where: Where) -> str:
    """Undo it and return what it was bound to, by name; open tickets go on. Raises NotAllowed, BadArgument."""
    if not is_admin(desk, by):
        raise NotAllowed("admins_only")
    if where.private:
        raise BadArgument("unbind_in_group")
    group = await chat(desk, where)
    if group.kind is ChatKind.UNBOUND:
        raise BadArgument("not_bound")
    name = name_of(desk, group)
    _clear(group)
    await desk.session.flush()
    return name


def name_of(desk: Desk, group: Chat) -> str:
    """What the group is bound to, as people call it."""
    return desk.book.name_of(group.grid or group.unit or group.building or "")


async def is_idle(desk: Desk, where: Where) -> bool:
    """Whether the group is bound to nothing; one that was unbound goes on with the tickets that are open there."""
    group = await desk.session.get(Chat, where.id)
    if group is not None and covered(desk, group).kind is not ChatKind.UNBOUND:
        return False
    return not await tickets.is_awaited_in(desk.session, where.id)


async def hint_is_due(desk: Desk, where: Where) -> bool:
    """Whether the group may be told today that somebody has to bind it; if so, it counts as told."""
    group = await chat(desk, where)
    if group.hinted_at is not None and desk.now - group.hinted_at < HINTS_APART:
        return False
    group.hinted_at = desk.now
    return True


def _code(desk: Desk, kind: ChatKind, words: str) -> str:
    """The code of the grid, unit or building that goes by this code or name."""
    entries = KINDS[kind].entries(desk.book)
    for code, entry in entries.items():
        if words.lower() in (code.lower(), entry.name.lower()):
            return code
    raise BadArgument("unknown_to_bind", kind=kind.value, code=words, some=list(entries)[:6])


async def _free(desk: Desk, kind: ChatKind, code: str, where: Where) -> None:
    """Let another group that is bound to this go, if it has sent us away; else it must be unbound there."""
    other = await chat_bound_to(desk.session, KINDS[kind].column, code)
    if other is None or other.id == where.id:
        return
    if other.present:
        raise BadArgument("bound_elsewhere", name=desk.book.name_of(code), title=other.title)
    _clear(other)
    await desk.session.flush()


def _clear(group: Chat) -> None:
    group.kind = ChatKind.UNBOUND
    group.grid = group.unit = group.building = None
