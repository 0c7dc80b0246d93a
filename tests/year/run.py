"""Run a year, or its beginning."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path
from time import perf_counter, process_time

import pytest

from tests import compiled
from tests.year import inline
from tests.year.district import ZONE, opened
from tests.year.figures import Figures, measure
from tests.year.life import FIRST_SAID, Year, active


@dataclass(frozen=True, slots=True)
class Scale:
    """How much of a year, and how much in it: days, members of a group, single events a week, how keen people are."""

    days: int = 368  # from the day on which it is prepared to New Year's Eve
    each: int = 6
    singles: float = 2.0
    crowd: float = 1.0


@dataclass(frozen=True, slots=True)
class Ran:
    """A year that is over, and what it cost: seconds, of the processor, too."""

    figures: Figures
    transcripts: dict[str, str]
    seconds: float
    cpu: float
    ticks: int


@contextmanager
def _at_speed() -> Iterator[None]:
    """Without the driver's threads, and without looking for garbage among everything that is imported."""
    before = gc.get_threshold()
    gc.set_threshold(100_000, 50, 100)
    with pytest.MonkeyPatch.context() as patch:
        inline.here(patch)
        compiled.once(patch)
        yield
    gc.set_threshold(*before)


async def ran(folder: Path, scale: Scale, seed: int) -> Ran:
    """Play it in this folder."""
    begun, worked = perf_counter(), process_time()
    with _at_speed():
        async with opened(folder, datetime.combine(FIRST_SAID, time(8), ZONE), seed, scale.each, active) as district:
            year = Year(district, scale.days, scale.singles, scale.crowd)
            await year.run()
            figures = await measure(year)
            assert district.room.log.unexpected == []
            transcripts = {group.title: district.told_in(group) for group in district.group_of.values()}
            return Ran(figures, transcripts, perf_counter() - begun, process_time() - worked, year.play.ticks)
