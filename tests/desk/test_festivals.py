"""Festivals fall where the lunar calendar and the sun put them, years ahead."""

from datetime import date
from itertools import islice, pairwise

import pytest

from desk.events import festivals


@pytest.mark.parametrize(
    ("code", "known"),
    [
        ("mid_autumn", [date(2026, 9, 25), date(2027, 9, 15), date(2028, 10, 3)]),
        ("spring", [date(2026, 2, 17), date(2027, 2, 6), date(2028, 1, 26)]),
        ("dragon_boat", [date(2026, 6, 19), date(2027, 6, 9), date(2028, 5, 28)]),
        ("qingming", [date(2026, 4, 5), date(2027, 4, 5), date(2028, 4, 4)]),
        ("winter_solstice", [date(2026, 12, 22), date(2027, 12, 22), date(2028, 12, 21)]),
        ("riders", [date(2026, 11, 11), date(2027, 11, 11), date(2028, 11, 11)]),
    ],
)
def test_dates_are_known_for_years_ahead(code: str, known: list[date]) -> None:
    assert list(islice(festivals.dates(code, date(2026, 1, 1)), 3)) == known


def test_every_template_falls_once_or_twice_a_year_and_none_is_left_out() -> None:
    found = festivals.between(date(2026, 1, 1), date(2027, 1, 1))
    assert {one.code for one in found} == set(festivals.TEMPLATES)
    assert [one.day for one in found] == sorted(one.day for one in found)


def test_weeks_one_after_the_other_tell_each_festival_once() -> None:
    days = [date.fromordinal(date(2026, 1, 5).toordinal() + 7 * week) for week in range(105)]
    told = [(one.code, one.day) for since, until in pairwise(days) for one in festivals.between(since, until)]
    assert len(told) == len(set(told))
    assert len(told) >= 2 * len(festivals.TEMPLATES) - 2
