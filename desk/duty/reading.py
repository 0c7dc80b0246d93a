"""Read what people write about duty: which stations and units, when, and whether there is to be none."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

from desk.agenda import Calendar, Found, Series, find, occurrences
from desk.desk import Desk
from desk.duty.times import usual
from desk.errors import BadArgument
from storage.kinds import Turn

WEEKLY = re.compile(
    r"按周(?:轮换|轮流|轮)?|每个?(?:周|星期|礼拜)(?![一二三四五六日天末1-7])(?:轮换|轮流|换)?"
    r"|\b(?:weekly|every week|by week|per week)\b",
    re.IGNORECASE,
)
EVERY_WORKING_DAY = "每个工作日"
ALL = {"stations": re.compile(r"(?:全部|所有)驿站|\ball stations\b", re.IGNORECASE),
       "units": re.compile(r"(?:全部|所有)单位|\ball units\b", re.IGNORECASE)}  # fmt: skip
OFF = re.compile(r"不值班|没人值班|停班|停值|休息|\b(?:off|no duty)\b", re.IGNORECASE)
WORD = re.compile(r"[^\s,，、;；]+")
FILLERS = re.compile(
    r"[\s,，、;；:：。.]|从|自|起|到|至|由|在|开始|轮换|轮流|轮值|值班|\b(?:from|since|on|at|until|by|and|the|in|turn)\b",
    re.IGNORECASE,
)
LONGEST_WORD = 20


@dataclass(frozen=True)
class Asked:
    """What a line names. `turn`: WEEK if a week is a turn."""

    stations: tuple[str, ...]
    units: tuple[str, ...]
    found: Found | None
    turn: Turn
    off: bool


def asked(desk: Desk, text: str) -> Asked:
    """What the line names, codes and names alike. Raises BadArgument for a word that means nothing, Unreadable."""
    stations, text = _named(text, {one.code: one.name for one in desk.book.directory.stations}, ALL["stations"])
    units, text = _named(text, {one.code: one.name for one in desk.book.directory.units}, ALL["units"])
    text, off = _cut(OFF, text)
    text, weekly = _cut(WEEKLY, text)
    found = _find(desk, text)
    if weekly and (found is None or found.series is None):
        text = f"{EVERY_WORKING_DAY} {text}"
        found = _find(desk, text)
    _all_understood(text, found)
    return Asked(stations, units, found, Turn.WEEK if weekly else Turn.DAY, off)


def _named(text: str, names: Mapping[str, str], every: re.Pattern[str]) -> tuple[tuple[str, ...], str]:
    """The codes that are named, in order, each once; and the rest of the line, each word in its place."""
    known = {word.casefold(): code for code, name in names.items() for word in (code, name)}
    text, whole = _cut(every, text)
    codes = list(names) if whole else []

    def taken(word: re.Match[str]) -> str:
        code = known.get(word[0].casefold())
        if code is None:
            return word[0]
        codes.append(code)
        return " " * len(word[0])

    rest = WORD.sub(taken, text)  # which fills `codes`
    return tuple(dict.fromkeys(codes)), rest


def _cut(pattern: re.Pattern[str], text: str) -> tuple[str, bool]:
    """The text without what the pattern finds, and whether it found anything."""
    without, times = pattern.subn(lambda found: " " * len(found[0]), text)
    return without, times > 0


def _find(desk: Desk, text: str) -> Found | None:
    clock = desk.book.worktime
    return find(text, desk.now, clock.zone, works=clock.works)


def _all_understood(text: str, found: Found | None) -> None:
    for begins, ends in reversed(found.spans if found is not None else ()):
        text = f"{text[:begins]} {text[ends:]}"
    left = [word for word in WORD.findall(text) if FILLERS.sub("", word)]
    if left:
        raise BadArgument("rota_word", word=left[0][:LONGEST_WORD])


def rhythm(desk: Desk, found: Found) -> dict[str, Any]:
    """On which days and from when until when: the fields of a round. Raises BadArgument."""
    series = found.series
    if series is None or series.freq not in {"DAILY", "WEEKLY"} or series.interval > 1:
        raise BadArgument("rota_rhythm")
    opens, closes = hours(desk, found)
    return {
        "weekdays": [] if series.calendar is Calendar.WORKING else list(series.weekdays),
        "calendar": series.calendar.value,
        "starts_on": found.start.date(),
        "until": _last(desk, found.start, series),
        "opens": opens,
        "closes": closes,
    }


def _last(desk: Desk, start: datetime, series: Series) -> date | None:
    """The last day of a series that has an end."""
    if series.count is None:
        return series.until
    clock = desk.book.worktime
    return list(islice(occurrences(start, series, clock.zone, clock.works), series.count))[-1].date()


def hours(desk: Desk, found: Found) -> tuple[int, int]:
    """From when until when, in minutes; working hours where nothing is said. Raises BadArgument."""
    if found.whole_day:
        return usual(desk.book.worktime, found.start.date())
    if found.end is None:
        raise BadArgument("rota_hours")
    opens, closes = _minutes(found.start, found.start.date()), _minutes(found.end, found.start.date())
    if closes > 24 * 60:
        raise BadArgument("rota_hours")
    return opens, closes


def _minutes(at: datetime, day: date) -> int:
    return (at.date() - day).days * 24 * 60 + at.hour * 60 + at.minute


def days_of(found: Found) -> list[date]:
    """The days that a date without a series names."""
    first = found.start.date()
    last = first if found.end is None else (found.end - timedelta(minutes=1)).date()
    return [first + timedelta(days=number) for number in range(max((last - first).days, 0) + 1)]
