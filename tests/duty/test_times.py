"""What lies outside of working hours is extended; people are told in time, on days off, too."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from desk.directory.calendars import Calendar
from desk.directory.entries import Window
from desk.duty.times import instant, is_extended, morning, next_warning, until_next_working_day, usual
from desk.worktime import NoWorkingTime, WorkingTime

ZONE = ZoneInfo("Asia/Shanghai")
WINDOWS = (Window(time(8, 30), time(12)), Window(time(13, 30), time(17, 30)))
CLOCK = WorkingTime(Calendar(dict.fromkeys(range(5), WINDOWS), "CN"), ZONE)
TUESDAY, SATURDAY, MAKE_UP, HOLIDAY = date(2026, 3, 3), date(2026, 3, 7), date(2026, 2, 28), date(2026, 2, 17)


def at(day: date, clock: str) -> datetime:
    hours, minutes = clock.split(":")
    return instant(CLOCK, day, int(hours) * 60 + int(minutes))


@pytest.mark.parametrize(
    ("day", "opens", "closes", "extended"),
    [
        (TUESDAY, "9:00", "17:00", False),
        (TUESDAY, "8:30", "17:30", False),
        (TUESDAY, "8:00", "12:00", True),
        (TUESDAY, "13:30", "18:00", True),
        (TUESDAY, "17:30", "20:00", True),
        (TUESDAY, "12:00", "13:30", True),
        (TUESDAY, "11:00", "13:00", False),
        (TUESDAY, "20:00", "24:00", True),
        (SATURDAY, "9:00", "12:00", True),
        (HOLIDAY, "9:00", "12:00", True),
        (MAKE_UP, "9:00", "17:00", False),
    ],
)
def test_extended_hours_are_those_outside_of_the_working_day(
    day: date, opens: str, closes: str, extended: bool
) -> None:
    assert is_extended(CLOCK, at(day, opens), at(day, closes)) is extended


@pytest.mark.parametrize(
    ("day", "first", "told"),
    [
        (TUESDAY, "9:00", "8:30"),
        (TUESDAY, "8:30", "8:00"),
        (TUESDAY, "17:30", "8:30"),
        (SATURDAY, "9:00", "8:30"),
        (SATURDAY, "14:00", "9:00"),
        (MAKE_UP, "9:00", "8:30"),
    ],
)
def test_people_are_told_when_work_begins_and_before_the_first_shift(day: date, first: str, told: str) -> None:
    assert morning(CLOCK, day, at(day, first)) == at(day, told)


@pytest.mark.parametrize(
    ("now", "then"),
    [
        (at(TUESDAY, "9:00"), at(TUESDAY, "15:30")),
        (at(TUESDAY, "15:30"), at(date(2026, 3, 4), "15:30")),
        (at(date(2026, 3, 6), "16:00"), at(date(2026, 3, 9), "15:30")),
        (at(date(2026, 2, 27), "16:00"), at(MAKE_UP, "15:30")),
    ],
)
def test_gaps_are_warned_of_two_hours_before_a_working_day_ends(now: datetime, then: datetime) -> None:
    assert next_warning(CLOCK, now) == then


def test_warning_looks_as_far_as_the_next_working_day() -> None:
    assert [day.day for day in until_next_working_day(CLOCK, date(2026, 3, 6))] == [7, 8, 9]
    assert [day.day for day in until_next_working_day(CLOCK, date(2026, 2, 27))] == [28]


def test_usual_hours_are_the_days_or_a_working_days() -> None:
    assert usual(CLOCK, TUESDAY) == usual(CLOCK, SATURDAY) == (8 * 60 + 30, 17 * 60 + 30)


def test_calendar_without_any_hours_is_no_hours() -> None:
    nobody = WorkingTime(Calendar({}), ZONE)
    for asks in (next_warning, lambda clock, now: until_next_working_day(clock, now.date())):
        with pytest.raises(NoWorkingTime):
            asks(nobody, at(TUESDAY, "9:00"))
    with pytest.raises(NoWorkingTime):
        usual(nobody, TUESDAY)
