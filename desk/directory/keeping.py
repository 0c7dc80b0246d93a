"""Keep a directory in the database, and read it back as the plain value that it was."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime, time
from typing import Any, TypeVar

from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from desk.directory.entries import (
    Building,
    Directory,
    Grid,
    Level,
    Service,
    Station,
    Unit,
    Window,
)
from desk.worktime import parse_duration
from storage.directory import BuildingRow, DistrictRow, GridRow, ServiceRow, StationRow, UnitRow, district
from storage.kinds import Priority, Role
from storage.locks import alone
from storage.outbox import owe_menu
from storage.people import Grant, Person, by_telegram_id

AnyRow = TypeVar("AnyRow", BuildingRow, GridRow, UnitRow, ServiceRow, StationRow)


async def keep(session: AsyncSession, directory: Directory, now: datetime) -> None:
    """Add or update what the file names; retire what it no longer names; replace the roles that it gave before."""
    await alone(session, "directory")
    await _sync(session, BuildingRow, (_building(entry) for entry in directory.buildings))
    await _sync(session, UnitRow, (UnitRow(code=unit.code, name=unit.name) for unit in directory.units))
    await _sync(session, GridRow, (_grid(entry) for entry in directory.grids))
    await _sync(session, ServiceRow, (_service(entry) for entry in directory.services))
    await _sync(session, StationRow, (StationRow(**asdict(station)) for station in directory.stations))
    before = await _held(session)
    await _people(session, directory, now)
    await _owe_menus(session, before ^ await _held(session), now)
    known = await district(session)
    if known is None:
        session.add(DistrictRow(name=directory.district, settings=_settings(directory)))
    else:
        known.name, known.settings = directory.district, _settings(directory)
        known.version += 1
    await session.flush()


async def _sync(session: AsyncSession, table: type[AnyRow], rows: Iterable[AnyRow]) -> None:
    named = set()
    for position, row in enumerate(rows):
        row.position = position
        named.add(row.code)
        await session.merge(row)
    for old in (await session.exec(select(table))).all():
        old.retired = old.code not in named
    await session.flush()


def _building(entry: Building) -> BuildingRow:
    return BuildingRow(code=entry.code, name=entry.name, aliases=list(entry.aliases), floors=entry.floors)


def _grid(entry: Grid) -> GridRow:
    lowest, highest = entry.floors or (None, None)
    return GridRow(
        code=entry.code, name=entry.name, building=entry.building, lowest_floor=lowest, highest_floor=highest
    )


def _service(entry: Service) -> ServiceRow:
    return ServiceRow(
        code=entry.code,
        name=entry.name,
        unit=entry.unit,
        role=entry.role,
        category=entry.category,
        keywords=list(entry.keywords),
        priority=entry.priority,
    )


async def _people(session: AsyncSession, directory: Directory, now: datetime) -> None:
    """Roles given in the chat stay; those of the last file go, then those of this one are given."""
    since = {
        (grant.person_id, grant.role, grant.scope): grant.granted_at
        for grant in (await session.exec(select(Grant).where(col(Grant.from_file).is_(True)))).all()
    }
    await session.exec(delete(Grant).where(col(Grant.from_file).is_(True)))
    for entry in directory.people:
        person = await by_telegram_id(session, entry.telegram_id)
        if person is None:
            person = Person(telegram_id=entry.telegram_id, name=entry.name)
            session.add(person)
        person.name, person.named_by_file, person.deputy_id = entry.name, True, entry.deputy
        await session.flush()
        held = {
            (grant.role, grant.scope)
            for grant in (await session.exec(select(Grant).where(Grant.person_id == person.id))).all()
        }
        for role in entry.roles:
            scope = role.grid or role.building or role.unit or ""
            if (role.role, scope) in held:
                continue
            granted_at = since.get((person.id or 0, role.role, scope), now)
            grant = Grant(person_id=person.id or 0, **asdict(role), scope=scope, granted_at=granted_at, from_file=True)
            session.add(grant)
    await session.flush()


async def _held(session: AsyncSession) -> set[tuple[int, Role]]:
    return {(grant.person_id, grant.role) for grant in (await session.exec(select(Grant))).all()}


async def _owe_menus(session: AsyncSession, changed: set[tuple[int, Role]], now: datetime) -> None:
    """Whoever has lost or won a role sees another command menu."""
    for person_id in sorted({person_id for person_id, _ in changed}):
        person = await session.get_one(Person, person_id)
        if person.reachable:
            await owe_menu(session, person.telegram_id, now)


def _settings(directory: Directory) -> dict[str, Any]:
    return {
        "levels": {
            priority.value: {"accept": str(level.accept), "resolve": str(level.resolve), "clock": level.clock}
            for priority, level in directory.levels.items()
        },
        "windows": {
            str(day): [[window.opens.isoformat(), window.closes.isoformat()] for window in windows]
            for day, windows in directory.working_windows.items()
        },
        "confirm_within": str(directory.confirm_within),
        "reopen_within": str(directory.reopen_within),
        "rest": directory.rest,
    }


async def recall(session: AsyncSession) -> Directory | None:
    """The directory as it was last loaded; None before the first time."""
    row = await district(session)
    if row is None:
        return None
    return Directory(
        district=row.name,
        buildings=tuple(
            Building(one.code, one.name, tuple(one.aliases), one.floors) for one in await _all(session, BuildingRow)
        ),
        grids=tuple(_as_grid(one) for one in await _all(session, GridRow)),
        units=tuple(Unit(one.code, one.name) for one in await _all(session, UnitRow)),
        services=tuple(_as_service(one) for one in await _all(session, ServiceRow)),
        stations=tuple(Station(one.code, one.name, one.building, one.kind) for one in await _all(session, StationRow)),
        levels={Priority(name): _as_level(level) for name, level in row.settings["levels"].items()},
        working_windows={int(day): _as_windows(windows) for day, windows in row.settings["windows"].items()},
        confirm_within=parse_duration(row.settings["confirm_within"]),
        reopen_within=parse_duration(row.settings["reopen_within"]),
        rest=row.settings["rest"],
    )


async def _all(session: AsyncSession, table: type[AnyRow]) -> Sequence[AnyRow]:
    """What the last file named, in its order."""
    return (await session.exec(select(table).where(col(table.retired).is_(False)).order_by(col(table.position)))).all()


def _as_grid(row: GridRow) -> Grid:
    if row.lowest_floor is None or row.highest_floor is None:
        return Grid(row.code, row.name, row.building)
    return Grid(row.code, row.name, row.building, (row.lowest_floor, row.highest_floor))


def _as_service(row: ServiceRow) -> Service:
    return Service(row.code, row.name, row.unit, row.role, row.category, tuple(row.keywords), row.priority)


def _as_level(kept: dict[str, str]) -> Level:
    return Level(parse_duration(kept["accept"]), parse_duration(kept["resolve"]), kept["clock"])


def _as_windows(kept: list[list[str]]) -> tuple[Window, ...]:
    return tuple(Window(time.fromisoformat(opens), time.fromisoformat(closes)) for opens, closes in kept)
