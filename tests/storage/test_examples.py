"""Examples and the model that was made of them, as rows."""

from collections.abc import AsyncIterator
from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from desk.triage.model import release
from storage import examples
from storage.directory import DistrictRow, version
from storage.engine import Store
from storage.examples import Example
from storage.kinds import ExampleKind
from storage.migrate import migrate
from storage.tickets import Ticket
from tests.storage.test_queues import NOW, a_ticket
from tests.trained import credulous, deaf

DAY = date(2026, 11, 23)


@pytest.fixture
async def store(empty_database: str) -> AsyncIterator[Store]:
    store = Store(empty_database)
    await migrate(store)
    yield store
    await store.close()


async def test_examples_are_counted_by_kind_and_read_oldest_first(store: Store) -> None:
    seen = {"runs": [1, 4294967295], "marks": ["thing 1"]}
    async with store.write() as session:
        session.add(Example(kind=ExampleKind.LEFT, day=DAY))
        session.add(Example(kind=ExampleKind.NOT_AN_ISSUE, day=DAY, seen=seen))
        session.add(Example(kind=ExampleKind.LEFT, day=DAY))
    async with store.read() as session:
        assert [one.seen for one in await examples.every(session)] == [None, seen, None]
        assert await examples.counts(session) == {ExampleKind.NOT_AN_ISSUE: 1, ExampleKind.LEFT: 2}


async def test_a_tickets_examples_are_forgotten_whichever_of_two_it_is(store: Store) -> None:
    async with store.write() as session:
        first = await a_ticket(session)
        second = Ticket(**{**first.model_dump(exclude={"id"}), "message_id": first.message_id + 1})
        session.add(second)
        await session.flush()
        one, other = first.id or 0, second.id or 0
        session.add(Example(kind=ExampleKind.MERGE, day=DAY, ticket_id=one, other_id=other))
        session.add(Example(kind=ExampleKind.PLACE, day=DAY, ticket_id=one))
        session.add(Example(kind=ExampleKind.PLACE, day=DAY, ticket_id=other))
        await session.flush()
        await examples.forget(session, other, ExampleKind.MERGE)
        assert [one.kind for one in await examples.every(session)] == ["place", "place"]
        await examples.forget(session, one)
        assert [one.ticket_id for one in await examples.every(session)] == [other]


async def test_an_example_of_no_ticket_cannot_be_written(store: Store) -> None:
    with pytest.raises(IntegrityError):
        async with store.write() as session:
            session.add(Example(kind=ExampleKind.PLACE, day=DAY, ticket_id=99))


async def test_a_kept_model_is_read_by_whoever_looks_again(store: Store) -> None:
    async with store.write() as session:
        session.add(DistrictRow(name="南市", settings={}))
    async with store.write() as session:
        assert await examples.keep_trained(session, deaf(), release(), NOW) == 1
        assert await examples.keep_trained(session, credulous(), release(), NOW) == 2
        assert await version(session) == 3
        row = await examples.trained(session)
        assert row is not None
        assert (row.version, row.file) == (2, credulous())
