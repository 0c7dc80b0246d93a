"""Keep the room in the demo's folder, so that `--data DIR` goes on where it stopped."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from bot.chatroom import Room
from bot.chatroom.changes import Change
from bot.chatroom.keeping import OtherVersion, rebuild, written
from bot.demo.clock import RunningClock

NAME = "room.json"
PAUSE = 2.0  # seconds between savings, if anything changed; the bot's own database is kept at every commit


class Unreadable(Exception):
    """What is kept in the folder comes from another version, or is damaged."""


class Memory:
    """Saves the room now and then, and at the end."""

    def __init__(self, folder: Path, room: Room, clock: RunningClock) -> None:
        self._path = folder / NAME
        self._room = room
        self._clock = clock
        self._changed = False
        self._saving: asyncio.Task[None] | None = None

    @staticmethod
    def moment(folder: Path) -> datetime | None:
        """What the clock showed when the room was last kept in this folder; None if none was. Raises Unreadable."""
        path = folder / NAME
        with _readable():
            return datetime.fromisoformat(json.loads(path.read_text("utf-8"))["now"]) if path.exists() else None

    def recall(self) -> None:
        """Build the room again. Raises Unreadable."""
        with _readable():
            rebuild(self._room.state, json.loads(self._path.read_text("utf-8"))["room"])

    def start(self) -> None:
        """Save from now on."""
        self._room.changed.listen(self._heard)
        self._saving = asyncio.create_task(self._save_often())

    async def stop(self) -> None:
        """Save a last time."""
        if self._saving is None:
            return
        self._saving.cancel()
        with suppress(asyncio.CancelledError):
            await self._saving
        self._save()

    def _heard(self, _change: Change) -> None:
        self._changed = True

    async def _save_often(self) -> None:
        while True:
            await asyncio.sleep(PAUSE)
            if self._changed:
                self._save()

    def _save(self) -> None:
        self._changed = False
        kept = {"now": self._clock.now().isoformat(), "room": written(self._room.state)}
        fresh = self._path.with_suffix(".new")
        fresh.write_text(json.dumps(kept, ensure_ascii=False), "utf-8")
        fresh.replace(self._path)


@contextmanager
def _readable() -> Iterator[None]:
    try:
        yield
    except (OtherVersion, ValueError, LookupError, TypeError, AttributeError) as error:
        raise Unreadable from error
