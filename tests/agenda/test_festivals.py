"""Lunar dates and solar terms, against dates that other programs gave.

The lunar ones are python-lunardate's; the solar terms were computed from the sun's apparent longitude with PyEphem.
"""

from datetime import date

import pytest

from desk.agenda.festivals import FIXED, LUNAR, MOVING, TERMS, festival
from desk.agenda.workdays import works

SPRING = (
    "2026-02-17 2027-02-06 2028-01-26 2029-02-13 2030-02-03 2031-01-23 2032-02-11 2033-01-31 2034-02-19 2035-02-08 "
    "2036-01-28 2037-02-15 2038-02-04 2039-01-24 2040-02-12 2041-02-01 2042-01-22 2043-02-10 2044-01-30 2045-02-17"
)
MID_AUTUMN = (
    "2026-09-25 2027-09-15 2028-10-03 2029-09-22 2030-09-12 2031-10-01 2032-09-19 2033-09-08 2034-09-27 2035-09-16 "
    "2036-10-04 2037-09-24 2038-09-13 2039-10-02 2040-09-20 2041-09-10 2042-09-28 2043-09-17 2044-10-05 2045-09-25"
)
LABA = (
    "2026-01-26 2027-01-15 2028-01-04 2029-01-22 2030-01-11 2031-01-01 2032-01-20 2033-01-08 2034-01-27 2035-01-16 "
    "2036-01-05 2037-01-23 2038-01-12 2039-01-02 2040-01-21 2041-01-10 2041-12-30 2043-01-18 2044-01-07 2045-01-25"
)
TERMS_OF_2027 = (
    "2027-01-05 2027-01-20 2027-02-04 2027-02-19 2027-03-06 2027-03-21 2027-04-05 2027-04-20 2027-05-06 2027-05-21 "
    "2027-06-06 2027-06-21 2027-07-07 2027-07-23 2027-08-08 2027-08-23 2027-09-08 2027-09-23 2027-10-08 2027-10-23 "
    "2027-11-07 2027-11-22 2027-12-07 2027-12-22"
)


@pytest.mark.parametrize(("name", "dates"), [("春节", SPRING), ("中秋", MID_AUTUMN), ("腊八", LABA)])
def test_twenty_years_of_lunar_festivals(name: str, dates: str) -> None:
    expected = [date.fromisoformat(one) for one in dates.split()]
    counted = festival(name).dates(date(2026, 1, 1))
    assert [next(counted) for _ in range(10)] == expected[:10]
    later = festival(name).dates(expected[10])
    assert [next(later) for _ in range(10)] == expected[10:]


def test_the_solar_terms_of_a_year() -> None:
    names = [*TERMS[1:], TERMS[0]]
    assert [next(festival(name).dates(date(2027, 1, 1))).isoformat() for name in names] == TERMS_OF_2027.split()


def test_new_years_eve_is_the_day_before_the_new_year() -> None:
    for year in range(2026, 2060):
        eve, new = (next(festival(name).dates(date(year, 1, 1))) for name in ("除夕", "大年初一"))
        assert (new - eve).days == 1


@pytest.mark.parametrize("name", [*FIXED, *LUNAR, *MOVING, *TERMS])
def test_every_festival_comes_every_year(name: str) -> None:
    days = festival(name).dates(date(2026, 3, 1))
    first, second = next(days), next(days)
    assert 353 <= (second - first).days <= 385


def test_holidays_and_make_up_days_of_2026() -> None:
    assert not works(date(2026, 10, 1))
    assert not works(date(2026, 10, 7))
    assert works(date(2026, 10, 10))  # a Saturday
    assert works(date(2026, 2, 14))  # likewise
    assert not works(date(2026, 11, 22))
    assert works(date(2026, 11, 23))
    assert not works(date(2027, 10, 1))
