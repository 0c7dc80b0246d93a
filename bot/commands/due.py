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
from bot.commands.outputs import put
from bot.commands.words import say, text
from desk.arithmetic import level_step, steps
from desk.directory.book import Book
from desk.tickets.deadlines import Promise
from desk.worktime import NoWorkingTime
from storage.kinds import Priority, Verb


def due(
    level: Annotated[Priority, typer.Option(help=text("cli.help_level"))],
    start: Annotated[str | None, typer.Option("--from", help=text("cli.help_from"), metavar="TIME")] = None,
    directory: Annotated[Path | None, typer.Option(help=text("cli.help_directory"), metavar="FILE")] = None,
) -> None:
    """accept_due, resolve_due and why, as one JSON object."""
    zone = settings().zone
    book = Book(inputs.directory(directory), 0, zone)
    began = _began(start, zone)
    clock, promise = book.clock(level), book.directory.levels[level]
    pairs = ((Verb.ACCEPT, promise.accept), (Verb.RESOLVE, promise.resolve))
    both = [Promise(verb, began, duration, 1, (), clock) for verb, duration in pairs]
    try:
        ends = [one.due.astimezone(zone) for one in both]
        why = list(_why(book, level, both))
    except (NoWorkingTime, OverflowError) as error:
        calendar = error.calendar if isinstance(error, NoWorkingTime) else ""
        raise wrong("cli.no_working_time", start=start or "", calendar=calendar) from None
    put({"accept_due": ends[0].isoformat(), "resolve_due": ends[1].isoformat(), "why": why})


def _began(start: str | None, zone: ZoneInfo) -> datetime:
    if start is None:
        return SystemClock().now().replace(microsecond=0)
    try:
        return inputs.instant(start, zone)
    except ValueError:
        raise wrong("cli.bad_time", option="--from", value=start) from None


def _why(book: Book, level: Priority, both: list[Promise]) -> Iterator[str]:
    first = level_step(book, level, both[0].clock)
    for step in (first, *(step for promise in both for step in steps(promise, book.zone))):
        yield say(step.phrase, **step.facts)
