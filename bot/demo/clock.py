"""A clock that runs, faster if asked, and can be put forward; never back."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta


class Backwards(Exception):
    """Nothing that has happened can be made not to have happened."""


class RunningClock:
    """Starts at `start` and stands still until `speed` is set: seconds of its own for each second of the machine's."""

    def __init__(self, start: datetime, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._at = start.astimezone(UTC)
        self._since = monotonic()
        self._speed = 0.0

    def now(self) -> datetime:
        """Now, aware, in UTC."""
        return self._at + timedelta(seconds=(self._monotonic() - self._since) * self._speed)

    @property
    def speed(self) -> float:
        return self._speed

    @speed.setter
    def speed(self, value: float) -> None:
        self._at, self._since, self._speed = self.now(), self._monotonic(), value

    def move_to(self, instant: datetime) -> None:
        """Put it forward. Raises Backwards."""
        if instant < self.now():
            raise Backwards
        self._at, self._since = instant.astimezone(UTC), self._monotonic()
