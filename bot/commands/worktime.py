"""Count in working time: where a duration ends, how much lies between two times."""

import re
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from bot.commands import inputs
from bot.commands.configuration import settings
from bot.commands.endings import wrong
from bot.commands.outputs import minutes, put_line
from bot.commands.words import text
from desk.directory.book import Book
from desk.worktime import NoWorkingTime, WorkingTime, parse_duration

ADD = re.compile(rf"\s*({inputs.TIME})\s*\+\s*([0-9]+[a-z])\s*", re.ASCII | re.IGNORECASE)
BETWEEN = re.compile(rf"\s*({inputs.TIME})\s*\.\.\s*({inputs.TIME})\s*", re.ASCII | re.IGNORECASE)


def worktime(
    directory: Annotated[Path | None, typer.Option(help=text("cli.help_directory"), metavar="FILE")] = None,
) -> None:
    """A time, or minutes, for every line of standard input, in the same order."""
    zone = settings().zone
    counting = Book(inputs.directory(directory), 0, zone).worktime
    for number, line in inputs.lines():
        try:
            put_line(_counted(line, counting, zone))
        except ValueError:
            raise wrong("cli.bad_sum", line=number, value=line[:60]) from None
        except (NoWorkingTime, OverflowError):
            raise wrong("cli.no_working_time_line", line=number) from None


def _counted(line: str, counting: WorkingTime, zone: ZoneInfo) -> str:
    """The answer to one line. Raises ValueError on one that is no sum."""
    if found := ADD.fullmatch(line):
        end = counting.add(inputs.instant(found[1], zone), parse_duration(found[2]))
        return end.astimezone(zone).isoformat()
    if found := BETWEEN.fullmatch(line):
        between = counting.minutes_between(inputs.instant(found[1], zone), inputs.instant(found[2], zone))
        return str(minutes(between))
    raise ValueError(line)
