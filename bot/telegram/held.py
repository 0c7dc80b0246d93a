"""Hold pictures whose words have not come yet, of albums and alone: in memory only, ids only, for a minute at most."""

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from desk.values import File, Said

HELD = timedelta(minutes=1)  # siblings come up to 11 s late (RESEARCH 2.1)
MOST = 500  # albums; a flood pushes out the oldest

Album = tuple[int, str]  # chat and album; pictures that come alone are one of their sender's


@dataclass(slots=True)
class _Waiting:
    until: datetime
    files: dict[str, File] = field(default_factory=dict)


class Held:
    """By chat and album. Whatever is never asked for was chatter and is gone after a minute.

    Another process behind the same webhook has a memory of its own; the platform puts the words on the first item.
    """

    def __init__(self) -> None:
        self._albums: OrderedDict[Album, _Waiting] = OrderedDict()

    def hold(self, what: Said, now: datetime) -> None:
        """One more picture has come without words."""
        self._forget(now)
        waiting = self._albums.setdefault(_album(what), _Waiting(now + HELD))
        waiting.files |= {file.unique_id: file for file in what.files}
        while len(self._albums) > MOST:
            self._albums.popitem(last=False)

    def of(self, what: Said, now: datetime) -> list[File]:
        """What has come of its album so far, or alone from its writer, but for its own."""
        self._forget(now)
        waiting = self._albums.get(_album(what))
        own = {file.unique_id for file in what.files}
        return [file for name, file in waiting.files.items() if name not in own] if waiting is not None else []

    def _forget(self, now: datetime) -> None:
        """In order of coming, so the oldest stand first."""
        while self._albums and next(iter(self._albums.values())).until < now:
            self._albums.popitem(last=False)


def _album(what: Said) -> Album:
    return what.where.id, what.album or f"by {what.who.id}"
