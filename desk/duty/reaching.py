"""Find where a unit's people are reached about their duty, and the groups of a station's building."""

from collections.abc import Iterable

from sqlmodel import col, select

from desk.chats.cover import covered
from desk.desk import Desk
from desk.people.absence import here, rights
from desk.people.permissions import is_admin
from desk.tickets.routing import admins
from desk.values import ToChat, ToPerson
from storage import people
from storage.chats import Chat, chat_of_unit
from storage.kinds import ChatKind, Role
from storage.people import Grant, Person


async def is_of(desk: Desk, person: Person, unit: str | None) -> bool:
    """Whether the person is of the unit's staff, or stands in for somebody who is."""
    held = (await rights(desk, person))[1]
    return any(grant.role is Role.UNIT_STAFF and grant.unit == unit for grant in held)


async def may_speak_for(desk: Desk, person: Person, *units: str | None) -> bool:
    """Whether the person may settle the duty of one of these units."""
    return is_admin(desk, person) or any([await is_of(desk, person, unit) for unit in units])


async def units_of(desk: Desk, person: Person) -> list[str]:
    """The units of whose staff the person is."""
    held = (await rights(desk, person))[1]
    codes = [grant.unit for grant in held if grant.role is Role.UNIT_STAFF and grant.unit in desk.book.units]
    return list(dict.fromkeys(code for code in codes if code is not None))


async def staffed(desk: Desk) -> set[str]:
    """The units that have staff."""
    found = await desk.session.exec(select(Grant.unit).where(Grant.role == Role.UNIT_STAFF).distinct())
    return {unit for unit in found.all() if unit is not None}


async def unit(
    desk: Desk, code: str, instead: int | None = None, mark: str = "", **facts: object
) -> list[ToChat | ToPerson]:
    """Where the unit is reached: in its group, else each of its people who are here privately.

    `instead`: the group where they are called by name (`rota.call` with these facts) if none of them can be written to.
    """
    group = await chat_of_unit(desk.session, code)
    if group is not None and group.present and group.can_speak:
        return [ToChat(group.id)]
    staff = await here(desk, await people.holders(desk.session, Role.UNIT_STAFF, unit=code))
    some = any(person.reachable for person in staff)
    if some or instead is None:
        return [ToPerson(person, dispensable=True) for person in staff]
    return [ToPerson(person, instead, "rota.call", facts, mark) for person in staff[:1]]


async def groups(desk: Desk, buildings: Iterable[str | None]) -> list[Chat]:
    """The grids' groups of these buildings, in the directory's order, and the owners', where we may write."""
    wanted = set(buildings)
    kinds = (ChatKind.GRID, ChatKind.BUILDING)
    statement = select(Chat).where(col(Chat.kind).in_(kinds), col(Chat.present), col(Chat.can_speak))
    found = (await desk.session.exec(statement.order_by(col(Chat.id).desc()))).all()
    grids = list(desk.book.grids)
    there = [chat for chat in found if building_of(desk, chat) in wanted]
    return sorted(there, key=lambda chat: grids.index(chat.grid) if chat.grid in grids else len(grids))


def building_of(desk: Desk, chat: Chat) -> str | None:
    """The building whose people are in a group; None for a group of no one building."""
    here_ = covered(desk, chat)
    return here_.grids[0].building if here_.hears_talk else None


async def committee(desk: Desk) -> list[Person]:
    """The committee's people who are here, else the admins."""
    holders = await people.holders(desk.session, Role.COMMITTEE)
    return await here(desk, holders) or await admins(desk)


def privately(person: Person) -> ToPerson:
    """Privately; who cannot be written to finds it on `/duty` and `/rota`."""
    return ToPerson(person, dispensable=True)
