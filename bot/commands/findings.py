"""What `youlin check` finds: a mark and a line."""

from dataclasses import dataclass
from typing import Any

from bot.commands.words import say

FINE, BAD, NOTE = "✔", "✘", "–"


@dataclass(frozen=True, slots=True)
class Finding:
    """A line of the examination."""

    mark: str
    line: str


def finding(mark: str, phrase: str, **facts: Any) -> Finding:
    """What was found, worded."""
    return Finding(mark, f"{mark} {say(phrase, **facts)}")
