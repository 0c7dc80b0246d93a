"""Play a day of a tower's group in the terminal, on the whole real stack: training without a token, and a check."""

import asyncio
import logging
import signal
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, time

from rich.console import Console

from bot.drill import summary
from bot.drill.cast import Missed
from bot.drill.player import Player
from bot.drill.screen import Screen
from bot.drill.script import ADMIN, BUILDING, CAST, DAY, GRID, OUTSIDE, SCRIPT
from bot.drill.stage import ZONE, Stage, set_stage
from bot.drill.steps import Line
from bot.drill.words import Words

INTERRUPTED = 130  # what a shell expects after Ctrl-C
NOISY = ("", "bot", "alembic", "apscheduler", "httpx", "telegram")


async def play(fast: bool, script: Sequence[Line] = SCRIPT, console: Console | None = None) -> int:
    """Play to the end and sum up. 0: all went as written; 1: not, one line says where; 130: interrupted."""
    screen = Screen(console or Console(), hurry=fast)
    start = datetime.combine(DAY, time(8, 30), ZONE).astimezone(UTC)
    words = Words(ZONE, start, {})
    try:
        with _quiet(), _hung_up():
            async with set_stage(CAST, GRID, OUTSIDE, ADMIN, start) as stage:
                return await _perform(stage, screen, Words(ZONE, start, _facts(stage)), script)
    except Missed as missed:
        _fail(screen, words, missed)
        return 1
    except asyncio.CancelledError:  # Ctrl-C: asyncio.run cancels us and lets us tidy up
        with suppress(OSError):  # the window may be gone
            screen.line("\n" + words("stopped"))
        return INTERRUPTED


async def _perform(stage: Stage, screen: Screen, words: Words, script: Sequence[Line]) -> int:
    await screen.aside(words("opening"))
    await screen.aside(words("legend"))
    player = Player(stage, screen, words, DAY)
    try:
        await player.play(script)
    except Missed as missed:
        _fail(screen, words, missed, player.now, player.who)
        return 1
    found = await summary.outcomes(stage)
    screen.console.print()
    screen.console.print(summary.table(found, stage, words))
    for line in (summary.rate(found, stage.clock.now(), words), words("next")):
        screen.paragraph(line, "bold")
    return 0


def _fail(screen: Screen, words: Words, missed: Missed, at: str = "", who: str = "") -> None:
    why = words(missed.phrase, **missed.facts)
    screen.line(words("failed", at=at, who=who, why=why), "bold red")


def _facts(stage: Stage) -> Mapping[str, object]:
    """What every sentence of the play may name."""
    return {
        "names": {part: person.name for part, person in stage.people.items()},
        "building": stage.book.name_of(BUILDING),
        "grid": stage.book.name_of(GRID),
        "unit": stage.book.name_of("tax"),
    }


@contextmanager
def _hung_up() -> Iterator[None]:
    """Closing the window ends the play as Ctrl-C does, so that then, too, nothing stays on disk."""
    loop, task = asyncio.get_running_loop(), asyncio.current_task()
    signals = [getattr(signal, name) for name in ("SIGHUP", "SIGTERM") if hasattr(signal, name)]
    with suppress(NotImplementedError, RuntimeError, ValueError):  # not on every system, nor in every thread
        for number in signals:
            loop.add_signal_handler(number, task.cancel if task is not None else loop.stop)
    try:
        yield
    finally:
        with suppress(NotImplementedError, RuntimeError, ValueError):
            for number in signals:
                loop.remove_signal_handler(number)


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep logs off the screen unless something is wrong; the levels are put back afterwards."""
    loggers = [logging.getLogger(name) for name in NOISY]
    levels = [logger.level for logger in loggers]
    try:
        for logger in loggers:
            logger.setLevel(logging.ERROR)
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)
