"""Read until when something is to last: a duration on a clock, or a date, anywhere in what people write."""

import re
from datetime import date, datetime, time, timedelta
from enum import Enum

from desk.directory.entries import Duration
from desk.worktime import WorkingTime

UNITS = {"m": "m", "分钟": "m", "h": "h", "小时": "h", "d": "d", "天": "d", "个工作日": "d", "工作日": "d"}
SPAN = re.compile(r"(?<![\w-])([0-9]{1,3})\s*(个工作日|工作日|分钟|小时|天|[mhd])(?![\w-])", re.ASCII)
DAY = re.compile(
    r"(?<![\w-])(?:([0-9]{4})-)?([0-9]{1,2})-([0-9]{1,2})(?:[ T]([0-9]{1,2}):([0-9]{2}))?(?![\w-])", re.ASCII
)
FARTHEST = timedelta(days=400)  # what is meant to last longer was mistyped; and counting up to it would take long


class Edge(Enum):
    """Which moment a day without a time stands for."""

    OPENS = "opens"
    CLOSES = "closes"
    ENDS = "ends"


def moment(words: str, now: datetime, clock: WorkingTime, edge: Edge) -> tuple[datetime | None, str]:
    """The moment that is named, and the other words; None if none is, or one that is too far away."""
    if (found := SPAN.search(words)) is not None:
        duration = Duration(int(found[1]), UNITS[found[2]])
        end = clock.add(now, duration)
        return end if end - now <= FARTHEST else None, _without(words, found.span())
    if (found := DAY.search(words)) is not None:
        at = _written(found, now, clock, edge)
        return at, _without(words, found.span())
    return None, words.strip()


def _written(found: re.Match[str], now: datetime, clock: WorkingTime, edge: Edge) -> datetime | None:
    """A date in figures; without a year the next one of that name."""
    today = clock.date_of(now)
    try:
        day = date(int(found[1] or today.year), int(found[2]), int(found[3]))
        if not found[1] and day < today:
            day = day.replace(year=today.year + 1)
        if day - today > FARTHEST:
            return None
        if found[4]:
            return datetime.combine(day, time(int(found[4]), int(found[5])), clock.zone)
    except ValueError:
        return None
    return edge_of(day, clock, edge)


def edge_of(day: date, clock: WorkingTime, edge: Edge) -> datetime:
    """When the day begins or ends for those who work by this clock. Raises NoWorkingTime."""
    midnight = datetime.combine(day, time(), clock.zone)
    if edge is Edge.OPENS:
        return clock.next_opening(midnight)
    closes = clock.closing(day) if edge is Edge.CLOSES else None
    return closes or midnight + timedelta(days=1)


def _without(words: str, span: tuple[int, int]) -> str:
    return f"{words[: span[0]]} {words[span[1] :]}".strip(" ，,。;；\n")
