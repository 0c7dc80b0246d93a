"""Show how a date phrase in an event is read, as it would be read back in the chat."""

from datetime import datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer

from bot.clock import SystemClock
from bot.commands import inputs
from bot.commands.configuration import settings
from bot.commands.endings import Stop, wrong
from bot.commands.outputs import put
from bot.commands.words import say, text
from desk.agenda import Unreadable, find
from desk.agenda.telling import facts

NO_DATE = {"start": None, "end": None, "recurrence": None, "read_as": None}


def when(
    phrase: Annotated[str, typer.Argument(metavar="PHRASE")],
    now: Annotated[str | None, typer.Option(help=text("cli.help_when_now"), metavar="TIME")] = None,
) -> None:
    """start, end, recurrence and read_as of the phrase, or of every line, as one JSON object each."""
    zone = settings().zone
    at = _now(now, zone)
    if phrase != "-":
        try:
            put(_read(phrase, at, zone))
        except Unreadable as error:
            raise Stop([say(error.phrase, **error.facts)]) from None
        return
    for _, line in inputs.lines():
        put(_line(line, at, zone))


def _now(written: str | None, zone: ZoneInfo) -> datetime:
    try:
        at = SystemClock().now() if written is None else inputs.instant(written, zone)
        at.astimezone(zone)  # the very ends of the calendar have no local time
    except (ValueError, OverflowError):
        raise wrong("cli.bad_time", option="--now", value=written) from None
    return at


def _line(line: str, now: datetime, zone: ZoneInfo) -> dict[str, Any]:
    try:
        return _read(line, now, zone)
    except Unreadable as error:
        return {"error": say(error.phrase, **error.facts)}


def _read(phrase: str, now: datetime, zone: ZoneInfo) -> dict[str, Any]:
    found = find(phrase, now, zone)
    if found is None:
        return NO_DATE
    return {
        "start": found.start.isoformat(),
        "end": found.end and found.end.isoformat(),
        "recurrence": found.recurrence,
        "read_as": say("when.read", **facts(found)),
    }
