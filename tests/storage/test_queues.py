"""The queues as rows: who is first, who waits, what is folded, what is claimed once."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import due, inbox, outbox
from storage.directory import BuildingRow, GridRow
from storage.due import Due
from storage.engine import Store
from storage.inbox import Inbox
from storage.kinds import DueKind, InboxState, Lane, OutboxKind, OutboxState, Priority, Role, Shows, Status
from storage.migrate import migrate
from storage.outbox import Outbox
from storage.people import Grant, Person
from storage.tickets import Shown, Ticket

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
HERE, THERE = -1, -2


@pytest.fixture
async def store(empty_database: str) -> AsyncIterator[Store]:
    store = Store(empty_database)
    await migrate(store)
    yield store
    await store.close()


def came(update_id: int, chat_id: int, press: bool = False, state: InboxState = InboxState.NEW) -> Inbox:
    return Inbox(
        bot_id=1,
        update_id=update_id,
        digest=str(update_id),
        chat_id=chat_id,
        press=press,
        reason="issue",
        body={},
        received_at=NOW,
        state=state,
    )


def owed(chat_id: int, lane: Lane = Lane.CARD, **more: Any) -> Outbox:
    return Outbox(chat_id=chat_id, lane=int(lane), kind=OutboxKind.SEND, payload={}, created_at=NOW, **more)


async def heads_in_turn(session: AsyncSession, chats: set[int]) -> list[int]:
    """The update ids in the order in which one worker takes them."""
    taken = []
    while (row := await inbox.head(session, chats)) is not None:
        taken.append(row.update_id)
        row.state = InboxState.DONE
        await session.flush()
    return taken


async def test_a_chats_presses_go_ahead_and_its_messages_stay_in_order(store: Store) -> None:
    async with store.write() as session:
        session.add_all([came(1, HERE), came(2, THERE), came(3, HERE), came(4, HERE, press=True), came(5, THERE)])
        await session.flush()
        assert await heads_in_turn(session, set()) == [4, 1, 2, 3, 5]


async def test_a_chat_that_is_being_retried_is_left_alone_entirely(store: Store) -> None:
    async with store.write() as session:
        session.add_all([came(1, HERE), came(2, THERE), came(3, HERE)])
        await session.flush()
        assert await heads_in_turn(session, {HERE}) == [2]


async def test_handled_and_parked_rows_are_never_taken_again(store: Store) -> None:
    async with store.write() as session:
        session.add_all([came(1, HERE, state=InboxState.DONE), came(2, HERE, state=InboxState.PARKED), came(3, HERE)])
        await session.flush()
        assert await heads_in_turn(session, set()) == [3]


async def test_the_same_update_cannot_be_written_twice(store: Store) -> None:
    with pytest.raises(IntegrityError):
        async with store.write() as session:
            session.add_all([came(1, HERE), came(1, HERE)])


async def test_answers_leave_before_cards_and_each_chat_sends_one_at_a_time(store: Store) -> None:
    async with store.write() as session:
        rows = [owed(HERE), owed(HERE, Lane.ANSWER), owed(THERE, Lane.ANNOUNCEMENT), owed(HERE, Lane.ANSWER)]
        for row in rows:
            session.add(row)
            await session.flush()
        first = await outbox.heads(session, set(), 10)
        assert [row.id for row in first] == [rows[1].id, rows[2].id]
        assert [row.id for row in await outbox.heads(session, {THERE}, 10)] == [rows[1].id]


async def test_while_a_row_is_being_sent_its_chat_waits(store: Store) -> None:
    async with store.write() as session:
        first, second = owed(HERE), owed(HERE)
        session.add(first)
        await session.flush()
        session.add(second)
        await session.flush()
        assert await outbox.claim(session, first.id or 0) is not None
        assert await outbox.heads(session, set(), 10) == []
        first.state = OutboxState.SENT
        await session.flush()
        assert [row.id for row in await outbox.heads(session, set(), 10)] == [second.id]


async def test_a_row_is_claimed_by_one_only(store: Store) -> None:
    async with store.write() as session:
        row = owed(HERE)
        session.add(row)
        await session.flush()
        assert await outbox.claim(session, row.id or 0) is not None
        assert await outbox.claim(session, row.id or 0) is None


async def test_only_edits_that_still_wait_are_folded(store: Store) -> None:
    async with store.write() as session:
        ticket = await a_ticket(session)
        shown = Shown(ticket_id=ticket.id or 0, chat_id=HERE, purpose=Shows.CARD)
        session.add(shown)
        await session.flush()
        send = owed(HERE, shown_id=shown.id)
        waiting, sending = owed(HERE, shown_id=shown.id), owed(HERE, shown_id=shown.id, state=OutboxState.SENDING)
        waiting.kind = sending.kind = OutboxKind.EDIT
        session.add_all([send, waiting, sending])
        await session.flush()
        await outbox.fold(session, shown.id or 0)
        for row in (send, waiting, sending):
            await session.refresh(row)
        assert (send.state, waiting.state, sending.state) == (
            OutboxState.QUEUED,
            OutboxState.FOLDED,
            OutboxState.SENDING,
        )


async def test_what_is_due_is_claimed_oldest_first_and_only_once(store: Store) -> None:
    async with store.write() as session:
        ticket = await a_ticket(session)
        number = ticket.id or 0
        session.add(Due(kind=DueKind.CLOSE, ticket_id=number, due_at=NOW))
        session.add(Due(kind=DueKind.NUDGE, ticket_id=number, due_at=NOW - timedelta(hours=1)))
        await session.flush()
        claimed = [await due.claim(session, NOW) for _ in range(3)]
        assert [row.kind if row else None for row in claimed] == [DueKind.NUDGE, DueKind.CLOSE, None]


async def test_what_is_not_due_yet_stays(store: Store) -> None:
    async with store.write() as session:
        ticket = await a_ticket(session)
        session.add(Due(kind=DueKind.CLOSE, ticket_id=ticket.id or 0, due_at=NOW + timedelta(seconds=1)))
        await session.flush()
        assert await due.claim(session, NOW) is None


async def test_a_claim_is_undone_with_its_transaction(store: Store) -> None:
    async with store.write() as session:
        ticket = await a_ticket(session)
        session.add(Due(kind=DueKind.CLOSE, ticket_id=ticket.id or 0, due_at=NOW))
    with pytest.raises(RuntimeError):
        async with store.write() as session:
            assert await due.claim(session, NOW) is not None
            raise RuntimeError
    async with store.write() as session:
        assert await due.claim(session, NOW) is not None


async def test_a_role_is_held_once_for_a_scope(store: Store) -> None:
    with pytest.raises(IntegrityError):
        async with store.write() as session:
            person = Person(telegram_id=1, name="王芳")
            session.add(person)
            await session.flush()
            for _ in range(2):
                session.add(Grant(person_id=person.id or 0, role=Role.COMMITTEE, granted_at=NOW))
            await session.flush()


async def test_times_come_back_aware_and_ids_keep_their_52_bits(store: Store) -> None:
    far = 2**52 - 1
    async with store.write() as session:
        session.add(Person(telegram_id=far, name="远"))
        session.add(came(far, -far))
    async with store.read() as session:
        row = (await session.exec(select(Inbox))).one()
        assert (row.update_id, row.chat_id, row.received_at) == (far, -far, NOW)
        assert row.received_at.tzinfo is not None
        assert (await session.exec(select(Person.telegram_id))).one() == far


async def a_ticket(session: AsyncSession) -> Ticket:
    """A ticket with all that it must point to."""

    session.add(BuildingRow(code="ZSH", name="总商会大厦", aliases=[]))
    await session.flush()
    session.add(GridRow(code="G01", name="一微网格", building="ZSH"))
    person = Person(telegram_id=2001, name="张伟")
    session.add(person)
    await session.flush()
    ticket = Ticket(
        status=Status.NEW,
        grid="G01",
        building="ZSH",
        priority=Priority.NORMAL,
        reporter_id=person.id or 0,
        chat_id=HERE,
        message_id=1,
        text="电梯坏了",
        created_at=NOW,
        accept_due=NOW,
        resolve_due=NOW,
    )
    session.add(ticket)
    await session.flush()
    return ticket
