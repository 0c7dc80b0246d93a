"""When people work on a date: the public holidays and make-up days of 2026, and whatever the directory says instead.

The year is written down from the State Council's notice of November 2025 (国务院办公厅关于
2026 年部分节假日安排的通知); results are counted by hand, on 08:30-12:00 and 13:30-17:30, a day of 450 minutes.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import holidays
import pytest

from desk.directory import Mistakes, read
from desk.directory.book import Book
from desk.directory.calendars import DayKind
from desk.directory.spans import parse_duration, parse_window
from desk.worktime import ALWAYS, NoWorkingTime, WorkingTime
from storage.kinds import Priority

SHANGHAI = ZoneInfo("Asia/Shanghai")

# First and last day off, then the weekend days that are worked instead.
YEAR_2026 = """
元旦    01-01 01-03  01-04
春节    02-15 02-23  02-14 02-28
清明节  04-04 04-06
劳动节  05-01 05-05  05-09
端午节  06-19 06-21
中秋节  09-25 09-27
国庆节  10-01 10-07  09-20 10-10
"""


def dated(text: str) -> date:
    return date.fromisoformat(f"2026-{text}")


def days_from(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


ROWS = [line.split() for line in YEAR_2026.strip().splitlines()]
OFF = {day for _, first, last, *_ in ROWS for day in days_from(dated(first), dated(last))}
MADE_UP = {dated(day) for row in ROWS for day in row[3:]}
ALL_DAYS = days_from(dated("01-01"), dated("12-31"))


def book(text: str = "") -> Book:
    """A directory of these lines, and two units in two buildings."""
    head = "district: {name: 南市}\n"
    return Book(read(head + text), 1, SHANGHAI)


def at(text: str) -> datetime:
    """Of 2026, unless another year is written."""
    return datetime.fromisoformat(text if len(text) > 11 else f"2026-{text}").replace(tzinfo=SHANGHAI)


def ends(clock: WorkingTime, start: str, duration: str) -> str:
    found = clock.add(at(start), parse_duration(duration)).astimezone(SHANGHAI)
    return f"{found:%m-%d %H:%M}" if found.year == 2026 else f"{found:%Y-%m-%d %H:%M}"


def windows(clock: WorkingTime, day: str) -> str:
    return " ".join(f"{one.opens:%H:%M}-{one.closes:%H:%M}" for one in clock.on(dated(day)).windows)


OFFICE = book().worktime
FULL = (parse_window("08:30-12:00"), parse_window("13:30-17:30"))


def test_the_year_was_written_down_as_it_was_published() -> None:
    assert sorted(f"{day:%m-%d}" for day in MADE_UP) == ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"]
    assert {row[0]: len(days_from(dated(row[1]), dated(row[2]))) for row in ROWS} == {
        "元旦": 3, "春节": 9, "清明节": 3, "劳动节": 5, "端午节": 3, "中秋节": 3, "国庆节": 7,
    }  # fmt: skip
    assert all(day.weekday() >= 5 for day in MADE_UP)


def test_the_package_that_we_take_the_days_from_says_the_same() -> None:
    theirs = holidays.country_holidays("CN", years=2026)
    off = {day for day in ALL_DAYS if (day in theirs or day.weekday() >= 5) and day not in theirs.weekend_workdays}
    assert off == OFF | {day for day in ALL_DAYS if day.weekday() >= 5 and day not in MADE_UP}
    assert {day for day in theirs.weekend_workdays if day.year == 2026} == MADE_UP


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_nobody_works_on_a_holiday_and_everybody_on_its_make_up_days(row: list[str]) -> None:
    for day in days_from(dated(row[1]), dated(row[2])):
        assert OFFICE.on(day).windows == ()
        assert OFFICE.on(day).kind is (DayKind.HOLIDAY if day.weekday() < 5 else OFFICE.on(day).kind)
    for day in map(dated, row[3:]):
        assert (OFFICE.on(day).kind, OFFICE.on(day).windows) == (DayKind.MAKE_UP, FULL)


def test_every_other_day_of_2026_is_as_its_weekday() -> None:
    others = [day for day in ALL_DAYS if day not in OFF | MADE_UP]
    assert [OFFICE.on(day).windows for day in others] == [FULL if day.weekday() < 5 else () for day in others]
    worked = OFFICE.between(at("01-01 00:00"), at("2027-01-01 00:00")) / OFFICE.day
    assert worked == 248  # the notice leaves so many of 365


@pytest.mark.parametrize(
    ("start", "duration", "end"),
    [
        # 元旦
        ("2025-12-31 17:00", "1h", "01-04 09:00"),  # half an hour on Wednesday; 1 to 3 off; the Sunday is worked
        # 春节: 02-14 Sat worked, 15 to 23 off, 24 Tue to 27 Fri, 28 Sat worked
        ("02-13 17:00", "4h", "02-14 12:00"),  # 30, and 210 before lunch
        ("02-13 17:00", "1d", "02-14 17:00"),  # 30 + 420
        ("02-13 17:00", "3d", "02-25 17:00"),  # 30 + 450 (14) + 450 (24) + 420
        ("02-13 17:00", "7d", "03-02 17:00"),  # 30 + six days (14, 24 to 28) + 420
        ("02-16 10:00", "1h", "02-24 09:30"),  # said on New Year's Eve
        ("02-28 16:30", "4h", "03-02 11:30"),  # the worked Saturday ends; 60 + 180 on Monday
        # 清明, 劳动节, 端午, 中秋
        ("04-03 17:00", "1h", "04-07 09:00"),
        ("04-30 17:00", "1d", "05-06 17:00"),
        ("05-08 17:00", "1h", "05-09 09:00"),  # a Saturday
        ("06-18 17:00", "1h", "06-22 09:00"),
        ("09-24 17:00", "1h", "09-28 09:00"),
        # 国庆: 09-20 Sun worked; 1 to 7 off; 8 Thu, 9 Fri, 10 Sat worked, 11 Sun off
        ("09-18 17:00", "4h", "09-20 12:00"),  # 30 + 210; ends with the window
        ("09-30 16:00", "1d", "10-08 16:00"),  # 90 + 360
        ("09-30 16:00", "3d", "10-10 16:00"),  # 90 + 450 + 450 + 360
        ("09-30 16:00", "7d", "10-15 16:00"),  # 90 + six days (8, 9, 10, 12, 13, 14) + 360
        ("10-03 03:00", "30m", "10-08 09:00"),
    ],
)
def test_a_promise_made_before_a_holiday_is_due_then(start: str, duration: str, end: str) -> None:
    assert ends(OFFICE, start, duration) == end


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        ("09-30 16:00", "10-08 16:00", 450),
        ("10-01 00:00", "10-08 00:00", 0),
        ("10-09 17:00", "10-12 09:00", 30 + 450 + 30),
        ("02-14 00:00", "03-01 00:00", 6 * 450),
    ],
)
def test_working_minutes_across_a_holiday(start: str, end: str, minutes: int) -> None:
    assert OFFICE.minutes_between(at(start), at(end)) == minutes


def test_days_off_and_on_of_the_directory_go_before_the_countrys() -> None:
    clock = book("working_time: {days_off: [2026-09-20, 2026-07-01], days_on: [2026-10-01, 2026-07-04]}").worktime
    assert [windows(clock, day) for day in ("09-20", "07-01")] == ["", ""]
    assert [clock.on(dated(day)).windows for day in ("10-01", "07-04")] == [FULL, FULL]
    assert ends(clock, "06-30 17:00", "1h") == "07-02 09:00"
    assert ends(clock, "09-30 17:00", "1h") == "10-01 09:00"
    assert clock.on(dated("10-10")).kind is DayKind.MAKE_UP


def test_special_hours_of_a_date_go_before_everything() -> None:
    clock = book("""
working_time:
  days_off: [2026-07-08]
  days_on: [2026-07-09]
  hours: {2026-07-07: ["13:00-15:00", "09:00-10:00"], 2026-07-08: ["10:00-11:00"], 2026-07-09: [],
          2026-10-01: ["08:30-09:30"]}
""").worktime
    assert windows(clock, "07-07") == "09:00-10:00 13:00-15:00"
    assert windows(clock, "07-08") == "10:00-11:00"
    assert windows(clock, "07-09") == ""
    assert clock.on(dated("07-09")).kind is DayKind.HOURS
    assert ends(clock, "07-06 17:00", "4h") == "07-08 10:30"  # 30 + 60 + 120 + 30
    assert ends(clock, "07-08 11:00", "1m") == "07-10 08:31"  # the 9th is closed
    assert ends(clock, "09-30 17:30", "1h") == "10-01 09:30"
    assert clock.day == timedelta(minutes=450)  # a working day stays what it is


def test_windows_may_differ_by_weekday() -> None:
    clock = book("""
working_time: {weekdays: ["09:00-12:00", "13:00-17:00"], fri: ["09:00-12:00"], sat: ["10:00-12:00"], wed: []}
""").worktime
    assert [windows(clock, f"07-{day:02}") for day in range(6, 13)] == [
        "09:00-12:00 13:00-17:00", "09:00-12:00 13:00-17:00", "", "09:00-12:00 13:00-17:00", "09:00-12:00",
        "10:00-12:00", "",
    ]  # fmt: skip
    assert clock.day == timedelta(hours=7)
    assert ends(clock, "07-07 16:00", "1d") == "07-09 16:00"  # nobody on Wednesday
    assert ends(clock, "07-10 11:00", "4h") == "07-13 10:00"  # 60, 120 on Saturday, 60 on Monday
    assert windows(clock, "10-10") == "09:00-12:00 13:00-17:00"  # a make-up day is a full one


def test_without_public_holidays_only_weekdays_count() -> None:
    clock = book("working_time: {holidays: none}").worktime
    assert ends(clock, "09-30 16:00", "1d") == "10-01 16:00"
    assert windows(clock, "10-10") == ""
    assert clock.calendar.is_settled(2040)


def test_another_country_has_its_own_holidays() -> None:
    clock = book("working_time: {holidays: DE}").worktime
    assert clock.on(dated("10-01")).windows == FULL
    assert (clock.on(dated("12-25")).kind, clock.on(dated("12-25")).windows) == (DayKind.HOLIDAY, ())
    assert windows(clock, "10-10") == ""
    assert clock.calendar.is_settled(2040)


OTHERS = """
buildings: [{code: A, name: 甲, calendar: house}, {code: B, name: 乙}]
units: [{code: tax, name: 税务, calendar: tax}, {code: hr, name: 人社}]
service_levels: {low: {calendar: slow}, high: {clock: always, calendar: slow}}
working_time: {weekdays: ["09:00-17:00"], sat: ["09:00-11:00"], days_off: [2026-07-06]}
calendars:
  tax: {weekdays: ["10:00-16:00"]}
  house: {holidays: none, sat: [], sun: ["12:00-13:00"]}
  slow: {mon: ["08:00-09:00"], days_off: []}
"""


@pytest.mark.parametrize(
    ("level", "unit", "building", "name"),
    [
        ("normal", "tax", "A", "tax"),
        ("low", "tax", "A", "tax"),
        ("low", "hr", "A", "house"),
        ("normal", None, "A", "house"),
        ("low", "hr", "B", "slow"),
        ("low", None, None, "slow"),
        ("normal", "hr", "B", ""),
        ("normal", None, None, ""),
        ("high", "tax", "A", "always"),
        ("emergency", "tax", "A", "always"),
    ],
)
def test_unit_goes_before_building_before_level_before_district_and_always_before_all(
    level: str, unit: str | None, building: str | None, name: str
) -> None:
    clock = book(OTHERS).clock(Priority(level), unit, building)
    assert clock.name == name
    assert (clock is ALWAYS) is (name == "always")


def test_what_a_calendar_does_not_say_is_as_in_the_district() -> None:
    tax, house, slow = (book(OTHERS).calendars[name] for name in ("tax", "house", "slow"))
    assert windows(tax, "07-07") == "10:00-16:00"
    assert windows(tax, "07-11") == "09:00-11:00"  # the district's Saturday
    assert windows(tax, "07-06") == ""  # and its day off
    assert tax.on(dated("10-01")).kind is DayKind.HOLIDAY
    assert windows(house, "07-07") == "09:00-17:00"
    assert (windows(house, "07-11"), windows(house, "07-12")) == ("", "12:00-13:00")
    assert windows(house, "10-01") == "09:00-17:00"  # it keeps no holidays
    assert (windows(slow, "07-06"), windows(slow, "07-07")) == ("08:00-09:00", "09:00-17:00")
    assert tax.day == timedelta(hours=6)


def test_deadlines_are_counted_by_the_calendar_of_whoever_works_on_it() -> None:
    found = book(OTHERS)
    assert ends(found.clock(Priority.NORMAL, "tax"), "07-07 15:00", "4h") == "07-08 13:00"
    assert ends(found.clock(Priority.NORMAL, "hr", "B"), "07-07 15:00", "4h") == "07-08 11:00"
    assert ends(found.clock(Priority.HIGH, "tax"), "07-07 23:00", "4h") == "07-08 03:00"


def every_monday() -> Iterator[str]:
    """Of more than 400 days."""
    monday = dated("07-06")
    while monday < date(2027, 12, 31):
        yield monday.isoformat()
        monday += timedelta(days=7)


def test_where_nobody_works_for_400_days_the_calendar_is_named() -> None:
    hours = "working_time: {mon: ['09:00-10:00'], tue: [], wed: [], thu: [], fri: [], holidays: none}\n"
    closed = f"{hours}calendars: {{shut: {{days_off: [{', '.join(every_monday())}]}}}}"
    found = book(closed)
    with pytest.raises(NoWorkingTime) as told:
        found.calendars["shut"].add(at("07-06 08:00"), parse_duration("5m"))
    assert told.value.calendar == "shut"
    assert ends(found.worktime, "07-06 08:00", "2h") == "07-13 10:00"
    assert ends(found.calendars["shut"], "2026-05-25 08:00", "5m") == "05-25 09:05"


@pytest.mark.parametrize(
    ("body", "line", "where"),
    [
        ("working_time:\n  holidays: XX", 3, "working_time.holidays"),
        ("calendars:\n  tax: {}\n  hr:\n    holidays: china", 5, "calendars.hr.holidays"),
    ],
)
def test_an_unknown_country_is_a_mistake_with_its_line(body: str, line: int, where: str) -> None:
    with pytest.raises(Mistakes) as told:
        book(body)
    (mistake,) = told.value.mistakes
    assert (mistake.what, mistake.line, mistake.where) == ("bad_holidays", line, where)


def test_a_year_whose_make_up_days_are_unknown_is_settled_by_a_day_that_the_directory_names() -> None:
    year = 2040  # published in November 2039
    assert OFFICE.calendar.is_settled(2026)
    assert not OFFICE.calendar.is_settled(year)
    for named in ("days_off: [2040-10-01]", "days_on: [2040-10-13]", "hours: {2040-10-01: []}"):
        text = f"working_time: {{{named}}}\ncalendars: {{a: {{}}, b: {{days_off: [], days_on: [], hours: {{}}}}}}"
        found = book(text)
        assert found.worktime.calendar.is_settled(year)
        assert found.calendars["a"].calendar.is_settled(year)
        assert not found.calendars["b"].calendar.is_settled(year)
        assert not found.worktime.calendar.is_settled(year + 1)


def test_the_statutory_days_of_an_unsettled_year_are_kept_all_the_same() -> None:
    assert OFFICE.on(date(2040, 10, 1)).kind is DayKind.HOLIDAY
    assert OFFICE.add(datetime(2040, 9, 30, 10, tzinfo=UTC), parse_duration("1h")).day > 1
