"""Several processes on one PostgreSQL: what two transactions do to each other at the worst moment."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import text

from desk.people.acquaintance import meet
from desk.values import Who
from storage import due, inbox, outbox
from storage.due import Due
from storage.engine import Store
from storage.inbox import Inbox
from storage.kinds import DueKind, InboxState, OutboxState, Shows
from storage.migrate import migrate
from storage.outbox import Outbox
from storage.tickets import Shown, lock
from tests.desk.stage import desk_on
from tests.storage.test_queues import HERE, NOW, THERE, a_ticket, came, owed


@pytest.fixture
def backend() -> str:
    return "postgresql"


@pytest.fixture
async def store(empty_database: str) -> AsyncIterator[Store]:
    store = Store(empty_database)
    await migrate(store)
    yield store
    await store.close()


async def somebody_waits(store: Store) -> None:
    """Until one transaction waits for another."""
    waiting = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    async with asyncio.timeout(10):
        while True:
            async with store.read() as session:
                if (await (await session.connection()).execute(waiting)).scalar_one():
                    return
            await asyncio.sleep(0.01)


async def ids_of_heads(store: Store) -> int | None:
    async with store.write() as session:
        row = await inbox.head(session, set())
        return None if row is None else row.update_id


async def test_a_chat_in_hand_is_passed_over_with_all_of_its_rows(store: Store) -> None:
    async with store.write() as session:
        session.add_all([came(1, HERE), came(2, HERE), came(3, THERE)])
    async with store.write() as holding:
        row = await inbox.head(holding, set())
        assert row is not None
        assert row.update_id == 1
        assert await ids_of_heads(store) == 3
    assert await ids_of_heads(store) == 1


async def test_a_press_waits_for_the_message_that_its_chat_has_in_hand(store: Store) -> None:
    async with store.write() as session:
        session.add(came(1, HERE))
    async with store.write() as holding:
        assert await inbox.head(holding, set()) is not None
        async with store.write() as session:
            session.add(came(2, HERE, press=True))
        assert await ids_of_heads(store) is None
    assert await ids_of_heads(store) == 2


async def test_rows_of_one_chat_are_taken_in_order_by_many_and_each_once(store: Store) -> None:
    async with store.write() as session:
        for number in range(60):
            session.add(came(number, HERE if number % 2 else THERE))
            await session.flush()
    taken: list[int] = []

    async def works() -> None:
        while True:
            async with store.write() as session:
                row: Inbox | None = await inbox.head(session, set())
                if row is not None:
                    taken.append(row.update_id)
                    row.state = InboxState.DONE
            if row is None and len(taken) == 60:
                return

    await asyncio.wait_for(asyncio.gather(*(works() for _ in range(6))), 30)
    for parity in (0, 1):
        chat = [number for number in taken if number % 2 == parity]
        assert chat == sorted(chat)
    assert sorted(taken) == list(range(60))


async def test_somebody_first_met_in_two_chats_at_once_is_one_person(store: Store) -> None:
    async def meets() -> int | None:
        async with store.write() as session:
            return (await meet(await desk_on(session), Who(5, "新来的"))).id

    async with store.write() as session:
        first = (await meet(await desk_on(session), Who(5, "新来的"))).id
        second = asyncio.create_task(meets())
        await somebody_waits(store)
    assert await second == first


async def test_whoever_takes_a_ticket_sees_what_the_one_before_has_done(store: Store) -> None:
    async with store.write() as session:
        number = (await a_ticket(session)).id or 0

    async def adds_one() -> None:
        async with store.write() as session:
            before = await lock(session, number)
            assert before is not None
            before.reminded += 1

    async with store.write() as session:
        mine = await lock(session, number)
        assert mine is not None
        others = [asyncio.create_task(adds_one()) for _ in range(3)]
        await somebody_waits(store)
        mine.reminded += 1
    await asyncio.gather(*others)
    async with store.write() as session:
        after = await lock(session, number)
        assert after is not None
        assert after.reminded == 4


async def test_what_was_read_of_a_ticket_before_it_was_ours_is_read_again(store: Store) -> None:
    async with store.write() as session:
        ticket = await a_ticket(session)
    async with store.write() as session:
        old = await session.get_one(type(ticket), ticket.id)
        async with store.write() as other:
            (await other.get_one(type(ticket), ticket.id)).reminded = 7
        now = await lock(session, ticket.id or 0)
        assert now is old
        assert now.reminded == 7


async def test_what_is_due_for_a_ticket_that_somebody_works_on_has_its_turn_later(store: Store) -> None:
    """The one who works on it may well end what is due; each would wait for the other."""
    async with store.write() as session:
        number = (await a_ticket(session)).id or 0
        session.add(Due(kind=DueKind.CLOSE, ticket_id=number, due_at=NOW - timedelta(hours=1)))
    async with store.write() as working:
        await lock(working, number)
        async with store.write() as ticking:
            assert await due.claim(ticking, NOW) is None
    async with store.write() as ticking:
        assert await due.claim(ticking, NOW) is not None
        async with store.write() as other:
            assert await due.claim(other, NOW) is None


async def a_card(store: Store) -> tuple[int, int, int]:
    """A ticket, its card and the row that will bring it to the chat."""
    async with store.write() as session:
        ticket = await a_ticket(session)
        shown = Shown(ticket_id=ticket.id or 0, chat_id=HERE, purpose=Shows.CARD)
        session.add(shown)
        await session.flush()
        row = owed(HERE, shown_id=shown.id, ticket_id=ticket.id)
        session.add(row)
        await session.flush()
        return ticket.id or 0, shown.id or 0, row.id or 0


async def test_words_that_change_while_a_message_is_about_to_leave_leave_with_it(store: Store) -> None:
    _, shown_id, row_id = await a_card(store)

    async def claims() -> Outbox | None:
        async with store.write() as session:
            return await outbox.claim(session, row_id)

    async with store.write() as session:
        row = await outbox.send_of(session, shown_id)
        assert row is not None
        claiming = asyncio.create_task(claims())
        await somebody_waits(store)
        row.payload = {"text": "新的"}
    claimed = await claiming
    assert claimed is not None
    assert claimed.payload == {"text": "新的"}


async def test_a_message_that_failed_while_its_words_were_erased_does_not_wait_without_words(store: Store) -> None:
    ticket_id, _, row_id = await a_card(store)
    async with store.write() as session:
        await outbox.claim(session, row_id)

    async def erases() -> None:
        async with store.write() as session:
            await outbox.erase(session, ticket_id)

    async with store.write() as session:
        row = await session.get_one(Outbox, row_id, with_for_update=True)
        erasing = asyncio.create_task(erases())
        await somebody_waits(store)
        row.state = OutboxState.QUEUED  # the platform could not take it
    await erasing
    async with store.read() as session:
        row = await session.get_one(Outbox, row_id)
        assert (row.state, row.payload) == (OutboxState.FOLDED, None)
