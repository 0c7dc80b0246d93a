"""What was read is what is kept; what a later file no longer names retires; roles given in the chat stay."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import select

from bot import sample
from desk.directory import read
from desk.directory.book import open_book
from desk.directory.keeping import keep, recall
from storage.directory import GridRow
from storage.engine import Store
from storage.kinds import Role
from storage.migrate import migrate
from storage.people import Grant, Person, by_telegram_id, holders

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    store = Store(f"sqlite+aiosqlite:///{tmp_path / 'rows.db'}")
    await migrate(store)
    yield store
    await store.close()


async def test_a_directory_comes_back_as_it_was_but_for_its_people(store: Store) -> None:
    """People and their roles live in tables of their own, since the chat may change them."""
    directory = read(sample.text())
    async with store.write() as session:
        await keep(session, directory, NOW)
    async with store.read() as session:
        assert await recall(session) == replace(directory, people=())
        leaders = await holders(session, Role.GRID_LEADER, grid="G01")
        assert [leader.name for leader in leaders] == ["王芳"]


async def test_what_a_later_file_does_not_name_retires_and_comes_back_when_named_again(store: Store) -> None:
    directory = read(sample.text())
    fewer = replace(directory, grids=directory.grids[1:], people=())
    async with store.write() as session:
        await keep(session, directory, NOW)
        await keep(session, fewer, NOW)
    async with store.write() as session:
        book = await open_book(session, ZoneInfo("Asia/Shanghai"))
        assert book.version == 2
        assert directory.grids[0].code not in book.grids
        assert await session.get(GridRow, directory.grids[0].code) is not None
        await keep(session, directory, NOW)
        assert directory.grids[0].code in (await open_book(session, ZoneInfo("Asia/Shanghai"), book)).grids


async def test_a_load_replaces_the_roles_of_the_file_and_leaves_those_of_the_chat(store: Store) -> None:
    directory = read(sample.text())
    async with store.write() as session:
        await keep(session, directory, NOW)
        wang = await by_telegram_id(session, 1001)
        assert wang is not None
        session.add(Grant(person_id=wang.id or 0, role=Role.STREET, granted_at=NOW))
        await keep(session, replace(directory, people=()), NOW)
    async with store.read() as session:
        left = (await session.exec(select(Grant.role).join(Person).where(Person.telegram_id == 1001))).all()
        assert left == [Role.STREET]


async def test_loading_the_same_file_again_changes_nothing_but_the_version(store: Store) -> None:
    directory = read(sample.text())
    async with store.write() as session:
        await keep(session, directory, NOW)
        before = (await session.exec(select(Grant.person_id, Grant.role, Grant.scope, Grant.granted_at))).all()
        await keep(session, directory, datetime(2026, 12, 1, tzinfo=UTC))
        after = (await session.exec(select(Grant.person_id, Grant.role, Grant.scope, Grant.granted_at))).all()
    assert sorted(before) == sorted(after)
