"""Whatever is written: a reading lies ahead, ends after it begins, and is the same every time."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from desk.agenda import Found, Unreadable, find
from tests.agenda.conftest import SHANGHAI
from tests.agenda.test_phrases import TABLE

PHRASES = [phrase for phrase, _ in TABLE]
SIGNS = (
    "一二三四五六七八九十廿0123456789点时分半刻月日号周星期年上下本今明后天早晚午中每第个最"
    "后工作到至-~:：./、，（）()初腊正闰冬至元旦和或起前内共次小时 "
)

moments = st.datetimes(datetime(1900, 1, 1), datetime(2199, 1, 1)).map(lambda at: at.replace(tzinfo=SHANGHAI))  # noqa: DTZ001  the zone follows
DAYS = "今天 明天 后天 周三 本周日 下周三 两周后的周三 15号 下个月3号 8月15日 2.29 12/2 中秋节 冬至 大年初一"
SERIES = "每周三 每天 工作日每天 每月第一个周五 每月31号 每两周的周一"
days = st.sampled_from(["", *DAYS.split(), *SERIES.split()])
parts = st.sampled_from(["", "上午", "中午", "下午", "晚上", "早上", "凌晨"])
hours = st.integers(0, 25)
minutes = st.sampled_from(["点", "点半", ":00", "：45", "点一刻", "时30分"])
clocks = st.builds("{}{}{}".format, parts, hours, minutes)
spans = st.one_of(st.just(""), clocks, parts, st.builds("{}{}{}".format, clocks, st.sampled_from("-到至~—"), clocks))
composed = st.builds("{}{}".format, days, spans)
mixed = st.one_of(
    composed,
    st.sampled_from(PHRASES),
    st.builds("{}{}{}".format, st.sampled_from(PHRASES), st.sampled_from("，到-或和 "), st.sampled_from(PHRASES)),
    st.text(SIGNS, max_size=14),
    st.text(max_size=20),
)


def read(line: str, now: datetime) -> Found | Unreadable | None:
    """The reading, or the refusal; anything else that is raised fails the test."""
    try:
        return find(line, now, SHANGHAI)
    except Unreadable as refused:
        return refused


@given(mixed, moments)
def test_a_reading_lies_ahead_and_ends_after_it_begins(line: str, now: datetime) -> None:
    found = read(line, now)
    if not isinstance(found, Found):
        return
    assert found.start > now or (found.whole_day and found.start.date() >= now.date())
    assert found.end is None or found.end > found.start
    assert found.whole_day <= (found.start.hour == 0)
    assert all(0 <= start < end <= len(line) for start, end in found.spans)


@given(mixed, moments)
def test_a_refusal_quotes_what_it_refuses(line: str, now: datetime) -> None:
    refused = read(line, now)
    if isinstance(refused, Unreadable):
        quote = refused.facts["written"].removesuffix("…")
        assert quote
        assert quote in line


@given(mixed, moments)
def test_reading_twice_gives_the_same(line: str, now: datetime) -> None:
    assert repr(read(line, now)) == repr(read(line, now))


@given(composed, moments, st.sampled_from(["太极课 {}", "{} 3号楼", "友邻 {} 限30人", "请看：{}。谢谢"]))
def test_words_around_change_nothing(line: str, now: datetime, around: str) -> None:
    alone, among = read(line, now), read(around.format(line), now)
    if isinstance(alone, Found) and isinstance(among, Found):
        assert (alone.start, alone.end, alone.recurrence) == (among.start, among.end, among.recurrence)
    else:
        assert type(alone) is type(among)


@given(st.integers(0, 6), st.integers(0, 23), st.integers(0, 59), moments)
def test_a_weekday_of_next_week_is_within_the_week_after_this_ones_sunday(
    day: int, hour: int, minute: int, now: datetime
) -> None:
    found = read(f"下周{'一二三四五六日'[day]}{hour:02}:{minute:02}", now)
    assert isinstance(found, Found)
    monday = now.date() - timedelta(days=now.weekday())
    assert found.start.date() == monday + timedelta(days=7 + day)
    assert (found.start.hour, found.start.minute) == (hour, minute)


@given(st.integers(0, 6), moments)
def test_a_bare_weekday_is_within_seven_days(day: int, now: datetime) -> None:
    found = read(f"周{'一二三四五六日'[day]}12点", now)
    assert isinstance(found, Found)
    assert found.start.weekday() == day
    assert timedelta(0) < found.start - now <= timedelta(days=7)
