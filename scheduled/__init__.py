"""What the clock says: the index of jobs. A new job is one module and one line here."""

from collections.abc import Awaitable, Callable

from desk.desk import Desk
from scheduled import closing
from storage.due import Due
from storage.kinds import DueKind

JOBS: dict[DueKind, Callable[[Due, Desk], Awaitable[None]]] = {
    DueKind.NUDGE: closing.nudge,
    DueKind.CLOSE: closing.close,
}
