"""Whatever people do, in whatever order and at once: places are never exceeded, the line keeps its order."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from desk.desk import Desk
from desk.errors import Refused
from desk.events import offering, signups
from storage import events
from storage import signups as records
from storage.chats import Chat
from storage.engine import Store
from storage.events import Happening, SignUp
from storage.kinds import ChatKind, EventStatus, SignUpState
from storage.people import Person
from tests.databases import Databases
from tests.desk.stage import desk_on
from tests.town import MONDAY_MORNING

PEOPLE = 6
HOLDING = {"going", "offered"}
GROUPS = {-71: "G01", -72: "G02", -73: "G03"}  # two of the people are in each
Act = tuple[str, int]
Limits = tuple[int | None, int | None]  # in all, for each grid

acts = st.tuples(
    st.sampled_from(["join", "leave", "leave", "take", "plus", "minus", "lapse"]), st.integers(0, PEOPLE - 1)
)
places = st.one_of(st.integers(1, 4), st.integers(1, 4), st.none())
of_grid = st.one_of(st.none(), st.integers(1, 3))
limits = st.tuples(places, of_grid)
arrivals = st.permutations(range(PEOPLE)).map(lambda order: [("join", who) for who in order])
"""Everybody comes first: an event with places for all has no line to keep."""


@pytest.fixture(params=["sqlite", "postgresql"])
def backend(request: pytest.FixtureRequest) -> str:
    """Both."""
    name: str = request.param
    return name


def grid_of(who: int) -> int:
    """Which of the three grids somebody is of."""
    return who % len(GROUPS)


class Stage:
    """People and one event after the other, on one database."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.people: list[int] = []
        self.number = 0

    async def prepare(self) -> None:
        async with self.store.write() as session:
            crowd = [Person(telegram_id=70_000 + number, name=f"甲{number}") for number in range(PEOPLE)]
            session.add_all(crowd)
            session.add_all(Chat(id=number, kind=ChatKind.GRID, grid=code) for number, code in GROUPS.items())
            await session.flush()
            self.people = [person.id or 0 for person in crowd]

    async def takes_place(self, capacity: int | None, per_grid: int | None = None) -> None:
        """A new event in two days; each may bring two."""
        async with self.store.write() as session:
            event = Happening(
                status=EventStatus.ANNOUNCED,
                title="太极课",
                starts_at=MONDAY_MORNING + timedelta(days=2),
                capacity=capacity,
                grid_places=per_grid,
                companions=2,
                grids=[],
                host_id=self.people[0],
                created_at=MONDAY_MORNING,
            )
            session.add(event)
            await session.flush()
            self.number = event.id or 0

    async def does(self, act: Act) -> None:
        """One act in a transaction of its own; what is refused changes nothing."""
        try:
            async with self._desk() as desk:
                await self._do(desk, *act)
        except Refused:
            pass

    async def _do(self, desk: Desk, what: str, who: int) -> None:
        person = await desk.session.get_one(Person, self.people[who])
        if what == "join":
            await signups.join(desk, self.number, person, list(GROUPS)[grid_of(who)])
        elif what in {"plus", "minus"}:
            await signups.bring(desk, self.number, person, 1 if what == "plus" else -1)
        elif what == "lapse":
            await self._lapse(desk, person)
        else:
            await {"leave": signups.leave, "take": signups.take}[what](desk, self.number, person)

    async def _lapse(self, desk: Desk, person: Person) -> None:
        event = await events.lock(desk.session, self.number)
        one = await records.own(desk.session, self.number, person.id or 0)
        if event is not None and one is not None and one.state is SignUpState.OFFERED:
            await offering.lapse(desk, event, one, person)

    async def has_places(self, capacity: int | None, per_grid: int | None = None) -> None:
        """The host changes how many there are."""
        async with self._desk() as desk:
            event = await events.lock(desk.session, self.number)
            assert event is not None
            event.capacity, event.grid_places = capacity, per_grid
            await signups.changed(desk, event)

    @asynccontextmanager
    async def _desk(self) -> AsyncIterator[Desk]:
        async with self.store.write() as session:
            yield await desk_on(session)

    async def line(self) -> list[tuple[int, str, int]]:
        """Everybody who is in or waits, in order: who, how, with how many."""
        async with self.store.read() as session:
            found: Sequence[SignUp] = await events.sign_ups(session, self.number)
        return [
            (self.people.index(one.person_id), one.state.value, one.companions)
            for one in found
            if one.state is not SignUpState.CANCELLED
        ]


@dataclass
class Model:
    """What ought to be, said in the plainest way."""

    capacity: int | None
    per_grid: int | None = None
    line: list[list[Any]] = field(default_factory=list)  # of [who, how, companions]

    def fits(self, who: int) -> bool:
        holding = [(one, 1 + more) for one, how, more in self.line if how in HOLDING]
        everywhere = sum(count for _, count in holding)
        there = sum(count for one, count in holding if grid_of(one) == grid_of(who))
        return (self.capacity is None or everywhere < self.capacity) and (
            self.per_grid is None or there < self.per_grid
        )

    def waits(self) -> bool:
        return any(how == "waiting" and self.fits(who) for who, how, _ in self.line)

    def fill(self) -> None:
        for one in self.line:
            if one[1] == "waiting" and self.fits(one[0]):
                one[1] = "going" if self.capacity is None and self.per_grid is None else "offered"

    def does(self, what: str, who: int) -> None:
        one = next((one for one in self.line if one[0] == who), None)
        if one is None:
            if what == "join":
                self.line.append([who, "going" if self.fits(who) and not self.waits() else "waiting", 0])
        elif what in {"join", "take"} and one[1] == "offered":
            one[1] = "going"
        elif what == "leave" or (what == "lapse" and one[1] == "offered"):
            self.line.remove(one)
        elif what == "plus" and one[1] == "going" and one[2] < 2 and self.fits(who) and not self.waits():
            one[2] += 1
        elif what == "minus" and one[1] == "going":
            one[2] = max(0, one[2] - 1)
        self.fill()


def played(
    databases: Databases, play: st.SearchStrategy[Any], how: Callable[[Stage, Any], Coroutine[Any, Any, None]]
) -> None:
    """Try `how` with many plays on one database."""
    with asyncio.Runner() as runner:
        url = runner.run(databases.loaded())
        stage = Stage(Store(url))
        runner.run(stage.prepare())

        # A play is short enough to be read as it is; to make it shorter still would take minutes of database time.
        @settings(
            max_examples=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            database=None,
            phases=(Phase.generate,),
        )
        @given(play)
        def tried(one: Any) -> None:
            runner.run(how(stage, one))

        tried()
        runner.run(stage.store.close())
        runner.run(databases.drop(url))


@pytest.mark.long
@pytest.mark.parametrize("backend", ["sqlite"])  # one after the other
def test_places_and_line_are_as_a_plain_model_has_them(databases: Databases) -> None:
    async def how(stage: Stage, play: tuple[Limits, list[Act], list[Act], Limits, list[Act]]) -> None:
        limits, come, first, then, more = play
        model = Model(*limits)
        await stage.takes_place(*limits)
        for act in [*come, *first]:
            await stage.does(act)
            model.does(*act)
            assert await stage.line() == [tuple(one) for one in model.line], act
        await stage.has_places(*then)
        model.capacity, model.per_grid = then
        model.fill()
        for act in more:
            await stage.does(act)
            model.does(*act)
        assert await stage.line() == [tuple(one) for one in model.line]

    played(
        databases,
        st.tuples(limits, arrivals, st.lists(acts, min_size=4, max_size=14), limits, st.lists(acts, max_size=6)),
        how,
    )


@pytest.mark.long
def test_everybody_at_once_gets_one_place_and_nobody_is_passed_over(databases: Databases) -> None:
    async def how(stage: Stage, play: tuple[int, int | None, list[Act], list[list[Act]]]) -> None:
        capacity, per_grid, come, together = play
        await stage.takes_place(capacity, per_grid)
        for group in [come, *together]:
            await asyncio.gather(*(stage.does(act) for act in group))
            line = await stage.line()
            now = Model(capacity, per_grid, [list(one) for one in line])
            assert sum(1 + more for _, how, more in line if how in HOLDING) <= capacity
            for grid in range(len(GROUPS) if per_grid is not None else 0):
                there = sum(1 + more for who, how, more in line if how in HOLDING and grid_of(who) == grid)
                assert there <= (per_grid or 0), "a grid has more than is its"
            assert len({who for who, _, _ in line}) == len(line)
            assert not now.waits(), "a place is free while somebody waits who may have it"
            for one in _lines(line, per_grid):
                waiting = [at for at, (_, how, _) in enumerate(one) if how == "waiting"]
                assert all(at < waiting[0] for at, (_, how, _) in enumerate(one) if how in HOLDING and waiting)

    groups = st.lists(st.lists(acts, min_size=2, max_size=8), min_size=1, max_size=4)
    played(databases, st.tuples(st.integers(1, 4), of_grid, arrivals, groups), how)


def _lines(line: list[tuple[int, str, int]], per_grid: int | None) -> list[list[tuple[int, str, int]]]:
    """Where grids have places of their own, nobody is passed over by somebody of the same grid."""
    if per_grid is None:
        return [line]
    return [[one for one in line if grid_of(one[0]) == grid] for grid in range(len(GROUPS))]


async def test_hundred_taps_of_six_people_at_once_for_three_places(databases: Databases) -> None:
    url = await databases.loaded()
    stage = Stage(Store(url))
    await stage.prepare()
    await stage.takes_place(3)
    taps = [("join", number % PEOPLE) for number in range(100)]
    await asyncio.gather(*(stage.does(tap) for tap in taps))
    line = await stage.line()
    assert [how for _, how, _ in line] == ["going"] * 3 + ["waiting"] * (PEOPLE - 3)
    await stage.store.close()
    await databases.drop(url)
