"""A pause takes away exactly the working time that lies in it, however pauses are written down."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from desk.directory.calendars import Calendar
from desk.directory.defaults import WORKING_WINDOWS
from desk.directory.spans import parse_window
from desk.worktime import ALWAYS, Stretch, WorkingTime

SHANGHAI = ZoneInfo("Asia/Shanghai")
OFFICE = WorkingTime(Calendar(WORKING_WINDOWS, "CN"), SHANGHAI)
SATURDAYS = WorkingTime(Calendar({5: (parse_window("22:00-24:00"),), 6: (parse_window("00:00-01:00"),)}), SHANGHAI)
AUTUMN = datetime(2026, 9, 14, tzinfo=UTC)  # make-up days, two holidays

clocks = st.sampled_from([OFFICE, SATURDAYS, ALWAYS])
instants = st.integers(0, 40 * 24 * 60).map(lambda minutes: AUTUMN + timedelta(minutes=minutes))
amounts = st.integers(0, 3_000).map(lambda minutes: timedelta(minutes=minutes))
pauses = st.lists(st.tuples(instants, st.integers(0, 5_000)).map(lambda p: (p[0], p[0] + timedelta(minutes=p[1]))))


@given(clocks, instants, amounts, pauses)
def test_what_is_added_around_pauses_is_what_is_measured_without_them(
    clock: WorkingTime, start: datetime, amount: timedelta, held: list[Stretch]
) -> None:
    end = clock.after(start, amount, held)
    assert clock.between(start, end, held) == amount
    assert sum((b - a for a, b in clock.stretches(start, amount, held)), timedelta()) == amount


@given(clocks, instants, amounts, pauses, st.tuples(instants, amounts))
def test_a_pause_more_brings_no_deadline_nearer(
    clock: WorkingTime, start: datetime, amount: timedelta, held: list[Stretch], one: tuple[datetime, timedelta]
) -> None:
    more = (one[0], one[0] + one[1])
    assert clock.after(start, amount, [*held, more]) >= clock.after(start, amount, held)


@given(clocks, instants, instants, amounts, amounts, pauses)
def test_later_or_longer_is_never_due_earlier(
    clock: WorkingTime, a: datetime, b: datetime, short: timedelta, more: timedelta, held: list[Stretch]
) -> None:
    first, second = sorted((a, b))
    assert clock.after(first, short, held) <= clock.after(second, short, held) or not short
    assert clock.after(first, short, held) <= clock.after(first, short + more, held)


@given(clocks, instants, amounts, pauses, st.randoms(use_true_random=False), st.floats(0, 1))
def test_pauses_may_come_in_any_order_in_pieces_or_twice(
    clock: WorkingTime, start: datetime, amount: timedelta, held: list[Stretch], chance: object, share: float
) -> None:
    pieces = [piece for a, b in held for piece in ((a, a + (b - a) * share), (a + (b - a) * share, b))]
    shuffled = [*pieces, *held]
    chance.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives it no name
    assert clock.after(start, amount, shuffled) == clock.after(start, amount, held)


@given(clocks, instants, amounts, pauses)
def test_pauses_that_overlap_are_as_one_that_covers_them(
    clock: WorkingTime, start: datetime, amount: timedelta, held: list[Stretch]
) -> None:
    covered = [(a, b + timedelta(hours=1)) for a, b in held] + [(b, b + timedelta(hours=1)) for _, b in held]
    assert clock.after(start, amount, held + covered) == clock.after(
        start, amount, [(a, b + timedelta(hours=1)) for a, b in held]
    )


@given(instants, amounts, st.integers(0, 30))
def test_a_pause_while_nobody_works_changes_nothing(start: datetime, amount: timedelta, days: int) -> None:
    midnight = datetime(2026, 9, 14, tzinfo=SHANGHAI) + timedelta(days=days)
    night = (midnight - timedelta(hours=6, minutes=30), midnight + timedelta(hours=8, minutes=30))  # 17:30 to 08:30
    lunch = (midnight + timedelta(hours=12), midnight + timedelta(hours=13, minutes=30))
    assert OFFICE.after(start, amount, [night, lunch]) == OFFICE.after(start, amount)


@given(clocks, instants, amounts, st.integers(0, 5_000))
def test_a_pause_before_the_start_or_after_the_end_changes_nothing(
    clock: WorkingTime, start: datetime, amount: timedelta, minutes: int
) -> None:
    end, length = clock.after(start, amount), timedelta(minutes=minutes)
    assert clock.after(start, amount, [(start - length, start), (end, end + length)]) == end


@given(clocks, instants, amounts, st.floats(0, 1), st.integers(1, 5_000))
def test_a_pause_puts_the_end_off_by_the_working_time_in_it(
    clock: WorkingTime, start: datetime, amount: timedelta, share: float, minutes: int
) -> None:
    begins = clock.after(start, amount * share)
    pause = (begins, begins + timedelta(minutes=minutes))
    end = clock.after(start, amount)
    if pause[0] < end:
        assert clock.after(start, amount, [pause]) == clock.after(end, clock.between(*pause))
