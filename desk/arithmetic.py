"""Tell how a deadline came about, so that anybody can count it again: start, what was counted, left out, result."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from desk.directory.agreements import written
from desk.directory.book import Book
from desk.directory.calendars import Day, DayKind
from desk.directory.spans import length, minutes_of
from desk.tickets.deadlines import Promise
from desk.worktime import ALWAYS, WorkingTime
from storage.kinds import Priority

MOST = 40  # stretches that are told of one deadline
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Step:
    """A line: a phrase and its facts; times are in the zone of the reader."""

    phrase: str
    facts: dict[str, Any] = field(default_factory=dict)


def level_step(book: Book, level: Priority, clock: WorkingTime) -> Step:
    """What is promised for a level, and by which hours."""
    longest = max(clock.calendar.week.values(), key=length, default=())
    windows = [written(one) for one in sorted(longest, key=minutes_of)]
    facts = {"priority": level.value, "promise": book.directory.levels[level], "day": minutes(clock.day)}
    return Step("why.level", {**facts, "windows": windows, "calendar": clock.name, "always": clock is ALWAYS})


def steps(promise: Promise, zone: ZoneInfo) -> Iterator[Step]:
    """The arithmetic of one deadline, from its start to its result. Raises NoWorkingTime."""
    verb = promise.verb.value
    start = promise.start.astimezone(zone)
    if promise.given is not None:
        given = {"given": shown(promise.given.astimezone(zone)), "minutes": minutes(promise.lost)}
        yield Step("why.given", {"verb": verb, "start": shown(start), **given})
    elif promise.clock is ALWAYS:
        yield Step("why.always", _begun(promise, start))
    else:
        yield Step("why.duration", _begun(promise, start) | {"minutes": minutes(promise.amount)})
    yield from _pauses(promise, zone)
    if promise.clock is not ALWAYS:
        yield from _counted(promise, zone)
    yield Step("why.due", {"verb": verb, "due": shown(promise.due.astimezone(zone))})


def _begun(promise: Promise, start: datetime) -> dict[str, Any]:
    half = promise.share != 1
    return {"verb": promise.verb.value, "start": shown(start), "duration": promise.duration, "half": half}


def _pauses(promise: Promise, zone: ZoneInfo) -> Iterator[Step]:
    """What of the pauses lies after the start."""
    for began, ends in sorted(promise.pauses):
        begins = max(began, promise.start)
        if begins >= ends or begins >= promise.due:
            continue
        lost = minutes(promise.clock.between(begins, ends))
        facts = {"begins": shown(begins.astimezone(zone)), "ends": shown(ends.astimezone(zone)), "minutes": lost}
        yield Step("why.pause", facts)


def _counted(promise: Promise, zone: ZoneInfo) -> Iterator[Step]:
    """The stretches of working time that it consists of, and between them the days on which nothing is counted."""
    so_far = timedelta()
    if promise.given is None:
        start, found = promise.start, promise.clock.stretches(promise.start, promise.amount, promise.pauses)
    else:
        start, found = promise.given, promise.clock.stretches(promise.given, promise.lost)
    last: date = promise.clock.date_of(start)
    for number, (opens, closes) in enumerate(found):
        here, there = opens.astimezone(promise.clock.zone), closes.astimezone(promise.clock.zone)
        yield from _left_out(promise, last, here.date())
        last = here.date()
        so_far += closes - opens
        day = promise.clock.on(last)
        if number < MOST:
            yield Step("why.stretch", {
                "opens": shown(here.astimezone(zone)), "closes": clock_time(there.astimezone(zone)),
                "minutes": minutes(closes - opens), "so_far": minutes(so_far), "day_kind": _said(day),
            })  # fmt: skip
        elif number == MOST:
            yield Step("why.more")


def _left_out(promise: Promise, last: date, until: date) -> Iterator[Step]:
    """The days from `last` (if nothing of it is counted) to the next counted one, those of a kind as one."""
    spans: list[tuple[date, date, str, str]] = []
    day = last
    while day < until:
        kind = promise.clock.on(day)
        if not kind.windows:
            what = "weekend" if kind.kind is DayKind.WEEKDAY else kind.kind.value
            if spans and spans[-1][2:] == (what, kind.name) and spans[-1][1] + timedelta(days=1) == day:
                spans[-1] = (spans[-1][0], day, what, kind.name)
            else:
                spans.append((day, day, what, kind.name))
        day += timedelta(days=1)
    for first, end, what, name in spans:
        last_day = f"{end}" if end != first else ""
        yield Step("why.left_out", {"first": f"{first}", "last": last_day, "day_kind": what, "name": name})


def _said(day: Day) -> str:
    """What is remarkable about a day that is counted."""
    return "" if day.kind is DayKind.WEEKDAY else day.kind.value


def shown(at: datetime) -> str:
    """A time as it is counted with; seconds only where there are some."""
    return f"{at:%Y-%m-%d} {clock_time(at)}"


def clock_time(at: datetime) -> str:
    """The same without its date."""
    return f"{at:%H:%M:%S}" if at.second else f"{at:%H:%M}"


def minutes(amount: timedelta) -> int | float:
    """Minutes, whole where they are."""
    exact = round(amount / MINUTE, 2)
    return int(exact) if exact == int(exact) else exact
