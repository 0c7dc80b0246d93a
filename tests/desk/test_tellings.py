"""However many have signed up and whenever the process dies, everybody hears of a change once."""

from collections import Counter
from datetime import timedelta

import pytest
from sqlmodel import select

from desk.events import telling
from storage import due
from storage.engine import Store
from storage.events import Happening, SignUp
from storage.kinds import DueKind, EventStatus, SignUpState
from storage.people import Person
from storage.tellings import Telling
from tests.databases import Databases
from tests.desk.stage import desk_on
from tests.town import MONDAY_MORNING

CROWD = 130


class _DiesError(Exception):
    """The process dies before it commits."""


@pytest.fixture(params=["sqlite", "postgresql"])
def backend(request: pytest.FixtureRequest) -> str:
    """Both."""
    name: str = request.param
    return name


async def _crowd(store: Store, state: SignUpState = SignUpState.GOING) -> int:
    """An event that all of them have signed up for, or wait for; the last has cancelled."""
    async with store.write() as session:
        people = [Person(telegram_id=80_000 + n, name=f"甲{n}", reachable=True) for n in range(CROWD)]
        session.add_all(people)
        await session.flush()
        event = Happening(
            status=EventStatus.ANNOUNCED,
            title="太极课",
            starts_at=MONDAY_MORNING + timedelta(days=3),
            grids=[],
            host_id=people[0].id or 0,
            created_at=MONDAY_MORNING,
        )
        session.add(event)
        await session.flush()
        for one in people:
            its = SignUpState.CANCELLED if one is people[-1] else state
            session.add(SignUp(event_id=event.id or 0, person_id=one.id or 0, state=its, at=MONDAY_MORNING))
        return event.id or 0


async def _begins(store: Store, number: int) -> list[str]:
    async with store.write() as session:
        desk = await desk_on(session)
        event = await session.get_one(Happening, number)
        was = telling.snapshot(event)
        event.starts_at += timedelta(days=1)
        event.sequence += 1
        return [one.key or "" for one in await telling.begin(desk, event, was, "下雨")]


async def _goes_on(store: Store, dies: bool) -> list[str] | None:
    """One turn of the schedule; None if nothing is owed."""
    async with store.write() as session:
        desk = await desk_on(session)
        row = await due.claim(session, desk.now)
        if row is None:
            return None
        assert row.kind is DueKind.EVENT_TOLD
        one = await session.get_one(Telling, int(row.subject.partition(":")[2]))
        event = await session.get_one(Happening, one.event_id)
        keys = [notice.key or "" for notice in await telling.go_on(desk, event, one)]
        if dies:
            raise _DiesError
        return keys


async def test_everybody_is_told_once_though_every_second_turn_dies(databases: Databases) -> None:
    url = await databases.loaded()
    store = Store(url)
    number = await _crowd(store)
    said = await _begins(store, number)
    assert len(said) == telling.AT_ONCE
    turn = 0
    while True:
        turn += 1
        try:
            found = await _goes_on(store, dies=turn % 2 == 1)
        except _DiesError:
            continue
        if found is None:
            break
        assert len(found) <= telling.AT_ONCE
        said += found
    assert set(Counter(said).values()) == {1}
    assert len(said) == CROWD - 1
    async with store.read() as session:
        assert (await session.exec(select(Telling))).all() == []
    await store.close()
    await databases.drop(url)


async def test_what_has_changed_is_not_told_any_more_once_it_is_off(databases: Databases) -> None:
    url = await databases.loaded()
    store = Store(url)
    number = await _crowd(store)
    await _begins(store, number)
    async with store.write() as session:
        (await session.get_one(Happening, number)).status = EventStatus.CANCELLED
    assert await _goes_on(store, dies=False) == []
    assert await _goes_on(store, dies=False) is None
    await store.close()
    await databases.drop(url)


async def test_everybody_who_waits_hears_that_it_is_off_and_then_waits_no_more(databases: Databases) -> None:
    url = await databases.loaded()
    store = Store(url)
    number = await _crowd(store, SignUpState.WAITING)
    async with store.write() as session:
        desk = await desk_on(session)
        event = await session.get_one(Happening, number)
        event.status = EventStatus.CANCELLED
        said = len(await telling.begin(desk, event, None, "下雨"))
    while (found := await _goes_on(store, dies=False)) is not None:
        said += len(found)
    assert said == CROWD - 1
    async with store.read() as session:
        assert set((await session.exec(select(SignUp.state))).all()) == {SignUpState.CANCELLED}
    await store.close()
    await databases.drop(url)
