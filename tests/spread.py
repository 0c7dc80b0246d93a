"""`python -m tests.spread [GROUPS …]`: an announcement to 33 and to 1,000 groups, over HTTP, limits on at both ends.

The bot is a process of its own, so it can be killed. For each number of groups the announcement is spread once in peace
and once with a kill -9 in the middle; meanwhile somebody reports a problem in a group, to see that it need not wait for
the announcement. The limit's own minimum is counted from the local platform's limits: with 30 a second, the last of
1,000 messages cannot go out before the 33rd second. Exits 1 if a group got none, or in peace two.
"""

import asyncio
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

import yaml
from rich.console import Console
from rich.table import Table

from bot.chatroom import Chat, Message, Room
from desk.directory import read
from desk.directory.keeping import keep
from storage.chats import Chat as ChatRow
from storage.engine import Store
from storage.kinds import ChatKind
from storage.migrate import migrate
from tests.edge.process import BotProcess
from tests.town import ADMIN

LINE = "/event 下周三12:00-13:00 太极课 限30人"
PROBLEM = "电梯按了没反应"
PATIENCE = 300.0
IN_A_HOUSE = 50


@dataclass(frozen=True)
class Figures:
    """What came of one spread: seconds, how many groups got none or more than one, how long a report waited.

    `cpu`: seconds of processor that the bot took, since its last start; where others keep the machine
    busy, this tells what the seconds would be without them.
    """

    groups: int
    killed: bool
    seconds: float
    least: float
    missing: int
    twice: int
    card: float
    cpu: float = 0.0

    @property
    def fails(self) -> bool:
        """What must not be: a group without it, or a second copy that no kill explains."""
        return self.missing > 0 or (self.twice > 0 and not self.killed)


def directory(groups: int) -> str:
    """A district with so many grids."""
    houses = range((groups + IN_A_HOUSE - 1) // IN_A_HOUSE)
    grids = [{"code": f"G{n:04}", "name": f"{n}号微网格", "building": f"B{n // IN_A_HOUSE}"} for n in range(groups)]
    buildings = [{"code": f"B{n}", "name": f"{n}号大厦"} for n in houses]
    found: str = yaml.safe_dump(
        {"district": {"name": "商务区"}, "buildings": buildings, "grids": grids}, allow_unicode=True
    )
    return found


class Stage:
    """So many bound groups, an admin who announces and a member who reports."""

    def __init__(self, room: Room, bot: BotProcess, groups: int) -> None:
        self.room = room
        self.bot = bot
        self.admin = room.add_person(ADMIN, "管理员")
        self.private = room.private_chat(self.admin)
        self.private.bot = "member"
        self.member = room.add_person(2001, "张伟")
        self.groups: list[Chat] = []
        for number in range(groups):
            group = room.add_group(-1001 - number, f"{number}号微网格群", owner=self.member)
            group.bot = "member"
            self.groups.append(group)

    async def fill(self) -> None:
        """The groups are bound in the records, as an admin would have done."""
        store = Store(f"sqlite+aiosqlite:///{self.bot.database}")
        await migrate(store)
        async with store.write() as session:
            await keep(session, read(directory(len(self.groups))), datetime.now(UTC))
            for number, group in enumerate(self.groups):
                session.add(ChatRow(id=group.id, kind=ChatKind.GRID, title=group.title, grid=f"G{number:04}"))
        await store.shred()
        await store.close()

    def copies(self) -> Counter[int]:
        """How many announcements each group has."""
        return Counter({group.id: len(self._announced(group)) for group in self.groups})

    def _announced(self, group: Chat) -> list[Message]:
        return [one for one in self.room.visible(group) if one.from_bot and "太极课" in one.text]

    def reached(self) -> int:
        """How many groups have it."""
        return sum(1 for count in self.copies().values() if count)

    def card(self) -> bool:
        """Whether the reported problem has its card."""
        return any("承办：" in one.text for one in self.room.visible(self.groups[-1]))

    async def spread(self, killed: bool) -> Figures:
        """Announce it, and wait until every group has it and nothing more comes."""
        self.room.say(self.private, self.admin, LINE)
        await self.room.until(lambda: any(one.buttons for one in self.room.visible(self.private)), PATIENCE)
        read_back = next(one for one in self.room.visible(self.private) if one.buttons)
        await asyncio.sleep(2)  # what went out before takes nothing from this second's limit
        begun = perf_counter()
        self.room.press(read_back, self.admin, next(one.text for one in read_back.buttons if "发布" in one.text))
        await self.room.until(lambda: self.reached() >= len(self.groups) // 3, PATIENCE)
        if killed:
            await self.bot.is_killed()
            await self.bot.starts()
        asked = perf_counter()
        self.room.say(self.groups[-1], self.member, PROBLEM)
        await self.room.until(self.card, PATIENCE)
        card = perf_counter() - asked
        await self.room.until(lambda: self.reached() == len(self.groups), PATIENCE)
        seconds = perf_counter() - begun
        await asyncio.sleep(5)  # a second copy would come by now
        copies = self.copies().values()
        twice, missing = sum(count > 1 for count in copies), sum(count == 0 for count in copies)
        return Figures(len(self.groups), killed, seconds, self.least(), missing, twice, card)

    def least(self) -> float:
        """The seconds before which the last message cannot have gone out: the press's answer is not counted."""
        return float((len(self.groups) - 1) // self.room.limits.overall_per_second)


async def once(groups: int, killed: bool) -> Figures:
    """One spread on a fresh database."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        data.mkdir()
        room = Room()
        await room.start()
        room.limits.on = True
        bot = BotProcess(room, data, YOULIN_RATE_LIMITS="on")
        stage = Stage(room, bot, groups)
        await stage.fill()
        await bot.starts()
        try:
            return replace(await stage.spread(killed), cpu=bot.worked())
        finally:
            await bot.is_ended()
            await room.stop()


async def main(sizes: list[int]) -> int:
    """Measure and print."""
    table = Table(
        "groups", "kill -9", "seconds", "bot's CPU", "limit's minimum", "ratio", "missing", "twice", "a card meanwhile",
        title="one announcement",
    )  # fmt: skip
    found = [await once(groups, killed) for groups in sizes for killed in (False, True)]
    for one in found:
        table.add_row(
            str(one.groups), "yes" if one.killed else "no", f"{one.seconds:.1f}", f"{one.cpu:.1f} s",
            f"{one.least:.0f} s", f"{one.seconds / one.least:.2f}",
            str(one.missing), str(one.twice), f"{one.card:.2f} s",
        )  # fmt: skip
    Console(width=120).print(table)
    return int(any(one.fails for one in found))


if __name__ == "__main__":
    sys.exit(asyncio.run(main([int(one) for one in sys.argv[1:]] or [33, 1000])))
