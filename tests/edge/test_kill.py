"""kill -9 at any moment: every problem becomes one ticket with a card, and no chatter is ever on disk."""

import asyncio
import random
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlmodel import col, func, select

from bot.chatroom import Chat, Message, Room, RoomPerson
from desk.directory import read
from desk.triage import Triage
from storage.chats import Chat as ChatRow
from storage.engine import Store
from storage.inbox import Inbox
from storage.kinds import ChatKind, InboxState, OutboxState
from storage.outbox import Outbox
from storage.tickets import Ticket
from tests.conftest import DIRECTORY
from tests.edge.process import BotProcess

MESSAGES = 500
KILLS = 12
FAULTS = (
    "灯不亮了", "空调不制冷", "厕所堵了", "水管漏水", "门禁刷不开",
    "电梯按了没反应", "停电了", "网络断了", "走廊有异味", "天花板漏水",
)  # fmt: skip
TALK = ("中午吃{}号食堂吗", "周末爬山第{}组还有人吗", "谁有{}路公交的时刻表", "哈哈第{}次迟到了", "恭喜{}号选手")
REST = 60.0  # seconds within which everything must have come to rest


def problems() -> list[str]:
    """250 different problems."""
    return [f"{floor}楼{fault}" for fault in FAULTS for floor in range(1, 26)]


def chatter() -> list[str]:
    """250 lines of talk, each with a mark that can be searched for in files of any encoding."""
    return [TALK[number % len(TALK)].format(f"ZQ{number:03d}") for number in range(250)]


class Scene:
    """A group that talks while its assistant is being killed."""

    def __init__(self, room: Room, bot: BotProcess) -> None:
        self.room = room
        self.bot = bot
        self.people = [room.add_person(2000 + number, f"成员{number}") for number in range(20)]
        self.officer: RoomPerson = room.add_person(1002, "老周")
        room.private_chat(self.officer).bot = "member"
        self.group: Chat = room.add_group(-1001, "总商会大厦一微网格", owner=self.people[0])
        room.join(self.group, *self.people[1:])
        self.said: list[Message] = []

    async def binds(self) -> None:
        """The group is bound in the records, as an admin would have done."""
        store = Store(f"sqlite+aiosqlite:///{self.bot.database}")
        async with store.write() as session:
            session.add(ChatRow(id=self.group.id, kind=ChatKind.GRID, title=self.group.title, grid="G01"))
        await store.close()
        self.group.bot = "member"

    async def talks(self, lines: list[str], chance: random.Random) -> None:
        """Say all lines, in bursts and with pauses, by different people."""
        for line in lines:
            self.said.append(self.room.say(self.group, chance.choice(self.people), line))
            if chance.random() < 0.1:
                await asyncio.sleep(chance.uniform(0, 0.8))

    async def rests(self) -> None:
        """Until nothing is on its way any more."""
        store = Store(f"sqlite+aiosqlite:///{self.bot.database}")
        async with asyncio.timeout(REST):
            while self.room.pending_updates() or await waiting(store):  # noqa: ASYNC110  another process works
                await asyncio.sleep(0.05)
        await store.close()


async def waiting(store: Store) -> int:
    async with store.read() as session:
        coming = select(func.count()).select_from(Inbox).where(Inbox.state == InboxState.NEW)
        going = select(func.count()).select_from(Outbox)
        going = going.where(col(Outbox.state).in_((OutboxState.QUEUED, OutboxState.SENDING)))
        return (await session.exec(coming)).one() + (await session.exec(going)).one()


@pytest.fixture
async def scene(tmp_path: Path, loaded_database: Path) -> AsyncIterator[Scene]:
    data = tmp_path / "data"
    data.mkdir()
    room = Room()
    await room.start()
    bot = BotProcess(room, data)
    shutil.copy(loaded_database, bot.database)
    scene = Scene(room, bot)
    await scene.binds()
    yield scene
    await room.stop()


def test_the_lines_are_what_the_test_takes_them_for() -> None:
    triage = Triage(read(DIRECTORY.read_text("utf-8")))
    assert len({*problems()}) == len({*chatter()}) == MESSAGES // 2
    assert [line for line in problems() if not triage.read(line, "G01").is_issue] == []
    assert [line for line in chatter() if triage.read(line, "G01").is_issue] == []


async def test_no_issue_is_lost_or_doubled_and_no_chatter_kept_under_kill_9(scene: Scene) -> None:
    chance = random.Random(20261123)  # noqa: S311  a test wants moments, not secrets
    lines = problems() + chatter()
    chance.shuffle(lines)
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
    await assert_all_is_there(scene)
    assert traces(scene.bot.data) == []
    log = scene.bot.said_in_log()
    assert [line for line in lines if line in log] == []


async def assert_all_is_there(scene: Scene) -> None:
    store = Store(f"sqlite+aiosqlite:///{scene.bot.database}")
    async with store.read() as session:
        tickets = (await session.exec(select(Ticket).order_by(col(Ticket.id)))).all()
    await store.close()
    said = sorted((message.id, message.text) for message in scene.said if "ZQ" not in message.text)
    assert sorted((ticket.message_id, ticket.text) for ticket in tickets) == said
    for chat in (scene.group, scene.room.private_chat(scene.officer)):
        shown = "\n".join(message.text for message in scene.room.visible(chat) if message.from_bot)
        expected = [one for one in tickets if chat is scene.group or one.role is not None]
        assert [one.id for one in expected if f"#{one.id} " not in shown] == []
    assert {update.state for update in scene.room.updates} == {"confirmed"}


def traces(data: Path) -> list[str]:
    """Marks of chatter in any byte of any file."""
    everything = b"".join(path.read_bytes() for path in sorted(data.rglob("*")) if path.is_file())
    return [mark for mark in (f"ZQ{number:03d}" for number in range(250)) if mark.encode() in everything]


async def test_sigterm_in_mid_work_leaves_nothing_undone(scene: Scene) -> None:
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
    await assert_all_is_there(scene)


@pytest.mark.parametrize(("when", "copies"), [("before", 1), ("after", 2)])
async def test_a_card_under_way_when_the_process_dies_is_sent_again(scene: Scene, when: str, copies: int) -> None:
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
