"""`make bench`: each line a path, its time, its baseline, the ratio. Figures vary with the machine; ratios less so.

`make bench ONLY=tick` (or reading, queues) measures only that.
"""

import asyncio
import json
import sys
import tempfile
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import perf_counter

from rich.console import Console
from rich.table import Table
from sqlalchemy import text
from sqlmodel import col, update
from telegram import Bot, Update

from desk.directory import read
from desk.triage import Triage
from storage import due, inbox, outbox
from storage.engine import Store
from storage.inbox import Inbox
from storage.kinds import InboxState, OutboxKind
from storage.migrate import migrate
from storage.outbox import Outbox
from tests.bench.ticking import Line, ticking

ROUNDS = 7
NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
TALK = "中午一起去楼下吃饭吗，听说新开了一家面馆"
PROBLEM = "总商会大厦12楼东侧电梯按了没反应，麻烦派人看看"
MESSAGE = {
    "update_id": 1,
    "message": {
        "message_id": 1,
        "date": 1795395600,
        "chat": {"id": -1001, "type": "supergroup", "title": "总商会大厦一微网格"},
        "from": {"id": 2001, "is_bot": False, "first_name": "张伟"},
        "text": PROBLEM,
    },
}


def timed(what: Callable[[], object], times: int) -> float:
    """Seconds for one call; the median of several rounds."""

    def once() -> float:
        start = perf_counter()
        for _ in range(times):
            what()
        return (perf_counter() - start) / times

    return median(once() for _ in range(ROUNDS))


async def timed_async(what: Callable[[], Awaitable[object]], times: int) -> float:
    """The same for what must be awaited."""
    rounds = []
    for _ in range(ROUNDS):
        start = perf_counter()
        for _ in range(times):
            await what()
        rounds.append((perf_counter() - start) / times)
    return median(rounds)


def reading() -> list[Line]:
    """Triage against parsing the update that carried the message."""
    triage = Triage(read((Path(__file__).parent.parent / "town.yaml").read_text("utf-8")))
    bot = Bot("1:A")
    body = json.dumps(MESSAGE)
    parse = timed(lambda: Update.de_json(json.loads(body), bot), 500)
    talk = timed(lambda: triage.read(TALK, "G01"), 500)
    problem = timed(lambda: triage.read(PROBLEM, "G01"), 500)
    against = "parsing its update"
    return [("triage, small talk", talk, against, parse), ("triage, a problem", problem, against, parse)]


async def filled(path: Path, rows: int) -> Store:
    """A database in which so many updates and messages wait, spread over 33 groups."""
    store = Store(f"sqlite+aiosqlite:///{path}")
    await migrate(store)
    async with store.write() as session:
        for number in range(rows):
            chat_id = -(number % 33) - 1
            session.add(
                Inbox(
                    bot_id=1,
                    update_id=number,
                    digest="",
                    chat_id=chat_id,
                    reason="issue",
                    body=MESSAGE,
                    received_at=NOW,
                )
            )
            session.add(Outbox(chat_id=chat_id, lane=1, kind=OutboxKind.SEND, payload={}, created_at=NOW))
    return store


async def queues(folder: Path) -> list[Line]:
    """Taking the next row when much waits, against when little waits; and a row's commit against a bare one."""
    small, large = await filled(folder / "small.db", 100), await filled(folder / "large.db", 10_000)

    async def head(store: Store) -> None:
        async with store.write() as session:
            await inbox.head(session, set())

    async def heads(store: Store) -> None:
        async with store.read() as session:
            await outbox.heads(session, set(), 4)

    async def nothing_due(store: Store) -> None:
        async with store.write() as session:
            await due.claim(session, NOW)

    async def bare() -> None:
        async with small.write() as session:
            await (await session.connection()).execute(text("UPDATE inbox SET attempts = attempts WHERE id = 1"))

    async def mark() -> None:
        async with small.write() as session:
            row = await inbox.head(session, set())
            marked = update(Inbox).where(col(Inbox.id) == (row.id if row else 0))
            await session.exec(marked.values(state=InboxState.NEW))

    lines = [
        ("inbox: next of 10,000", await timed_async(lambda: head(large), 20), "next of 100",
         await timed_async(lambda: head(small), 20)),
        ("outbox: heads of 10,000", await timed_async(lambda: heads(large), 20), "heads of 100",
         await timed_async(lambda: heads(small), 20)),
        ("inbox: take and mark a row", await timed_async(mark, 50), "a bare commit", await timed_async(bare, 50)),
        ("tick: nothing due", await timed_async(lambda: nothing_due(large), 50), "a bare commit",
         await timed_async(bare, 50)),
    ]  # fmt: skip
    await small.close()
    await large.close()
    return lines


def queueing() -> list[Line]:
    """The queues, in a folder of their own."""
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(queues(Path(folder)))


PARTS: dict[str, Callable[[], list[Line]]] = {"reading": reading, "queues": queueing, "tick": ticking}


def main() -> None:
    """Measure the parts that are named, or all, and print."""
    wanted = sys.argv[1:] or list(PARTS)
    lines = [line for name in wanted for line in PARTS[name]()]
    table = Table("path", "time", "baseline", "time", "ratio", title="youlin bench")
    for path, seconds, baseline, base in lines:
        table.add_row(path, f"{seconds * 1000:.3f} ms", baseline, f"{base * 1000:.3f} ms", f"{seconds / base:.2f}")
    Console().print(table)


if __name__ == "__main__":
    main()
