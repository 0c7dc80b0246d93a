"""Give and take roles."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import select

from desk.desk import Desk
from desk.errors import BadArgument, NotAllowed
from desk.people.menu import menu_changed
from desk.people.permissions import is_admin
from storage import people
from storage.kinds import BUILDING_ROLES, DISTRICT_ROLES, Role
from storage.people import Grant, Person

# How people write a role; the English word is the value itself.
NAMES: dict[str, Role] = {
    "微网格长": Role.GRID_LEADER,
    "网格长": Role.GRID_LEADER,
    "楼长": Role.BUILDING_CHIEF,
    "党群指导员": Role.PARTY_GUIDE,
    "招商联络员": Role.INVESTMENT_LIAISON,
    "社区信息员": Role.COMMUNITY_OFFICER,
    "物业服务员": Role.PROPERTY_OFFICER,
    "物业": Role.PROPERTY_OFFICER,
    "联络人": Role.UNIT_STAFF,
    "综合党委": Role.COMMITTEE,
    "街道": Role.STREET,
}


@dataclass(frozen=True, slots=True)
class Scope:
    """What a role is held for."""

    grid: str | None = None
    building: str | None = None
    unit: str | None = None

    @property
    def code(self) -> str:
        """The one code that is given; empty for the district."""
        return self.grid or self.building or self.unit or ""


def role_named(word: str) -> Role | None:
    """The role that a word means."""
    by_value = {role.value: role for role in Role}
    return NAMES.get(word) or by_value.get(word.lower())


def code_named(desk: Desk, word: str) -> str | None:
    """The code of the grid, building or unit that goes by this code or name."""
    known = {code: desk.book.name_of(code) for code in (*desk.book.grids, *desk.book.buildings, *desk.book.units)}
    return next((code for code, name in known.items() if word.lower() in (code.lower(), name.lower())), None)


def scope_for(desk: Desk, role: Role, code: str | None, here: Scope) -> Scope:
    """What the role is for: the code given, else what the chat is bound to (of its grid, the building).

    Raises BadArgument when a code is unknown or one is missing.
    """
    if role in DISTRICT_ROLES:
        return Scope()
    if role is Role.UNIT_STAFF:
        return Scope(unit=_known(code or here.unit, desk.book.units, role))
    if role in BUILDING_ROLES:
        grid = desk.book.grids.get(code or here.grid or "")
        return Scope(building=grid.building if grid else _known(code or here.building, desk.book.buildings, role))
    return Scope(grid=_known(code or here.grid, desk.book.grids, role))


def fitting(here: Scope) -> list[Role]:
    """The roles that need no code but the one that this chat is bound to."""
    if here.unit is not None:
        return [Role.UNIT_STAFF]
    if here.building is not None:
        return [role for role in Role if role in BUILDING_ROLES]
    return [role for role in Role if role is not Role.UNIT_STAFF] if here.grid is not None else []


def _known(code: str | None, entries: Iterable[str], role: Role) -> str:
    found = next((known for known in entries if code is not None and known.lower() == code.lower()), None)
    if found is None:
        raise BadArgument("role_needs_scope", role=role.value, code=code or "")
    return found


async def appoint(desk: Desk, by: Person, person: Person, role: Role, scope: Scope) -> bool:
    """Give the role; False if it was held already. Raises NotAllowed for anyone but an admin."""
    if not is_admin(desk, by):
        raise NotAllowed("admins_only")
    if await _held(desk, person, role, scope) is not None:
        return False
    desk.session.add(
        Grant(
            person_id=person.id or 0,
            role=role,
            grid=scope.grid,
            building=scope.building,
            unit=scope.unit,
            scope=scope.code,
            granted_by=by.id,
            granted_at=desk.now,
        )
    )
    await desk.session.flush()
    await menu_changed(desk, person)
    return True


async def dismiss(desk: Desk, by: Person, person: Person, role: Role | None, code: str | None) -> list[Grant]:
    """Take the role (None: every role; code: only for this scope) and return what was taken. Admins only."""
    if not is_admin(desk, by):
        raise NotAllowed("admins_only")
    taken = [
        grant
        for grant in await people.grants(desk.session, person.id or 0)
        if (role is None or grant.role is role) and (code is None or grant.scope.lower() == code.lower())
    ]
    for grant in taken:
        await desk.session.delete(grant)
    await desk.session.flush()
    if taken:
        await menu_changed(desk, person)
    return taken


async def _held(desk: Desk, person: Person, role: Role, scope: Scope) -> Grant | None:
    statement = select(Grant).where(Grant.person_id == person.id, Grant.role == role, Grant.scope == scope.code)
    return (await desk.session.exec(statement)).first()
