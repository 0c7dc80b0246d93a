"""Show the deadlines that a ticket would get, and the arithmetic behind them."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from bot.clock import SystemClock
from bot.commands import inputs
from bot.commands.configuration import settings
from bot.commands.endings import wrong
from bot.commands.outputs import minutes, put
from bot.commands.words import say, text
from desk.directory.entries import Duration, Level
from desk.worktime import NoWorkingTime, WorkingTime, deadlines
from storage.kinds import Priority

MOST_STRETCHES = 40  # shown of one deadline


def due(
    level: Annotated[Priority, typer.Option(help=text("cli.help_level"))],
    start: Annotated[str | None, typer.Option("--from", help=text("cli.help_from"), metavar="TIME")] = None,
    directory: Annotated[Path | None, typer.Option(help=text("cli.help_directory"), metavar="FILE")] = None,
) -> None:
    """accept_due, resolve_due and why, as one JSON object."""
    zone = settings().zone
    known = inputs.directory(directory)
    worktime = WorkingTime(known.working_windows, zone)
    promise = known.levels[level]
    began = _began(start, zone)
    try:
        ends = [end.astimezone(zone) for end in deadlines(promise, began, worktime)]
        why = list(_why(level, promise, began.astimezone(zone), worktime, zone))
    except (NoWorkingTime, OverflowError):
        raise wrong("cli.no_working_time", start=start or "") from None
    put({"accept_due": ends[0].isoformat(), "resolve_due": ends[1].isoformat(), "why": why})


def _began(start: str | None, zone: ZoneInfo) -> datetime:
    if start is None:
        return SystemClock().now().replace(microsecond=0)
    try:
        return inputs.instant(start, zone)
    except ValueError:
        raise wrong("cli.bad_time", option="--from", value=start) from None


def _why(level: Priority, promise: Level, began: datetime, worktime: WorkingTime, zone: ZoneInfo) -> Iterator[str]:
    day = minutes(worktime.day.total_seconds() / 60)
    yield say("cli.why_level", level=level.value, promise=promise, day=day)
    ends = deadlines(promise, began, worktime)
    for verb, duration, end in zip(("accept", "resolve"), (promise.accept, promise.resolve), ends, strict=True):
        if promise.clock == "always":
            yield say("cli.why_always", verb=verb, start=_shown(began), duration=duration)
        else:
            yield from _counted(verb, began, duration, worktime, zone)
        yield say("cli.why_due", verb=verb, due=_shown(end.astimezone(zone)))


def _counted(verb: str, began: datetime, duration: Duration, worktime: WorkingTime, zone: ZoneInfo) -> Iterator[str]:
    """The stretches of working time that the duration consists of."""
    whole = minutes(worktime.amount(duration).total_seconds() / 60)
    yield say("cli.why_duration", verb=verb, start=_shown(began), duration=duration, minutes=whole)
    so_far = 0.0
    for number, (opens, closes) in enumerate(worktime.stretches(began, duration)):
        length = (closes - opens).total_seconds() / 60
        so_far += length
        if number < MOST_STRETCHES:
            here, there = opens.astimezone(zone), closes.astimezone(zone)
            facts = {"opens": _shown(here), "closes": f"{there:%H:%M}", "minutes": minutes(length)}
            yield say("cli.why_stretch", **facts, so_far=minutes(so_far))
        elif number == MOST_STRETCHES:
            yield say("cli.why_more")


def _shown(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M}"
