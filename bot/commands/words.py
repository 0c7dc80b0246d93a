"""Word what the command line says, in the installation's language."""

import os
from datetime import UTC, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from locales import DEFAULT, Phrasebook, languages, phrases


def _language() -> str:
    """YOULIN_LOCALE if we speak it: needed before, and also when, the settings cannot be read."""
    wanted = os.environ.get("YOULIN_LOCALE", DEFAULT)
    return wanted if wanted in languages() else DEFAULT


@cache
def _phrasebook(language: str) -> Phrasebook:
    return Phrasebook(language, ZoneInfo("UTC"))


def text(phrase: str) -> str:
    """A phrase that needs no facts."""
    return phrases(_language())[phrase]


def say(phrase: str, **facts: Any) -> str:
    """A phrase with its facts, in one line that a terminal shows and does not obey."""
    worded = _phrasebook(_language()).say(phrase, facts, datetime.now(UTC), plain=True)
    return "".join(letter if letter.isprintable() else "·" for letter in worded)
