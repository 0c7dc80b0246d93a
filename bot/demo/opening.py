"""Open the demo: the house, its people, a few days of history, and the page."""

import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, time, timedelta
from pathlib import Path

from bot.demo.clockwork import Clockwork
from bot.demo.district import ADMIN, District, move_in
from bot.demo.history import Play, beginning
from bot.demo.house import ZONE, House
from bot.demo.memory import Memory
from bot.demo.personas import Personas
from bot.demo.site import Site
from locales import phrases

OPENS = time(9, 30)  # the visitor comes when people are at work
Tell = Callable[[str, int, int], None]


def visit(now: datetime) -> datetime:
    """When the visitor comes: on the first weekday from today, in the morning."""
    day = now.astimezone(ZONE).date()
    while day.weekday() > 4:
        day += timedelta(days=1)
    return datetime.combine(day, OPENS, ZONE)


@asynccontextmanager
async def opened(folder: Path, port: int, now: datetime, empty: bool, language: str, tell: Tell) -> AsyncIterator[Site]:
    """The demo, at work on `port`; `tell` hears how far it has come."""
    kept = Memory.moment(folder)
    start = kept or visit(now)
    empty = empty or kept is not None
    token = f"42:{secrets.token_hex(16)}"  # the Bot API listens beside the page: nobody else may guess its address
    house = House(folder, start if empty else beginning(start), token, frozenset({ADMIN}), language)
    memory = Memory(folder, house.room, house.clock)
    if kept:
        memory.recall()
    district = move_in(house, phrases(language)["page.admin"])
    site = Site(house, Personas(district, house.book), Clockwork(house), language)
    await house.room.start(port, site.routes())
    try:
        await house.furnish()
        await house.wake()
        if not kept:
            await _bind(house, district, tell)
        if not empty:
            play = Play(house, district)
            await play.until(start, lambda done, of: tell("history", done, of))
            site.missed = play.missed
        site.clockwork.start()
        memory.start()
        yield site
    finally:
        await site.clockwork.stop()
        site.stream.close()
        await house.close()
        await memory.stop()


async def _bind(house: House, district: District, tell: Tell) -> None:
    """The assistant comes into every chat, and the admin says whose it is."""
    chats = [*((f"/bind {code}", chat) for code, chat in district.groups.items())]
    chats += [(f"/bind unit {code}", chat) for code, chat in district.units.items()]
    for done, (words, chat) in enumerate(chats):
        house.room.add_bot(chat, admin=True)
        house.room.say(chat, district.admin, words)
        await house.settle()
        tell("groups", done + 1, len(chats))
