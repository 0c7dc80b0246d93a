"""Word what stands on the drill's screen; the sentences are in `drill.toml`."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from locales import DEFAULT, Phrasebook, phrases


class Words:
    """Says a phrase of the drill. `standing`: the facts that every phrase may name."""

    def __init__(self, zone: ZoneInfo, now: datetime, standing: Mapping[str, Any]) -> None:
        self.standing = standing
        self.zone = zone
        self._now = now
        self._book = Phrasebook(DEFAULT, zone)

    def __call__(self, key: str, **facts: Any) -> str:
        return self._book.say(f"drill.{key}", {**self.standing, **facts}, self._now, plain=True)

    def term(self, kind: str, code: str) -> str:
        """A word that other parts of the house use: a status, a role, a button."""
        return phrases(DEFAULT)[f"{kind}.{code}"]

    def states(self) -> frozenset[str]:
        """What a card may say of where its ticket stands."""
        return frozenset(text for name, text in phrases(DEFAULT).items() if name.startswith("status."))
