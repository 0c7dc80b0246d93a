"""What is put into a chat's next message by one process while another sends it: not forgotten, not said twice.

On PostgreSQL; on SQLite there is one writer at a time.
"""

import asyncio

import pytest

from desk.tickets import chasing
from desk.tickets.move import get
from storage import due, reminders
from storage.kinds import DueKind
from tests.scheduled.conftest import Office
from tests.scheduled.test_ticking import ZHOU, named
from tests.storage.test_several import somebody_waits


@pytest.fixture
def backend() -> str:
    return "postgresql"


async def test_what_is_owed_while_another_process_tells_is_told_after_it(office: Office) -> None:
    await office.opens(1, 2)
    one, other = office.stores

    async def adds(number: int) -> None:
        async with other.write() as session:
            desk = await office.desk(session)
            await chasing.owe(desk, ZHOU, await get(desk, number))

    await adds(1)
    async with one.write() as telling:
        row = await due.claim(telling, office.clock.now())
        assert row is not None
        assert await reminders.take(telling, ZHOU) == [1]
        adding = asyncio.create_task(adds(2))
        await somebody_waits(other)
    await adding
    (owed,) = await office.due(DueKind.TELL)
    assert owed.subject == f"chat:{ZHOU}"
    assert [one.ticket_id for one in await office.untold()] == [2]


async def test_nobody_tells_while_another_process_adds_to_what_is_to_be_told(office: Office) -> None:
    await office.opens(1, 2)
    one, other = office.stores
    async with one.write() as session:
        desk = await office.desk(session)
        await chasing.owe(desk, ZHOU, await get(desk, 1))
    async with one.write() as adding:
        desk = await office.desk(adding)
        await chasing.owe(desk, ZHOU, await get(desk, 2))
        async with other.write() as session:
            assert await due.claim(session, office.clock.now()) is None
    await office.ticks()
    assert named(await office.said(ZHOU)) == [1, 2]
