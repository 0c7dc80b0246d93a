"""A piece of a line: what words that stand together say of days, times and series."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from desk.agenda.clocks import Clock, Part
from desk.agenda.days import (
    Day,
)
from desk.agenda.naming_days import Feast, Slight
from desk.agenda.naming_series import Every
from desk.agenda.refusing import Why

SOFT = {Why.VAGUE, Why.DEADLINE}
"""These only count where the line names no other day."""


@dataclass
class Moment:
    """A day and a time, as far as they are said."""

    days: list[Day] = field(default_factory=list)
    part: Part | None = None
    clock: Clock | None = None
    next_day: bool = False
    open_end: bool = False
    """The days are an end of month or year: enough to end a series, too little to begin anything."""

    @property
    def timed(self) -> bool:
        """Whether it says a time."""
        return self.clock is not None or self.part is not None

    @property
    def said(self) -> bool:
        """Whether it says anything."""
        return bool(self.days) or self.timed or self.next_day


@dataclass
class Piece:
    """What neighbouring words say together."""

    start: int = 0
    end: int = 0
    moments: list[Moment] = field(default_factory=lambda: [Moment()])
    second: Clock | None = None
    length: timedelta | None = None
    lasts: timedelta | None = None
    """A duration that says of itself that it is one: 时长两小时."""
    every: Every | None = None
    on: list[Day] = field(default_factory=list)
    """The days of a series that its word of frequency left open: 每月15号."""
    times: tuple[int, str] | None = None
    year: tuple[int, bool] | None = None
    month: date | int | None = None
    week: date | None = None
    begins: bool = False
    skips_holidays: bool = False
    trouble: Why | None = None

    @property
    def first(self) -> Moment:
        """The moment it begins."""
        return self.moments[0]

    @property
    def dated(self) -> bool:
        """Whether it says a day to begin on."""
        return bool(self.first.days)

    @property
    def slight(self) -> bool:
        """Whether its day gives way to any other: a festival's name, a number with a point."""
        return self.dated and not self.first.timed and all(isinstance(day, Feast | Slight) for day in self.first.days)

    @property
    def hard(self) -> bool:
        """Whether it is refused whatever else the line says."""
        return self.trouble is not None and self.trouble not in SOFT

    @property
    def empty(self) -> bool:
        """Whether it says nothing about any time."""
        said = (self.every, self.times, self.month, self.week, self.year, self.trouble, self.lasts)
        return not (self.on or any(moment.said for moment in self.moments) or any(one is not None for one in said))


def finished(piece: Piece, rough: bool, limit: bool) -> Piece:
    """The piece with what is wrong with it."""
    while len(piece.moments) > 1 and not piece.moments[-1].said:
        piece.moments.pop()
    if piece.trouble is Why.VAGUE and piece.first.timed:
        piece.trouble = None  # 下班后18:00
    if piece.trouble is None:
        piece.trouble = _wrong(piece, rough, limit)
    return piece


def _only_ends(piece: Piece) -> bool:
    """展览到8月20日. A series elsewhere may still end there."""
    return piece.every is None and not piece.first.said and any(moment.said for moment in piece.moments)


def _wrong(piece: Piece, rough: bool, limit: bool) -> Why | None:
    if limit or _only_ends(piece):
        return Why.DEADLINE
    if rough and any(moment.said for moment in piece.moments):
        return Why.VAGUE
    if piece.second is not None:
        return Why.SEVERAL
    left_over = piece.month is not None or piece.week is not None or piece.year is not None
    alone = piece.every is None and not piece.dated and len(piece.moments) == 1
    if (piece.on and piece.every is None) or (left_over and alone) or (piece.first.open_end and piece.every is None):
        return Why.VAGUE
    return None
