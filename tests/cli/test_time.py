"""Deadlines and working time, computed for whoever asks."""

import json
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from tests.cli.conftest import DIRECTORY, Youlin
from tests.desk.by_hand import count_again


def test_deadlines_of_a_level_that_counts_working_time(youlin: Youlin) -> None:
    ended = youlin("due", "--level", "high", "--from", "2026-11-23T17:00:00+08:00", "--directory", DIRECTORY)
    found = json.loads(ended.out)
    assert list(found) == ["accept_due", "resolve_due", "why"]
    assert found["accept_due"] == "2026-11-24T09:00:00+08:00"
    assert found["resolve_due"] == "2026-11-24T17:00:00+08:00"
    assert "- 2026-11-23 17:00–17:30 计 30 分钟，累计 30 分钟" in found["why"]
    assert "- 2026-11-24 08:30–09:00 计 30 分钟，累计 60 分钟" in found["why"]


def test_deadlines_of_a_level_that_counts_every_hour(youlin: Youlin) -> None:
    found = json.loads(youlin("due", "--level", "emergency", "--from", "2026-11-22T23:55Z").out)
    assert found["accept_due"] == "2026-11-23T08:05:00+08:00"
    assert found["resolve_due"] == "2026-11-23T11:55:00+08:00"
    assert found["why"][1] == "受理：2026-11-23 07:55 起加 10m。"


def test_a_time_without_offset_is_the_districts(youlin: Youlin) -> None:
    asked = ("due", "--level", "emergency", "--from", "2026-11-23 09:00")
    assert json.loads(youlin(*asked, timezone="Europe/Berlin").out)["accept_due"] == "2026-11-23T09:10:00+01:00"


def test_a_ticket_may_begin_now(youlin: Youlin) -> None:
    found = json.loads(youlin("due", "--level", "normal").out)
    assert datetime.fromisoformat(found["accept_due"]) > datetime.now().astimezone()


@pytest.mark.parametrize("time", ["soon", "2026-11-23", "2026-02-30T09:00", "20261123T0900", "2026-11-23T09:00+8"])
def test_what_is_no_time_is_refused(youlin: Youlin, time: str) -> None:
    assert time in youlin("due", "--level", "low", "--from", time).complaint


@pytest.mark.parametrize("time", ["9999-12-31T23:00:00Z", "0001-01-01T00:00:00+08:00"])
@pytest.mark.parametrize("level", ["emergency", "low"])
def test_a_time_at_the_end_of_the_calendar_is_refused(youlin: Youlin, level: str, time: str) -> None:
    assert youlin("due", "--level", level, "--from", time).complaint


def test_sums_in_working_time(youlin: Youlin) -> None:
    lines = (
        "2026-11-23T09:00:00+08:00 + 4h",
        "2026-11-23T09:00:00+08:00 + 1d",
        "2026-11-23T09:00:00Z+30m",
        "2026-11-23T09:00 .. 2026-11-24T09:00",
        "2026-11-24T09:00+08:00..2026-11-23T09:00+08:00",
        "2026-11-23T09:00:00 .. 2026-11-23T09:00:30",
    )
    ended = youlin("worktime", "--directory", DIRECTORY, stdin="\n".join(lines))
    assert ended.out.splitlines() == [
        "2026-11-23T14:30:00+08:00",
        "2026-11-24T09:00:00+08:00",
        "2026-11-23T17:30:00+08:00",
        "450",
        "-450",
        "0.5",
    ]


@pytest.mark.parametrize("line", ["", "x", "2026-11-23T09:00 + 4", "2026-11-23T09:00 + 4w", "2026-13-01T09:00 + 4h"])
def test_a_line_that_is_no_sum_is_named(youlin: Youlin, line: str) -> None:
    ended = youlin("worktime", stdin=f"2026-11-23T09:00 + 1h\n{line}\n")
    assert ended.out == "2026-11-23T10:00:00+08:00\n"
    assert ended.complaint.startswith("第 2 行")


def test_endless_working_time_is_named_by_its_line(youlin: Youlin) -> None:
    assert youlin("worktime", stdin="9999-12-31T09:00 + 3d").complaint.startswith("第 1 行")


def test_the_directory_decides_when_people_work(youlin: Youlin, tmp_path: Path) -> None:
    file = tmp_path / "night.yaml"
    file.write_text('district: {name: 夜市}\nworking_time: {weekdays: ["20:00-24:00"]}\n', "utf-8")
    assert youlin("worktime", "--directory", file, stdin="2026-11-23T09:00 + 1h").out.startswith("2026-11-23T21:00")


FESTIVAL = """
district: {name: 南市}
service_levels: {low: {calendar: market}, high: {accept: 1h, resolve: 2d}}
working_time:
  weekdays: ["09:00-12:00", "13:00-17:00"]
  days_off: [2026-11-25]
  days_on: [2026-11-28]
  hours: {2026-11-27: ["09:00-12:00"]}
calendars:
  market: {holidays: none, sun: ["09:00-12:00"]}
"""


def test_days_off_and_on_and_special_hours_count(youlin: Youlin, tmp_path: Path) -> None:
    (tmp_path / "d.yaml").write_text(FESTIVAL, "utf-8")
    lines = (
        "2026-11-24T16:30 + 1h",  # half an hour; Wednesday off
        "2026-11-26T16:00 + 1d",  # 60, Friday 180, Saturday on: 180
        "2026-11-26T00:00 .. 2026-12-01T00:00",  # 420, 180, 420, Sunday, 420
        "2026-09-30T16:30 + 1h",  # holiday
        "2026-10-09T16:30 + 1h",  # make-up Saturday
    )
    assert youlin("worktime", "--directory", "d.yaml", stdin="\n".join(lines)).out.splitlines() == [
        "2026-11-26T09:30:00+08:00", "2026-11-28T12:00:00+08:00", "1440", "2026-10-08T09:30:00+08:00",
        "2026-10-10T09:30:00+08:00",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("level", "start", "accept_due", "resolve_due", "told"),
    [
        # 30, 420, and half of Friday's 180
        (
            "high",
            "2026-11-24 16:30",
            "11-26 09:30",
            "11-28 13:30",
            ["- 2026-11-25 放假，不计", "（特别时间）", "（上班日）"],
        ),
        ("high", "2026-09-30 16:00", "09-30 17:00", "10-09 16:00", ["- 2026-10-01 到 2026-10-03 国庆节，不计"]),
        ("high", "2026-10-09 16:00", "10-09 17:00", "10-12 16:00", ["（调休上班）", "- 2026-10-11 周末，不计"]),
        ("normal", "2026-11-26 16:00", "11-27 12:00", "12-01 12:00", ["（特别时间）"]),
        ("low", "2026-09-30 16:00", "10-01 16:00", "10-09 12:00", ["（日历 market）", "- 2026-10-04 09:00–12:00"]),
        ("emergency", "2026-10-01 00:10", "10-01 00:20", "10-01 04:10", ["全天计时"]),
    ],
)
def test_what_why_says_is_enough_to_count_the_deadlines_again(
    youlin: Youlin, tmp_path: Path, level: str, start: str, accept_due: str, resolve_due: str, told: list[str]
) -> None:
    (tmp_path / "d.yaml").write_text(FESTIVAL, "utf-8")
    found = json.loads(youlin("due", "--level", level, "--from", start, "--directory", "d.yaml").out)
    dues = [datetime.fromisoformat(found[name]).replace(tzinfo=None) for name in ("accept_due", "resolve_due")]
    assert [f"{due:%m-%d %H:%M}" for due in dues] == [accept_due, resolve_due]
    assert list(count_again(found["why"], each_day_alike=False).values()) == dues
    assert [words for words in told if words not in "\n".join(found["why"])] == []


def test_where_nobody_ever_works_the_calendar_is_named(youlin: Youlin, tmp_path: Path) -> None:
    sundays = [f"{date(2026, 7, 5) + timedelta(days=7 * week)}" for week in range(100)]
    week = "".join(f", {day}: []" for day in ("mon", "tue", "wed", "thu", "fri"))
    shut = f'{{sun: ["09:00-10:00"]{week}, holidays: none, days_off: [{", ".join(sundays)}]}}'
    text = f"district: {{name: 南市}}\nservice_levels: {{low: {{calendar: shut}}}}\ncalendars: {{shut: {shut}}}\n"
    (tmp_path / "d.yaml").write_text(text, "utf-8")
    asked = ("due", "--from", "2026-07-06 09:00", "--directory", "d.yaml", "--level")
    assert "calendars.shut" in youlin(*asked, "low").complaint
    assert youlin(*asked, "normal").code == 0


def test_an_unknown_country_is_named_with_its_line(youlin: Youlin, tmp_path: Path) -> None:
    (tmp_path / "d.yaml").write_text("district: {name: 南市}\nworking_time:\n  holidays: 中国\n", "utf-8")
    complaint = youlin("worktime", "--directory", "d.yaml", stdin="2026-07-06T09:00 + 1h").complaint
    assert "第 3 行" in complaint
    assert "working_time.holidays" in complaint
