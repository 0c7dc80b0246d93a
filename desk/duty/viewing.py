"""Show shifts and rounds as plain facts for phrases."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from desk.desk import Desk
from desk.duty.times import instant, is_extended
from storage.rota import Rota, Shift


@dataclass(frozen=True, slots=True)
class ShiftView:
    """A shift as people see it. No `unit`: nobody is on duty. `help`: what the unit can help with, by name."""

    number: int
    station: str
    unit: str | None
    day: date
    opens: str
    closes: str
    extended: bool
    cause: str | None
    help: tuple[str, ...] = ()


def view(desk: Desk, shift: Shift) -> ShiftView:
    """The shift; a unit that the directory no longer has is nobody."""
    clock = desk.book.worktime
    known = desk.book.units.get(shift.unit or "")
    return ShiftView(
        number=shift.id or 0,
        station=station_name(desk, shift.station),
        unit=known.name if known is not None else None,
        day=shift.day,
        opens=_clock(shift.opens_at.astimezone(clock.zone)),
        closes=_clock(shift.closes_at.astimezone(clock.zone), shift.day),
        extended=is_extended(clock, shift.opens_at, shift.closes_at),
        cause=shift.cause.value if shift.cause is not None else None,
        help=help_of(desk, shift.unit),
    )


def help_of(desk: Desk, unit: str | None) -> tuple[str, ...]:
    """What a unit can help with: its services, by name."""
    return tuple(one.name for one in desk.book.directory.services if unit is not None and one.unit == unit)


def station_name(desk: Desk, code: str) -> str:
    """What the station is called; its code if the directory no longer has it."""
    return next((one.name for one in desk.book.directory.stations if one.code == code), code)


def terms(desk: Desk, rota: Rota) -> dict[str, Any]:
    """What a round says of itself."""
    opens, closes = rota.opens or 0, rota.closes or 0
    return {
        "number": rota.id,
        "stations": [station_name(desk, code) for code in rota.stations],
        "units": names(desk, rota.units),
        "turn": rota.turn.value,
        "weekdays": list(rota.weekdays),
        "calendar": rota.calendar,
        "starts_on": rota.starts_on,
        "ends_on": rota.until,
        "opens": f"{opens // 60:02}:{opens % 60:02}",
        "closes": f"{closes // 60:02}:{closes % 60:02}",
        "extended": always_extended(desk, rota),
    }


def names(desk: Desk, units: Sequence[str]) -> list[str]:
    """The units by name."""
    return [desk.book.name_of(code) for code in units]


def always_extended(desk: Desk, rota: Rota) -> bool:
    """Whether the round is 延时服务 even on an ordinary Monday."""
    clock = desk.book.worktime
    day = next((day for day in _week(rota) if day.weekday() in (rota.weekdays or range(7)) and clock.works(day)), None)
    if day is None or rota.opens is None or rota.closes is None:
        return day is None
    return is_extended(clock, instant(clock, day, rota.opens), instant(clock, day, rota.closes))


def _week(rota: Rota) -> list[date]:
    """Two weeks from the round's start on, so that one holiday does not hide all working days."""
    first = (rota.starts_on or date(2026, 1, 5)).toordinal()
    return [date.fromordinal(first + number) for number in range(14)]


def _clock(at: datetime, day: date | None = None) -> str:
    """As 17:00; the midnight after the day is 24:00."""
    return "24:00" if day is not None and at.date() > day else f"{at:%H:%M}"
