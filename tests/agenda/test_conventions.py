"""The conventions at their edges: what day it is, what is over, what the calendar of holidays says."""

from datetime import datetime
from itertools import islice
from zoneinfo import ZoneInfo

import pytest

from desk.agenda import Calendar, Found, Unreadable, Why, find, occurrences, works
from tests.agenda.conftest import SHANGHAI, at


def found(phrase: str, now: str) -> Found:
    """What the phrase means then."""
    date = find(phrase, at(now), SHANGHAI)
    assert date is not None
    return date


@pytest.mark.parametrize(
    ("now", "phrase", "start"),
    [
        ("2026-11-23 09:00", "下周三", "2026-12-02 00:00"),  # a Monday
        ("2026-11-29 23:00", "下周三", "2026-12-02 00:00"),  # the Sunday of that week
        ("2026-11-30 00:00", "下周三", "2026-12-09 00:00"),
        ("2026-11-29 23:00", "周日", "2026-11-29 00:00"),
        ("2026-11-29 23:00", "本周日23:30", "2026-11-29 23:30"),
        ("2026-11-29 23:00", "周日22:00", "2026-12-06 22:00"),
        ("2026-11-25 11:59", "周三12:00", "2026-11-25 12:00"),
        ("2026-11-25 12:00", "周三12:00", "2026-12-02 12:00"),
        ("2026-11-25 12:00", "周三", "2026-11-25 00:00"),
        ("2026-11-25 12:30", "周三12:00-13:00", "2026-12-02 12:00"),
        ("2026-12-31 23:59", "明天9点", "2027-01-01 09:00"),
        ("2026-12-31 12:00", "元旦", "2027-01-01 00:00"),
        ("2027-01-01 12:00", "元旦", "2027-01-01 00:00"),
        ("2027-01-01 12:00", "元旦上午", "2028-01-01 09:00"),
        ("2026-12-25 20:00", "圣诞晚上7点", "2027-12-25 19:00"),
        ("2026-09-25 20:00", "中秋节", "2026-09-25 00:00"),
        ("2026-09-26 00:00", "中秋节", "2027-09-15 00:00"),
        ("2027-01-20 09:00", "腊八", "2028-01-04 00:00"),
        ("2027-01-20 09:00", "除夕", "2027-02-05 00:00"),
        ("2026-01-31 09:00", "一个月后", "2026-02-28 00:00"),
        ("2026-01-31 09:00", "30号", "2026-03-30 00:00"),
        ("2026-02-01 09:00", "31号", "2026-03-31 00:00"),
        ("2096-03-01 09:00", "2月29日", "2104-02-29 00:00"),
        ("2026-11-23 23:30", "两小时后", "2026-11-24 01:30"),
        ("2026-11-23 09:00", "两周后的周三", "2026-12-09 00:00"),
        ("2026-11-29 09:00", "两周后的周三", "2026-12-09 00:00"),
        ("2026-11-23 00:30", "明早8点", "2026-11-24 08:00"),
    ],
)
def test_the_next_time_that_is_still_ahead(now: str, phrase: str, start: str) -> None:
    assert found(phrase, now).start == at(start)


@pytest.mark.parametrize(
    ("now", "phrase"),
    [
        ("2026-11-25 10:00", "本周一"),
        ("2026-11-25 10:00", "本周三9:00"),
        ("2026-11-25 10:00", "今天9点"),
        ("2026-11-25 10:00", "今天9:00-11:00"),
        ("2026-11-25 20:00", "今晚"),
        ("2026-11-25 10:00", "11月24日（周二）"),
        ("2026-11-25 10:00", "2026年1月1日"),
        ("2026-11-25 10:00", "今年国庆节"),
        ("2026-11-25 10:00", "上个月15号"),
    ],
)
def test_a_pinned_past_is_refused(now: str, phrase: str) -> None:
    with pytest.raises(Unreadable) as refused:
        find(phrase, at(now), SHANGHAI)
    assert refused.value.why is Why.PAST
    assert refused.value.facts == {"written": phrase}


def test_working_days_pass_over_the_holidays_and_take_in_make_up_days() -> None:
    date = found("工作日每天12点", "2026-09-29 13:00")
    assert date.series is not None
    assert date.series.calendar is Calendar.WORKING
    days = [one.strftime("%m-%d") for one in islice(occurrences(date.start, date.series, SHANGHAI, works), 6)]
    assert days == ["09-30", "10-08", "10-09", "10-10", "10-12", "10-13"]  # 10 October is a Saturday on which all work


def test_a_series_without_holidays_leaves_them_out() -> None:
    date = found("每周四12:00 法定节假日除外", "2026-09-23 09:00")
    assert date.series is not None
    days = [one.strftime("%m-%d") for one in islice(occurrences(date.start, date.series, SHANGHAI, works), 3)]
    assert days == ["09-24", "10-08", "10-15"]


@pytest.mark.parametrize(
    ("phrase", "days"),
    [
        ("每周三12点到12月底", ["11-25", "12-02", "12-09", "12-16", "12-23", "12-30"]),
        ("每两周的周三12点，共3次", ["11-25", "12-09", "12-23"]),
        ("每月第一个周五18:00，共2次", ["12-04", "01-01"]),
        ("每月最后一个工作日，共3次", ["11-30", "12-31", "01-29"]),
        ("每月31号，共3次", ["12-31", "01-31", "03-31"]),
        ("12月1日到3日 9:00-17:00", ["12-01", "12-02", "12-03"]),
        ("每周二、周四 连续两周", ["11-24", "11-26", "12-01", "12-03"]),
        ("每季度第一个周五，共2次", ["01-01", "04-02"]),
    ],
)
def test_a_series_takes_place_on_its_days(phrase: str, days: list[str]) -> None:
    date = found(phrase, "2026-11-23 09:00")
    assert date.series is not None
    assert [one.strftime("%m-%d") for one in occurrences(date.start, date.series, SHANGHAI, works)] == days


def test_a_tower_may_have_working_days_of_its_own() -> None:
    date = find("工作日每天12点", at("2026-11-23 09:00"), SHANGHAI, works=lambda day: day.weekday() >= 5)
    assert date is not None
    assert date.start == at("2026-11-28 12:00")


def test_times_are_those_of_the_zone_that_is_asked_for() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    date = find(
        "明天9点 两小时", datetime.fromisoformat("2026-10-24T23:30:00+00:00"), berlin
    )  # there the 25th has begun
    assert date is not None
    assert date.start.isoformat() == "2026-10-26T09:00:00+01:00"
    night = find("10月25日凌晨1点 2小时", datetime.fromisoformat("2026-10-20T00:00:00+00:00"), berlin)
    assert night is not None
    assert night.end is not None
    assert night.end.isoformat() == "2026-10-25T02:00:00+01:00"  # clocks go back at three


def test_traditional_characters_and_full_width_are_read_alike() -> None:
    for phrase in ("下週三１２：００－１３：００", "下週三12點到13點", "下禮拜三中午12點到1點"):
        date = found(phrase, "2026-11-23 09:00")
        assert (date.start, date.end) == (at("2026-12-02 12:00"), at("2026-12-02 13:00"))
