"""What time of day is meant: by the hour, by the part of the day, or by both."""

from dataclasses import dataclass, replace
from enum import Enum, auto

from desk.agenda.refusing import Odd, Why

NOON = 12
DAY = 24 * 60  # minutes
SMALL_HOURS = range(6)
AFTERNOON_HOURS = range(1, 7)
"""Without a part of day these mean the afternoon: nobody invites for three in the morning."""
EVENING = 18 * 60  # whoever ends on the next day begins after this


class Part(Enum):
    """A part of the day."""

    NIGHT = auto()
    MORNING = auto()
    FORENOON = auto()
    NOON = auto()
    AFTERNOON = auto()
    DUSK = auto()
    EVENING = auto()
    LATE = auto()
    AM = auto()
    PM = auto()

    @property
    def begins(self) -> int:
        """Minutes after midnight if no hour is named. Raises Odd where that would be a guess."""
        if self not in _BEGINS:
            raise Odd(Why.VAGUE)
        return 60 * _BEGINS[self]


def _as_said(first: int, last: int) -> dict[int, int]:
    return {hour: hour for hour in range(first, last + 1)}


def _of_twelve(first: int, last: int) -> dict[int, int]:
    return {hour: hour + 12 for hour in range(first, last + 1)}


_BEGINS = {
    Part.MORNING: 9,
    Part.FORENOON: 9,
    Part.NOON: 12,
    Part.AFTERNOON: 14,
    Part.DUSK: 18,
    Part.EVENING: 19,
    Part.AM: 9,
    Part.PM: 14,
}
"""The hour for which a part of the day stands alone."""

_HOURS = {
    Part.NIGHT: _as_said(0, 5) | {12: 0},
    Part.MORNING: _as_said(4, 11),
    Part.FORENOON: _as_said(5, 12),
    Part.NOON: _as_said(11, 14) | _of_twelve(1, 2),
    Part.AFTERNOON: _as_said(12, 23) | _of_twelve(1, 11),
    Part.DUSK: _as_said(16, 20) | _of_twelve(4, 8),
    Part.EVENING: _as_said(17, 24) | _of_twelve(5, 12) | {0: 24},
    Part.LATE: _as_said(21, 24) | _of_twelve(9, 12) | {0: 24},
    Part.AM: _as_said(0, 11) | {12: 0},
    Part.PM: _of_twelve(1, 11) | {12: 12},
}
"""The hour of 24 that is meant by an hour as it is said; in other parts of the day nobody says it."""


@dataclass(frozen=True)
class Clock:
    """A time as it was said."""

    hour: int
    minute: int = 0
    part: Part | None = None
    exact: bool = False
    """Written as of 24 hours: 03:00."""

    @property
    def meant(self) -> int:
        """Minutes after midnight; up to 24:00. Raises Odd on a time that there is not, or not in this part of day."""
        if self.minute > 59 or self.hour * 60 + self.minute > DAY:
            raise Odd(Why.IMPOSSIBLE)
        return 60 * self._hour() + self.minute

    def _hour(self) -> int:
        if self.part is not None:
            if self.hour not in _HOURS[self.part]:
                raise Odd(Why.CONTRADICTORY)
            return _HOURS[self.part][self.hour]
        return self.hour + NOON if self.hour in AFTERNOON_HOURS and not self.exact else self.hour

    @property
    def leans_to(self) -> Part | None:
        """The part of day that an end takes over: the one that was said, or the afternoon that we understood."""
        understood = self.part is None and self.hour in AFTERNOON_HOURS and not self.exact
        return Part.AFTERNOON if understood else self.part


def ends(start: Clock, end: Clock) -> int:
    """Minutes after the start's midnight at which a time ends that was said without a day. Raises Odd.

    The end takes over the start's part of day (中午12点到1点) where that makes an end after the start; else it is read
    as it stands (上午9点到5点).
    """
    begins, lean = start.meant, start.leans_to
    if end.part is None and not end.exact and lean is not None:
        taken = _meant(replace(end, part=lean))
        if taken is not None and taken > begins:
            return taken
    late = begins >= EVENING and end.hour in SMALL_HOURS
    if late and (end.part is Part.NIGHT or (end.part is None and lean in (Part.EVENING, Part.LATE))):
        return DAY + 60 * end.hour + end.minute
    if end.meant <= begins:
        raise Odd(Why.BACKWARDS)
    return end.meant


def _meant(clock: Clock) -> int | None:
    try:
        return clock.meant
    except Odd:
        return None


def next_day(start: int, end: Clock) -> int:
    """Minutes after the next day's midnight; small hours as written after an evening: 22:00到次日2:00."""
    return replace(end, exact=end.exact or (end.part is None and start >= EVENING)).meant
