"""Say once that the database does not answer, and once that it does again; those who need it wait meanwhile."""

import logging

from sqlalchemy import exc

from storage.postgresql import Away

log = logging.getLogger(__name__)

# What a database raises that is away or full; asyncpg's connection may raise what the socket did.
SIGNS = (Away, exc.OperationalError, exc.InterfaceError, exc.TimeoutError, OSError)
SHORTEST, LONGEST = 0.5, 5.0  # seconds between two tries


class Outage:
    """The one the process may be in just now."""

    def __init__(self) -> None:
        self._pause = 0.0

    def pause(self, error: Exception) -> float | None:
        """Seconds to wait if this error means that the database is away; None if it means something else."""
        if not isinstance(error, SIGNS):
            return None
        if not self._pause:
            log.error(
                "the database does not answer (%s); waiting", type(getattr(error, "orig", None) or error).__name__
            )
        self._pause = min(LONGEST, max(SHORTEST, self._pause * 1.2))
        return self._pause

    def is_over(self) -> None:
        """It has answered."""
        if self._pause:
            log.warning("the database answers again")
        self._pause = 0.0
