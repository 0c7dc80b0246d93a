"""Read what a command is given: a directory file, lines of standard input, times."""

import re
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.commands.endings import Stop, wrong
from bot.commands.words import say
from bot.sample import text as sample
from desk.directory import Mistake, Mistakes, read
from desk.directory.entries import Directory
from desk.directory.yaml_nodes import MAX_BYTES
from desk.triage.model import Model
from desk.triage.model import read as read_model

TIME = r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?"
MOST_MISTAKES = 200  # of a file; nobody reads on, and a terminal only shows the last ones


def directory(file: Path | None) -> Directory:
    """What the directory file says, or the sample if none is named; every mistake in it is told."""
    written = sample() if file is None else _read(file)
    try:
        return read(written)
    except Mistakes as error:
        raise Stop(_worded(error.mistakes)) from None


def model(file: Path | None) -> Model | None:
    """What `youlin train --out` has written; None for the model in the program."""
    if file is None:
        return None
    try:
        return read_model(file.read_bytes())
    except (OSError, ValueError):
        raise wrong("cli.no_model", file=file) from None


def _read(file: Path) -> str:
    try:
        with file.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 2)
    except FileNotFoundError:
        raise wrong("cli.no_file", file=file) from None
    except IsADirectoryError:
        raise wrong("cli.file_is_folder", file=file) from None
    except (OSError, ValueError):
        raise wrong("cli.unreadable_file", file=file) from None
    try:
        return raw.decode("utf-8-sig", "strict" if len(raw) <= MAX_BYTES else "replace")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise wrong("cli.not_utf8", file=file, line=line) from None


def _worded(mistakes: list[Mistake]) -> list[str]:
    told = [say(f"load.{one.what}", line=one.line, where=one.where, **one.facts) for one in mistakes[:MOST_MISTAKES]]
    more = len(mistakes) - len(told)
    return [*told, say("cli.more_mistakes", more=more)] if more else told


def lines() -> Iterator[tuple[int, str]]:
    """The lines of standard input as they come, numbered from 1. What is no UTF-8 becomes the replacement character."""
    for number, raw in enumerate(sys.stdin.buffer, 1):
        line = raw.decode("utf-8", errors="replace").removesuffix("\n").removesuffix("\r")
        yield number, line.removeprefix("\ufeff") if number == 1 else line


def instant(written: str, zone: ZoneInfo) -> datetime:
    """A time as written; without an offset it is the district's. Raises ValueError."""
    if re.fullmatch(TIME, written, re.ASCII | re.IGNORECASE) is None:
        raise ValueError(written)
    at = datetime.fromisoformat(written.upper())
    return at if at.tzinfo is not None else at.replace(tzinfo=zone)
