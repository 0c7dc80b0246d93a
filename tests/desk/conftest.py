"""The town's directory and people, on a desk of their own."""

from collections.abc import AsyncIterator

import pytest

from desk.desk import Desk
from storage.engine import Store
from storage.people import Person
from tests.desk.stage import desk_on


@pytest.fixture
async def desk(database: str) -> AsyncIterator[Desk]:
    """A desk in a transaction that comes to nothing; 张伟, 刘洋 and 孙丽 are known, and hold no role."""
    store = Store(database)
    async with store.write() as session:
        session.add_all(
            Person(telegram_id=number, name=name) for number, name in ((2001, "张伟"), (2002, "刘洋"), (2003, "孙丽"))
        )
        await session.flush()
        yield await desk_on(session)
        await session.rollback()
    await store.close()
