"""Say once that the database does not serve, and once that it does again; those who need it wait meanwhile."""

import logging
import time
from datetime import datetime, timedelta

from bot.clock import Clock
from storage.outages import Why, why

log = logging.getLogger(__name__)

SHORTEST, LONGEST = 0.5, 5.0  # seconds between two tries
QUIET = 2 * LONGEST  # seconds without a failure; of a full disk whoever writes nothing notices nothing
LONG = timedelta(minutes=1)  # a restart of the database takes less, and is nobody's business


class Outage:
    """The one the process may be in just now: since when, and why. `is_told`: admins have been written to."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._pause = 0.0
        self._failed = 0.0
        self.since: datetime | None = None
        self.why = Why.AWAY
        self.is_told = False

    def pause(self, error: Exception) -> float | None:
        """Seconds to wait if this error means that the database does not serve; None if it means something else."""
        found = why(error)
        if found is None:
            return None
        if self.since is None:
            self.since = self._clock.now()
            reason = type(getattr(error, "orig", None) or error).__name__
            log.error("the database %s (%s); waiting", "is full" if found is Why.FULL else "does not answer", reason)
        self.why, self._failed = found, time.monotonic()
        self._pause = min(LONGEST, max(SHORTEST, self._pause * 1.2))
        return self._pause

    @property
    def is_worth_telling(self) -> bool:
        """Whether it has lasted, and nobody has been told yet."""
        return not self.is_told and self.since is not None and self._clock.now() - self.since >= LONG

    @property
    def has_passed(self) -> bool:
        """Whether nobody has failed for a while: those who must write try more often than that."""
        return self.since is not None and time.monotonic() - self._failed >= QUIET

    def is_over(self) -> None:
        """The database serves again; several may notice at once."""
        if self.since is not None:
            log.warning("the database serves again")
        self._pause, self.since, self.is_told = 0.0, None, False
