"""Remember what was just said in the groups, so that a reaction can make a ticket of it: in memory only, for minutes.

The platform names the message that somebody reacts to, but does not repeat its words (Bot API, MessageReactionUpdated).
Each process has a memory of its own, gone when it ends: after a restart, or where another process behind the same
webhook heard the message, the words are not there, and whoever reacted is told so.
"""

from collections import OrderedDict
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

KEPT = timedelta(minutes=15)  # long enough to come upon it in a busy group; `report.not_held` says it, too
MOST = 200  # messages of one group; a flood there pushes out its own oldest, not another group's

Words = Mapping[str, Any]  # a message as the platform sent it, of which only what `/report` would take is left


class Recent:
    """By group, then by message, the oldest first."""

    def __init__(self) -> None:
        self._groups: dict[int, OrderedDict[int, tuple[datetime, Words]]] = {}

    def hold(self, chat_id: int, message_id: int, words: Words, now: datetime) -> None:
        """It was said now, or has new words now."""
        self._forget(now)
        said = self._groups.setdefault(chat_id, OrderedDict())
        said.pop(message_id, None)
        said[message_id] = now + KEPT, words
        while len(said) > MOST:
            said.popitem(last=False)

    def of(self, chat_id: int, message_id: int, now: datetime) -> Words | None:
        """The message, if it is remembered still."""
        self._forget(now)
        said = self._groups.get(chat_id, OrderedDict())
        return said[message_id][1] if message_id in said else None

    def _forget(self, now: datetime) -> None:
        for chat_id, said in list(self._groups.items()):
            while said and next(iter(said.values()))[0] <= now:
                said.popitem(last=False)
            if not said:
                del self._groups[chat_id]
