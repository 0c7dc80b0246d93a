"""Rounds are fair at every moment, cover every day once, and follow the calendar."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.agenda import Calendar, works
from desk.duty.covering import Why, coverage
from desk.duty.turns import Plan, Slot, lay_out, monday
from storage.kinds import Turn

FIRST = date(2026, 1, 1)
unhurried = settings(deadline=None)  # the first look at a year's calendar takes long
codes = st.integers(1, 8).map(lambda number: tuple(f"U{one}" for one in range(number)))
places = st.integers(1, 6).map(lambda number: tuple(f"S{one}" for one in range(number)))
plans = st.builds(
    Plan,
    places,
    codes,
    st.sampled_from(Turn),
    st.sets(st.integers(0, 6), max_size=6).map(lambda days: tuple(sorted(days))),
    st.sampled_from(Calendar),
)
starts = st.integers(0, 500).map(lambda days: FIRST + timedelta(days=days))
lengths = st.integers(0, 200).map(lambda days: timedelta(days=days))


def even(shares: Mapping[str, int], of: Iterable[str]) -> bool:
    """Whether no share is more than one bigger than another."""
    counts = [shares.get(code, 0) for code in of]
    return max(counts) - min(counts) <= 1


@unhurried
@given(plans, starts, lengths)
def test_every_day_of_duty_is_covered_once_at_each_station(plan: Plan, since: date, length: timedelta) -> None:
    slots = list(lay_out(plan, since, since + length, works))
    days = [since + timedelta(days=number) for number in range(length.days + 1)]
    wanted = [(day, station) for day in days if plan.falls_on(day, works) for station in plan.stations]
    assert [(slot.day, slot.station) for slot in slots] == wanted


@unhurried
@given(plans, starts, lengths)
def test_shares_differ_by_at_most_one_at_each_station_and_in_all_at_every_moment(
    plan: Plan, since: date, length: timedelta
) -> None:
    turns = {(slot.turn, slot.station): slot.unit for slot in lay_out(plan, since, since + length, works)}
    shares: dict[str, Counter[str]] = {place: Counter() for place in ("all", *plan.stations)}
    for (_, station), unit in turns.items():
        for place in ("all", station):
            shares[place][unit] += 1
            assert even(shares[place], plan.units)


@unhurried
@given(plans, starts, lengths)
def test_no_unit_is_at_two_stations_at_once_while_there_are_enough(plan: Plan, since: date, length: timedelta) -> None:
    slots = list(lay_out(plan, since, since + length, works))
    if len(plan.units) >= len(plan.stations):
        places_of = Counter((slot.day, slot.unit) for slot in slots)
        assert all(number == 1 for number in places_of.values())


@unhurried
@given(plans, starts, lengths, st.integers(0, 200))
def test_round_that_is_laid_out_in_two_parts_is_the_same(plan: Plan, since: date, length: timedelta, cut: int) -> None:
    until, middle = since + length, since + timedelta(days=min(cut, length.days))
    first = list(lay_out(plan, since, middle, works))
    last = (first[-1].day, first[-1].turn) if first else None
    second = list(lay_out(plan, middle + timedelta(days=1), until, works, last))
    assert first + second == list(lay_out(plan, since, until, works))


@unhurried
@given(plans, starts, lengths)
def test_week_belongs_to_one_unit_where_weeks_are_turns(plan: Plan, since: date, length: timedelta) -> None:
    if plan.turn is Turn.WEEK:
        slots = list(lay_out(plan, since, since + length, works))
        units: dict[tuple[date, str], set[str]] = {}
        for slot in slots:
            units.setdefault((monday(slot.day), slot.station), set()).add(slot.unit)
        assert all(len(those) == 1 for those in units.values())


def test_units_come_in_the_order_in_which_they_were_named() -> None:
    plan = Plan(("S",), ("tax", "hr", "fund"))
    slots = lay_out(plan, date(2026, 12, 1), date(2026, 12, 7), works)
    assert [slot.unit for slot in slots] == ["tax", "hr", "fund", "tax", "hr"]


def test_holidays_are_nobodys_turn_and_make_up_days_are() -> None:
    """2026: 15 to 23 February are off for the Spring Festival, 14 and 28 February (Saturdays) are worked."""
    plan = Plan(("S",), ("tax", "hr"))
    days = [slot.day.day for slot in lay_out(plan, date(2026, 2, 11), date(2026, 3, 1), works)]
    assert days == [11, 12, 13, 14, 24, 25, 26, 27, 28]


def test_week_without_a_working_day_is_nobodys_turn() -> None:
    plan = Plan(("S",), ("tax", "hr"), Turn.WEEK)
    units = {slot.day: slot.unit for slot in lay_out(plan, date(2026, 2, 9), date(2026, 3, 6), works)}
    assert (units[date(2026, 2, 13)], units[date(2026, 2, 24)], units[date(2026, 3, 2)]) == ("tax", "hr", "tax")


def test_more_stations_than_units_still_share_evenly() -> None:
    plan = Plan(("A", "B", "C"), ("tax", "hr"))
    slots = list(lay_out(plan, date(2026, 12, 1), date(2026, 12, 4), works))
    assert Counter(slot.unit for slot in slots) == {"tax": 6, "hr": 6}


def lacks(unit: str, _day: date) -> Why | None:
    """One unit has no staff."""
    return Why.NOBODY if unit == "empty" else None


@pytest.mark.parametrize(("unit", "why"), [("tax", None), (None, Why.OFF), ("empty", Why.NOBODY)])
def test_day_is_covered_only_by_a_unit_that_one_can_count_upon(unit: str | None, why: Why | None) -> None:
    class Stood:
        day, station = date(2026, 12, 1), "S"

        def __init__(self) -> None:
            self.unit = unit

    found = coverage([Stood()], [], {(Stood.day, "S")}, ["tax", "hr"], lacks)
    assert [gap.why for gap in found.gaps] == ([] if why is None else [why])
    assert found.percent == (100 if why is None else 0)
    assert found.balance["hr"] == 0


@unhurried
@given(plans, starts, lengths, st.data())
def test_exceptions_and_swaps_leave_the_other_days_covered(
    plan: Plan, since: date, length: timedelta, data: st.DataObject
) -> None:
    slots = list(lay_out(plan, since, since + length, works))
    if len(slots) < 2:
        return
    one, other = data.draw(st.lists(st.integers(0, len(slots) - 1), min_size=2, max_size=2))
    units = [slot.unit for slot in slots]
    units[one], units[other] = units[other], units[one]
    swapped = [Slot(slot.day, slot.station, unit, slot.turn) for slot, unit in zip(slots, units, strict=True)]
    needed = {(slot.day, slot.station) for slot in slots}
    before, after = (coverage(those, [], needed, plan.units, lacks) for those in (slots, swapped))
    assert (after.covered, after.balance) == (before.covered, before.balance)
    dropped = coverage(swapped[1:], [], needed, plan.units, lacks)
    assert [(gap.day, gap.station) for gap in dropped.gaps] == [(slots[0].day, slots[0].station)]
