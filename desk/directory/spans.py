"""Durations and windows as they are written: `4h`, `08:30-12:00`."""

import re
from collections.abc import Iterable
from datetime import time, timedelta

from desk.directory.entries import Duration, Window

DURATION = re.compile(r"([0-9]{1,9})([smhd])")
WINDOW = re.compile(r"([0-9]{1,2}):([0-9]{2})\s*-\s*([0-9]{1,2}):([0-9]{2})")
SECONDS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}
LONGEST = 3_650 * SECONDS["d"]
DAY = 24 * 60  # minutes


def parse_duration(text: str) -> Duration:
    """`30m`, `3d`; raises ValueError on anything else and on more than 3,650 days."""
    match = DURATION.fullmatch(text.strip())
    if match is None or int(match[1]) * SECONDS[match[2]] > LONGEST:
        raise ValueError(f"not a duration: {text[:40]!r}")
    return Duration(int(match[1]), match[2])


def parse_window(text: str) -> Window:
    """`08:30-12:00`, until `24:00` at most; raises ValueError on anything else and on an end that is not later."""
    match = WINDOW.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"not a window: {text[:40]!r}")
    hours = [int(part) for part in match.groups()]
    opens, closes = hours[0] * 60 + hours[1], hours[2] * 60 + hours[3]
    if hours[1] > 59 or hours[3] > 59 or not opens < closes <= DAY:
        raise ValueError(f"not a window: {text[:40]!r}")
    return Window(time(*divmod(opens, 60)), time(*divmod(closes % DAY, 60)))


def minutes_of(window: Window) -> tuple[int, int]:
    """When the window opens and closes, in minutes since midnight; an end of 24:00 is 1440."""
    opens = window.opens.hour * 60 + window.opens.minute
    return opens, (window.closes.hour * 60 + window.closes.minute) or DAY


def length(windows: Iterable[Window]) -> timedelta:
    """The working time of a day of these windows."""
    return sum((timedelta(minutes=closes - opens) for opens, closes in map(minutes_of, windows)), timedelta())
