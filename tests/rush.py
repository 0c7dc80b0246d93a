"""`python -m tests.rush`: 500 taps within ten seconds for 30 places, over HTTP through the whole stack, limits on.

Checked, on each database: exactly 30 are in, 470 wait, in each of two groups in the order of their taps; every tap was
answered, none with a wrong place, and the announcements tell it. A tap that waits longer than three seconds is answered
without words (DESIGN, rule 4); how many do depends on the machine. Printed: how long answers took, and how many edits
of the announcements were made. Exits 1 if a check fails.
"""

import asyncio
import re
import sys
import tempfile
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

from rich.console import Console
from rich.table import Table
from sqlmodel import col, func, select

from bot.chatroom import Chat, Message, Press, Room, RoomPerson
from bot.clock import SystemClock
from storage.due import Due
from storage.events import SignUp
from storage.kinds import DueKind, OutboxKind, OutboxState, SignUpState
from storage.outbox import Outbox
from storage.people import Person
from tests.conftest import fill
from tests.databases import Databases, PostgresServer, SqliteFiles
from tests.edge.process import BotProcess
from tests.happenings import takes_place
from tests.town import Town, settings_for

TAPS, PLACES, SECONDS = 500, 30, 10.0
PATIENCE = 120.0  # seconds until every tap must have been answered
IN, WAITS = re.compile("报上了，第 ([0-9]+) 位"), re.compile("满了，候补第 ([0-9]+) 位")


@dataclass(frozen=True)
class Tap:
    """Who tapped, what popped up, and how long that took."""

    person: RoomPerson
    answer: str
    seconds: float


async def rush(url: str, folder: Path) -> dict[str, Any]:
    """Play it on this database against a bot that is a process of its own; returns the figures."""
    clock: Any = SystemClock()
    room = Room(clock=clock)
    await room.start()
    town = Town(room, clock, settings_for(room, url))
    data = folder / "data"
    data.mkdir()
    bot = BotProcess(room, data, YOULIN_DATABASE_URL=url, YOULIN_RATE_LIMITS="on", YOULIN_TICK="1s")
    await bot.starts()
    await town.populates()
    crowd = [room.add_person(50_000 + number, f"报名者{number}") for number in range(TAPS)]
    for group, members in ((town.g01, crowd[::2]), (town.g02, crowd[1::2])):
        room.join(group, *members)
    await _rests(town)
    await takes_place(town, town.g01, town.g02, capacity=PLACES, starts_at=clock.now() + timedelta(days=2))
    shown = {group: town.admin.last(group) for group in (town.g01, town.g02)}
    begun, worked = perf_counter(), bot.worked()
    taps = await _taps(room, shown, crowd)
    took = perf_counter() - begun
    await _rests(town)
    spent = {"all answered after": took, "all at rest after": perf_counter() - begun}
    spent["processor time of the bot"] = bot.worked() - worked
    figures = await _figures(town, taps) | spent | _drawn(shown)
    await bot.is_ended()
    await town.store.close()
    await room.stop()
    return figures


async def _rests(town: Town) -> None:
    """Until everything is handled and sent, and what was put off is drawn."""
    async with asyncio.timeout(300):
        while True:
            async with town.store.read() as session:
                owed = (await session.exec(select(Due.id).where(Due.kind == DueKind.EVENT_DRAWN))).first()
            if owed is None and town.room.pending_updates() == 0 and await town.app.is_quiet():
                return
            await asyncio.sleep(0.25)


async def _taps(room: Room, shown: dict[Chat, Message], crowd: list[RoomPerson]) -> list[Tap]:
    """Everybody taps, one after the other; and when each was answered."""
    begun = perf_counter()
    under_way: list[tuple[float, Press]] = []
    taps: dict[int, Tap] = {}
    while len(taps) < len(crowd) and perf_counter() - begun < PATIENCE:
        due = min(len(crowd), int((perf_counter() - begun) / SECONDS * len(crowd)) + 1)
        for person in crowd[len(under_way) + len(taps) : due]:
            message = next(one for group, one in shown.items() if person.id in group.members)
            under_way.append((perf_counter(), room.press(message, person, "报名")))
        for at, press in [one for one in under_way if one[1].answer is not None]:
            text = press.answer.text if press.answer is not None else ""
            taps[press.person.id] = Tap(press.person, text, perf_counter() - at)
        under_way = [one for one in under_way if one[1].person.id not in taps]
        await asyncio.sleep(0.005)
    return [taps[person.id] for person in crowd]


async def _figures(town: Town, taps: list[Tap]) -> dict[str, Any]:
    async with town.store.read() as session:
        statement = (
            select(SignUp, Person).join(Person, col(Person.id) == col(SignUp.person_id)).order_by(col(SignUp.at))
        )
        found = (await session.exec(statement)).all()
        edits = select(Outbox.state, func.count()).where(
            Outbox.kind == OutboxKind.EDIT, col(Outbox.shown_id).is_not(None)
        )
        rows = dict((await session.exec(edits.group_by(col(Outbox.state)))).all())
    going = [person.telegram_id for one, person in found if one.state is SignUpState.GOING]
    waiting = [person.telegram_id for one, person in found if one.state is SignUpState.WAITING]
    tapped = [tap.person.id for tap in taps]
    told = [_told(tap, going, waiting) for tap in taps]
    seconds = sorted(tap.seconds for tap in taps)
    return {
        "in": len(going),
        "waiting": len(waiting),
        "in order within each group": all(_in_order([*going, *waiting], tapped[start::2]) for start in (0, 1)),
        "out of turn between groups": max(abs([*going, *waiting].index(one) - at) for at, one in enumerate(tapped)),
        "told the right place": told.count(True),
        "told a wrong place": told.count(False),
        "answered without words": told.count(None),
        "answer, median": seconds[TAPS // 2],
        "answer, 95 of 100": seconds[TAPS * 95 // 100],
        "answer, slowest": seconds[-1],
        "edits sent": rows.get(OutboxState.SENT, 0),
        "edits folded": rows.get(OutboxState.FOLDED, 0),
    }


def _in_order(line: list[int], tapped: list[int]) -> bool:
    """Whether those of one group stand in line as they tapped; two groups are handled side by side."""
    return [one for one in line if one in set(tapped)] == tapped


def _told(tap: Tap, going: list[int], waiting: list[int]) -> bool | None:
    """Whether the pop-up named the place that they really have; None if it was empty."""
    for pattern, line in ((IN, going), (WAITS, waiting)):
        if (found := pattern.match(tap.answer)) is not None:
            return tap.person.id in line and line.index(tap.person.id) + 1 == int(found[1])
    return None if not tap.answer else False


def _drawn(shown: dict[Chat, Message]) -> dict[str, Any]:
    full = f"名额 {PLACES}，已满 · 已报名 {PLACES} · 候补 {TAPS - PLACES}"
    return {"announcements tell it": all(full in message.text for message in shown.values())}


def holds(figures: dict[str, Any]) -> bool:
    """What was promised."""
    return bool(
        figures["in"] == PLACES
        and figures["waiting"] == TAPS - PLACES
        and figures["in order within each group"]
        and figures["told a wrong place"] == 0
        and figures["announcements tell it"]
    )


def main() -> int:
    """Play it on both databases and print what came of it."""
    kept = True
    for name in sys.argv[1:] or ("sqlite", "postgresql"):
        with tempfile.TemporaryDirectory() as folder:
            databases: Databases = SqliteFiles(Path(folder), fill) if name == "sqlite" else PostgresServer(fill)
            url = asyncio.run(databases.loaded())
            figures = asyncio.run(rush(url, Path(folder)))
            asyncio.run(databases.drop(url))
            databases.close()
            kept = kept and holds(figures)
            table = Table(title=f"{TAPS} taps in {SECONDS:.0f} s for {PLACES} places, {name}", show_header=False)
            for figure, value in figures.items():
                table.add_row(figure, f"{value:.3f}" if isinstance(value, float) else str(value))
            Console().print(table)
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
