"""Read until when something is to last: a duration on a clock, or a date, anywhere in what people write."""

import re
from datetime import date, datetime, time, timedelta
from enum import Enum

from desk.agenda import Found, Unreadable, find
from desk.directory.entries import Duration
from desk.worktime import WorkingTime

UNITS = {"m": "m", "分钟": "m", "h": "h", "小时": "h", "d": "d", "天": "d", "个工作日": "d", "工作日": "d"}
SPAN = re.compile(r"(?<![\w-])([0-9]{1,3})\s*(个工作日|工作日|分钟|小时|天|[mhd])(?![\w-])", re.ASCII)
# Words around a date that say "until": for an event they make it a deadline or an end without a start.
UNTIL = re.compile("[到至]|(?:之|以)?前|\\b(?:until|till|by)\\b", re.IGNORECASE)
MONTH_DAY = re.compile(r"(?<![\w-])([0-9]{1,2})-([0-9]{1,2})(?![\w:：点-])", re.ASCII)  # 12-05; for an event two hours
FARTHEST = timedelta(days=400)  # what is meant to last longer was mistyped; and counting up to it would take long


class Edge(Enum):
    """Which moment a day without a time stands for."""

    OPENS = "opens"
    CLOSES = "closes"
    ENDS = "ends"


def moment(words: str, now: datetime, clock: WorkingTime, edge: Edge) -> tuple[datetime | None, str]:
    """The moment that is named first, and the other words; None if none is, or one too far away. Raises Unreadable."""
    found = SPAN.search(words)
    dated = _date_in(words[: found.start()], now, clock) if found is not None else None
    if found is not None and dated is None:
        at = clock.add(now, Duration(int(found[1]), UNITS[found[2]]))
        return at if at - now <= FARTHEST else None, _without(words, found.span())
    dated = dated or find(_plain(words), now, clock.zone, works=clock.works)
    if dated is None:
        return None, words.strip()
    if dated.start - now > FARTHEST:
        return None, _without(words, dated.span)
    at = edge_of(dated.start.date(), clock, edge) if dated.whole_day else dated.start
    return at, _without(words, dated.span)


def _date_in(words: str, now: datetime, clock: WorkingTime) -> Found | None:
    """The date that stands before a duration, which is then part of the reason."""
    try:
        return find(_plain(words), now, clock.zone, works=clock.works)
    except Unreadable:
        return None


def _plain(words: str) -> str:
    """The words as the grammar of dates takes them, each in its place."""
    return MONTH_DAY.sub(r"\1.\2", UNTIL.sub(lambda found: " " * len(found[0]), words))


def edge_of(day: date, clock: WorkingTime, edge: Edge) -> datetime:
    """When the day begins or ends for those who work by this clock. Raises NoWorkingTime."""
    midnight = datetime.combine(day, time(), clock.zone)
    if edge is Edge.OPENS:
        return clock.next_opening(midnight)
    closes = clock.closing(day) if edge is Edge.CLOSES else None
    return closes or midnight + timedelta(days=1)


def _without(words: str, span: tuple[int, int]) -> str:
    before, after = words[: span[0]].rstrip(), words[span[1] :].lstrip()
    if (until := UNTIL.search(before)) is not None and until.end() == len(before):
        before = before[: until.start()]
    if (until := UNTIL.match(after)) is not None:
        after = after[until.end() :]
    return f"{before} {after}".strip(" ，,。;；\n")
