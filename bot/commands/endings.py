"""How a command ends early: what it says on standard error, and its exit code."""

from collections.abc import Sequence
from typing import Any

from bot.commands.words import say


class Stop(Exception):
    """End the command. 2: wrong use or wrong input; 1: something does not work."""

    def __init__(self, lines: Sequence[str], code: int = 2) -> None:
        super().__init__(*lines)
        self.lines = list(lines)
        self.code = code


def wrong(phrase: str, **facts: Any) -> Stop:
    """What was asked for cannot be: one line that says what, where, and what would be right."""
    return Stop([say(phrase, **facts)])


def failed(phrase: str, **facts: Any) -> Stop:
    """What was asked for is right and does not work."""
    return Stop([say(phrase, **facts)], code=1)
