"""Come into a group, say what is missing, and be bound by an admin to those who are in it."""

from typing import Any

from desk.chats import binding, rights
from desk.chats.cover import covered
from desk.desk import Desk
from desk.errors import NotAllowed, Unknown
from desk.events import arriving
from desk.people.acquaintance import meet
from desk.people.permissions import is_admin
from desk.values import Button, Joined, Notice, Pressed, Rows, Said, ToChat, Where, pairs
from storage.chats import Chat
from storage.kinds import ChatKind
from storage.people import Person

BINDABLE = (ChatKind.GRID, ChatKind.BUILDING, ChatKind.UNIT, ChatKind.DISTRICT)


def _kinds(desk: Desk) -> Rows:
    """A button for each kind of group that the directory has something for."""
    there = [kind for kind in BINDABLE if kind not in binding.KINDS or binding.KINDS[kind].entries(desk.book)]
    return pairs([Button(data=_way(kind), label=f"kind.{kind.value}") for kind in there])


def _way(kind: ChatKind) -> str:
    """What is asked next: the district is one, a grid is found by its building."""
    return "bind:district:all" if kind is ChatKind.DISTRICT else f"kind:{kind.value}"


def _choices(desk: Desk, kind: ChatKind) -> Rows:
    """A button for each that the group could be bound to; for grids, for each building."""
    asked = ChatKind.BUILDING if kind is ChatKind.GRID else kind
    action = "building" if kind is ChatKind.GRID else f"bind:{kind.value}"
    entries = binding.KINDS[asked].entries(desk.book).values()
    return pairs([Button(data=f"{action}:{one.code}", name=one.name) for one in entries])


async def joined(what: Joined, desk: Desk) -> None:
    """Note whether we are in; on coming in, say in two lines what we do and what is missing."""
    group = await binding.chat(desk, what.where)
    if group.moved_to is not None:
        return  # it has become a supergroup; what is told of the old group is over
    if not what.present:
        await rights.closed(desk, group)
        return
    returns, group.present = not group.present, True
    await _allowed(what, desk, group)
    await _introduce(what, desk, group)
    if returns:
        await rights.back(desk, group)


async def _introduce(what: Joined, desk: Desk, group: Chat) -> None:
    if what.was_present and not what.is_admin:
        return
    bound = covered(desk, group).kind is not ChatKind.UNBOUND
    if what.was_present and bound:
        return  # a promotion of one who works here already
    facts = _facts(desk, group) | {"bound": bound, "hears_all": what.hears_all, "admin": what.is_admin}
    await desk.tell(Notice(ToChat(what.where.id), "group.joined", facts, () if bound else _kinds(desk)))


async def _allowed(what: Joined, desk: Desk, group: Chat) -> None:
    """Note what we may do there: hear everybody, and write."""
    group.is_admin = what.is_admin
    if what.hears_all:
        group.hears_all = True
    elif what.was_present:
        await rights.deafened(desk, group)
    if what.can_speak:
        await rights.unmuted(desk, group)
    else:
        await rights.muted(desk, group)


def _facts(desk: Desk, group: Chat) -> dict[str, Any]:
    return {"kind": group.kind.value, "name": binding.name_of(desk, group)}


async def bind(what: Said, desk: Desk) -> None:
    """`/bind GRID`, `/bind unit|building CODE`, `/bind district`; what is left out is asked by buttons."""
    person = await meet(desk, what.who)
    binding.may_bind(desk, person, what.where)
    kind, code = binding.read(what.text)
    to = ToChat(what.where.id)
    if not what.text.strip():
        await desk.tell(Notice(to, "group.which_kind", {}, _kinds(desk)))
    elif not code and kind in binding.KINDS:
        await desk.tell(Notice(to, "group.which", {"kind": kind.value}, _choices(desk, kind)))
    else:
        group, is_new = await _bound(desk, person, what.where, kind, code)
        await desk.tell(Notice(to, "group.bound", _facts(desk, group), reply_to=what.message_id))
        await _shows_events(desk, group, is_new)


async def unbind(what: Said, desk: Desk) -> None:
    """`/unbind`."""
    name = await binding.unbind(desk, await meet(desk, what.who), what.where)
    await desk.tell(Notice(ToChat(what.where.id), "group.unbound", {"name": name}, reply_to=what.message_id))


async def kind_pressed(what: Pressed, desk: Desk) -> None:
    """A kind of group: ask which building or unit."""
    binding.may_bind(desk, await meet(desk, what.who), what.where)
    kind = next((one for one in binding.KINDS if one.value == what.args[0]), None)
    if kind is None:
        raise Unknown("unknown_button")
    to = ToChat(what.where.id)
    await desk.tell(Notice(to, "group.which", {"kind": kind.value}, _choices(desk, kind), edits=what.message_id))


async def building_pressed(what: Pressed, desk: Desk) -> None:
    """A building, on the way to its grid."""
    if not is_admin(desk, await meet(desk, what.who)):
        raise NotAllowed("admins_only")
    grids = desk.book.grids_of(what.args[0])
    if not grids:
        raise Unknown("unknown_button")
    buttons = pairs([Button(data=f"bind:grid:{grid.code}", name=grid.name) for grid in grids])
    to = ToChat(what.where.id)
    await desk.tell(Notice(to, "group.which_grid", {}, buttons, edits=what.message_id))


async def bind_pressed(what: Pressed, desk: Desk) -> None:
    """The grid, building or unit, or the whole district."""
    kind = next((one for one in BINDABLE if one.value == what.args[0]), None)
    if kind is None:
        raise Unknown("unknown_button")
    group, is_new = await _bound(desk, await meet(desk, what.who), what.where, kind, what.args[1])
    facts = _facts(desk, group)
    await desk.tell(Notice(ToChat(what.where.id), "group.bound", facts, edits=what.message_id))
    desk.verdict("group.bound", **facts)
    await _shows_events(desk, group, is_new)


async def _bound(desk: Desk, person: Person, where: Where, kind: ChatKind, code: str) -> tuple[Chat, bool]:
    """The group as it is bound now, and whether it was not bound so before."""
    before = (await binding.chat(desk, where)).grid
    group = await binding.bind(desk, person, where, kind, code)
    return group, group.grid != before


async def _shows_events(desk: Desk, group: Chat, is_new: bool) -> None:
    """What its people may sign up for was announced before they had a group."""
    if is_new:
        await desk.tell(*await arriving.open_events(desk, group))


async def hint(what: Said, desk: Desk) -> bool:
    """Unbound, one hint a week and not a word more, but for an admin's /bind. True if that was all."""
    if what.where.private or (what.command == "bind" and is_admin(desk, await meet(desk, what.who))):
        return False
    if not await binding.is_idle(desk, what.where):
        return False
    if await binding.hint_is_due(desk, what.where):
        await desk.tell(Notice(ToChat(what.where.id), "group.hint", {}, reply_to=what.message_id))
    return True
