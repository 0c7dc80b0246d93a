"""How a date phrase is read, shown to whoever asks."""

import json

import pytest

from tests.cli.conftest import Youlin

NOW = ("--now", "2026-11-23T09:00:00+08:00")


def test_a_phrase_is_read_as_an_event_would_read_it(youlin: Youlin) -> None:
    ended = youlin("when", "下周三12:00-13:00", *NOW)
    assert ended.code == 0
    assert json.loads(ended.out) == {
        "start": "2026-12-02T12:00:00+08:00",
        "end": "2026-12-02T13:00:00+08:00",
        "recurrence": None,
        "read_as": "2026年12月2日（周三）12:00–13:00",
    }


def test_a_series_is_read_with_its_rule(youlin: Youlin) -> None:
    found = json.loads(youlin("when", "每周三12点到12月底", *NOW).out)
    assert list(found) == ["start", "end", "recurrence", "read_as"]
    assert found["start"] == "2026-11-25T12:00:00+08:00"
    assert found["end"] is None
    assert found["recurrence"] == "FREQ=WEEKLY;BYDAY=WE;UNTIL=20261231T155959Z"


@pytest.mark.parametrize("phrase", ["3号楼", "", "限30人", "太极课"])
def test_a_phrase_without_a_date_gives_nulls(youlin: Youlin, phrase: str) -> None:
    ended = youlin("when", phrase, *NOW)
    assert ended.code == 0
    assert json.loads(ended.out) == dict.fromkeys(("start", "end", "recurrence", "read_as"))


@pytest.mark.parametrize(
    ("phrase", "why"),
    [
        ("昨天", "已经过了"),
        ("2月30日", "没有"),
        ("8月15日 周六", "自相矛盾"),
        ("明天14:00-12:00", "结束不晚于开始"),
        ("改天", "说不准"),
        ("月底前", "期限"),
        ("周三或周四", "没选定"),
        ("周三、周四12点", "不止一个"),
        ("八月十五", "几种算法"),
        ("每年中秋节", "每年日子不同"),
    ],
)
def test_what_cannot_be_an_events_date_is_refused_with_the_reason(youlin: Youlin, phrase: str, why: str) -> None:
    ended = youlin("when", phrase, *NOW)
    assert why in ended.complaint
    assert phrase in ended.complaint
    assert ended.out == ""


def test_lines_are_read_one_by_one_and_the_impossible_ones_do_not_stop_the_others(youlin: Youlin) -> None:
    ended = youlin("when", "-", *NOW, stdin="明早8点\n\n2月30日\n3号楼\n元旦\n")
    assert ended.code == 0
    read = [json.loads(line) for line in ended.out.splitlines()]
    assert read[0]["start"] == "2026-11-24T08:00:00+08:00"
    assert read[1] == read[3] == dict.fromkeys(("start", "end", "recurrence", "read_as"))
    assert read[2] == {"error": "没有「2月30日」这样的时间，请核对。"}
    assert read[4]["start"] == "2027-01-01T00:00:00+08:00"


def test_now_and_the_zone_decide_what_tomorrow_is(youlin: Youlin) -> None:
    asked = ("when", "明天9点", "--now", "2026-11-23T20:00:00Z")
    assert json.loads(youlin(*asked).out)["start"] == "2026-11-25T09:00:00+08:00"
    assert json.loads(youlin(*asked, timezone="Europe/Berlin").out)["start"] == "2026-11-24T09:00:00+01:00"
    assert json.loads(youlin("when", "明天9点", "--now", "2026-11-23 20:00").out)["start"].startswith("2026-11-24")


def test_without_now_it_is_now(youlin: Youlin) -> None:
    assert json.loads(youlin("when", "明天9点").out)["start"] is not None


@pytest.mark.parametrize("time", ["soon", "2026-11-23", "0001-01-01T00:00:00+14:00"])
def test_what_is_no_time_is_refused(youlin: Youlin, time: str) -> None:
    assert time in youlin("when", "明天", "--now", time).complaint


@pytest.mark.parametrize("phrase", ["明天", "下周三", "每月30号", "春节", "两小时后"])
def test_the_end_of_the_calendar_is_refused_and_no_accident(youlin: Youlin, phrase: str) -> None:
    assert youlin("when", phrase, "--now", "9999-12-31T23:00:00+08:00").complaint


def test_english_readers_are_told_in_english(youlin: Youlin) -> None:
    found = json.loads(youlin("when", "every Wednesday 12:00", *NOW, locale="en").out)
    assert found["read_as"] == "Every Wednesday, 12:00, first on Wednesday, 25 November 2026"
    assert "deadline" in youlin("when", "周五前", *NOW, locale="en").complaint
