"""Make exceptions: a day without duty, another unit on a day, duty where the round has none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from desk.desk import Desk
from desk.duty import making, reaching
from desk.duty.times import instant
from desk.duty.viewing import ShiftView, view
from desk.errors import BadArgument, WrongState
from desk.values import Notice
from storage import rota
from storage.kinds import Cause, Lane
from storage.locks import alone
from storage.people import Person
from storage.rota import Shift

MOST_DAYS = 31  # of one exception


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a shift: who was on duty before, and how it stands now."""

    shift: Shift
    before: str | None


async def make(
    desk: Desk, by: Person, station: str, days: Sequence[date], unit: str | None, hours: tuple[int, int] | None
) -> list[Change]:
    """On these days this unit, or nobody, is on duty at the station; `hours` (minutes) tell which shift, or when.

    Raises NotAllowed, BadArgument, WrongState.
    """
    making.only_admins(desk, by)
    await alone(desk.session, "rota")
    if len(days) > MOST_DAYS:
        raise BadArgument("rota_too_many_days", most=MOST_DAYS)
    if days[-1] > desk.book.worktime.date_of(desk.now) + making.FARTHEST:
        raise BadArgument("rota_too_far")
    await _lay_until(desk, station, days[-1])
    found = [await _one(desk, station, day, unit, hours, alone=len(days) == 1) for day in days]
    changes = [change for change in found if change is not None]
    if not changes:
        raise BadArgument("rota_no_shift")
    await desk.session.flush()
    return changes


async def _lay_until(desk: Desk, station: str, day: date) -> None:
    """What is changed must exist."""
    for round_ in await rota.running(desk.session):
        if station in round_.stations:
            await making.lay(desk, round_, day)


async def _one(
    desk: Desk, station: str, day: date, unit: str | None, hours: tuple[int, int] | None, alone: bool
) -> Change | None:
    there = list(await rota.shifts(desk.session, day, day, [station]))
    span = [instant(desk.book.worktime, day, minutes) for minutes in hours] if hours is not None else None
    if span is not None:
        meant = [one for one in there if [one.opens_at, one.closes_at] == span]
        there = meant or [one for one in there if one.opens_at < span[1] and span[0] < one.closes_at]
    if len(there) > 1:
        raise BadArgument("rota_which_shift", shifts=[view(desk, one) for one in there])
    if there:
        return await _changed(desk, there[0], unit)
    if unit is not None and span is not None:
        return await _extra(desk, station, day, unit, (span[0], span[1]))
    if alone:
        raise BadArgument("rota_no_shift" if unit is None else "rota_no_shift_hours")
    return None


async def _changed(desk: Desk, shift: Shift, unit: str | None) -> Change:
    if shift.closes_at <= desk.now:
        raise WrongState("rota_shift_over")
    before = shift.unit
    await put(desk, shift, unit, Cause.EXCEPTION)
    return Change(shift, before)


async def put(desk: Desk, shift: Shift, unit: str | None, cause: Cause) -> None:
    """This unit is on duty now; if it is the one that the round has there, nothing is exceptional any more."""
    round_ = await rota.rota(desk.session, shift.rota_id) if shift.rota_id is not None else None
    shift.unit = unit
    if round_ is not None:
        shift.cause = None if making.as_planned(round_, shift) == unit else cause


async def _extra(desk: Desk, station: str, day: date, unit: str, span: tuple[Any, Any]) -> Change:
    if span[1] <= desk.now:
        raise WrongState("rota_shift_over")
    new = Shift(station=station, day=day, opens_at=span[0], closes_at=span[1], unit=unit, cause=Cause.EXTRA)
    desk.session.add(new)
    await making.owe_days(desk, [new])
    return Change(new, None)


async def told(desk: Desk, changes: Sequence[Change]) -> list[Notice]:
    """What the units hear whose duty it no longer is, or is now."""
    units = dict.fromkeys(code for one in changes for code in (one.before, one.shift.unit) if code is not None)
    notices = []
    for code in units:
        own = [one for one in changes if code in (one.before, one.shift.unit) and one.before != one.shift.unit]
        facts = {"crew": desk.book.name_of(code), "changes": facts_of(desk, own)}
        for to in await reaching.unit(desk, code) if own else ():
            notices.append(Notice(to, "rota.changed", facts, lane=Lane.REMINDER))
    return notices


def facts_of(desk: Desk, changes: Sequence[Change]) -> list[dict[str, str | ShiftView | None]]:
    """The changes as a phrase tells them."""
    return [
        {"shift": view(desk, one.shift), "before": desk.book.name_of(one.before) if one.before else None}
        for one in changes
    ]
