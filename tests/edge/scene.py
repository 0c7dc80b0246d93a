"""Groups that talk while their assistant is being killed, and what must have come of it."""

import asyncio
import random
import time
from collections.abc import Sequence

from sqlmodel import col, func, select

from bot.chatroom import Chat, Message, Room, RoomPerson
from storage.chats import Chat as ChatRow
from storage.engine import Store
from storage.inbox import Inbox
from storage.kinds import ChatKind, InboxState, OutboxState
from storage.outbox import Outbox
from storage.tickets import Ticket

MESSAGES = 500
KILLS = 12
FAULTS = (
    "灯不亮了", "空调不制冷", "厕所堵了", "水管漏水", "门禁刷不开",
    "电梯按了没反应", "停电了", "网络断了", "走廊有异味", "窗户关不上",
)  # fmt: skip
TALK = ("中午吃{}号食堂吗", "周末爬山第{}组还有人吗", "谁有{}路公交的时刻表", "哈哈第{}次迟到了", "恭喜{}号选手")
MARKS = [f"ZQ{number:03d}" for number in range(MESSAGES // 2)]
REST = 60.0  # seconds without any progress, after which it is taken for dead


def problems() -> list[str]:
    """250 different problems."""
    return [f"{floor}楼{fault}" for fault in FAULTS for floor in range(1, 26)]


def chatter() -> list[str]:
    """250 lines of talk, each with a mark that can be searched for wherever things are kept."""
    return [TALK[number % len(TALK)].format(mark) for number, mark in enumerate(MARKS)]


def shuffled(chance: random.Random) -> list[str]:
    """Problems and chatter, as they come."""
    lines = problems() + chatter()
    chance.shuffle(lines)
    return lines


class Scene:
    """The groups of these grids, their members, and an officer who works for all of them."""

    def __init__(self, room: Room, url: str, grids: Sequence[str] = ("G01",)) -> None:
        self.room = room
        self.url = url
        self.people = [room.add_person(2000 + number, f"成员{number}") for number in range(20)]
        self.officer: RoomPerson = room.add_person(1002, "老周")
        room.private_chat(self.officer).bot = "member"
        self.groups: dict[str, Chat] = {}
        for number, grid in enumerate(grids, start=1001):
            self.groups[grid] = group = room.add_group(-number, f"{grid}微网格", owner=self.people[0])
            room.join(group, *self.people[1:])
        self.said: list[Message] = []

    @property
    def group(self) -> Chat:
        """The first of them."""
        return next(iter(self.groups.values()))

    async def binds(self) -> None:
        """The groups are bound in the records, as an admin would have done."""
        store = Store(self.url)
        async with store.write() as session:
            for grid, group in self.groups.items():
                session.add(ChatRow(id=group.id, kind=ChatKind.GRID, title=group.title, grid=grid))
                group.bot = "member"
        await store.close()

    async def talks(self, lines: list[str], chance: random.Random) -> None:
        """Say all lines, in bursts and with pauses, by different people."""
        for line in lines:
            group = chance.choice([*self.groups.values()])
            self.said.append(self.room.say(group, chance.choice(self.people), line))
            if chance.random() < 0.1:
                await asyncio.sleep(chance.uniform(0, 0.8))

    async def rests(self) -> None:
        """Until nothing is on its way any more."""
        store = Store(self.url)
        left, since = 0, time.monotonic()
        while now := self.room.pending_updates() + await _waiting(store):
            if now != left:
                left, since = now, time.monotonic()
            assert time.monotonic() - since < REST, f"{now} are still on their way"
            await asyncio.sleep(0.05)
        await store.close()

    async def assert_all_is_there(self) -> None:
        """Each problem is one ticket with a card, in the order of its group, and every update was taken."""
        store = Store(self.url)
        async with store.read() as session:
            tickets = (await session.exec(select(Ticket).order_by(col(Ticket.id)))).all()
        await store.close()
        for group in self.groups.values():
            said = [(one.id, one.text) for one in self.said if one.chat is group and "ZQ" not in one.text]
            assert [(one.message_id, one.text) for one in tickets if one.chat_id == group.id] == said
            _assert_shown(self.room, group, [one for one in tickets if one.chat_id == group.id])
        officers = [one for one in tickets if one.role is not None]
        _assert_shown(self.room, self.room.private_chat(self.officer), officers)
        assert {update.state for update in self.room.updates} == {"confirmed"}


def _assert_shown(room: Room, chat: Chat, tickets: Sequence[Ticket]) -> None:
    shown = "\n".join(message.text for message in room.visible(chat) if message.from_bot)
    assert [one.id for one in tickets if f"#{one.id} " not in shown] == []


async def _waiting(store: Store) -> int:
    async with store.read() as session:
        coming = select(func.count()).select_from(Inbox).where(Inbox.state == InboxState.NEW)
        going = select(func.count()).select_from(Outbox)
        going = going.where(col(Outbox.state).in_((OutboxState.QUEUED, OutboxState.SENDING)))
        return (await session.exec(coming)).one() + (await session.exec(going)).one()
