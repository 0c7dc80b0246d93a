"""Run a month from beginning to end."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from time import perf_counter

from tests.month.figures import Figures, measure
from tests.month.life import FIRST_DAY, Month
from tests.month.play import STEP
from tests.month.stage import ZONE, opened


@dataclass(frozen=True, slots=True)
class Ran:
    """A month that is over: its figures, what was said in each chat, and how many seconds it took."""

    figures: Figures
    transcripts: dict[str, str]
    seconds: float
    ticks: int


async def ran(folder: Path, count: int, days: int, seed: int, step: timedelta = STEP) -> Ran:
    """So many reports in so many days, in this folder; `step`: the longest of the clock in working hours."""
    begun = perf_counter()
    async with opened(folder, datetime.combine(FIRST_DAY, time(8), ZONE), seed) as tower:
        month = Month(tower, count, days, step)
        await month.run()
        figures = await measure(month)
        town = tower.town
        chats = [(group.title, group) for group in town.groups]
        chats += [(f"私聊{person.name}", person.private) for person in town.people.values()]
        transcripts = {name: town.transcript_of(chat) for name, chat in chats if town.transcript_of(chat)}
        return Ran(figures, transcripts, perf_counter() - begun, month.play.ticks)
