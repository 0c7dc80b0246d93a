"""Know who is on duty where on a day, and what they can help with."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from desk.desk import Desk
from desk.duty.making import plan_of
from desk.duty.viewing import ShiftView, view
from storage import rota
from storage.rota import Rota


@dataclass(frozen=True, slots=True)
class StationDay:
    """A station on a day; no shifts: nobody is on duty. `here`: in the building of whoever asks."""

    code: str
    name: str
    shifts: tuple[ShiftView, ...]
    here: bool


async def on_day(
    desk: Desk, day: date, building: str | None = None, only: Collection[str] | None = None
) -> list[StationDay]:
    """Every station that has duty on that day, or has a round that goes on; those of the building first."""
    stand = await rota.shifts(desk.session, day, day)
    rounds = [one for one in await rota.running(desk.session) if _goes_on(one, day)]
    ours = {code for one in rounds for code in one.stations} | {one.station for one in stand}
    shown = [
        StationDay(
            one.code,
            one.name,
            tuple(view(desk, shift) for shift in stand if shift.station == one.code and shift.unit in desk.book.units),
            building is not None and one.building == building,
        )
        for one in desk.book.directory.stations
        if (one.code in ours if only is None else one.code in only)
    ]
    return sorted(shown, key=lambda one: not one.here)


def _goes_on(round_: Rota, day: date) -> bool:
    return round_.starts_on is not None and round_.starts_on <= day <= (round_.until or day)


def expected(desk: Desk, rounds: Sequence[Rota], day: date) -> list[str]:
    """The stations at which some round has duty on that day, or would have if it had not just run out."""
    works = desk.book.worktime.works
    found = [
        code
        for one in rounds
        if one.starts_on is not None and one.starts_on <= day and plan_of(one).falls_on(day, works)
        for code in one.stations
    ]
    known = {one.code for one in desk.book.directory.stations}
    return [code for code in dict.fromkeys(found) if code in known]
