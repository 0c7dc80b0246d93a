"""Promises are counted in the hours that people work."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.directory.calendars import Calendar
from desk.directory.defaults import LEVELS, WORKING_WINDOWS
from desk.directory.entries import Duration, Window
from desk.directory.spans import minutes_of, parse_window
from desk.worktime import ALWAYS, NoWorkingTime, WorkingTime, deadlines, parse_duration
from storage.kinds import Priority

SHANGHAI = ZoneInfo("Asia/Shanghai")
OFFICE = WorkingTime(Calendar(WORKING_WINDOWS), SHANGHAI)
NIGHTS = WorkingTime(Calendar({4: (parse_window("20:00-24:00"),), 5: (parse_window("00:00-02:00"),)}), SHANGHAI)
# July 2026: Monday is the 6th, Friday the 10th.


def clock_of(priority: Priority) -> WorkingTime:
    return ALWAYS if LEVELS[priority].clock == "always" else OFFICE


def at(text: str, zone: ZoneInfo = SHANGHAI) -> datetime:
    return datetime.strptime(f"2026-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=zone)


@pytest.mark.parametrize(
    ("start", "duration", "end"),
    [
        ("07-10 17:10", "4h", "07-13 13:40"),  # Friday evening: 20 minutes, then Monday over lunch
        ("07-06 09:00", "1h", "07-06 10:00"),
        ("07-06 11:30", "1h", "07-06 14:00"),  # lunch does not count
        ("07-06 12:30", "30m", "07-06 14:00"),  # counting begins at the next opening
        ("07-06 03:00", "30m", "07-06 09:00"),
        ("07-11 10:00", "1h", "07-13 09:30"),  # Saturday
        ("07-06 08:30", "210m", "07-06 12:00"),  # the end of a window is that instant
        ("07-06 08:30", "1d", "07-06 17:30"),
        ("07-06 10:00", "1d", "07-07 10:00"),
        ("07-10 17:30", "1d", "07-13 17:30"),
        ("07-09 16:00", "3d", "07-14 16:00"),
        ("07-10 14:00", "7d", "07-21 14:00"),
        ("07-11 10:00", "0h", "07-11 10:00"),  # nothing to wait for
        ("07-06 17:29", "120s", "07-07 08:31"),
    ],
)
def test_a_promise_made_then_is_due_then(start: str, duration: str, end: str) -> None:
    due = OFFICE.add(at(start), parse_duration(duration))
    assert due == at(end)
    assert due.tzinfo is UTC


@pytest.mark.parametrize(
    ("start", "duration", "end"),
    [
        ("07-10 21:00", "3h", "07-11 00:00"),  # 24:00 is an end like any other
        ("07-10 21:00", "4h", "07-11 01:00"),  # and the night goes on behind it
        ("07-10 21:00", "1d", "07-11 01:00"),  # a full day is the longest: Friday's four hours
        ("07-11 03:00", "1h", "07-17 21:00"),
    ],
)
def test_a_night_shift_counts_across_midnight(start: str, duration: str, end: str) -> None:
    assert NIGHTS.add(at(start), parse_duration(duration)) == at(end)


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        ("07-06 08:00", "07-06 18:00", 450),
        ("07-06 11:00", "07-06 14:00", 90),
        ("07-10 17:10", "07-13 13:40", 240),
        ("07-11 00:00", "07-13 00:00", 0),
        ("07-13 13:40", "07-10 17:10", -240),
        ("07-06 09:00", "07-06 09:00", 0),
    ],
)
def test_working_minutes_between_two_instants(start: str, end: str, minutes: int) -> None:
    assert OFFICE.minutes_between(at(start), at(end)) == minutes


@pytest.mark.parametrize(
    ("instant", "is_open", "opening"),
    [
        ("07-06 08:29", False, "07-06 08:30"),
        ("07-06 08:30", True, "07-06 08:30"),
        ("07-06 11:59", True, "07-06 11:59"),
        ("07-06 12:00", False, "07-06 13:30"),
        ("07-10 17:30", False, "07-13 08:30"),
    ],
)
def test_a_window_is_open_from_its_first_minute_and_shut_at_its_last(instant: str, is_open: bool, opening: str) -> None:
    assert OFFICE.is_open(at(instant)) is is_open
    assert OFFICE.next_opening(at(instant)) == at(opening)


@pytest.mark.parametrize(
    ("priority", "start", "accept_due", "resolve_due"),
    [
        (Priority.EMERGENCY, "07-11 23:55", "07-12 00:05", "07-12 03:55"),
        (Priority.HIGH, "07-10 17:10", "07-13 09:10", "07-13 17:10"),
        (Priority.NORMAL, "07-10 17:10", "07-13 13:40", "07-15 17:10"),
        (Priority.LOW, "07-06 08:30", "07-06 17:30", "07-14 17:30"),
    ],
)
def test_each_level_keeps_its_own_clock(priority: Priority, start: str, accept_due: str, resolve_due: str) -> None:
    assert deadlines(LEVELS[priority], at(start), clock_of(priority)) == (at(accept_due), at(resolve_due))


def test_the_stretches_that_are_counted_show_how_a_deadline_came_about() -> None:
    stretches = list(OFFICE.stretches(at("07-10 17:10"), timedelta(hours=4)))
    assert stretches == [
        (at("07-10 17:10"), at("07-10 17:30")),
        (at("07-13 08:30"), at("07-13 12:00")),
        (at("07-13 13:30"), at("07-13 13:40")),
    ]


def test_windows_follow_the_clock_on_the_wall_when_the_clocks_change() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    office = WorkingTime(Calendar(dict.fromkeys(range(7), (parse_window("01:00-09:00"),))), berlin)
    assert office.add(at("03-28 08:00", berlin), Duration(8, "h")) == at("03-29 09:00", berlin)
    assert office.minutes_between(at("03-29 00:00", berlin), at("03-29 12:00", berlin)) == 7 * 60


@pytest.mark.parametrize("windows", [{}, {0: ()}])
@pytest.mark.parametrize("duration", ["1m", "1d"])
def test_where_nobody_ever_works_the_count_gives_up(windows: dict[int, tuple[Window, ...]], duration: str) -> None:
    never = WorkingTime(Calendar(windows), SHANGHAI)
    with pytest.raises(NoWorkingTime):
        never.add(at("07-06 09:00"), parse_duration(duration))
    with pytest.raises(NoWorkingTime):
        never.next_opening(at("07-06 09:00"))
    assert never.add(at("07-06 09:00"), parse_duration("0d")) == at("07-06 09:00")


def test_the_end_of_the_calendar_is_no_working_time_either() -> None:
    for priority in Priority:
        with pytest.raises(NoWorkingTime):
            deadlines(LEVELS[priority], datetime(9999, 12, 31, 21, tzinfo=UTC), clock_of(priority))
    with pytest.raises(NoWorkingTime):
        OFFICE.add(datetime(9999, 12, 30, tzinfo=UTC), Duration(7, "d"))


def test_an_instant_without_its_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        OFFICE.add(datetime(2026, 7, 6), Duration(1, "h"))  # noqa: DTZ001 — that is the mistake


@pytest.mark.parametrize(
    "text", ["", "1", "h", "1.5h", "1 h", "-1h", "1w", "1H", "１h", "4000d", "99999999999s", "1h30m"]
)
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="duration"):
        parse_duration(text)


@given(st.integers(0, 3650), st.sampled_from("smhd"))
def test_a_duration_is_written_as_it_is_read(amount: int, unit: str) -> None:
    assert str(parse_duration(f"{amount}{unit}")) == f"{amount}{unit}"


@st.composite
def windows_of_a_day(draw: st.DrawFn) -> tuple[Window, ...]:
    edges = sorted(draw(st.sets(st.integers(0, 24 * 60), max_size=6)))
    pairs = zip(edges[::2], edges[1::2], strict=False)
    return tuple(Window(time(o // 60, o % 60), time(c // 60 % 24, c % 60)) for o, c in pairs)


weeks = st.dictionaries(st.integers(0, 6), windows_of_a_day()).filter(lambda week: any(week.values()))
# Zones without summer time, as the district's: a window inside the hour that summer time skips is not counted exactly.
zones = st.sampled_from(["Asia/Shanghai", "Asia/Kolkata", "UTC"]).map(ZoneInfo)
offices = st.builds(WorkingTime, st.builds(Calendar, weeks), zones)
instants = st.datetimes(datetime(2024, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 — hypothesis adds it
amounts = st.integers(1, 2_000).map(lambda n: Duration(n, "m"))


@given(offices, instants, amounts)
def test_what_is_added_is_what_is_measured(office: WorkingTime, start: datetime, amount: Duration) -> None:
    assert office.minutes_between(start, office.add(start, amount)) == pytest.approx(amount.amount)


@given(offices, instants, amounts, amounts)
def test_adding_in_two_steps_is_adding_at_once(office: WorkingTime, start: datetime, a: Duration, b: Duration) -> None:
    assert office.add(office.add(start, a), b) == office.add(start, Duration(a.amount + b.amount, "m"))


@given(offices, instants, instants, amounts)
def test_who_asks_later_is_never_served_earlier(
    office: WorkingTime, a: datetime, b: datetime, amount: Duration
) -> None:
    first, second = sorted((a, b))
    assert office.add(first, amount) <= office.add(second, amount)
    assert office.add(first, amount) < office.add(first, Duration(amount.amount + 1, "m"))


@given(offices, instants)
def test_nothing_is_worked_before_the_next_opening(office: WorkingTime, start: datetime) -> None:
    opening = office.next_opening(start)
    assert opening >= start
    assert office.is_open(opening)
    assert office.minutes_between(start, opening) == 0


@given(windows_of_a_day())
def test_minutes_of_a_window_are_its_length(windows: tuple[Window, ...]) -> None:
    for window in windows:
        opens, closes = minutes_of(window)
        assert 0 <= opens < closes <= 24 * 60
