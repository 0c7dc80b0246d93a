"""kill -9 at any moment: every problem becomes one ticket with a card, and no chatter is ever on disk."""

import asyncio
import random
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlmodel import select

from bot.chatroom import Room
from desk.directory import read
from desk.triage import Triage
from storage.engine import Store
from storage.kinds import OutboxState
from storage.outbox import Outbox
from tests.conftest import DIRECTORY
from tests.edge.process import BotProcess
from tests.edge.scene import KILLS, MARKS, MESSAGES, Scene, chatter, problems, shuffled


class Killed(Scene):
    """One group, one process, SQLite."""

    def __init__(self, room: Room, bot: BotProcess) -> None:
        super().__init__(room, f"sqlite+aiosqlite:///{bot.database}")
        self.bot = bot


@pytest.fixture
async def scene(tmp_path: Path, loaded_database: Path) -> AsyncIterator[Killed]:
    data = tmp_path / "data"
    data.mkdir()
    room = Room()
    await room.start()
    bot = BotProcess(room, data)
    shutil.copy(loaded_database, bot.database)
    scene = Killed(room, bot)
    await scene.binds()
    yield scene
    await room.stop()


@pytest.mark.parametrize("grid", ["G01", "G02"])
def test_the_lines_are_what_the_test_takes_them_for(grid: str) -> None:
    triage = Triage(read(DIRECTORY.read_text("utf-8")))
    assert len({*problems()}) == len({*chatter()}) == MESSAGES // 2
    assert [line for line in problems() if not triage.read(line, grid).is_issue] == []
    assert [line for line in chatter() if triage.read(line, grid).is_issue] == []


@pytest.mark.long
async def test_no_issue_is_lost_or_doubled_and_no_chatter_kept_under_kill_9(scene: Killed) -> None:
    chance = random.Random(20261123)  # noqa: S311  a test wants moments, not secrets
    lines = shuffled(chance)
    talking = asyncio.create_task(scene.talks(lines, chance))
    await scene.bot.starts()
    while not talking.done() or scene.bot.kills < KILLS:
        await scene.room.until(lambda: len(scene.room.log.to("getUpdates")) > 0)
        await asyncio.sleep(chance.uniform(0.3, 2.5))
        await scene.bot.is_killed()
        assert traces(scene.bot.data) == []
        await scene.bot.starts()
    await talking
    await scene.rests()
    assert await scene.bot.is_ended() == 0
    await scene.assert_all_is_there()
    assert traces(scene.bot.data) == []
    log = scene.bot.said_in_log()
    assert [line for line in lines if line in log] == []


def traces(data: Path) -> list[str]:
    """Marks of chatter in any byte of any file."""
    everything = b"".join(path.read_bytes() for path in sorted(data.rglob("*")) if path.is_file())
    return [mark for mark in MARKS if mark.encode() in everything]


@pytest.mark.long
async def test_sigterm_in_mid_work_leaves_nothing_undone(scene: Killed) -> None:
    await scene.bot.starts()
    await scene.room.until(lambda: len(scene.room.log.to("getUpdates")) > 0, timeout=30)
    for line in problems()[:60]:
        scene.said.append(scene.room.say(scene.group, scene.people[1], line))
    await scene.room.until(lambda: len(scene.room.log.to("sendMessage")) > 5, timeout=30)
    assert await scene.bot.is_ended() == 0
    store = Store(f"sqlite+aiosqlite:///{scene.bot.database}")
    async with store.read() as session:
        states = set((await session.exec(select(Outbox.state))).all())
    await store.close()
    assert OutboxState.SENDING not in states, "what was being sent has been written down"
    await scene.bot.starts()
    await scene.rests()
    assert await scene.bot.is_ended() == 0
    await scene.assert_all_is_there()


@pytest.mark.parametrize(("when", "copies"), [("before", 1), ("after", 2)])
async def test_a_card_under_way_when_the_process_dies_is_sent_again(scene: Killed, when: str, copies: int) -> None:
    """Whether the platform had taken it nobody can know; a second copy is tolerable, a missing one is not."""
    held = scene.room.faults.hold(when, 1, method="sendMessage", chat=scene.group)
    await scene.bot.starts()
    scene.said.append(scene.room.say(scene.group, scene.people[1], "12楼电梯按了没反应"))
    await asyncio.wait_for(held.met.wait(), 30)
    await scene.bot.is_killed()
    await scene.room.stop()  # the call dies with its connection
    await scene.room.start()
    await scene.bot.starts()
    await scene.rests()
    assert await scene.bot.is_ended() == 0
    shown = [one for one in scene.room.visible(scene.group) if one.from_bot and "#1 " in one.text]
    assert len(shown) == copies
