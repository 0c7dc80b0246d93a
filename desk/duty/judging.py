"""Report on a round before and while it runs: where nobody is on duty, and how evenly it is spread."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from desk.desk import Desk
from desk.duty import reaching
from desk.duty.covering import Coverage, Duty, Gap, Lacks, Why, coverage
from desk.duty.making import plan_of
from desk.duty.turns import DAY, Plan, lay_out
from desk.duty.viewing import always_extended, names, station_name, terms
from storage import rota
from storage.kinds import RotaStatus
from storage.rota import Rota

QUARTER = timedelta(weeks=13)  # of a round without an end that is looked at before it starts
NAMED = 5  # gaps, and first turns
WEIGHED = 8  # units whose shifts are counted by name


async def lacking(desk: Desk) -> Lacks:
    """Says why a unit cannot be counted upon on a day."""
    staffed = await reaching.staffed(desk)

    def lacks(unit: str, day: date) -> Why | None:
        if unit not in desk.book.units:
            return Why.GONE
        if unit not in staffed:
            return Why.NOBODY
        rests = desk.book.worktime.works(day) and not desk.book.hours_of(unit).works(day)
        return Why.RESTS if rests else None

    return lacks


async def report(desk: Desk, round_: Rota) -> dict[str, Any]:
    """The facts of `rota.report`: a draft as it would be for a quarter, a round as it stands."""
    since, until = _span(desk, round_)
    own: Sequence[Duty] = await _own(desk, round_, since, until)
    others = [one for one in await rota.shifts(desk.session, since, until, round_.stations) if one.rota_id != round_.id]
    found = coverage(own, others, _needed(desk, round_, since, until), round_.units, await lacking(desk))
    staffed = await reaching.staffed(desk)
    first = [one for one in own if one.day >= desk.book.worktime.date_of(desk.now)][: len(round_.stations) * NAMED]
    return terms(desk, round_) | {
        "status": round_.status.value,
        "seen_from": since,
        "seen_until": until,
        "turns": [_turn(desk, one) for one in first[:NAMED]],
        "unstaffed": names(desk, [code for code in round_.units if code not in staffed]),
        **_told(desk, found),
    }


def _told(desk: Desk, found: Coverage) -> dict[str, Any]:
    today = desk.book.worktime.date_of(desk.now)
    ahead = [gap for gap in found.gaps if gap.day >= today]
    balance = [{"unit": desk.book.name_of(code), "count": count} for code, count in found.balance.items()]
    fewest, most = found.spread
    return {
        "needed": found.needed,
        "covered": found.covered,
        "percent": found.percent,
        "gaps": [gap_facts(desk, gap) for gap in ahead[:NAMED]],
        "more_gaps": max(len(ahead) - NAMED, 0),
        "balance": balance[:WEIGHED],
        "more_units": max(len(balance) - WEIGHED, 0),
        "fewest": fewest,
        "most": most,
        "twice": found.twice,
    }


def gap_facts(desk: Desk, gap: Gap) -> dict[str, Any]:
    """A gap as a phrase tells it."""
    return {"day": gap.day, "station": station_name(desk, gap.station), "why": gap.why.value}


def _turn(desk: Desk, one: Duty) -> dict[str, Any]:
    unit = desk.book.name_of(one.unit) if one.unit is not None else None
    return {"day": one.day, "station": station_name(desk, one.station), "unit": unit}


def _span(desk: Desk, round_: Rota) -> tuple[date, date]:
    since = round_.starts_on or desk.book.worktime.date_of(desk.now)
    if round_.status is not RotaStatus.DRAFT:
        return since, round_.made_until or since
    return since, min(round_.until or date.max, since + QUARTER - DAY)


async def _own(desk: Desk, round_: Rota, since: date, until: date) -> Sequence[Duty]:
    if round_.status is not RotaStatus.DRAFT:
        return await rota.of_rota(desk.session, round_.id or 0)
    return list(lay_out(plan_of(round_), since, until, desk.book.worktime.works))


def _needed(desk: Desk, round_: Rota, since: date, until: date) -> set[tuple[date, str]]:
    """Working days at the round's stations; of 延时服务 only the days that it is for."""
    clock, plan = desk.book.worktime, plan_of(round_)
    days = [since + timedelta(days=number) for number in range((until - since).days + 1)]
    wanted = _of_plan(plan, days, clock.works) if always_extended(desk, round_) else [d for d in days if clock.works(d)]
    return {(day, station) for day in wanted for station in round_.stations}


def _of_plan(plan: Plan, days: Sequence[date], works: Any) -> list[date]:
    return [day for day in days if plan.falls_on(day, works)]
