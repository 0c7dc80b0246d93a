"""Look through the records for what keeps people from being served: nobody to reach, nowhere to speak, no hours."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from desk.directory.book import Book
from desk.directory.entries import Directory, Service
from desk.worktime import NoWorkingTime
from storage import inbox, outbox
from storage.chats import Chat
from storage.kinds import BUILDING_ROLES, ChatKind, InboxState, OutboxState, Role
from storage.people import Grant, Person

Held = Collection[tuple[Role, str]]  # which role is held for what
BOUND = (ChatKind.GRID, ChatKind.UNIT, ChatKind.BUILDING, ChatKind.DISTRICT)
RANK = {role: number for number, role in enumerate(Role)}  # leaders first, as the article names them


@dataclass(frozen=True, slots=True)
class Named:
    """One of those that a finding is about: a person and their role, a service and where it lacks, a grid, a group."""

    name: str
    role: str | None = None
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found, as a phrase and its facts. `grave`: something would not work at all until it is mended."""

    phrase: str
    fine: bool = True
    grave: bool = False
    count: int = 0
    named: Sequence[Named] = ()

    @property
    def facts(self) -> dict[str, object]:
        """What the phrase may speak of."""
        return {"count": self.count, "named": self.named, "more": self.count > len(self.named)}


async def bound_chats(session: AsyncSession) -> Sequence[Chat]:
    """The groups that we work for, as far as we remember them."""
    bound = select(Chat).where(col(Chat.kind).in_(BOUND), col(Chat.moved_to).is_(None))
    return (await session.exec(bound.order_by(col(Chat.id)))).all()


async def examine(session: AsyncSession, book: Book, chats: Sequence[Chat], now: datetime, most: int) -> list[Finding]:
    """Everything that the records tell about these groups and all else; each finding names at most so many."""
    rows = (await session.exec(select(Grant, Person).join(Person, col(Person.id) == col(Grant.person_id)))).all()
    held = {(grant.role, grant.scope) for grant, person in rows if person.reachable is not False}
    return [
        handlers(book.directory, held, most),
        leaders(book.directory, held, most),
        _people(book, rows, most),
        _grids(book, chats, most),
        *_groups(chats, most),
        _reactions(chats, most),
        calendar(book, now),
        await _parked(session),
    ]


def handlers(directory: Directory, held: Held, most: int) -> Finding:
    """Services of which some ticket would have nobody to go to but the leader. Who has not pressed start counts as
    somebody here: another finding names them."""
    lacking = [(one, missing) for one in directory.services if (missing := _missing(directory, one, held))]
    named = [Named(f"{one.code} {one.name}", places=tuple(filter(None, missing))) for one, missing in lacking]
    return _found("checkup.unhandled", named, most) if named else _fine("checkup.handled", len(directory.services))


def leaders(directory: Directory, held: Held, most: int) -> Finding:
    """Grids whose tickets nobody answers for."""
    named = [Named(f"{one.code} {one.name}") for one in directory.grids if (Role.GRID_LEADER, one.code) not in held]
    return _found("checkup.leaderless", named, most) if named else _fine("checkup.led", len(directory.grids))


def calendar(book: Book, now: datetime) -> Finding:
    """Whether deadlines can be counted at all: some working time in the next 400 days."""
    try:
        book.worktime.next_opening(now)
    except NoWorkingTime:
        return Finding("checkup.never_open", fine=False, grave=True)
    return _fine("checkup.opens")


def _missing(directory: Directory, service: Service, held: Held) -> list[str]:
    """Where nobody handles the service: codes; empty strings stand for the district."""
    if service.unit is not None:
        return [] if (Role.UNIT_STAFF, service.unit) in held else [service.unit]
    role = service.role or Role.GRID_LEADER
    scopes = [""]
    if role is Role.GRID_LEADER:
        scopes = [grid.code for grid in directory.grids]
    elif role in BUILDING_ROLES:
        scopes = list(dict.fromkeys(grid.building for grid in directory.grids))
    return [scope for scope in scopes if (role, scope) not in held]


def _people(book: Book, rows: Iterable[tuple[Grant, Person]], most: int) -> Finding:
    """Who holds a role and cannot be written to: they never pressed start, or blocked us since."""
    silent: dict[int, tuple[Grant, Person]] = {}
    for grant, person in sorted(rows, key=lambda row: (RANK[row[0].role], row[0].granted_at, row[0].id)):
        if person.reachable is not True:
            silent.setdefault(person.telegram_id, (grant, person))
    named = [Named(person.name, grant.role.value, (book.name_of(grant.scope),)) for grant, person in silent.values()]
    return _found("checkup.unreached", named, most) if named else _fine("checkup.reached")


def _grids(book: Book, chats: Iterable[Chat], most: int) -> Finding:
    bound = {one.grid for one in chats if one.present}
    named = [Named(f"{one.code} {one.name}") for one in book.directory.grids if one.code not in bound]
    return _found("checkup.unbound", named, most) if named else _fine("checkup.bound", len(book.directory.grids))


def _groups(chats: Sequence[Chat], most: int) -> list[Finding]:
    """Groups that we work for and are out of, dumb in, or deaf in."""
    troubles = {
        "checkup.absent": [one for one in chats if not one.present],
        "checkup.dumb": [one for one in chats if one.present and not one.can_speak],
        "checkup.deaf": [one for one in chats if one.present and one.hears_all is False],
    }
    found = [
        _found(phrase, [Named(one.title or str(one.id)) for one in those], most, grave=True)
        for phrase, those in troubles.items()
        if those
    ]
    return found or [_fine("checkup.open", len(chats))]


def _reactions(chats: Iterable[Chat], most: int) -> Finding:
    """Groups whose people cannot register by a reaction: the platform tells only administrators of those."""
    told = [one for one in chats if one.present and one.kind is not ChatKind.UNIT]
    named = [Named(one.title or str(one.id)) for one in told if one.is_admin is False]
    return _found("checkup.no_reactions", named, most) if named else _fine("checkup.reactions", len(told))


async def _parked(session: AsyncSession) -> Finding:
    count = await outbox.count(session, OutboxState.PARKED) + await inbox.count(session, InboxState.PARKED)
    return Finding("checkup.parked", fine=False, count=count) if count else _fine("checkup.flowing")


def _fine(phrase: str, count: int = 0) -> Finding:
    return Finding(phrase, count=count)


def _found(phrase: str, named: Sequence[Named], most: int, grave: bool = False) -> Finding:
    return Finding(phrase, fine=False, grave=grave, count=len(named), named=tuple(named[:most]))
