"""Judge how well days are covered: on which nobody is on duty, and how evenly duty is spread. Plain arithmetic."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol


class Why(StrEnum):
    """Why a station is empty on a day."""

    NONE = "none"
    """No round has a turn there."""
    OFF = "off"
    """An exception says so."""
    GONE = "gone"
    """The directory no longer has the unit."""
    NOBODY = "nobody"
    """The unit has no staff."""
    RESTS = "rests"
    """The unit does not work on that day."""


class Duty(Protocol):
    """A shift, planned or recorded."""

    @property
    def day(self) -> date: ...
    @property
    def station(self) -> str: ...
    @property
    def unit(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Gap:
    """A day on which nobody is on duty at a station."""

    day: date
    station: str
    why: Why


@dataclass(frozen=True)
class Coverage:
    """`needed`: days at a station on which somebody should be there; `covered`: those on which somebody is;
    `balance`: the round's shifts by unit, most first; `twice`: how often a unit is at two stations on one day."""

    needed: int
    covered: int
    gaps: tuple[Gap, ...]
    balance: Mapping[str, int]
    twice: int

    @property
    def percent(self) -> int:
        """Covered of needed, rounded down, so that 100 says that nothing is missing."""
        return 100 * self.covered // self.needed if self.needed else 100

    @property
    def spread(self) -> tuple[int, int]:
        """The fewest and the most shifts of a unit."""
        return min(self.balance.values(), default=0), max(self.balance.values(), default=0)


Lacks = Callable[[str, date], Why | None]
"""Says why a unit cannot be counted upon on a day; None if it can."""


def coverage(
    round_: Iterable[Duty],
    others: Iterable[Duty],
    needed: Collection[tuple[date, str]],
    units: Iterable[str],
    lacks: Lacks,
) -> Coverage:
    """How a round's shifts, and others at the same stations, cover these days and stations.

    `units`: the round's, which count though they may have no shift at all.
    """
    own = list(round_)
    at: dict[tuple[date, str], list[Duty]] = {}
    for one in (*own, *others):
        at.setdefault((one.day, one.station), []).append(one)
    gaps = [Gap(*slot, why) for slot in sorted(needed) if (why := empty(at.get(slot, []), lacks)) is not None]
    balance = Counter(dict.fromkeys(units, 0))
    balance.update(one.unit for one in own if one.unit is not None)
    return Coverage(
        needed=len(needed),
        covered=len(needed) - len(gaps),
        gaps=tuple(gaps),
        balance=dict(balance.most_common()),
        twice=_twice(own),
    )


def empty(there: Iterable[Duty], lacks: Lacks) -> Why | None:
    """Why nobody is there whom one can count upon; None if somebody is."""
    found = [Why.OFF if one.unit is None else lacks(one.unit, one.day) for one in there]
    return None if None in found else next(iter(found), Why.NONE)


def _twice(duties: Iterable[Duty]) -> int:
    places = {(one.day, one.unit, one.station) for one in duties if one.unit is not None}
    return sum(number - 1 for number in Counter((day, unit) for day, unit, _ in places).values())
