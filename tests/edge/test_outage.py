"""The database goes away, or fills up, in the middle of a day: nothing is lost, nothing said twice, little logged."""

import asyncio
import errno
import logging
import sqlite3
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from storage.outages import Why, why
from storage.postgresql import Away
from storage.voice import FileVoice
from tests.conftest import fill
from tests.databases import Databases, PostgresServer
from tests.town import Town

BACK = "the database serves again"


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    """A server that may be stopped: nobody else uses it."""
    server = PostgresServer(fill)
    yield server
    server.close()


@pytest.fixture
def databases(request: pytest.FixtureRequest, backend: str) -> Databases:
    found: Databases = request.getfixturevalue("server" if backend == "postgresql" else backend)
    return found


class Disk:
    """The disk of a town's database: full, until it is given some space. `where`: the table that cannot grow."""

    def __init__(self, town: Town, where: str) -> None:
        self._town = town
        self._where = where

    async def fills(self) -> None:
        await self._order(
            "PRAGMA max_page_count = 1",  # never less than the file has already
            f"""
            CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$;
            CREATE TRIGGER full_disk BEFORE INSERT ON {self._where} EXECUTE FUNCTION full_disk();
            """,
        )

    async def is_cleared(self) -> None:
        await self._order("PRAGMA max_page_count = 1000000", "DROP FUNCTION full_disk CASCADE")

    async def _order(self, sqlite: str, postgresql: str) -> None:
        async with self._town.store.write() as session:
            connection = await (await session.connection()).get_raw_connection()
            assert connection.driver_connection is not None
            await connection.driver_connection.execute(sqlite if self._town.store.is_sqlite else postgresql)


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not condition():  # noqa: ASYNC110  a log rings no bell
            await asyncio.sleep(0.02)


def told(town: Town) -> list[str]:
    """What the admin was told of the database."""
    said = [one.text for one in town.room.visible(town.admin.private) if one.from_bot]
    return [one for one in said if "数据库" in one or "磁盘" in one]


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tries follow each other faster than in a town that has all day."""
    monkeypatch.setattr("bot.outage.SHORTEST", 0.05)
    monkeypatch.setattr("bot.outage.LONGEST", 0.1)
    monkeypatch.setattr("bot.outage.QUIET", 1.5)


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> Iterator[Callable[[], list[str]]]:
    """What has been logged since, warnings and worse, without the reason in brackets."""
    with caplog.at_level(logging.WARNING, "bot"):
        yield lambda: [line.getMessage().partition(" (")[0] for line in caplog.records]


@pytest.mark.parametrize("backend", ["postgresql"])
async def test_what_is_said_while_the_database_is_away_is_served_when_it_is_back(
    town: Town, server: PostgresServer, log: Callable[[], list[str]]
) -> None:
    await town.zhang.says("12楼电梯按了没反应")
    await asyncio.to_thread(server.server.stop)
    town.room.say(town.g01, town.liu.known, "9楼灯不亮了")
    await until(lambda: "the database does not answer" in log())
    town.clock.move_to(town.clock.now() + timedelta(minutes=2))
    await until(lambda: len(told(town)) == 1)
    await asyncio.to_thread(server.server.start)
    await town.settles()
    await until(lambda: len(told(town)) == 2)
    assert told(town) == [
        "今天 09:00起数据库没有响应，我先等着；恢复后会接着办，平台替我留着的消息不会丢。请看看服务器。",
        "数据库恢复了。今天 09:00到今天 09:02之间没能办的事，现在接着办，不用重发。",
    ]
    assert len(await town.tickets()) == 2
    cards = [one.text for one in town.room.visible(town.g01) if one.from_bot and "承办：" in one.text]
    assert [sum(f"#{number} " in card for card in cards) for number in (1, 2)] == [1, 1]


@pytest.mark.parametrize(
    ("backend", "where"),
    [("sqlite", "any"), ("postgresql", "inbox"), ("postgresql", "ticket")],
)
async def test_what_is_said_while_the_disk_is_full_is_served_when_there_is_space(
    town: Town, where: str, log: Callable[[], list[str]]
) -> None:
    disk = Disk(town, where)
    await disk.fills()
    faults = [f"{floor}楼灯不亮了" for floor in range(1, 21)]
    for fault in faults:
        town.room.say(town.g01, town.liu.known, fault)
    await until(lambda: "the database is full" in log())
    town.clock.move_to(town.clock.now() + timedelta(minutes=2))
    await until(lambda: len(told(town)) == 1)
    await disk.is_cleared()
    await town.settles()
    await until(lambda: len(told(town)) == 2)
    assert told(town) == [
        "今天 09:00起磁盘已满，新消息暂时记不下来，我先等着；腾出空间后会接着办，平台替我留着的消息不会丢。",
        "数据库恢复了。今天 09:00到今天 09:02之间没能办的事，现在接着办，不用重发。",
    ]
    assert [one.text for one in await town.tickets()] == faults
    assert log() == ["the database is full", BACK]


async def test_a_short_outage_is_nobodys_business(town: Town, log: Callable[[], list[str]]) -> None:
    disk = Disk(town, "any")
    await disk.fills()
    for floor in range(1, 21):
        town.room.say(town.g01, town.liu.known, f"{floor}楼灯不亮了")
    await until(lambda: "the database is full" in log())
    town.clock.move_to(town.clock.now() + timedelta(seconds=50))
    await disk.is_cleared()
    await town.settles()
    await until(lambda: BACK in log())
    assert log() == ["the database is full", BACK]
    assert told(town) == []


def wrong(code: int) -> DBAPIError:
    error = sqlite3.OperationalError("any")
    error.sqlite_errorcode = code
    return OperationalError("SELECT", None, error)


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (wrong(sqlite3.SQLITE_FULL), Why.FULL),
        (wrong(sqlite3.SQLITE_IOERR_WRITE), Why.AWAY),
        (wrong(sqlite3.SQLITE_BUSY), Why.AWAY),
        (wrong(sqlite3.SQLITE_ERROR), None),
        (Away(OSError(errno.ENOSPC, "no space")), Why.FULL),
        (Away(PermissionError()), Why.AWAY),
        (ConnectionResetError(), Why.AWAY),
        (TimeoutError(), Why.AWAY),
        (OSError(errno.EHOSTUNREACH, "no route to host"), Why.AWAY),
        (FileNotFoundError(), None),
        (PermissionError(), None),
        (OSError(errno.ENOSPC, "no space"), None),
        (IntegrityError("INSERT", None, sqlite3.IntegrityError("taken")), None),
        (ValueError(), None),
    ],
)
def test_only_the_database_itself_has_an_outage(error: Exception, expected: Why | None) -> None:
    assert why(error) is expected


async def test_lock_file_beside_the_database_that_cannot_be_had_is_an_outage(tmp_path: Path) -> None:
    with pytest.raises(Away) as caught:
        await FileVoice(str(tmp_path / "gone" / "youlin.db.voice")).take()
    assert why(caught.value) is Why.AWAY


async def test_update_that_stumbles_over_a_file_is_parked_and_no_outage(
    town: Town, monkeypatch: pytest.MonkeyPatch, log: Callable[[], list[str]]
) -> None:
    town.trouble_expected = True

    async def stumble(*_: object) -> None:
        raise FileNotFoundError

    monkeypatch.setattr("handlers.said", stumble)
    await town.zhang.tells_bot("你好")
    assert "the database does not answer" not in log()
    assert [line.endswith("failed") for line in log()] == [True] * 3
