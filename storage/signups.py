"""Read who stands where with an event, in order, and what they thought of it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import and_, col, func, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.events import Happening, Opinion, SignUp
from storage.kinds import EventStatus, SignUpState
from storage.people import Person

# A place each, with one more for every companion.
TAKING = (SignUpState.GOING, SignUpState.OFFERED, SignUpState.ATTENDED, SignUpState.NO_SHOW)
LISTED = (*TAKING, SignUpState.WAITING)
LIVE = (EventStatus.ANNOUNCED, EventStatus.CLOSED)

Entry = tuple[SignUp, Person]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many people are in each state, how many places they take, and when the last of all signed up."""

    people: Mapping[SignUpState, int]
    places: Mapping[SignUpState, int]
    last: datetime | None

    @property
    def taken(self) -> int:
        """Places that are somebody's."""
        return sum(self.places.get(state, 0) for state in TAKING)

    @property
    def waiting(self) -> int:
        """People on the waiting list."""
        return self.people.get(SignUpState.WAITING, 0)


async def own(session: AsyncSession, event_id: int, person_id: int) -> SignUp | None:
    """This person's sign-up."""
    return (
        await session.exec(select(SignUp).where(SignUp.event_id == event_id, SignUp.person_id == person_id))
    ).first()


async def counts(session: AsyncSession, event_id: int) -> Counts:
    """How many are where; exact while the event is locked."""
    statement = select(
        SignUp.state, func.count(), func.sum(1 + col(SignUp.companions)), func.max(col(SignUp.at))
    ).where(SignUp.event_id == event_id)
    found = (await session.exec(statement.group_by(col(SignUp.state)))).all()
    return Counts(
        people={SignUpState(state): count for state, count, _, _ in found},
        places={SignUpState(state): int(places) for state, _, places, _ in found},
        last=max((at for _, _, _, at in found), default=None),
    )


async def in_order(
    session: AsyncSession, event_id: int, *states: SignUpState, skip: int = 0, most: int | None = None
) -> Sequence[Entry]:
    """Those in these states with their names, in order of arrival."""
    statement = select(SignUp, Person).join(Person, col(Person.id) == col(SignUp.person_id))
    statement = statement.where(SignUp.event_id == event_id, col(SignUp.state).in_(states))
    return (await session.exec(statement.order_by(col(SignUp.at), col(SignUp.id)).offset(skip).limit(most))).all()


async def by_grid(session: AsyncSession, event_id: int) -> dict[str, int]:
    """How many places each grid has taken; exact while the event is locked."""
    statement = select(SignUp.grid, func.sum(1 + col(SignUp.companions)))
    statement = statement.where(
        SignUp.event_id == event_id, col(SignUp.state).in_(TAKING), col(SignUp.grid).is_not(None)
    )
    return {
        grid: int(places) for grid, places in (await session.exec(statement.group_by(col(SignUp.grid)))).all() if grid
    }


async def next_waiting(session: AsyncSession, event_id: int, full: Collection[str], most: int) -> Sequence[Entry]:
    """The first who wait and whose grid is none of these, in order of arrival."""
    statement = select(SignUp, Person).join(Person, col(Person.id) == col(SignUp.person_id))
    statement = statement.where(SignUp.event_id == event_id, SignUp.state == SignUpState.WAITING)
    if full:
        statement = statement.where(or_(col(SignUp.grid).is_(None), col(SignUp.grid).not_in(full)))
    return (await session.exec(statement.order_by(col(SignUp.at), col(SignUp.id)).limit(most))).all()


async def after(
    session: AsyncSession, event_id: int, reached: int, last: int, most: int | None, states: Collection[SignUpState]
) -> Sequence[Entry]:
    """The next sign-ups after one, up to `last`, that are in these states, with their people; oldest record first."""
    statement = select(SignUp, Person).join(Person, col(Person.id) == col(SignUp.person_id))
    statement = statement.where(SignUp.event_id == event_id, col(SignUp.id) > reached, col(SignUp.id) <= last)
    statement = statement.where(col(SignUp.state).in_(states)).order_by(col(SignUp.id)).limit(most)
    return (await session.exec(statement)).all()


async def place_in(session: AsyncSession, one: SignUp, *states: SignUpState) -> int:
    """Which one somebody is among those in these states, counted from 1."""
    before = select(func.count()).select_from(SignUp).where(SignUp.event_id == one.event_id)
    before = before.where(col(SignUp.state).in_(states), col(SignUp.at) < one.at)
    return (await session.exec(before)).one() + 1


async def of_person(session: AsyncSession, person_id: int, since: datetime) -> Sequence[tuple[Happening, SignUp]]:
    """The events from then on that a person has signed up for, soonest first."""
    statement = select(Happening, SignUp).join(SignUp, col(SignUp.event_id) == col(Happening.id))
    statement = statement.where(
        SignUp.person_id == person_id,
        col(SignUp.state).in_(LISTED),
        col(Happening.status).in_(LIVE),
        col(Happening.starts_at) >= since,
    )
    return (await session.exec(statement.order_by(col(Happening.starts_at), col(Happening.id)))).all()


async def between(session: AsyncSession, since: datetime, until: datetime) -> Sequence[Happening]:
    """The announced events that begin in this time, soonest first."""
    statement = select(Happening).where(
        col(Happening.status).in_(LIVE), col(Happening.starts_at) >= since, col(Happening.starts_at) < until
    )
    return (await session.exec(statement.order_by(col(Happening.starts_at), col(Happening.id)))).all()


async def planned(session: AsyncSession, since: datetime, until: datetime) -> Sequence[Happening]:
    """The events that begin in this time, soonest first: announced, or yet to be as part of a series that is out."""
    out = select(Happening.series_id).where(
        col(Happening.series_id).is_not(None), col(Happening.announced_at).is_not(None)
    )
    coming = and_(col(Happening.status) == EventStatus.DRAFT, col(Happening.series_id).in_(out))
    statement = select(Happening).where(or_(col(Happening.status).in_(LIVE), coming))
    statement = statement.where(col(Happening.starts_at) >= since, col(Happening.starts_at) < until)
    return (await session.exec(statement.order_by(col(Happening.starts_at), col(Happening.id)))).all()


async def opinions(session: AsyncSession, event_id: int) -> Sequence[Opinion]:
    """What people thought of it, oldest first."""
    statement = select(Opinion).where(Opinion.event_id == event_id)
    return (await session.exec(statement.order_by(col(Opinion.at), col(Opinion.person_id)))).all()


async def last_opinion(session: AsyncSession, person_id: int) -> Opinion | None:
    """The opinion that this person gave last."""
    statement = select(Opinion).where(Opinion.person_id == person_id).order_by(col(Opinion.at).desc()).limit(1)
    return (await session.exec(statement)).first()
